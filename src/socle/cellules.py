"""Cells of a table that a person will open in a spreadsheet."""

from __future__ import annotations

_FORMULES = ("=", "+", "-", "@", "\t", "\r")


def inerte(valeur: str) -> str:
    """The text of a cell that no spreadsheet takes for a formula: an apostrophe says that it is text.

    See OWASP, « CSV Injection ».

    >>> inerte("=1+1"), inerte("Concevoir"), inerte("")
    ("'=1+1", 'Concevoir', '')
    """
    return f"'{valeur}" if _is_formule(valeur) else valeur


def telle_qu_ecrite(valeur: str) -> str:
    """The text of a cell before :func:`inerte`.

    >>> telle_qu_ecrite(inerte("-3")), telle_qu_ecrite("'hui")
    ('-3', "'hui")
    """
    return valeur[1:] if valeur.startswith("'") and _is_formule(valeur[1:]) else valeur


def _is_formule(valeur: str) -> bool:
    # Whatever apostrophes stand before it, so that a text comes back as it was.
    return valeur.lstrip("'").startswith(_FORMULES)
