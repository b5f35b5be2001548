"""``socle referentiel apprendre`` and ``calibrer``, as a person types them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from exemples.grande_edition import ecrire_grande_edition
from exemples.modele_onnx import ecrire_modele
from exemples.referens import ecrire_csv
from socle.alignement import Reglages
from socle.offre import apprentissage
from tests.cli.conftest import Socle


@pytest.fixture
def edition(socle: Socle, tmp_path: Path) -> str:
    (tmp_path / "ateliers.csv").write_bytes(ecrire_grande_edition())
    assert socle("referentiel", "importer", "ateliers.csv", "--edition", "ateliers").code == 0
    return "ateliers"


def test_one_command_fits_the_decision_on_the_edition(socle: Socle, edition: str, tmp_path: Path) -> None:
    execution = socle("referentiel", "calibrer")
    assert execution.code == 0, execution.messages
    assert "Avec les mots seuls" in execution.sortie
    assert "ateliers\u00a0: lignes reformulées et définitions" in execution.sortie
    assert "Ensemble" in execution.sortie
    assert "%" in execution.sortie
    assert edition in execution.messages
    assert (tmp_path / "donnees" / "editions" / edition / "moteur" / "calibration-mots.json").is_file()


def test_for_programs_each_fit_has_its_figures(
    socle: Socle, edition: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    court = apprentissage.apprendre.__kwdefaults__ | {"reglages": Reglages(dimension=16, pas=3, lot=8)}
    monkeypatch.setattr(apprentissage.apprendre, "__kwdefaults__", court)
    assert socle("referentiel", "apprendre", "--edition", edition).code == 0
    modele = ecrire_modele(tmp_path / "modele", ("fourneaux", "carnets", "bobines", "vitraux"))
    execution = socle("referentiel", "calibrer", "--encodeur", str(modele), "--json")
    faits = json.loads(execution.sortie)
    assert [fait["nature"] for fait in faits] == ["mots", "sens", "encodeur"]
    assert all(fait["mesures"][-1]["genre"] == "ensemble" for fait in faits)
    (tmp_path / "offre.txt").write_text("Activités :\n- Préparer des vitraux\n", "utf-8")
    analyse = socle("offre", "analyser", "offre.txt", "--encodeur", str(modele))
    assert analyse.code == 0
    assert "pas été réglée" not in analyse.messages


def test_an_edition_too_small_is_told_in_french(socle: Socle, tmp_path: Path) -> None:
    refus = socle("referentiel", "calibrer")
    assert refus.code == 2
    assert "Aucune édition" in refus.messages
    (tmp_path / "petite.csv").write_bytes(ecrire_csv())
    assert socle("referentiel", "importer", "petite.csv").code == 0
    refus = socle("referentiel", "calibrer")
    assert refus.code == 2
    assert "trop petite" in refus.messages
    assert "Gardez le réglage" in refus.messages
