"""Baselines: what one writes in an afternoon with scikit-learn."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
from sklearn.feature_extraction.text import TfidfVectorizer

MOTS: dict[str, Any] = {"analyzer": "word"}
LETTRES: dict[str, Any] = {"analyzer": "char_wb", "ngram_range": (3, 5)}


class CosinusTfidf:
    """TF-IDF cosine, the best five by chunks; what the engine's speed is compared with."""

    def __init__(self, labels: Sequence[str], **reglages: Any) -> None:
        self._vecteurs = TfidfVectorizer(strip_accents="unicode", sublinear_tf=True, **reglages)
        self._matrice = self._vecteurs.fit_transform(labels).T.tocsr()

    def chercher(self, textes: Sequence[str], k: int = 5, lot: int = 500) -> npt.NDArray[np.int64]:
        sorties = []
        for debut in range(0, len(textes), lot):
            scores = (self._vecteurs.transform(textes[debut : debut + lot]) @ self._matrice).toarray()
            places = np.argpartition(-scores, k, axis=1)[:, :k]
            ordre = np.argsort(-np.take_along_axis(scores, places, axis=1), axis=1)
            sorties.append(np.take_along_axis(places, ordre, axis=1))
        return np.concatenate(sorties)


def tfidf(labels: Sequence[str], textes: Sequence[str]) -> npt.NDArray[np.float64]:
    """The cosine of every label for every text."""
    vecteurs = TfidfVectorizer(strip_accents="unicode", sublinear_tf=True)
    matrice = vecteurs.fit_transform(labels)
    return (vecteurs.transform(textes) @ matrice.T).toarray()
