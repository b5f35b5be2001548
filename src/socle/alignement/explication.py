"""Why two texts were matched: the words that made it, with their places in both."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from socle.alignement.encodeur import Encodeur
from socle.alignement.normalise import MOTS_VIDES, MotPlace, grammes, mots_places, racine

PARENTE = 0.5
"""Share of the 4-grams of the shorter word that makes two words akin."""

SENS = 0.6
"""Cosine from which two words are shown as near in meaning; only for showing, nothing is decided on it."""


class Lien(NamedTuple):
    """Two words that answer each other. ``nature``: ``meme`` (same stem), ``parent`` (akin in spelling),
    ``sens`` (near in meaning, according to what was learnt). Places are offsets, end excluded."""

    texte: tuple[int, int]
    label: tuple[int, int]
    nature: str


def expliquer(texte: str, label: str, *, compact: Encodeur | None = None) -> list[Lien]:
    """The words of a text that answer words of a label, in the order of the text.

    >>> liens = expliquer("Piloter des projets", "Conduite de projet")
    >>> [("Piloter des projets"[slice(*lien.texte)], lien.nature) for lien in liens]
    [('projets', 'meme')]
    """
    gauche, droite = _pleins(texte), _pleins(label)
    if not gauche or not droite:
        return []
    liens: dict[int, Lien] = {}
    for rang, mot in enumerate(gauche):
        jumeau = max(droite, key=lambda autre: _ressemblance(mot.mot, autre.mot))
        valeur = _ressemblance(mot.mot, jumeau.mot)
        if valeur >= PARENTE:
            nature = "meme" if valeur > 1 else "parent"
            liens[rang] = Lien((mot.debut, mot.fin), (jumeau.debut, jumeau.fin), nature)
    if compact is not None:
        liens |= _liens_de_sens(gauche, droite, liens, compact)
    return [liens[rang] for rang in sorted(liens)]


def _pleins(texte: str) -> list[MotPlace]:
    return [mot for mot in mots_places(texte) if mot.mot not in MOTS_VIDES]


@lru_cache(maxsize=1 << 16)
def _ressemblance(un: str, autre: str) -> float:
    """2 for the same stem, else the share of 4-grams in common."""
    if racine(un) == racine(autre):
        return 2.0
    premiers, seconds = _ensemble(un), _ensemble(autre)
    return len(premiers & seconds) / min(len(premiers), len(seconds))


@lru_cache(maxsize=1 << 14)
def _ensemble(mot: str) -> frozenset[str]:
    return frozenset(grammes(mot))


def _liens_de_sens(
    gauche: Sequence[MotPlace], droite: Sequence[MotPlace], pris: dict[int, Lien], compact: Encodeur
) -> dict[int, Lien]:
    seuls = [rang for rang in range(len(gauche)) if rang not in pris]
    if not seuls:
        return {}
    proches = (
        compact.encode([gauche[rang].mot for rang in seuls]) @ compact.encode([mot.mot for mot in droite]).T
    )
    return {
        rang: Lien((gauche[rang].debut, gauche[rang].fin), (droite[place].debut, droite[place].fin), "sens")
        for rang, ligne in zip(seuls, proches, strict=True)
        for place in (int(ligne.argmax()),)
        if ligne[place] >= SENS
    }
