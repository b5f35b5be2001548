"""What a grid starts from: the scale, the criteria that juries add, the themes and thresholds to watch."""

from __future__ import annotations

import json
from functools import cache
from importlib import resources
from typing import Any, NamedTuple

from socle.referentiel.texte import racines


class Theme(NamedTuple):
    """A kind of work that grids are known to overweight: its roots, and who says so."""

    cle: str
    libelle: str
    racines: frozenset[str]
    source: str
    raison: str

    def concerne(self, texte: str) -> bool:
        """Whether a text speaks of it."""
        return bool(self.racines.intersection(racines(texte)))


class Seuils(NamedTuple):
    """Beyond what a gap is told.

    ``points`` and ``rapport``: a weight is too much when it exceeds its place by that many points of the
    grid and that many times; ``hors_poste``: points given to criteria that no activité holds;
    ``ecart_de_notes``: levels between two members; ``unites`` and ``part_dominante``: below how many
    units, and above which share of one level, alpha says nothing; ``alpha_*``: Krippendorff's own marks
    (Content Analysis, 2004, chapter 11).
    """

    points: int
    rapport: float
    hors_poste: int
    ecart_de_notes: int
    unites: int
    part_dominante: float
    alpha_insuffisant: float
    alpha_solide: float


@cache
def _table() -> dict[str, Any]:
    fichier = resources.files("socle.donnees") / "jury" / "grille.json"
    table: dict[str, Any] = json.loads(fichier.read_text("utf-8"))
    return table


@cache
def echelle() -> tuple[dict[str, Any], ...]:
    """The levels of the usual scale, the lowest first."""
    return tuple(_table()["echelle"])


@cache
def complementaires() -> dict[str, str]:
    """Criteria that juries add to those of the post: label by key."""
    return {critere["cle"]: critere["libelle"] for critere in _table()["complementaires"]}


@cache
def themes() -> tuple[Theme, ...]:
    """The kinds of work that grids are known to overweight."""
    return tuple(
        Theme(
            theme["cle"],
            theme["libelle"],
            frozenset(racine for mot in theme["racines"] for racine in racines(mot)),
            theme["source"],
            theme["raison"],
        )
        for theme in _table()["themes"]
    )


@cache
def seuils() -> Seuils:
    """The thresholds."""
    return Seuils(**_table()["seuils"])
