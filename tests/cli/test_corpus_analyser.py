"""``socle corpus analyser``: what a table's columns hold, a run taken up, openings, and the same again."""

from __future__ import annotations

import csv
import shlex
import shutil
from collections.abc import Sequence
from html import unescape
from pathlib import Path

import petite_edition
import pytest
from selectolax.lexbor import LexborHTMLParser

from socle.cli import corpus as commande
from socle.corpus import Avancement, Chiffres, DecisionEmergente, Decisions
from socle.referentiel import Editions

from .conftest import Execution, Socle

OFFRES, POSTES = "les offres.csv", "postes d’ITRF.csv"
COLONNES = ("--colonne", "texte=L’annonce : texte", "--colonne", "annee=Millésime")
ENTETE = "année;BAP;corps normalisé;EMPLOIS TYPES;NOMBRE d'emplois\n"


@pytest.fixture(autouse=True)
def edition(socle: Socle, tmp_path: Path) -> str:
    """The small édition, imported; ``socle`` has set the data folder."""
    return importer(tmp_path, petite_edition.NOM)


def importer(dossier: Path, nom: str) -> str:
    editions = Editions(dossier / "donnees")
    editions.enregistrer(editions.preparer(petite_edition.ecrire(), nom=nom, origine="referens.csv"))
    return nom


def ecrire(dossier: Path, nombre: int = 9) -> None:
    """A table of offers under headers of its own, and the posts opened, as an old spreadsheet saves them."""
    emploi = petite_edition.EMPLOIS[0]
    with (dossier / OFFRES).open("w", encoding="utf-8", newline="") as fichier:
        tableau = csv.writer(fichier, delimiter=";")
        tableau.writerow(["L’annonce : texte", "Millésime"])
        for rang in range(nombre):
            propre = f"Peindre la barrière {rang} du pré {rang * 37}"
            lignes = (*emploi.activites[rang % 3 :], "Réparer les vélos du campus", propre)
            texte = "\n".join([f"{emploi.intitule} {rang}", "Activités :", *(f"- {un}" for un in lignes)])
            tableau.writerow([texte, 2020 + rang % 3])
    rangees = (
        f"2020;F;ingénieur d'études;{emploi.intitule};3\n2021;F;ingénieur d'études;{emploi.intitule};5\n"
    )
    (dossier / POSTES).write_bytes((ENTETE + rangees).encode("cp1252"))


def analyser(socle: Socle, *options: str, sortie: str = "sortie") -> Execution:
    return socle("corpus", "analyser", OFFRES, "-o", sortie, *COLONNES, "--moteur", "local", *options)


def chiffres(chemin: Path) -> Chiffres:
    return Chiffres.from_json(chemin.read_bytes())


def commandes(page: Path) -> list[str]:
    """The commands that a report in HTML prints, as a reader copies them."""
    arbre = LexborHTMLParser(page.read_text("utf-8"))
    noms = (un for un in arbre.css("dt") if un.text() in ("Commande", "Commandes"))
    case = next(noms).next
    assert case is not None
    assert case.html is not None
    contenu = case.html.removeprefix("<dd>").removesuffix("</dd>")
    return [unescape(ligne) for ligne in contenu.split("<br>")]


def refaire(
    socle: Socle,
    lignes: Sequence[str],
    *,
    depuis: Path,
    fichiers: Sequence[str],
    monkeypatch: pytest.MonkeyPatch,
) -> Path:
    """Run command lines in another folder, where only what they read has been copied."""
    ailleurs = depuis / "ailleurs"
    ailleurs.mkdir()
    for nom in fichiers:
        shutil.copy(depuis / nom, ailleurs / nom)
    monkeypatch.chdir(ailleurs)
    for ligne in lignes:
        programme, *mots = shlex.split(ligne)
        assert programme == "socle"
        # Another engine gives the same results: one process is enough for nine offers.
        execution = socle(*mots, *(("--moteur", "local") if "analyser" in mots else ()))
        assert execution.code == 0, execution.messages
    return ailleurs


