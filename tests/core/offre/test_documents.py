"""The document: schema, round trip, and positions that cannot lie."""

from __future__ import annotations

import json

import pytest
from pydantic import ValidationError

from socle.erreurs import DocumentIllisible
from socle.offre import RUBRIQUES, Indication, LigneOffre, Offre, decouper


def test_round_trip_and_schema() -> None:
    offre = decouper("Corps : IGE\nMission : former\n- Évaluer")
    assert Offre.from_json(offre.to_json()) == offre
    assert Offre.from_json(offre.to_json().encode()) == offre
    schema = Offre.json_schema()
    assert {"version", "texte", "sections", "lignes", "identification"} <= schema["properties"].keys()
    assert schema["$defs"]["LigneOffre"]["properties"]["rubrique"]["enum"] == list(RUBRIQUES)
    json.dumps(schema)


def test_frozen() -> None:
    with pytest.raises(ValidationError):
        decouper("Mission : former").nom = "autre"  # type: ignore[misc]


@pytest.mark.parametrize("texte", ["{}", "pas du json", '{"version": 2}'])
def test_foreign_json(texte: str) -> None:
    with pytest.raises(DocumentIllisible) as caught:
        Offre.from_json(texte)
    assert caught.value.remede


def test_positions_are_checked() -> None:
    offre = decouper("Mission : former")
    ligne = offre.lignes[0]
    base = offre.model_dump()
    with pytest.raises(ValidationError):
        Offre.model_validate(base | {"lignes": [ligne.model_copy(update={"debut": 0})]})
    with pytest.raises(ValidationError):
        Offre.model_validate(base | {"lignes": [ligne.model_copy(update={"section": 9})]})
    wrong = Indication(valeur="IE", texte="IGE", debut=0, fin=3)
    with pytest.raises(ValidationError):
        Offre.model_validate(base | {"identification": {"corps": [wrong]}})


def test_lines_of_several_rubriques() -> None:
    offre = decouper("Mission : former\nActivités\n- Évaluer\nSavoirs\n- Droit")
    assert [ligne.texte for ligne in offre.lignes_de("activites", "mission")] == ["former", "Évaluer"]
    assert all(isinstance(ligne, LigneOffre) for ligne in offre.lignes)
