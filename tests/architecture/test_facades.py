"""The public names that others rely on, and the glossary that explains them."""

from __future__ import annotations

import inspect
import re
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import get_args, get_type_hints

import pytest

import socle
from socle.fiche import Constat, Gravite, Rapport, verifier
from socle.referentiel import (
    CORPS,
    RUBRIQUES_LISTE,
    EmploiType,
    EntreeDictionnaire,
    FicheDePoste,
    LigneFiche,
    Referentiel,
)

RACINE = Path(__file__).resolve().parents[2]
GLOSSAIRE = (RACINE / "docs" / "glossaire.md").read_text("utf-8")
MODULES = [
    nom
    for nom in (
        "socle",
        "socle.alignement",
        "socle.annonce",
        "socle.corpus",
        "socle.echanges",
        "socle.fiche",
        "socle.jury",
        "socle.offre",
        "socle.referentiel",
        "socle.rendu",
        "socle.synthese",
    )
    if find_spec(nom) is not None
]


def noms_publics(module: str) -> list[str]:
    return list(getattr(import_module(module), "__all__", ()))


@pytest.mark.parametrize("module", MODULES)
def test_every_public_name_exists_and_is_documented(module: str) -> None:
    for nom in noms_publics(module):
        objet = getattr(import_module(module), nom)
        if inspect.isclass(objet) or inspect.isfunction(objet):
            assert inspect.getdoc(objet), f"{module}.{nom}"


def test_the_front_door() -> None:
    assert set(socle.__all__) >= {"FicheDePoste", "Referentiel", "comparer", "decliner", "verifier"}
    with pytest.raises(AttributeError, match="inconnu"):
        _ = socle.inconnu  # type: ignore[attr-defined]


@pytest.mark.parametrize("document", [EmploiType, FicheDePoste])
def test_the_fields_that_others_rely_on(document: type) -> None:
    champs = set(document.model_fields)  # type: ignore[attr-defined]
    assert {"intitule", "mission", *RUBRIQUES_LISTE} <= champs
    assert ("code" in champs) == (document is EmploiType)


def test_lines_entries_findings_and_reports_keep_their_fields() -> None:
    assert {"libelle", "niveau", "identifiant", "provenance"} <= set(LigneFiche.model_fields)
    assert {"identifiant", "rubrique", "libelle", "definition"} <= set(EntreeDictionnaire.model_fields)
    assert {"code", "gravite", "rubrique", "ligne", "message", "remede", "proposition"} <= set(
        Constat.model_fields
    )
    assert "constats" in Rapport.model_fields
    assert get_args(Gravite) == ("erreur", "avertissement", "information")
    assert RUBRIQUES_LISTE == (
        "activites",
        "connaissances",
        "competences_operationnelles",
        "competences_comportementales",
    )
    assert list(CORPS) == ["IR", "IE", "AI", "TECH", "ATRF"]


def test_a_referentiel_answers_as_written() -> None:
    ref = Referentiel.livret()
    assert [emploi.code for emploi in ref.emplois_types] == ["ANSTIA-IP"]
    assert ref["ANSTIA-IP"].corps == "IE"
    assert len(ref.fiches) == 5
    assert list(ref.dictionnaire) == []
    fiche = socle.decliner(ref["ANSTIA-IP"], corps="IGE")
    assert fiche.activites[0].provenance.nature == "herite"
    assert verifier(fiche, ref).constats


@pytest.mark.parametrize("module", MODULES)
def test_after_the_first_arguments_names_are_required(module: str) -> None:
    """A call reads without the manual: at most two positional arguments, but for a line to be found."""
    for nom in noms_publics(module):
        objet = getattr(import_module(module), nom)
        if not inspect.isfunction(objet) or nom in ("reprendre",):
            continue
        places = [
            parametre
            for parametre in inspect.signature(objet).parameters.values()
            if parametre.kind is inspect.Parameter.POSITIONAL_OR_KEYWORD
        ]
        assert len(places) <= 2, f"{module}.{nom}"
        assert get_type_hints(objet).get("return") is not None, f"{module}.{nom}"


# English words that may stand in a public name; every other word is French and stands in the glossary.
ANGLAIS = {"hit", "index", "url", "from", "to", "json", "csv"}
# Plumbing of a French noun that the glossary holds: a list, a reading, a norm.
SUFFIXES = {"liste", "noms", "titres", "lignes", "types"}


def mots(nom: str) -> list[str]:
    return [mot.lower() for mot in re.findall(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+", nom)]


def connus() -> set[str]:
    identifiants = re.findall(r"`([A-Za-z_ -]+)`", GLOSSAIRE)
    return {mot for identifiant in identifiants for mot in mots(identifiant)}


@pytest.mark.parametrize("module", MODULES)
def test_public_names_are_in_the_glossary_or_english(module: str) -> None:
    vocabulaire = connus() | ANGLAIS | SUFFIXES
    absents = {
        nom
        for nom in noms_publics(module)
        if not any(forme in vocabulaire for mot in mots(nom) for forme in (mot, mot.rstrip("s"), f"{mot}s"))
    }
    assert not absents, f"Add them to docs/glossaire.md: {sorted(absents)}"


def test_names_have_no_accent() -> None:
    for chemin in [*(RACINE / "src").rglob("*.py"), *(RACINE / "tests").rglob("*.py")]:
        noms = re.findall(r"^\s*(?:def|class) (\w+)|^(\w+) =", chemin.read_text("utf-8"), re.M)
        for nom in {nom for paire in noms for nom in paire if nom}:
            assert nom.isascii(), f"{chemin.name}: {nom}"
