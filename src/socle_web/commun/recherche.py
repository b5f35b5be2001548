"""A column that rows are searched in: folded stems, each after a space, the same on every database."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Q

from socle.referentiel.texte import racines

MOTS_MAXIMUM = 12
SAISIE_MAXIMUM = 300


def mots(textes: Iterable[str]) -> str:
    """What the column holds of these texts.

    >>> mots(["Chargée de cuisine", "Cuisines"])
    ' charge cuisin '
    """
    uniques = dict.fromkeys(racine for texte in textes for racine in racines(texte))
    return f" {' '.join(uniques)} " if uniques else ""


def condition(saisie: str) -> Q:
    """Every word typed begins a stem of the column; words too common to be kept ask nothing.

    ``LIKE`` on folded stems: the same hits on SQLite, and on PostgreSQL through a trigram index.
    """
    trouvee = Q()
    for racine in racines(saisie[:SAISIE_MAXIMUM])[:MOTS_MAXIMUM]:
        trouvee &= Q(recherche__contains=f" {racine}")
    return trouvee
