"""Questions led through groups of names: a title is drawn towards the métiers whose names it resembles.

ROME gathers some ten names under each métier. A question is near some of them by its words or its
meaning; the mean of all the names of those métiers says what other words the same work goes by.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np

from socle.alignement.encodeur import Encodeur, Vecteurs, normer
from socle.alignement.index import Index

VOISINS = 10
TEMPERATURE = 0.025
PART = 0.7
"""Weight of the groups next to the question's own vector; all three chosen on MELO bel."""


class Pivot:
    """A compact encoder whose questions are led through groups of names.

    :param compact: what was learnt; forms are encoded by it alone.
    :param groupes: the names of each thing, at least one each.
    """

    def __init__(self, compact: Encodeur, groupes: Iterable[Sequence[str]]) -> None:
        self.compact = compact
        noms = [tuple(groupe) for groupe in groupes if groupe]
        ids = [str(rang) for rang in range(len(noms))]
        self._index = Index(
            ids,
            [groupe[0] for groupe in noms],
            aliases={ident: groupe[1:] for ident, groupe in zip(ids, noms, strict=True)},
            compact=compact,
            poids_sens=1.0,
        )
        vecteurs = compact.encode([nom for groupe in noms for nom in groupe])
        tailles = np.array([len(groupe) for groupe in noms], dtype=np.int64)
        debuts = np.cumsum(tailles) - tailles
        self._groupes = normer(np.add.reduceat(vecteurs, debuts, axis=0)) if noms else vecteurs

    def encode(self, texts: Sequence[str]) -> Vecteurs:
        """Forms: one row a text, of length one."""
        return self.compact.encode(texts)

    def encode_questions(self, texts: Sequence[str]) -> Vecteurs:
        """Questions: one row a text, of length one, drawn towards the nearest groups."""
        propres = self.compact.encode(texts)
        if not len(self._index):
            return propres
        numeros, scores = self._index.search_arrays(texts, k=VOISINS)
        poids = np.where(numeros >= 0, np.exp((scores - scores[:, :1]) / TEMPERATURE), 0.0)
        poids /= np.maximum(poids.sum(axis=1, keepdims=True), 1e-9)
        moyennes = np.einsum("ij,ijd->id", poids, self._groupes[numeros])
        return normer(propres + PART * normer(moyennes))