def test_the_command_printed_makes_the_same_report_elsewhere(
    socle: Socle, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ecrire(tmp_path)
    execution = analyser(socle, "--concours", POSTES, "--emploi-type", "F2Z01", "--sans-apprentissage")
    assert execution.code == 0, execution.messages
    (ligne,) = commandes(tmp_path / "sortie" / "rapport.html")
    assert f"Pour refaire cette analyse : {ligne}\n" in execution.sortie
    importer(tmp_path, "une-edition-importee-depuis")
    ailleurs = refaire(socle, [ligne], depuis=tmp_path, fichiers=[OFFRES, POSTES], monkeypatch=monkeypatch)
    premiers = chiffres(tmp_path / "sortie" / "chiffres.json")
    assert [(une.annee, une.postes) for une in premiers.demandes] == [(2020, 3), (2021, 5), (2022, None)]
    assert len(premiers.provenance.empreintes["concours"]) == 64
    assert chiffres(ailleurs / "sortie" / "chiffres.json") == premiers
    assert (ailleurs / "sortie" / "rapport.html").read_bytes() == (
        tmp_path / "sortie" / "rapport.html"
    ).read_bytes()


def test_the_commands_of_a_report_written_apart_make_it_again(
    socle: Socle, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With labels, a decision, the openings, a title whose typography is not the report's."""
    ecrire(tmp_path, 30)
    assert analyser(socle, "--sans-rapport").code == 0
    tirage = socle("corpus", "echantillon", "sortie", "-o", "lignes.csv", "--taille", "120", "--graine", "4")
    assert tirage.code == 0
    with Path("lignes.csv").open(encoding="utf-8-sig", newline="") as fichier:
        rangees = list(csv.DictReader(fichier, delimiter=";"))
    with Path("lignes.csv").open("w", encoding="utf-8", newline="") as fichier:
        ecrivain = csv.DictWriter(fichier, fieldnames=list(rangees[0]), delimiter=";")
        ecrivain.writeheader()
        ecrivain.writerows({**rangee, "etiquette": "juste"} for rangee in rangees)
    emergents = Chiffres.from_json(socle("corpus", "rapport", "sortie", "--json").sortie).emergents
    assert emergents is not None
    decision = DecisionEmergente(geste="nommer", cles=(emergents.groupes[0].cle,), nom="Réparer")
    Path("decisions.json").write_text(Decisions(decisions=(decision,)).to_json(), "utf-8")
    options = ("--etiquettes", "lignes.csv", "--decisions", "decisions.json", "--concours", POSTES)
    demande = ("--emploi-type", "F2Z01", "--titre", "Offres : l’été ?", "--graine", "7")
    for sortie in ("chiffres.json", "rapport.html"):
        execution = socle("corpus", "rapport", "sortie", *options, *demande, "-o", sortie)
        assert execution.code == 0, execution.messages
    premiers = chiffres(tmp_path / "chiffres.json")
    assert premiers.qualite is not None
    assert {"concours", "décisions", "étiquettes"} <= set(premiers.provenance.empreintes)
    lus = [OFFRES, POSTES, "lignes.csv", "decisions.json"]
    lignes = commandes(tmp_path / "rapport.html")
    assert len(lignes) == 3
    refaites = [ligne.replace("rapport.html", "chiffres.json") for ligne in lignes]
    ailleurs = refaire(socle, refaites, depuis=tmp_path, fichiers=lus, monkeypatch=monkeypatch)
    assert chiffres(ailleurs / "chiffres.json") == premiers


def test_columns_that_are_told_are_read_and_others_are_refused(socle: Socle, tmp_path: Path) -> None:
    ecrire(tmp_path)
    sans = socle("corpus", "analyser", OFFRES, "-o", "sortie", "--moteur", "local")
    assert sans.code == 2
    assert "« L’annonce : texte », « Millésime »" in sans.messages.replace("\u00a0", " ")
    mal = socle("corpus", "analyser", OFFRES, "-o", "sortie", "--colonne", "texte")
    assert "Écrivez CHAMP=COLONNE" in mal.messages
    absente = socle(
        "corpus", "analyser", OFFRES, "-o", "sortie", "--colonne", "texte=Rien", "--moteur", "local"
    )
    assert "Elle n’a pas de colonne « Rien »" in absente.messages.replace("\u00a0", " ")
    assert not (tmp_path / "sortie" / "manifeste.json").exists()
    assert analyser(socle, "--sans-rapport").code == 0
    dits = Chiffres.from_json(socle("corpus", "rapport", "sortie", "--json").sortie)
    assert dits.effectifs.analysees == 9
    # The year is read in its column: the openings stand beside the offers of each.
    avec = Chiffres.from_json(socle("corpus", "rapport", "sortie", "--json", "--concours", POSTES).sortie)
    assert [une.offres for une in avec.demandes if une.code == "F2Z01"] == [3, 3, 3]


def test_a_run_that_was_stopped_is_taken_up_where_it_was(
    socle: Socle, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ecrire(tmp_path)
    assert analyser(socle, "--sans-rapport", sortie="entiere").code == 0

    def couper(avancement: Avancement) -> None:
        if avancement.etape == "analyse":
            raise KeyboardInterrupt

    class Coupure:
        def __enter__(self) -> object:
            return couper

        def __exit__(self, *_: object) -> None: ...

    with monkeypatch.context() as panne:
        panne.setattr(commande, "_progression", Coupure)
        assert "Interrompu." in analyser(socle, "--sans-rapport").messages
    refus = analyser(socle, "--sans-rapport")
    assert refus.code == 2
    assert "Ajoutez --reprendre" in refus.messages
    fini = analyser(socle, "--sans-rapport", "--reprendre")
    assert fini.code == 0, fini.messages
    assert "--reprendre" not in fini.sortie
    for table in ("offres", "lignes", "couverture"):
        nom = f"{table}/part-00000.parquet"
        assert (tmp_path / "sortie" / nom).read_bytes() == (tmp_path / "entiere" / nom).read_bytes()


@pytest.mark.parametrize(
    ("contenu", "dit"),
    [
        (b"", "Le fichier est vide"),
        (b"a;b\n1;2\n", "Il manque dans son en-tête"),
        (f"{ENTETE}2020;F;inconnu;Un emploi;2\n".encode(), "ne dit aucun poste ouvert"),
        (None, "ne peut pas être ouvert"),
    ],
)
def test_openings_that_cannot_be_read_are_told_before_the_work(
    socle: Socle, tmp_path: Path, contenu: bytes | None, dit: str
) -> None:
    ecrire(tmp_path)
    (tmp_path / POSTES).unlink()
    if contenu is not None:
        (tmp_path / POSTES).write_bytes(contenu)
    execution = analyser(socle, "--concours", POSTES)
    assert execution.code == 2
    assert dit in execution.messages
    assert not (tmp_path / "sortie").exists()
