"""What is known of the answers of an index to one text, and the decision drawn from it."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from socle.alignement.calibration import Calibration, Decision, Indices, calibration_fournie
from socle.alignement.index import Hit, Index
from socle.alignement.normalise import racines

SEUIL_DOUBLON = 0.8
"""Likeness of two labels from which they are near duplicates: choosing between them is no doubt."""


class Verdict(NamedTuple):
    """The decision for one text, and the probability that its first entry is the right one."""

    decision: Decision
    probabilite: float


class Decideur:
    """Decides on the answers of one index.

    :param calibration: the one that ships when not given: for words alone, or with what was learnt.
    """

    def __init__(self, index: Index, calibration: Calibration | None = None) -> None:
        self.index = index
        self.calibration = calibration or calibration_fournie("mots" if index.compact is None else "sens")
        self._labels: Mapping[str, str] = dict(zip(index.ids, index.labels, strict=True))
        self._poids = lru_cache(maxsize=20_000)(self._peser)

    def decider(
        self,
        textes: Sequence[str],
        resultats: Iterable[Sequence[Hit]],
        totaux: Sequence[Sequence[float]] | None = None,
    ) -> list[Verdict]:
        """One verdict a text, from the hits of the index, at least the first five, best first.

        :param totaux: what each hit was ranked by, where that is not its score alone.
        """
        liste = [list(hits) for hits in resultats]
        poids = totaux if totaux is not None else [None] * len(liste)
        indices = [
            self.indices(texte, hits, total) for texte, hits, total in zip(textes, liste, poids, strict=True)
        ]
        verdicts = [Verdict(*couple) for couple in self.calibration.decider(indices)]
        return [self._trancher(hits, verdict) for hits, verdict in zip(liste, verdicts, strict=True)]

    def _trancher(self, hits: Sequence[Hit], verdict: Verdict) -> Verdict:
        if not hits:
            return Verdict("hors-referentiel", 0.0)
        exacts = [hit for hit in hits if hit.voie == "exact"]
        if not exacts:
            return verdict
        if all(self.doublons(exacts[0].id, hit.id) for hit in exacts[1:]):
            return Verdict("sur", 1.0)
        return Verdict("a-choisir", round(1 / len(exacts), 6))

    def indices(self, texte: str, hits: Sequence[Hit], totaux: Sequence[float] | None = None) -> Indices:
        """What the decision rests on; ``hits`` best first, by their scores or by ``totaux``."""
        if not hits:
            return Indices(0.0, 0.0, 0.0, 0.0, 0.0)
        premier = hits[0]
        notes = totaux if totaux is not None else [hit.score for hit in hits]
        second = next(
            (note for hit, note in zip(hits, notes, strict=True) if not self.doublons(premier.id, hit.id)),
            0.0,
        )
        du_texte, du_label = self._poids(texte), self._poids(self._labels[premier.id])
        communs = du_texte.keys() & du_label.keys()
        return Indices(
            premier.score,
            notes[0] - second,
            _part(du_texte, communs),
            _part(du_label, communs),
            math.log1p(len(du_texte)),
        )

    def _peser(self, texte: str) -> dict[str, float]:
        return {racine: self.index.information(racine) for racine in racines(texte)}

    def doublons(self, un: str, autre: str) -> bool:
        """Whether two entries say nearly the same, by their labels."""
        return self.redit(self._labels[un], autre)

    def redit(self, texte: str, ident: str) -> bool:
        """Whether a text says nearly the same as the label of an entry."""
        gauche, droite = self._poids(texte), self._poids(self._labels[ident])
        norme = math.sqrt(_carre(gauche) * _carre(droite))
        produit = sum(gauche[racine] ** 2 for racine in gauche.keys() & droite.keys())
        return norme > 0 and produit / norme >= SEUIL_DOUBLON


def _part(poids: Mapping[str, float], communs: Iterable[str]) -> float:
    total = sum(poids.values())
    return round(sum(poids[racine] for racine in communs) / total, 6) if total else 0.0


def _carre(poids: Mapping[str, float]) -> float:
    return sum(valeur * valeur for valeur in poids.values())
