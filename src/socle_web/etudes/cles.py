"""Keys of a study's parts, made from what they are called."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.text import slugify

LONGUEUR = 60


def cle_libre(libelle: str, prises: Iterable[str]) -> str:
    """A key that says the name and that nothing else bears.

    >>> cle_libre("Concevoir des cours", ["concevoir-des-cours"])
    'concevoir-des-cours-2'
    >>> cle_libre("…", [])
    'element'
    """
    connues = set(prises)
    racine = slugify(libelle).replace("_", "-")[:LONGUEUR].strip("-") or "element"
    racine = "-".join(partie for partie in racine.split("-") if partie)
    cle, numero = racine, 1
    while cle in connues:
        numero += 1
        cle = f"{racine}-{numero}"
    return cle
