"""Which dictionary entries read nearly like a wording.

The likeness is the share of rare words that both have (weighted Jaccard over stems, a word's weight
falling with the number of entries that use it), or that of their letters where that is higher.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from rapidfuzz import fuzz

from socle.referentiel.documents import EntreeDictionnaire
from socle.referentiel.texte import cle, racines

#: Under this likeness, proposing an entry would mislead more often than it helps.
SEUIL = 0.62
#: Under this likeness of letters, two wordings that share no rare word are not near.
_SEUIL_LETTRES = 0.86


class Voisine(NamedTuple):
    """An entry near a wording; ``ressemblance`` is between 0 and 1."""

    entree: EntreeDictionnaire
    ressemblance: float


class Proximite:
    """Near entries of a dictionary."""

    def __init__(self, entrees: Iterable[EntreeDictionnaire]) -> None:
        self._entrees = tuple(entrees)
        self._racines = [frozenset(racines(entree.libelle)) for entree in self._entrees]
        self._cles = [cle(entree.libelle) for entree in self._entrees]
        frequences = Counter(forme for ensemble in self._racines for forme in ensemble)
        self._nombre = len(self._entrees)
        self._poids = {forme: self._idf(nombre) for forme, nombre in frequences.items()}
        self._postings: dict[str, list[int]] = defaultdict(list)
        for rang, ensemble in enumerate(self._racines):
            for forme in ensemble:
                self._postings[forme].append(rang)

    def _idf(self, nombre: int) -> float:
        return math.log(1 + self._nombre / (1 + nombre))

    def proches(self, libelle: str, *, rubrique: str, limite: int = 3) -> tuple[Voisine, ...]:
        """The entries of a rubrique near a wording, nearest first."""
        formes = frozenset(racines(libelle))
        inconnu = self._idf(0)
        total = sum(self._poids.get(forme, inconnu) for forme in formes)
        commun: dict[int, float] = defaultdict(float)
        for forme in formes:
            for rang in self._postings.get(forme, ()):
                commun[rang] += self._poids[forme]
        clef = cle(libelle)
        voisines = []
        for rang, partage in commun.items():
            if self._entrees[rang].rubrique != rubrique:
                continue
            propre = sum(self._poids[forme] for forme in self._racines[rang])
            mots = partage / (total + propre - partage)
            lettres = fuzz.ratio(clef, self._cles[rang], score_cutoff=100 * _SEUIL_LETTRES) / 100
            ressemblance = max(mots, lettres)
            if ressemblance >= SEUIL:
                voisines.append(Voisine(self._entrees[rang], ressemblance))
        voisines.sort(key=lambda voisine: (-voisine.ressemblance, voisine.entree.libelle))
        return tuple(voisines[:limite])
