"""Importing an édition: preview, name, save; and every way a file may be wrong."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import override_settings
from django.urls import reverse
from visite import Visiteur, titre

from exemples.referens import EMPLOIS, JARDINIERE, PATISSIER, ecrire_csv
from socle.erreurs import ReseauIndisponible
from socle.referentiel import Editions
from socle_web.referentiels import importation, services

pytestmark = pytest.mark.django_db
IMPORTER = "/reglages/importer/"


def deposer(client: Visiteur, contenu: bytes, nom_fichier: str = "referens.csv", **champs: str) -> str:
    """Send a file and follow to its preview; the answer is the preview's address."""
    reponse = client.post(IMPORTER, {"fichier": SimpleUploadedFile(nom_fichier, contenu), **champs})
    assert reponse.status_code == 302, reponse.content.decode()
    return str(reponse["Location"])


def refuser(client: Visiteur, contenu: bytes, **champs: str) -> str:
    """Send a file that is refused; the answer is the page that says why."""
    reponse = client.post(IMPORTER, {"fichier": SimpleUploadedFile("f.csv", contenu), **champs})
    assert reponse.status_code == 422
    return reponse.content.decode()


def test_the_whole_journey(client: Visiteur, dossier: Path) -> None:
    apercu = deposer(client, ecrire_csv(), "RéFérens 3.csv", titre="RéFérens III")
    reponse = client.get(apercu)
    assert "3\xa0emplois-types lus" in titre(reponse)
    assert "C’est la première édition" in reponse.content.decode()
    assert not Editions(dossier).liste(), "nothing is saved before it is confirmed"

    confirmee = client.post(apercu, {"nom": "referens-3", "titre": "RéFérens III"}, follow=True)
    assert "est enregistrée" in confirmee.content.decode()
    assert [edition.nom for edition in Editions(dossier).liste()] == ["referens-3"]
    assert not list((dossier / "apercus").iterdir()), "the file kept aside is gone"
    assert client.get(apercu).status_code == 404
    assert "4\xa0emplois-types" in client.get(reverse("referentiels:accueil")).content.decode()


def test_the_name_comes_from_the_file_and_avoids_those_taken(client: Visiteur, edition: str) -> None:
    apercu = deposer(client, ecrire_csv(), f"{edition}.csv")
    assert f'value="{edition}-2"' in client.get(apercu).content.decode()


def test_preview_says_what_would_change(client: Visiteur, edition: str) -> None:
    change = {**PATISSIER, "referens_mission": "Concevoir des tartes qui font apprendre."}
    nouveau = {**JARDINIERE, "referens_id": "A4Y99"}
    html = client.get(deposer(client, ecrire_csv([change, nouveau]))).content.decode()
    assert f"par rapport à «\xa0{edition}\xa0»" in html
    assert "A4Y99" in html
    assert "F1Z42" in html
    assert "tartes" in html
    assert "<ins>" in html


def test_an_edition_is_never_overwritten_and_the_file_is_kept(client: Visiteur, edition: str) -> None:
    apercu = deposer(client, ecrire_csv([PATISSIER]), nom="autre-nom")
    reponse = client.post(apercu, {"nom": edition, "titre": "Un titre"})
    html = reponse.content.decode()
    assert reponse.status_code == 422
    assert "existe déjà" in html
    assert 'value="Un titre"' in html
    assert len(services.charger(nom=edition)) == len(EMPLOIS)
    assert client.post(apercu, {"nom": "libre"}).status_code == 302


@pytest.mark.parametrize("nom", ["livret", "Majuscules", "a/b", "..", "é"])
def test_a_name_that_cannot_be_given(client: Visiteur, nom: str) -> None:
    html = refuser(client, ecrire_csv(), nom=nom, titre="Mon titre")
    assert "Nom de l’édition</a>" in html, "the summary leads to the field"
    assert 'value="Mon titre"' in html, "what was typed stays"


@pytest.mark.parametrize(
    ("contenu", "message"),
    [
        (b"", "Le fichier est vide"),
        (b"   \n", "Le fichier est vide"),
        (b"nom;prenom\nA;B\n", "Ce fichier n’est pas un export de RéFérens III"),
        (b"PK\x03\x04\x00\x00\x00", "Ce fichier n’est pas un tableau CSV"),
        (ecrire_csv([]), "Ce fichier ne contient aucun emploi-type"),
        (ecrire_csv()[:-20] + b';"jamais ferme', "Ce fichier CSV est abîmé"),
    ],
    ids=["empty", "blank", "header", "zip", "no row", "truncated"],
)
def test_files_that_are_refused(client: Visiteur, dossier: Path, contenu: bytes, message: str) -> None:
    html = refuser(client, contenu)
    assert message in html
    assert 'role="alert"' in html
    assert not (dossier / "apercus").exists()


