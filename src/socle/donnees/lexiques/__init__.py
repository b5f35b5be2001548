"""Word lists, as data: one file a list, ``#`` starts a comment."""

from __future__ import annotations

from functools import cache
from importlib.resources import files


@cache
def lire_lexique(nom: str) -> frozenset[str]:
    """The entries of one list.

    >>> "avec" in lire_lexique("mots_vides")
    True
    """
    texte = files(__name__).joinpath(f"{nom}.txt").read_text(encoding="utf-8")
    lignes = (ligne.partition("#")[0].strip() for ligne in texte.splitlines())
    return frozenset(ligne for ligne in lignes if ligne)
