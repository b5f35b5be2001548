"""``socle synthese`` and ``socle references``, as a person types them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from bench.delphi import simuler

from socle.synthese import Etude
from tests.cli.conftest import Socle


@pytest.fixture
def exemple(socle: Socle) -> str:
    execution = socle("synthese", "exemple", "-o", "etude.json")
    assert execution.code == 0, execution.messages
    return "etude.json"


@pytest.fixture
def simulee(tmp_path: Path, socle: Socle) -> str:
    (tmp_path / "simulee.json").write_text(simuler(Etude.livret(), tours=2, effectif=12).to_json(), "utf-8")
    return "simulee.json"


def test_the_example_is_the_booklet_s_study(socle: Socle, exemple: str) -> None:
    assert Etude.from_json(Path(exemple).read_bytes()) == Etude.livret()


def test_verdicts_say_why(socle: Socle, exemple: str) -> None:
    execution = socle("synthese", "verdicts", exemple)
    assert execution.code == 0, execution.messages
    assert "8 en consensus, 3 à discuter." in execution.sortie
    assert "indice 0,50, pour un seuil de 0,75" in execution.sortie.replace("\u00a0", " ")
    assert "aucune case n’a été inventée" in execution.sortie
    brut = json.loads(socle("synthese", "verdicts", exemple, "--json", "--sans", "livret-anstia").sortie)
    assert {conclu["verdict"] for conclu in brut} == {"sans-appui"}


def test_the_matrix_shows_coded_sources_or_all_of_them(socle: Socle, exemple: str) -> None:
    execution = socle("synthese", "matrice", exemple, "--tri", "appui")
    assert execution.code == 0, execution.messages
    assert "livret-anstia" in execution.sortie
    assert "tricot-2014" not in execution.sortie
    assert "tricot-2014" in socle("synthese", "matrice", exemple, "--toutes").sortie
    brut = json.loads(
        socle(
            "synthese",
            "matrice",
            exemple,
            "--toutes",
            "--genre",
            "enquete",
            "--categorie",
            "veille",
            "--json",
        ).sortie
    )
    assert {source["genre"] for source in brut["sources"]} == {"enquete"}
    assert [candidat["cle"] for candidat in brut["candidats"]] == ["se-developper-soi-meme"]


def test_sensitivity_names_the_witness(socle: Socle, exemple: str) -> None:
    execution = socle("synthese", "sensibilite", exemple)
    assert execution.code == 0, execution.messages
    assert "11 verdicts changeraient" in execution.sortie
    brut = json.loads(socle("synthese", "sensibilite", exemple, "--json").sortie)
    assert set(brut) == {"sensibilite", "convergence", "accord"}
    assert brut["convergence"]["graine"] == 2026


def test_results_of_rounds_say_that_they_are_simulated(socle: Socle, exemple: str, simulee: str) -> None:
    execution = socle("synthese", "resultats", simulee)
    assert execution.code == 0, execution.messages
    assert "Delphi simulé, tour 2" in execution.sortie
    assert "Réponses simulées" in execution.sortie
    brut = json.loads(socle("synthese", "resultats", simulee, "--json").sortie)
    assert [tour["tour"] for tour in brut] == [1, 2]
    assert brut[0]["simulee"]
    assert len(brut[1]["stabilite"]) == 11
    assert "Aucun tour n’est fermé." in socle("synthese", "resultats", exemple).messages


def test_a_proposal_is_checked_and_compared(socle: Socle, exemple: str) -> None:
    execution = socle("synthese", "proposition", exemple)
    assert execution.code == 0, execution.messages
    assert "Consensus" in execution.sortie
    assert "1 constat(s)" in execution.sortie
    assert "F2D57 n’est pas dans l’édition consultée" in execution.messages
    comparee = socle("synthese", "proposition", exemple, "--actuel", "ANSTIA-IP")
    assert "Les deux documents sont identiques." in comparee.sortie
    assert "0 ligne(s) à revoir" in comparee.sortie
    brut = json.loads(socle("synthese", "proposition", exemple, "--actuel", "ANSTIA-IP", "--json").sortie)
    assert set(brut) == {"proposition", "verification", "effets"}
    assert len(brut["effets"]["fiches"]) == 4


@pytest.mark.donnees
def test_a_proposal_that_does_not_conform_exits_with_1(socle: Socle, exemple: str, donnees: Path) -> None:
    csv = donnees / "referens" / "referens3_noms_techniques.csv"
    assert socle("referentiel", "importer", str(csv), "--edition", "r3").code == 0
    execution = socle("synthese", "proposition", exemple)
    assert execution.code == 1
    assert "est une compétence opérationnelle du dictionnaire" in execution.sortie
    assert "F2D57" in execution.sortie


def test_the_study_is_laid_out(socle: Socle, exemple: str) -> None:
    execution = socle(
        "synthese", "livret", exemple, "-o", "livret.pdf", "--etablissement", "Université d’Essai"
    )
    assert execution.code == 0, execution.messages
    assert Path("livret.pdf").read_bytes().startswith(b"%PDF")


@pytest.mark.parametrize(
    "arguments",
    [
        ("synthese", "verdicts", "absente.json"),
        ("synthese", "verdicts", "vide.json", "--sans", "x"),
        ("synthese", "proposition", "vide.json"),
        ("synthese", "verdicts", "fausse.json"),
        ("synthese", "livret", "vide.json", "-o", "livret.xyz"),
        ("references", "convertir", "absente.bib", "-o", "b.json"),
        ("references", "convertir", "fausse.json", "-o", "b.bib"),
    ],
)
def test_refusals_are_told_in_french(socle: Socle, tmp_path: Path, arguments: tuple[str, ...]) -> None:
    (tmp_path / "vide.json").write_text(Etude(titre="Vide").to_json(), "utf-8")
    (tmp_path / "fausse.json").write_text("{}", "utf-8")
    refus = socle(*arguments)
    assert refus.code == 2
    assert "Erreur" in refus.messages
    assert "Traceback" not in refus.messages


def test_a_bibliography_is_converted_and_its_faults_are_told(socle: Socle, tmp_path: Path) -> None:
    (tmp_path / "a.bib").write_text("@book{x, title={Un}}\n@book{x, title={Deux}}\n", "utf-8")
    execution = socle("references", "convertir", "a.bib", "-o", "b.json")
    assert execution.code == 0, execution.messages
    assert "servait déjà" in execution.messages
    assert "2 référence(s)." in execution.messages
    assert [notice["id"] for notice in json.loads(Path("b.json").read_text("utf-8"))] == ["x", "x-2"]


def test_a_matrix_goes_to_a_spreadsheet_and_comes_back(socle: Socle, exemple: str) -> None:
    assert socle("synthese", "matrice", exemple, "-o", "matrice.csv").code == 0
    assert Path("matrice.csv").read_bytes().startswith(b"\xef\xbb\xbfsource;titre;")
    execution = socle("synthese", "coder", exemple, "matrice.csv", "--codeur", "Ana", "-o", "deux.json")
    assert execution.code == 0, execution.messages
    assert "11 codage(s) de plus." in execution.messages
    deux = Etude.from_json(Path("deux.json").read_bytes())
    assert len(deux.codages) == 22
    assert deux.codeurs[-1] == "Ana"
    assert socle("synthese", "coder", exemple, "absent.csv", "--codeur", "Ana", "-o", "x.json").code == 2
