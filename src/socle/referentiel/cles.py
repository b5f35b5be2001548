"""Keys that people never type: drawn from a title, and free."""

from __future__ import annotations

import re
from collections.abc import Collection

from socle.referentiel.texte import plier

_LONGUEUR = 60


def cle_libre(texte: str, prises: Collection[str] = ()) -> str:
    """A key for what bears that title, that none of ``prises`` is.

    >>> cle_libre("Référentiel des métiers (2017)", {"referentiel-des-metiers-2017"})
    'referentiel-des-metiers-2017-2'
    """
    mots = "-".join(re.findall(r"[a-z0-9]+", plier(texte)))[:_LONGUEUR].strip("-") or "sans-titre"
    cle, rang = mots, 1
    while cle in prises:
        rang += 1
        cle = f"{mots}-{rang}"
    return cle
