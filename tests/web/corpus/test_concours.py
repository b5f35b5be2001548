"""Posts opened at competitions brought beside a corpus, and the commands that make its report again."""

from __future__ import annotations

import io
import json
import shlex
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import petite_edition
import pytest
from corpus.conftest import lancer
from corpus_analyses import Analyse, offres
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from socle.cli import main
from socle.corpus import Chiffres
from socle_web.comptes.models import Trace
from socle_web.corpus.models import Corpus, Execution

pytestmark = pytest.mark.django_db
ENTETE = "année;BAP;corps normalisé;EMPLOIS TYPES;NOMBRE d'emplois\n"


def postes(nombre: int = 4, encodage: str = "utf-8") -> bytes:
    intitule = petite_edition.EMPLOIS[0].intitule
    rangees = [
        f"2023;F;ingénieur d'études;{intitule};{nombre}",
        f"2024;F;ingénieur d'études;{intitule};6",
        "2024;F;ingénieur d'études;Conservateur de vergers;9",
    ]
    return (ENTETE + "\n".join(rangees) + "\n").encode(encodage)


def apporter(analyse: Analyse, contenu: bytes, nom: str = "postes.csv") -> object:
    adresse = reverse("corpus:concours", args=[analyse.execution.corpus_id])
    return analyse.client.post(adresse, {"fichier": SimpleUploadedFile(nom, contenu)})


def page(analyse: Analyse) -> str:
    reponse = analyse.client.get(reverse("corpus:page", args=[analyse.execution.corpus_id]))
    return reponse.content.decode().replace("\u00a0", " ")


def refaire(analyse: Analyse, capture: Callable[..., object]) -> None:
    with capture(execute=True):  # type: ignore[attr-defined]
        analyse.poster("relancer")
    analyse.execution.refresh_from_db()
    assert analyse.execution.etat == "terminee", analyse.execution.erreur


def extraire(contenu: bytes, dossier: Path) -> Path:
    """The archive of the tables, taken out where the commands look for it."""
    with zipfile.ZipFile(io.BytesIO(contenu)) as archive:
        archive.extractall(dossier / "atelier" / "resultats")
    return dossier / "atelier"


