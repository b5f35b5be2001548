"""Texts held by row, in tables of bounded size."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence

import numpy as np

from socle.alignement.suites import Entiers
from socle.offre.blocs import LIGNES_EN_MEMOIRE

CAPACITE = LIGNES_EN_MEMOIRE
"""Texts that a table holds; beyond, the half that was met last is kept."""

PAR_AJOUT = 4_096
"""Texts worked out at once."""


class Registre(ABC):
    """Gives each text a row, and keeps those met last when there are too many.

    What is known of the rows is held by who inherits, in tables of ``capacite`` rows.
    """

    def __init__(self) -> None:
        self.capacite = CAPACITE
        self._places: dict[str, int] = {}
        self._passage = 0
        self._vues = np.zeros(self.capacite, dtype=np.int64)

    def __len__(self) -> int:
        return len(self._places)

    def placer(self, textes: Sequence[str]) -> Entiers:
        """The row of each text; they hold until the next call."""
        nouveaux = self._inconnus(textes)
        if len(self) + len(nouveaux) > self.capacite:
            self._alleger(len(set(textes)))
            nouveaux = self._inconnus(textes)
        for debut in range(0, len(nouveaux), PAR_AJOUT):
            lot = nouveaux[debut : debut + PAR_AJOUT]
            depart = len(self)
            self._ajouter(lot, depart)
            self._places |= {texte: place for place, texte in enumerate(lot, start=depart)}
        places = self._places
        rangees = np.array([places[texte] for texte in textes], dtype=np.int64)
        self._passage += 1
        self._vues[rangees] = self._passage
        return rangees

    def _inconnus(self, textes: Sequence[str]) -> list[str]:
        return [texte for texte in dict.fromkeys(textes) if texte not in self._places]

    def _alleger(self, besoin: int) -> None:
        """Forget the half of the texts that was met least lately; more where ``besoin`` texts do not fit."""
        garde = max(0, min(self.capacite // 2, self.capacite - besoin))
        gardees = np.sort(np.argsort(-self._vues[: len(self)], kind="stable")[:garde])
        self._vues[:garde] = self._vues[gardees]
        textes = list(self._places)
        self._places = {textes[place]: rang for rang, place in enumerate(gardees.tolist())}
        self._garder(gardees)
        if besoin > self.capacite:
            self.capacite = besoin
            self._vues = np.zeros(besoin, dtype=np.int64)
            self._agrandir()

    @abstractmethod
    def _ajouter(self, textes: list[str], depart: int) -> None:
        """Work out the texts whose rows start at ``depart``."""

    @abstractmethod
    def _garder(self, gardees: Entiers) -> None:
        """Keep these rows only, as the first ones."""

    def _agrandir(self) -> None:  # noqa: B027 - who holds nothing of that size has nothing to do
        """Hold ``capacite`` rows; called when none is known."""
