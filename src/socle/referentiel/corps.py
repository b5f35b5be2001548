"""The five corps of the ITRF filière, their names, spellings and digit in a code.

Source: décret 85-1534 (corps and catégories); RéFérens III for the abbreviations and the digit that a
code carries in second place.
"""

from __future__ import annotations

from typing import Literal, NamedTuple

from socle.erreurs import DeclinaisonInvalide

CodeCorps = Literal["IR", "IE", "AI", "TECH", "ATRF"]


class Corps(NamedTuple):
    """``chiffre`` is the second character of the emplois-types' codes of this corps."""

    code: CodeCorps
    chiffre: str
    libelle: str
    categorie: Literal["A", "B", "C"]
    usuel: str


CORPS: dict[CodeCorps, Corps] = {
    corps.code: corps
    for corps in (
        Corps("IR", "1", "Ingénieur de recherche", "A", "IGR"),
        Corps("IE", "2", "Ingénieur d’études", "A", "IGE"),
        Corps("AI", "3", "Assistant ingénieur", "A", "ASI"),
        Corps("TECH", "4", "Technicien", "B", "TECH"),
        Corps("ATRF", "5", "Adjoint technique de recherche et formation", "C", "ATRF"),
    )
}

_SPELLINGS: dict[str, CodeCorps] = {
    **{corps.code: corps.code for corps in CORPS.values()},
    **{corps.usuel: corps.code for corps in CORPS.values()},
    "T": "TECH",
    "TCH": "TECH",
    "ATR": "ATRF",
    "AT": "ATRF",
}


def lire_corps(texte: str) -> CodeCorps:
    """The corps meant by an abbreviation, RéFérens's or the usual one.

    >>> lire_corps("IGE"), lire_corps("ie"), lire_corps("ASI")
    ('IE', 'IE', 'AI')

    :raises DeclinaisonInvalide: for anything else.
    """
    code = _SPELLINGS.get(texte.strip().upper())
    if code is None:
        raise DeclinaisonInvalide(
            f"Le corps « {texte} » n’existe pas dans la filière ITRF.",
            remede="Choisissez IGR (IR), IGE (IE), ASI (AI), TECH ou ATRF.",
            code="corps-inconnu",
        )
    return code


def corps_du_code(code: str) -> CodeCorps | None:
    """The corps that the second character of a RéFérens code stands for.

    >>> corps_du_code("F2D57")
    'IE'
    """
    return next((corps.code for corps in CORPS.values() if code[1:2] == corps.chiffre), None)