@pytest.mark.parametrize("entete", ["technique", "libelles"])
@pytest.mark.parametrize("encodage", ["utf-8", "utf-8-sig", "cp1252"])
def test_files_that_are_read(client: Visiteur, entete: str, encodage: str) -> None:
    html = client.get(deposer(client, ecrire_csv(entete=entete, encodage=encodage))).content.decode()
    assert "3\xa0emplois-types lus" in html


def test_no_file_chosen(client: Visiteur) -> None:
    reponse = client.post(IMPORTER, {"nom": "x"})
    assert "Choisissez le fichier à importer" in reponse.content.decode()


def test_a_file_over_the_limit(client: Visiteur) -> None:
    with override_settings(TAILLE_MAXIMALE=1000):
        assert "dépasse 30\xa0Mo" in refuser(client, ecrire_csv())


def test_abandon(client: Visiteur, dossier: Path) -> None:
    apercu = deposer(client, ecrire_csv())
    reponse = client.post(f"{apercu}abandonner/", follow=True)
    assert "rien n’a été enregistré" in reponse.content.decode()
    assert not list((dossier / "apercus").iterdir())


def test_a_file_left_aside_is_dropped_after_a_day(client: Visiteur, monkeypatch: pytest.MonkeyPatch) -> None:
    ancien = deposer(client, ecrire_csv())
    monkeypatch.setattr(importation, "_DUREE", -1)
    deposer(client, ecrire_csv())
    assert client.get(ancien).status_code == 404


@pytest.mark.parametrize("jeton", ["absent", "..", "A" * 22, "%2e%2e%2fsecret"])
def test_a_preview_that_does_not_exist(client: Visiteur, jeton: str) -> None:
    assert client.get(f"{IMPORTER}{jeton}/").status_code == 404


def test_download_from_the_ministry(client: Visiteur, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importation, "telecharger", lambda url: ecrire_csv())
    reponse = client.post(f"{IMPORTER}telecharger/", follow=True)
    assert 'value="referens-3"' in reponse.content.decode()


def test_no_network_says_so_and_what_to_do(client: Visiteur, monkeypatch: pytest.MonkeyPatch) -> None:
    def absent(url: str) -> bytes:
        raise ReseauIndisponible("Le fichier n’a pas pu être téléchargé.", remede="Vérifiez la connexion.")

    monkeypatch.setattr(importation, "telecharger", absent)
    reponse = client.post(f"{IMPORTER}telecharger/")
    assert reponse.status_code == 502
    assert "Vérifiez la connexion" in reponse.content.decode()
    assert 'name="fichier"' in reponse.content.decode(), "the other way stays at hand"


class TestEditions:
    def test_settings_list_them(self, client: Visiteur, edition: str) -> None:
        html = client.get("/reglages/").content.decode()
        assert "RéFérens de test" in html
        assert "Livret de l’ANSTIA" in html
        assert f"/reglages/editions/{edition}/" in html

    def test_anomalies_are_listed_and_filtered(self, client: Visiteur, edition: str) -> None:
        html = client.get(f"/reglages/editions/{edition}/").content.decode()
        assert "Emploi-type précédent sans code" in html
        filtre = client.get(f"/reglages/editions/{edition}/?type=aucune").content.decode()
        assert "Création" not in filtre

    def test_removal_asks_first(self, client: Visiteur, dossier: Path, edition: str) -> None:
        adresse = f"/reglages/editions/{edition}/supprimer/"
        assert "La garder" in client.get(adresse).content.decode()
        assert Editions(dossier).liste()
        assert "est supprimée" in client.post(adresse, follow=True).content.decode()
        assert not Editions(dossier).liste()

    def test_the_booklet_cannot_be_removed(self, client: Visiteur) -> None:
        assert client.post("/reglages/editions/livret/supprimer/").status_code == 404

    def test_another_edition_saved_under_a_name_that_was_freed_is_read_anew(
        self, client: Visiteur, dossier: Path, edition: str
    ) -> None:
        assert len(services.charger(nom=edition)) == 3
        stored = Editions(dossier)
        stored.supprimer(edition)
        stored.enregistrer(stored.preparer(ecrire_csv([PATISSIER]), nom=edition))
        assert len(services.charger(nom=edition)) == 1


@pytest.mark.donnees
def test_the_real_edition(client: Visiteur, donnees: Path) -> None:
    contenu = (donnees / "referens" / "referens3_libelles.csv").read_bytes()
    apercu = deposer(client, contenu)
    assert "242\xa0emplois-types lus" in titre(client.get(apercu))
    client.post(apercu, {"nom": "referens-3"})
    html = client.get("/emplois-types/?q=F2D57").content.decode()
    assert "enseignement numérique" in html
    assert client.get("/emplois-types/referens-3/F2D57/pdf/").content.startswith(b"%PDF")