def lancer_socle(ligne: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Run a command line of the site, its report as figures; one process gives the same as several."""
    local = " --moteur local" if "analyser" in ligne else ""
    monkeypatch.setattr(sys, "argv", shlex.split(ligne.replace("rapport.html", "refaits.json") + local))
    with pytest.raises(SystemExit) as sortie:
        main()
    assert not sortie.value.code


def refaire_ailleurs(
    du_site: Chiffres, atelier: Path, settings: object, monkeypatch: pytest.MonkeyPatch
) -> Chiffres:
    """What the commands of a report give in a folder that holds the offers."""
    lignes = "\n".join(json.dumps(offre, ensure_ascii=False) for offre in offres(24))
    (atelier / "offres.jsonl").write_text(lignes, "utf-8")
    monkeypatch.setenv("SOCLE_DONNEES", str(settings.SOCLE_DONNEES))  # type: ignore[attr-defined]
    monkeypatch.chdir(atelier)
    for ligne in du_site.provenance.commandes:
        lancer_socle(ligne, monkeypatch)
    return Chiffres.from_json((atelier / "refaits.json").read_bytes())


@pytest.mark.parametrize("encodage", ["utf-8-sig", "cp1252"])
def test_posts_opened_are_drawn_in_the_report_and_beside_the_figures(
    analysee: Analyse, django_capture_on_commit_callbacks: Callable[..., object], encodage: str
) -> None:
    assert "données ouvertes" in page(analysee)
    assert "La demande" not in analysee.lire("rapport")
    assert apporter(analysee, postes(encodage=encodage)).status_code == 302  # type: ignore[attr-defined]
    dit = page(analysee)
    assert "10 postes ouverts de 2023 à 2024" in dit
    assert "9 autres ne sont pas comptés" in dit
    assert "ce rapport ne les dessine pas encore" in analysee.lire("rapport")
    refaire(analysee, django_capture_on_commit_callbacks)
    rapport = analysee.lire("rapport").replace("\u00a0", " ")
    assert "10 postes ouverts aux concours de 2023 à 2025" in rapport
    assert "ne les dessine pas encore" not in rapport
    chiffres = analysee.lire("preuves").replace("\u00a0", " ")
    assert "F2Z01 : postes ouverts aux concours et offres du corpus" in chiffres
    assert reverse("corpus:offre", args=[analysee.execution.pk]) in chiffres.split("Postes ouverts</th>")[1]
    assert "corpus.concours_recu" in Trace.objects.values_list("geste", flat=True)


@pytest.mark.parametrize(
    ("contenu", "dit"),
    [
        (b"", "Le fichier est vide"),
        (b"PK\x03\x04\x00\x00", "Le fichier est vide ou n’est pas un fichier de texte"),
        ("ann\xe9e;BAP\n2020;F\n".encode("cp1252"), "Il manque dans son en-tête"),
        (ENTETE.encode(), "ne dit aucun poste ouvert"),
        (f"{ENTETE}20²0;F;technicien;Un emploi;²\n".encode(), "ne dit aucun poste ouvert"),
        (f"{ENTETE}99999;F;technicien;Un emploi;2\n".encode(), "ne dit aucun poste ouvert"),
    ],
)
def test_a_wrong_table_is_told_and_the_one_before_stays(analysee: Analyse, contenu: bytes, dit: str) -> None:
    apporter(analysee, postes())
    gardes = Corpus.objects.get().concours
    reponse = apporter(analysee, contenu, "autre.csv")
    assert reponse.status_code == 422  # type: ignore[attr-defined]
    html = reponse.content.decode()  # type: ignore[attr-defined]
    assert dit in html
    assert "l’export CSV" in html
    corpus = Corpus.objects.get()
    assert corpus.concours == gardes
    assert [un.read_bytes() for un in corpus.dossier.glob("concours-*")] == [postes()]


def test_no_file_or_one_too_large_is_told(analysee: Analyse, monkeypatch: pytest.MonkeyPatch) -> None:
    adresse = reverse("corpus:concours", args=[analysee.execution.corpus_id])
    assert "Aucun fichier n’a été choisi" in analysee.client.post(adresse).content.decode()
    monkeypatch.setattr("socle_web.corpus.concours.TAILLE_MAXIMALE", 10)
    refus = apporter(analysee, postes())
    assert "dépasse" in refus.content.decode()  # type: ignore[attr-defined]


def test_a_table_takes_the_place_of_another_then_goes(
    analysee: Analyse, django_capture_on_commit_callbacks: Callable[..., object]
) -> None:
    for nombre in (4, 5):
        with django_capture_on_commit_callbacks(execute=True):  # type: ignore[attr-defined]
            apporter(analysee, postes(nombre))
    corpus = Corpus.objects.get()
    assert [un.read_bytes() for un in corpus.dossier.glob("concours-*")] == [postes(5)]
    refaire(analysee, django_capture_on_commit_callbacks)
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[attr-defined]
        adresse = reverse("corpus:concours", args=[corpus.pk])
        analysee.client.post(adresse, {"geste": "retirer"})
    assert not list(corpus.dossier.glob("concours-*"))
    assert "ont été retirés du corpus" in analysee.lire("rapport")
    refaire(analysee, django_capture_on_commit_callbacks)
    assert "La demande" not in analysee.lire("rapport")
    assert not (analysee.execution.dossier / "concours.csv").exists()


def test_a_table_that_the_disk_has_lost_is_told_with_what_to_do(
    analysee: Analyse, django_capture_on_commit_callbacks: Callable[..., object]
) -> None:
    apporter(analysee, postes())
    for fichier in Corpus.objects.get().dossier.glob("concours-*"):
        fichier.unlink()
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[attr-defined]
        analysee.poster("relancer")
    suivi = analysee.lire("suivre").replace("\u00a0", " ")
    assert "n’est plus sur le serveur" in suivi
    assert "Retirez-le de la page du corpus" in suivi


def test_the_archive_holds_what_makes_the_report_again(
    analysee: Analyse,
    jsonl: SimpleUploadedFile,
    settings: object,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    django_capture_on_commit_callbacks: Callable[..., object],
) -> None:
    """With openings and a decision; the offers, the archive and the édition are all that the person has."""
    groupe = analysee.lire("emergents").split('name="cles" value="')[1].split('"')[0]
    analysee.poster("emergents", geste="nommer", cles=[groupe], nom="Tenir les ruches")
    apporter(analysee, postes())
    refaire(analysee, django_capture_on_commit_callbacks)
    contenu = analysee.client.get(analysee.adresse("telecharger", format="tables")).getvalue()
    du_site = Chiffres.from_json((analysee.execution.dossier / "chiffres.json").read_bytes())

    atelier = extraire(contenu, tmp_path)
    texte = (atelier / "resultats" / "manifeste.json").read_text("utf-8")
    assert str(tmp_path) not in texte + "".join(du_site.provenance.commandes)
    assert json.loads(texte)["commande"] == du_site.provenance.commandes[0]
    refaits = refaire_ailleurs(du_site, atelier, settings, monkeypatch)
    assert refaits.emergents == du_site.emergents
    assert refaits.emergents is not None
    assert "Tenir les ruches" in {un.libelle for un in refaits.emergents.groupes}
    sans = {"provenance"}
    assert refaits.model_dump(exclude=sans) == du_site.model_dump(exclude=sans)


@pytest.mark.parametrize("choisie", [petite_edition.NOM, "livret"])
def test_a_run_on_a_chosen_edition_is_made_again_by_its_commands(
    analysee: Analyse,
    importer: Callable[..., str],
    settings: object,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    django_capture_on_commit_callbacks: Callable[..., object],
    choisie: str,
) -> None:
    """An édition imported since is not taken for it, and the booklet counts on both sides."""
    importer("referens-nouveau")
    execution = lancer(
        analysee.client,
        str(analysee.execution.corpus_id),
        django_capture_on_commit_callbacks,
        edition=choisie,
        emplois_types="ANSTIA-IP",
    )
    assert execution.etat == "terminee", execution.erreur
    du_site = Chiffres.from_json((execution.dossier / "chiffres.json").read_bytes())
    assert [etude.code for etude in du_site.etudes] == ["ANSTIA-IP"]

    refaits = refaire_ailleurs(du_site, tmp_path, settings, monkeypatch)
    sans = {"provenance"}
    assert refaits.model_dump(exclude=sans) == du_site.model_dump(exclude=sans)
    assert refaits.provenance.editions == du_site.provenance.editions
    assert "referens-nouveau" not in du_site.provenance.editions


def test_figures_made_again_keep_the_edition_of_their_tables(
    analysee: Analyse,
    importer: Callable[..., str],
    django_capture_on_commit_callbacks: Callable[..., object],
) -> None:
    """« The latest » is the one of the day of the run, not the one imported since."""
    avant = Chiffres.from_json((analysee.execution.dossier / "chiffres.json").read_bytes())
    importer("referens-nouveau")
    refaire(analysee, django_capture_on_commit_callbacks)
    apres = Chiffres.from_json((analysee.execution.dossier / "chiffres.json").read_bytes())
    assert apres == avant
    assert " · RéFérens d’essai et le livret" in page(analysee)
    contenu = analysee.client.get(analysee.adresse("telecharger", format="tables")).getvalue()
    with zipfile.ZipFile(io.BytesIO(contenu)) as archive:
        assert json.loads(archive.read("manifeste.json"))["edition"] == petite_edition.NOM


def test_corrected_figures_are_made_again_from_their_labels(
    analysee: Analyse, settings: object, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    analysee.poster("tirer", taille="150")
    for place in range(len(Execution.objects.get().tirage["lignes"])):
        analysee.poster("dire", place=place, valeur="juste")
    du_site = Chiffres.from_json(analysee.client.get(analysee.adresse("telecharger", format="json")).content)
    contenu = analysee.client.get(analysee.adresse("telecharger", format="tables")).getvalue()
    atelier = extraire(contenu, tmp_path)
    monkeypatch.setenv("SOCLE_DONNEES", str(settings.SOCLE_DONNEES))  # type: ignore[attr-defined]
    monkeypatch.chdir(atelier)
    lancer_socle(du_site.provenance.commandes[-1], monkeypatch)
    refaits = Chiffres.from_json((atelier / "refaits.json").read_bytes())
    assert refaits.qualite == du_site.qualite
    assert refaits.qualite is not None
    assert refaits.etudes == du_site.etudes
    assert refaits.etudes[0].decalage.valeur.corrige is not None
