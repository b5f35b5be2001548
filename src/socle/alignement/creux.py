"""Sparse rows of weights: built once, multiplied by the few features of a text."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import numpy.typing as npt

Entiers = npt.NDArray[np.int64]
Reels = npt.NDArray[np.float64]


class Creuse:
    """Rows of length one, kept feature by feature.

    :param lignes: the row of each weight; a pair of row and feature comes once.
    :param traits: its feature.
    :param poids: its value, before rows are made of length one.
    """

    def __init__(self, lignes: Entiers, traits: Entiers, poids: Reels, *, forme: tuple[int, int]) -> None:
        self.nombre, largeur = forme
        normes = np.sqrt(np.bincount(lignes, weights=poids * poids, minlength=self.nombre))
        ordre = np.argsort(traits, kind="stable")
        self._lignes = lignes[ordre]
        self._poids = (poids / np.maximum(normes, 1e-9)[lignes])[ordre]
        self._bornes = np.searchsorted(traits[ordre], np.arange(largeur + 1))

    def contenu(self) -> dict[str, npt.NDArray[Any]]:
        """The arrays that :meth:`depuis` makes it again from."""
        return {"lignes": self._lignes, "poids": self._poids, "bornes": self._bornes}

    @classmethod
    def depuis(cls, tableaux: Mapping[str, npt.NDArray[Any]], *, nombre: int) -> Creuse:
        """The rows whose :meth:`contenu` this is."""
        creuse = cls.__new__(cls)
        creuse.nombre = nombre
        creuse._lignes, creuse._poids = tableaux["lignes"], tableaux["poids"]
        creuse._bornes = tableaux["bornes"]
        return creuse

    def _places(self, traits: Entiers) -> tuple[Entiers, Entiers]:
        """Where the weights of these features are, and which of ``traits`` each belongs to."""
        debuts = self._bornes[traits]
        tailles = self._bornes[traits + 1] - debuts
        rangs = np.repeat(np.arange(len(traits)), tailles)
        avant = np.cumsum(tailles) - tailles
        return np.arange(len(rangs)) + (debuts - avant)[rangs], rangs

    def produit(self, traits: Entiers, poids: Reels) -> Reels:
        """The product of every row by one vector."""
        places, rangs = self._places(traits)
        return np.bincount(
            self._lignes[places], weights=self._poids[places] * poids[rangs], minlength=self.nombre
        ).astype(np.float64)

    def valeurs(self, ligne: int, traits: Entiers) -> Reels:
        """The weights of one row for these features."""
        places, rangs = self._places(traits)
        siennes = self._lignes[places] == ligne
        resultat = np.zeros(len(traits))
        resultat[rangs[siennes]] = self._poids[places[siennes]]
        return resultat

    def regrouper(self, groupes: Entiers, *, nombre: int) -> Creuse:
        """The rows of each group added together, and made of length one again."""
        largeur = len(self._bornes) - 1
        traits = np.repeat(np.arange(largeur), np.diff(self._bornes))
        cles, rangs = np.unique(groupes[self._lignes] * largeur + traits, return_inverse=True)
        sommes = np.bincount(rangs, weights=self._poids, minlength=len(cles)).astype(np.float64)
        return Creuse(cles // largeur, cles % largeur, sommes, forme=(nombre, largeur))
