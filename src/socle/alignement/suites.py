"""Lists of numbers laid end to end: those of many texts or words, for loops that read arrays."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

Entiers = npt.NDArray[np.int64]
Petits = npt.NDArray[np.int32]


class Suites(NamedTuple):
    """Lists of numbers end to end: those of row ``i`` lie from ``bornes[i]`` to ``bornes[i + 1]``."""

    bornes: Entiers
    valeurs: Petits

    @classmethod
    def vides(cls) -> Suites:
        """No list."""
        return cls(np.zeros(1, dtype=np.int64), np.empty(0, dtype=np.int32))

    def choisir(self, rangees: npt.NDArray[np.integer[Any]]) -> Suites:
        """The lists of some rows, in their order."""
        tailles = self.bornes[rangees + 1] - self.bornes[rangees]
        bornes = np.concatenate(([0], np.cumsum(tailles)))
        places = np.repeat(self.bornes[rangees] - bornes[:-1], tailles) + np.arange(bornes[-1])
        return Suites(bornes, self.valeurs[places])

    def prolonger(self, autres: Suites) -> Suites:
        """With the lists of the rows that follow."""
        return Suites(
            np.concatenate((self.bornes, autres.bornes[1:] + self.bornes[-1])),
            np.concatenate((self.valeurs, autres.valeurs)),
        )


def mettre_bout_a_bout(listes: Sequence[Sequence[int]]) -> Suites:
    """Some lists end to end."""
    bornes = np.zeros(len(listes) + 1, dtype=np.int64)
    np.cumsum([len(liste) for liste in listes], out=bornes[1:])
    valeurs = np.fromiter(chain.from_iterable(listes), dtype=np.int32, count=int(bornes[-1]))
    return Suites(bornes, valeurs)
