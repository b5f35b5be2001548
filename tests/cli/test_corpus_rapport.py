"""``socle corpus``: from an analysis to its report, and from a sample to corrected figures."""

from __future__ import annotations

import csv
import json
import shutil
from pathlib import Path

import pytest

from socle.corpus import Chiffres, DecisionEmergente, Decisions, analyser_corpus
from socle.referentiel import Referentiel

from .conftest import Socle

ACTIVITES = [
    "Concevoir et mettre en œuvre des actions de formation à destination des enseignants",
    "Animer une communauté apprenante entre établissements",
    "Réparer les vélos du campus avec les étudiants",
]


def ecrire_offres(chemin: Path) -> Path:
    """Twelve offers that share three lines and have one of their own."""
    with chemin.open("w", encoding="utf-8") as fichier:
        for rang in range(12):
            lignes = [f"- {activite}" for activite in ACTIVITES]
            titre = f"Ingénieur pédagogique du service numéro {rang} de l’antenne {rang * 37}"
            texte = "\n".join([titre, "Activités :", *lignes, f"- Tâche {rang} sans pareille {rang * 91}"])
            fichier.write(json.dumps({"texte": texte, "employeur": f"Université {rang % 3}"}) + "\n")
    return chemin


@pytest.fixture(scope="module")
def tables(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The results of one run, for every test."""
    dossier = tmp_path_factory.mktemp("corpus")
    analyser_corpus(
        ecrire_offres(dossier / "offres.jsonl"), dossier / "sortie", referentiel=Referentiel.livret()
    )
    return dossier / "sortie"


@pytest.fixture
def analyse(tables: Path, tmp_path: Path) -> Path:
    """Those results, in the folder where the command runs."""
    return Path(shutil.copytree(tables, tmp_path / "sortie"))


def test_an_analysis_ends_with_its_report(socle: Socle, tmp_path: Path) -> None:
    ecrire_offres(tmp_path / "offres.jsonl")
    execution = socle("corpus", "analyser", "offres.jsonl", "-o", "sortie", "--moteur", "local")
    assert execution.code == 0, execution.messages
    sortie = tmp_path / "sortie"
    assert (sortie / "rapport.pdf").read_bytes().startswith(b"%PDF")
    assert (sortie / "rapport.docx").read_bytes().startswith(b"PK")
    page = (sortie / "rapport.html").read_text("utf-8")
    assert "<script" not in page
    assert "socle corpus analyser offres.jsonl -o sortie" in page
    chiffres = Chiffres.from_json((sortie / "chiffres.json").read_bytes())
    assert chiffres.effectifs.analysees + chiffres.effectifs.doublons == 12


def test_the_report_is_told_in_sentences_or_as_json(socle: Socle, analyse: Path) -> None:
    dit = socle("corpus", "rapport", str(analyse))
    assert dit.code == 0
    assert "Le décalage" in dit.sortie
    chiffres = Chiffres.from_json(socle("corpus", "rapport", str(analyse), "--json").sortie)
    assert chiffres.etudes[0].code == "ANSTIA-IP"


def test_the_report_carries_the_command_that_makes_it_again(socle: Socle, analyse: Path) -> None:
    execution = socle(
        "corpus", "rapport", "sortie", "--emploi-type", "ANSTIA-IP", "--graine", "7", "-o", "chiffres.json"
    )
    assert execution.code == 0, execution.messages
    chiffres = Chiffres.from_json(Path("chiffres.json").read_bytes())
    assert chiffres.provenance.commandes[-1] == (
        "socle corpus rapport sortie --sortie chiffres.json --emploi-type ANSTIA-IP --graine 7"
    )


def test_a_sample_is_drawn_labelled_measured_and_applied(socle: Socle, analyse: Path) -> None:
    tire = socle("corpus", "echantillon", "sortie", "-o", "echantillon.csv", "--taille", "400")
    assert tire.code == 0
    assert "juste, faux ou manque" in tire.messages
    avec = Path("echantillon.csv")
    rangees = list(csv.DictReader(avec.read_text("utf-8-sig").splitlines(), delimiter=";"))
    for rangee in rangees:
        rangee["etiquette"] = "juste"
    with avec.open("w", encoding="utf-8", newline="") as fichier:
        ecrivain = csv.DictWriter(fichier, fieldnames=list(rangees[0]), delimiter=";")
        ecrivain.writeheader()
        ecrivain.writerows(rangees)
    mesure = socle("corpus", "echantillon", "sortie", "--etiquettes", "echantillon.csv")
    assert "Précision : 100" in mesure.sortie
    assert "suffit" in mesure.sortie
    qualite = json.loads(
        socle("corpus", "echantillon", "sortie", "--etiquettes", "echantillon.csv", "--json").sortie
    )
    assert qualite["etiquetees"] == len(rangees)
    corriges = Chiffres.from_json(
        socle("corpus", "rapport", "sortie", "--etiquettes", "echantillon.csv", "--json").sortie
    )
    assert corriges.qualite is not None
    assert corriges.etudes[0].decalage.valeur.corrige is not None


def test_a_sample_too_small_is_refused_with_what_it_lacks(socle: Socle, analyse: Path) -> None:
    socle("corpus", "echantillon", "sortie", "-o", "echantillon.csv")
    execution = socle("corpus", "rapport", "sortie", "--etiquettes", "echantillon.csv")
    assert execution.code == 2
    assert "Étiquetez encore au moins" in execution.messages
    assert "Étiquetez" in socle("corpus", "echantillon", "sortie", "--etiquettes", "echantillon.csv").sortie


def test_decisions_on_emerging_work_are_kept(socle: Socle, analyse: Path) -> None:
    chiffres = Chiffres.from_json(socle("corpus", "rapport", "sortie", "--json").sortie)
    assert chiffres.emergents is not None
    groupe = chiffres.emergents.groupes[0]
    decision = DecisionEmergente(geste="nommer", cles=(groupe.cle,), nom="Un nom du groupe de travail")
    Path("decisions.json").write_text(Decisions(decisions=(decision,)).to_json(), "utf-8")
    nomme = Chiffres.from_json(
        socle("corpus", "rapport", "sortie", "--decisions", "decisions.json", "--json").sortie
    )
    assert nomme.emergents is not None
    assert nomme.emergents.groupes[0].libelle == "Un nom du groupe de travail"


@pytest.mark.parametrize(
    ("arguments", "dit"),
    [
        (("rapport", "nulle-part"), "ne contient pas de résultats complets"),
        (("echantillon", "sortie"), "Où écrire l’échantillon"),
        (("echantillon", "sortie", "--etiquettes", "absent.csv"), "Aucun échantillon n’a été tiré"),
        (("rapport", "sortie", "--emploi-type", "F2D57"), "F2D57"),
        (("rapport", "sortie", "--decisions", "absent.json"), "ne peut pas être ouvert"),
        (("rapport", "sortie", "-o", "rapport.xyz"), "n’est pas connu"),
    ],
)
def test_what_a_person_can_mend_is_said(
    socle: Socle, analyse: Path, arguments: tuple[str, ...], dit: str
) -> None:
    execution = socle("corpus", *arguments)
    assert execution.code == 2
    assert dit in " ".join(execution.messages.split()).replace("\u00a0", " ")
