"""What becomes of each field of a fiche in an offer, the sections of an offer, the words to watch.

The tables are data (``socle/donnees/annonce``); every field of a fiche has its line there, so that none
is published because nobody thought of it.
"""

from __future__ import annotations

import json
import re
from functools import cache
from importlib import resources
from typing import Any, Literal, NamedTuple

Sort = Literal["champ", "section", "interne", "detail"]


class SectionPrevue(NamedTuple):
    """A section of an offer: its heading, and what to write there."""

    cle: str
    titre: str
    aide: str


class Sortie(NamedTuple):
    """What becomes of a field of a fiche: kept as a ``champ`` of the offer, put in a ``section``, kept
    ``interne`` for a reason, or told by its parts (``detail``)."""

    champ: str
    sort: Sort
    section: str = ""
    raison: str = ""


class Mot(NamedTuple):
    """A wording to watch, and what it is."""

    motif: re.Pattern[str]
    dit: str


def _lire(nom: str) -> Any:
    fichier = resources.files("socle.donnees") / "annonce" / f"{nom}.json"
    return json.loads(fichier.read_text("utf-8"))


SECTIONS: dict[str, SectionPrevue] = {prevue["cle"]: SectionPrevue(**prevue) for prevue in _lire("sections")}


@cache
def sorties() -> dict[str, Sortie]:
    """What becomes of each field of a fiche, by its path."""
    return {champ: Sortie(champ, **valeurs) for champ, valeurs in _lire("champs").items()}


@cache
def redaction() -> dict[str, Any]:
    """The wording tables: levels, reformulations, words to watch."""
    tables: dict[str, Any] = _lire("redaction")
    return tables


@cache
def mots_a_surveiller(liste: Literal["jargon", "discriminations"]) -> tuple[Mot, ...]:
    """A list of wordings to watch."""
    return tuple(
        Mot(re.compile(mot["motif"], re.I if liste == "discriminations" else 0), mot["dit"])
        for mot in redaction()[liste]
    )
