"""Learning from an édition: started, followed, ended, used by the analyses; and what may go wrong."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from pathlib import Path
from threading import Lock

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import override_settings
from visite import Visiteur

from exemples.grande_edition import ecrire_grande_edition
from exemples.modele_onnx import ecrire_modele
from socle.alignement.apprentissage import Reglages
from socle.referentiel import Editions
from socle_web.offres import services as offres
from socle_web.referentiels import apprentissages

pytestmark = pytest.mark.django_db
HTMX = {"HTTP_HX_REQUEST": "true"}
EN_COURS = "déjà en cours"


class Lanceur:
    """Stands for the thread: the work waits until it is asked for."""

    def __init__(self) -> None:
        self.travaux: list[Callable[[], None]] = []

    def finir(self) -> None:
        while self.travaux:
            self.travaux.pop(0)()


@pytest.fixture(autouse=True)
def lanceur(monkeypatch: pytest.MonkeyPatch) -> Lanceur:
    lanceur = Lanceur()
    monkeypatch.setattr(apprentissages, "lancer", lanceur.travaux.append)
    monkeypatch.setattr(apprentissages, "REGLAGES", Reglages(dimension=16, pas=3, lot=8))
    monkeypatch.setattr(apprentissages, "_occupe", Lock())
    return lanceur


@pytest.fixture
def page(edition: str) -> str:
    return f"/reglages/editions/{edition}/"


@pytest.fixture
def moteur(dossier: Path, edition: str) -> Path:
    return Editions(dossier).chemin(edition) / "moteur"


def lire(client: Visiteur, adresse: str, **entetes: str) -> str:
    reponse = client.get(adresse, **entetes)
    assert reponse.status_code == 200
    return reponse.content.decode()


def lancer(client: Visiteur, page: str, **fichiers: SimpleUploadedFile) -> str:
    """Ask to learn; the answer is the page that follows."""
    return client.post(f"{page}apprendre/", fichiers, follow=True).content.decode()


def vieillir(moteur: Path) -> None:
    """The lock has not been written for a while."""
    alors = time.time() - apprentissages.SILENCE - 1
    os.utime(moteur / "en-cours.json", (alors, alors))


def test_from_the_button_to_the_analyses(
    client: Visiteur, page: str, moteur: Path, edition: str, lanceur: Lanceur
) -> None:
    assert "Rien n’a encore été appris" in lire(client, page)
    avant = offres.analyseur(edition=edition)
    assert avant.compact is None

    html = lancer(client, page)
    assert "Lecture des répertoires" in html
    assert "Actualiser" in html
    assert "<progress" in html
    assert "Voir où il en est" in lire(client, page)

    lanceur.finir()
    html = lire(client, f"{page}apprentissage/")
    assert "L’apprentissage est terminé" in html
    assert "hx-trigger" not in html, "nothing is polled any longer"
    html = lire(client, page)
    assert "définitions" in html
    assert "Les analyses d’offres s’en servent" in html
    apres = offres.analyseur(edition=edition)
    assert apres.compact is not None
    assert offres.analyseur(edition=edition) is apres
    assert offres.analyseur().compact is not None, "the booklet and the édition as one use it too"
    assert {fichier.name for fichier in moteur.iterdir()} == {"encodeur.npz", "fin.json", "preparation.npz"}


def test_progress_is_a_share_and_a_fragment(
    client: Visiteur, page: str, lanceur: Lanceur, monkeypatch: pytest.MonkeyPatch
) -> None:
    fragments = []
    ecrire = apprentissages._ecrire

    def regarder(fichier: Path, *reste: object) -> None:
        ecrire(fichier, *reste)  # type: ignore[arg-type]
        if fichier.name == "en-cours.json":
            fragments.append(lire(client, f"{page}apprentissage/", **HTMX))

    monkeypatch.setattr(apprentissages, "_ecrire", regarder)
    lancer(client, page)
    lanceur.finir()
    assert [f"{part}\xa0%" in html for part, html in zip((33, 66, 100), fragments, strict=True)] == [True] * 3
    assert all('hx-trigger="every 2s"' in html and "<html" not in html for html in fragments)
    fin = lire(client, f"{page}apprentissage/", **HTMX)
    assert 'hx-swap-oob="innerHTML:#annonce">L’apprentissage est terminé.' in fin


def test_learning_anew_is_used_and_the_same_is_not_done_again(
    client: Visiteur, page: str, edition: str, lanceur: Lanceur, monkeypatch: pytest.MonkeyPatch
) -> None:
    lancer(client, page)
    lanceur.finir()
    premier = offres.analyseur(edition=edition)
    lancer(client, page)
    lanceur.finir()
    assert "Rien de nouveau à apprendre" in lire(client, f"{page}apprentissage/")
    assert offres.analyseur(edition=edition) is premier
    monkeypatch.setattr(apprentissages, "REGLAGES", Reglages(dimension=16, pas=3, lot=8, graine=2))
    lancer(client, page)
    lanceur.finir()
    assert offres.analyseur(edition=edition) is not premier


def test_what_was_learnt_can_be_put_aside(
    client: Visiteur, page: str, edition: str, lanceur: Lanceur
) -> None:
    lancer(client, page)
    lanceur.finir()
    html = client.post(f"{page}apprentissage/utiliser/", {"utiliser": "non"}, follow=True).content.decode()
    assert "ne se serviront plus" in html
    assert "Mis de côté" in html
    assert offres.analyseur(edition=edition).compact is None
    client.post(f"{page}apprentissage/utiliser/", {"utiliser": "oui"})
    assert offres.analyseur(edition=edition).compact is not None


@pytest.mark.parametrize(
    ("source", "contenu"), [("rmfp", b"a;b\n1;2\n"), ("rome", b"PK\x03\x04faux"), ("esco", b"pas un zip")]
)
def test_a_file_that_is_not_what_it_should_be(
    client: Visiteur, page: str, moteur: Path, lanceur: Lanceur, source: str, contenu: bytes
) -> None:
    lancer(client, page, **{source: SimpleUploadedFile("fichier", contenu)})
    lanceur.finir()
    html = lire(client, f"{page}apprentissage/")
    assert 'role="alert"' in html
    assert "<strong>" in html
    assert [fichier.name for fichier in moteur.iterdir()] == ["fin.json"], "nothing else is stored"
    assert "Rien n’a encore été appris" in lire(client, page)
    lancer(client, page)
    lanceur.finir()
    assert "L’apprentissage est terminé" in lire(client, f"{page}apprentissage/")


def test_files_over_the_limit_or_empty_are_refused_at_once(
    client: Visiteur, page: str, moteur: Path, lanceur: Lanceur
) -> None:
    with override_settings(TAILLE_MAXIMALE=1000):
        html = lancer(client, page, rmfp=SimpleUploadedFile("rmfp.csv", b"x" * 1001))
    assert "dépasse 30\xa0Mo" in html
    assert "Ce fichier est vide" in lancer(client, page, esco=SimpleUploadedFile("esco.zip", b""))
    assert not lanceur.travaux
    assert not moteur.exists()


def test_twice_at_once(client: Visiteur, page: str, importer: Callable[..., str], lanceur: Lanceur) -> None:
    lancer(client, page)
    assert EN_COURS in lancer(client, page)
    autre = f"/reglages/editions/{importer('autre')}/"
    assert EN_COURS in lancer(client, autre), "one at a time in a process"
    assert len(lanceur.travaux) == 1
    lanceur.finir()
    assert EN_COURS not in lancer(client, autre)


def test_another_process_is_learning(
    client: Visiteur, page: str, lanceur: Lanceur, monkeypatch: pytest.MonkeyPatch
) -> None:
    lancer(client, page)
    monkeypatch.setattr(apprentissages, "_occupe", Lock())
    assert EN_COURS in lancer(client, page)
    assert len(lanceur.travaux) == 1


def test_a_learning_left_by_a_process_that_stopped(
    client: Visiteur, page: str, moteur: Path, lanceur: Lanceur, monkeypatch: pytest.MonkeyPatch
) -> None:
    lancer(client, page, rmfp=SimpleUploadedFile("rmfp.csv", b"a;b\n"))
    perdu = lanceur.travaux.pop()
    vieillir(moteur)
    assert "s’est interrompu avant la fin" in lire(client, f"{page}apprentissage/")
    assert "Apprendre de cette édition" in lire(client, page)
    autre_processus = apprentissages._occupe
    monkeypatch.setattr(apprentissages, "_occupe", Lock())
    assert "Lecture des répertoires" in lancer(client, page)
    with monkeypatch.context() as ailleurs:
        ailleurs.setattr(apprentissages, "_occupe", autre_processus)
        perdu()
    assert "Lecture des répertoires" in lire(client, f"{page}apprentissage/"), "the former one yields"
    lanceur.finir()
    assert "L’apprentissage est terminé" in lire(client, f"{page}apprentissage/")
    assert sorted(fichier.name for fichier in moteur.iterdir()) == ["encodeur.npz", "fin.json"]


def test_an_edition_removed_meanwhile_does_not_come_back(
    client: Visiteur, page: str, moteur: Path, lanceur: Lanceur
) -> None:
    lancer(client, page)
    client.post(f"{page}supprimer/")
    lanceur.finir()
    assert not moteur.parent.exists()


def test_an_unforeseen_error_is_told_in_french(
    client: Visiteur, page: str, lanceur: Lanceur, monkeypatch: pytest.MonkeyPatch
) -> None:
    def echouer(*_: object, **__: object) -> None:
        raise MemoryError

    monkeypatch.setattr(apprentissages, "apprendre", echouer)
    lancer(client, page)
    lanceur.finir()
    assert "L’apprentissage n’a pas abouti" in lire(client, f"{page}apprentissage/")


def test_a_damaged_file_is_told_left_aside_and_replaced(
    client: Visiteur, page: str, moteur: Path, edition: str, lanceur: Lanceur
) -> None:
    moteur.mkdir()
    (moteur / "encodeur.npz").write_bytes(b"abime")
    assert "ne peut plus être relu" in lire(client, page)
    assert offres.analyseur(edition=edition).compact is None
    lancer(client, page)
    lanceur.finir()
    assert offres.analyseur(edition=edition).compact is not None


@pytest.mark.parametrize("nom", ["absente", "livret"])
def test_only_an_imported_edition(client: Visiteur, nom: str) -> None:
    page = f"/reglages/editions/{nom}/"
    for adresse in ("apprendre/", "calibrer/", "apprentissage/utiliser/"):
        assert client.post(page + adresse).status_code == 404
    assert client.get(f"{page}apprentissage/").status_code == 404


def test_the_booklet_page_does_not_offer_it(client: Visiteur) -> None:
    assert "Ce que Socle a appris" not in lire(client, "/reglages/editions/livret/")


@pytest.mark.usefixtures("serveur")
def test_a_visitor_sees_what_was_learnt_but_may_not_ask(client: Visiteur, page: str) -> None:
    html = lire(client, page)
    assert "Ce que Socle a appris" in html
    assert "Apprendre de cette édition" not in html


@pytest.fixture
def ateliers(dossier: Path) -> str:
    """An édition large enough for a decision to be fitted on it."""
    editions = Editions(dossier)
    editions.enregistrer(editions.preparer(ecrire_grande_edition(), nom="ateliers", titre="Ateliers"))
    return "ateliers"


def test_the_decision_is_fitted_from_a_button_and_serves(
    client: Visiteur, ateliers: str, lanceur: Lanceur
) -> None:
    page = f"/reglages/editions/{ateliers}/"
    assert "les analyses suivent le réglage livré" in lire(client, page)
    avant = offres.analyseur(edition=ateliers)
    assert avant.calibration is None
    html = client.post(f"{page}calibrer/", follow=True).content.decode()
    assert "Préparation des questions" in html
    assert "Un réglage est en cours" in lire(client, page)
    lanceur.finir()
    assert "Le réglage est terminé" in lire(client, f"{page}apprentissage/")
    html = lire(client, page)
    assert "Avec les mots seuls" in html
    assert "Activités reformulées" in html
    assert "Refaire le réglage" in html
    assert offres.analyseur(edition=ateliers).calibration is not None
    assert offres.analyseur(edition=ateliers) is offres.analyseur(edition=ateliers)


def test_a_small_edition_is_told_that_it_cannot_be_fitted(
    client: Visiteur, page: str, moteur: Path, lanceur: Lanceur
) -> None:
    client.post(f"{page}calibrer/")
    lanceur.finir()
    assert "trop petite" in lire(client, f"{page}apprentissage/")
    assert [fichier.name for fichier in moteur.iterdir()] == ["fin.json"]


def test_an_unforeseen_error_of_the_fit_is_told(
    client: Visiteur, page: str, lanceur: Lanceur, monkeypatch: pytest.MonkeyPatch
) -> None:
    def echouer(*_: object, **__: object) -> None:
        raise MemoryError

    monkeypatch.setattr(apprentissages, "calibrer_edition", echouer)
    client.post(f"{page}calibrer/")
    lanceur.finir()
    assert "Le réglage n’a pas abouti" in lire(client, f"{page}apprentissage/")


def test_a_damaged_fit_is_left_aside(client: Visiteur, page: str, moteur: Path, edition: str) -> None:
    moteur.mkdir()
    (moteur / "calibration-mots.json").write_text("{", "utf-8")
    assert "les analyses suivent le réglage livré" in lire(client, page)
    assert offres.analyseur(edition=edition).calibration is None


def test_the_encoder_of_the_settings_serves(edition: str, tmp_path: Path) -> None:
    modele = ecrire_modele(tmp_path / "modele", ("formation", "projet"))
    with override_settings(ENCODEUR=str(modele)):
        pret = offres.analyseur(edition=edition)
        assert pret.encodeur is not None
        assert pret.analyser("Activités :\n- Conduire un projet").lignes


def test_an_encoder_that_is_not_there_is_told_on_the_page(client: Visiteur, edition: str) -> None:
    with override_settings(ENCODEUR="./absent"):
        reponse = client.post(
            "/offres/analyser/", {"texte": "Activités :\n- Conduire un projet", "edition": edition}
        )
    assert "introuvable" in reponse.content.decode()
