"""The tables that a run writes: what others read them by."""

from __future__ import annotations

import json
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from socle.corpus import TABLES, analyser_corpus
from socle.corpus.schema import describe
from socle.referentiel import Referentiel

TEXTE = (
    "Ingénieur pédagogique\nMission :\nAccompagner les équipes.\nActivités :\n- Conseiller les enseignants\n"
)


@pytest.mark.parametrize("nom", TABLES)
def test_every_column_is_explained(nom: str) -> None:
    assert all(description for _, _, description in describe(TABLES[nom]))


def test_a_jsonl_gives_the_three_tables(tmp_path: Path, livret: Referentiel) -> None:
    source = tmp_path / "offres.jsonl"
    source.write_text(json.dumps({"texte": TEXTE, "corps": "IE", "annee": 2025}) + "\n", "utf-8")
    analyser_corpus(source, tmp_path / "sortie", referentiel=livret)
    lues = {nom: pq.read_table(tmp_path / "sortie" / nom).to_pylist() for nom in TABLES}
    assert [(offre["code_proche"], offre["annee"]) for offre in lues["offres"]] == [("ANSTIA-IP", 2025)]
    assert [ligne["texte"] for ligne in lues["lignes"]] == [
        "Accompagner les équipes",
        "Conseiller les enseignants",
    ]
    assert {couverte["code"] for couverte in lues["couverture"]} == {"ANSTIA-IP"}
