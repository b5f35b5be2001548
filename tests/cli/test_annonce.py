"""``socle fiche annoncer`` and ``socle fiche grille``."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from cli.conftest import Socle
from exemples.annonces import annonce, fiche
from socle.annonce import Annonce
from socle.jury import Grille


@pytest.fixture(autouse=True)
def ici(socle: Socle) -> None:
    Path("fiche.json").write_text(fiche().to_json(), "utf-8")


@pytest.mark.parametrize("extension", ["html", "docx", "odt", "pdf", "json", "jsonld", "csv"])
def test_an_offer_is_written_in_each_form(socle: Socle, extension: str) -> None:
    ecrite = socle("fiche", "annoncer", "fiche.json", "-o", f"offre.{extension}")
    assert ecrite.code == 0
    assert Path(f"offre.{extension}").read_bytes()
    assert "Avant de publier" in ecrite.messages


def test_fields_are_filled_in_and_errors_are_told(socle: Socle) -> None:
    commande = ("fiche", "annoncer", "fiche.json", "-o", "offre.json", "--presentation", "Une école.")
    ecrite = socle(*commande, "--renseigner", "date_limite=2020-01-01", "--renseigner", "salaire_min=30000")
    assert "La date limite était le 1er janvier 2020." in ecrite.messages
    offre = Annonce.from_json(Path("offre.json").read_bytes())
    assert offre.salaire_min == 30000
    assert offre.section("presentation").texte == "Une école."
    refus = socle(*commande, "--renseigner", "age=30")
    assert (refus.code, "n’a pas de champ «\u00a0age\u00a0»" in refus.messages) == (2, True)
    mauvaise = socle(*commande, "--renseigner", "date_limite=demain")
    assert mauvaise.code == 2


def test_an_offer_saved_is_read_again(socle: Socle) -> None:
    Path("offre.json").write_text(annonce().to_json(), "utf-8")
    socle("fiche", "annoncer", "offre.json", "-o", "offre.jsonld", "--url", "https://exemple.fr/o",
          "--etablissement", "Autre nom", "--presentation", "Autre présentation")  # fmt: skip
    jsonld = json.loads(Path("offre.jsonld").read_text("utf-8"))
    assert jsonld["url"] == "https://exemple.fr/o"
    assert jsonld["hiringOrganization"]["name"] == "Université de l’Exemple"
    assert "Autre présentation" in jsonld["description"]


def test_the_name_of_the_etablissement_stands_for_the_employer(socle: Socle) -> None:
    Path("fiche.json").write_text(fiche(etablissement="").to_json(), "utf-8")
    socle("fiche", "annoncer", "fiche.json", "-o", "offre.json", "--etablissement", "École du Port")
    assert Annonce.from_json(Path("offre.json").read_bytes()).etablissement == "École du Port"


def test_an_unknown_form_is_told_with_those_that_exist(socle: Socle) -> None:
    refus = socle("fiche", "annoncer", "fiche.json", "-o", "offre.exe")
    assert refus.code == 2
    assert ".jsonld" in refus.messages


@pytest.mark.parametrize("extension", ["docx", "pdf", "json"])
def test_a_grid_is_written(socle: Socle, extension: str) -> None:
    ecrite = socle("fiche", "grille", "fiche.json", "-o", f"grille.{extension}")
    assert ecrite.code == 0
    assert "aucune part" in ecrite.messages
    if extension == "json":
        assert Grille.from_json(Path("grille.json").read_bytes()).total == 100
