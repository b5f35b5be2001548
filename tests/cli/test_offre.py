"""``socle offre``, as a person types it."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from exemples.modele_onnx import ecrire_modele
from socle import FicheDePoste
from tests.cli.conftest import Socle


@pytest.fixture
def offre_pdf(socle: Socle) -> str:
    """A model fiche of the booklet, as the PDF of an offer."""
    socle("fiche", "decliner", "hybridation", "-o", "offre.pdf")
    return "offre.pdf"


@pytest.fixture
def modele_onnx(tmp_path: Path) -> Path:
    return ecrire_modele(tmp_path / "modele", ("formation", "projet", "outils", "enseignants"))


def test_an_offer_reads_in_the_terminal(socle: Socle, offre_pdf: str) -> None:
    execution = socle("offre", "analyser", offre_pdf)
    assert execution.code == 0, execution.messages
    assert "ANSTIA-IP" in execution.sortie
    for titre in ("Décalage", "Portrait", "Lignes"):
        assert titre in execution.sortie
    assert "importez RéFérens III" in execution.messages


def test_an_offer_for_programs(socle: Socle, offre_pdf: str) -> None:
    brut = json.loads(socle("offre", "analyser", offre_pdf, "--corps", "IGE", "--json").sortie)
    assert brut["emplois_types"][0]["code"] == "ANSTIA-IP"
    assert set(brut["emplois_types"][0]) >= {"code", "intitule", "famille", "score"}
    assert {ligne["decision"] for ligne in brut["lignes"]} <= {"sur", "a-choisir", "hors-referentiel"}
    assert {"texte", "rubrique", "decision", "propositions"} <= set(brut["lignes"][0])


def test_the_analysis_and_the_draft_are_written(socle: Socle, offre_pdf: str) -> None:
    execution = socle("offre", "analyser", offre_pdf, "-o", "analyse.docx", "--fiche", "fiche.json")
    assert execution.code == 0, execution.messages
    assert Path("analyse.docx").read_bytes().startswith(b"PK")
    fiche = FicheDePoste.from_json(Path("fiche.json").read_bytes())
    assert len(fiche.activites) == 11


@pytest.mark.parametrize(("contenu", "dit"), [(b"", "vide"), (b"%PDF-1.7\n%", "PDF")])
def test_an_unreadable_offer_is_told_in_french(
    socle: Socle, tmp_path: Path, contenu: bytes, dit: str
) -> None:
    (tmp_path / "offre.pdf").write_bytes(contenu)
    refus = socle("offre", "analyser", "offre.pdf")
    assert refus.code == 2
    assert dit in refus.messages
    assert "Traceback" not in refus.messages


def test_an_encoder_that_is_not_there_is_told_in_french(socle: Socle, offre_pdf: str) -> None:
    refus = socle("offre", "analyser", offre_pdf, "--encodeur", "./absent")
    assert refus.code == 2
    assert "introuvable" in refus.messages
    assert "Vérifiez le chemin" in refus.messages


def test_an_encoder_without_its_library_is_told_with_its_remedy(
    socle: Socle, offre_pdf: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "sentence_transformers", None)
    monkeypatch.setenv("SOCLE_ENCODEUR", "un/modele")
    refus = socle("offre", "analyser", offre_pdf)
    assert refus.code == 2
    assert "sentence_transformers" in refus.messages
    assert "option" in refus.messages


def test_an_encoder_given_as_a_folder_places_the_lines(
    socle: Socle, offre_pdf: str, modele_onnx: Path
) -> None:
    execution = socle("offre", "analyser", offre_pdf, "--encodeur", str(modele_onnx), "--json")
    assert execution.code == 0, execution.messages
    assert f"calibrer --encodeur {modele_onnx}" in " ".join(execution.messages.split())
    voies = {p["voie"] for ligne in json.loads(execution.sortie)["lignes"] for p in ligne["propositions"]}
    assert "encodeur" in voies
