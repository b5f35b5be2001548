"""What a table's cells say of its columns: which hold figures, and how wide each should be."""

from __future__ import annotations

import re

from .plan import Tableau

_CHIFFRE = re.compile(r"(<\s)?[+−-]?\d[\d\s.,]*(\s?(%|€|h|j|ETP))?|[–—-]?")
_LARGEUR_MAX = 60
_LARGEUR_MIN = 4
#: Room for a cell's margins, in characters: without it, the word of a narrow column runs into the next.
_MARGES = 4
#: What a word of a header takes next to one of a cell: it is bold, and must not be cut.
_GRAS = 1.5


def colonnes_chiffrees(tableau: Tableau) -> tuple[bool, ...]:
    """For each column, whether its cells are all figures (to be aligned on the right)."""
    return tuple(
        any(colonne) and all(_CHIFFRE.fullmatch(case) for case in colonne) for colonne in _colonnes(tableau)
    )


def largeurs(tableau: Tableau) -> tuple[float, ...]:
    """The share of the table's width that each column deserves; they add up to 1."""
    poids = [
        _weight(entete, colonne) for entete, colonne in zip(tableau.entetes, _colonnes(tableau), strict=True)
    ]
    return tuple(p / sum(poids) for p in poids)


def _colonnes(tableau: Tableau) -> list[tuple[str, ...]]:
    return [tuple(rang[i] for rang in tableau.lignes) for i in range(len(tableau.entetes))]


def _weight(entete: str, cases: tuple[str, ...]) -> float:
    mot = max(
        max((len(m) for case in cases for m in case.split()), default=0),
        max((_GRAS * len(m) for m in entete.split()), default=0),
    )
    ligne = max(len(case) for case in (entete, *cases))
    # Beyond a line's worth, a column gains less from being wider: its cells wrap anyway.
    if ligne > _LARGEUR_MAX:
        return 36 + _MARGES
    return float(max(_LARGEUR_MIN, min(mot, 24), min(ligne, 24 + ligne**0.5))) + _MARGES
