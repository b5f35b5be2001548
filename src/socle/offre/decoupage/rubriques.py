"""Which rubrique a line belongs to, from its section and from its own words."""

from __future__ import annotations

from functools import cache, lru_cache

from socle.offre.decoupage.phrases import is_action, starts_with_verb
from socle.offre.decoupage.tables import MotifJuridique, cle, indices, motifs_juridiques, plier_en_cle
from socle.offre.documents import Rubrique

LISTES: frozenset[Rubrique] = frozenset(
    ("activites", "connaissances", "competences_operationnelles", "competences_comportementales")
)
"""The rubriques made of items, aligned with those of an emploi-type."""


@lru_cache(maxsize=8192)
def indice(texte: str) -> Rubrique | None:
    """The rubrique told by the words that open a line; None when they tell nothing."""
    key = cle(texte[:200])
    return next((one.rubrique for one in indices() if one.motif.fullmatch(key)), None)


def is_juridique(texte: str, rubrique: Rubrique) -> bool:
    """Whether a line is a legal or equal-opportunity notice, given the rubrique it stands in.

    Among activities and competences only the turns of phrase that cannot be one count: "veiller au
    respect du RGPD" is an activity.
    """
    if rubrique == "juridique":
        return True
    return _is_avis(texte[:1500], rubrique in LISTES or starts_with_verb(texte))


def _is_avis(texte: str, listed: bool) -> bool:
    plie = plier_en_cle(texte)
    possibles = [one for piece, ones in _par_fragment(listed) if piece in plie for one in ones]
    if not possibles:
        return False
    key = cle(texte)
    return any(one.motif.search(key) is not None for one in dict.fromkeys(possibles))


@cache
def _par_fragment(listed: bool) -> tuple[tuple[str, tuple[MotifJuridique, ...]], ...]:
    """The expressions to try by each of the pieces of words that they need."""
    suivis = [one for one in motifs_juridiques() if one.partout or not listed]
    pieces = sorted(frozenset[str]().union(*(one.fragments for one in suivis)))
    return tuple((piece, tuple(one for one in suivis if piece in one.fragments)) for piece in pieces)


def rubrique_de(texte: str, possibles: tuple[Rubrique, ...], *, puce: bool, has_activites: bool) -> Rubrique:
    """The rubrique of a line under a heading that announces several, or of a line under none.

    :param possibles: what the heading announces, the likeliest first; empty for no heading.
    :param has_activites: another heading of the document announces the activities.
    """
    if len(possibles) == 1:
        return possibles[0]
    if possibles == ("mission", "activites"):
        listed = (puce or starts_with_verb(texte)) and not has_activites
        return "activites" if listed else "mission"
    told = indice(texte)
    if not possibles:
        if told is not None:
            return told
        acts = starts_with_verb(texte) or (puce and is_action(texte))
        return "activites" if acts and not has_activites else "contexte"
    if told in possibles:
        return told
    if starts_with_verb(texte) and "competences_operationnelles" in possibles:
        return "competences_operationnelles"
    return possibles[0]
