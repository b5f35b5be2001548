"""The stems of the words of many texts, and what is made of them, without a Python loop a text."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from socle.alignement import noyau
from socle.alignement.lot import MAX_MOTS, TableDeMots
from socle.alignement.normalise import MOTS_VIDES, racine
from socle.alignement.suites import Petits, Suites
from socle.corpus.lot import noyaux
from socle.corpus.lot.registre import Registre


class Racines:
    """Numbers the stems of the full words of texts, each occurrence in its place.

    :param connues: the stems whose numbers are set: their ranks. The others are given those that follow.
    """

    def __init__(self, connues: Iterable[str]) -> None:
        self._connues = {une: rang for rang, une in enumerate(connues)}
        self._vider()

    def _vider(self) -> None:
        self._autres: dict[str, int] = {}
        self._mots = TableDeMots(self._numeros_du_mot)

    def _numeros_du_mot(self, mot: str) -> tuple[int, ...]:
        if mot in MOTS_VIDES:
            return ()
        une = racine(mot)
        connue = self._connues.get(une)
        if connue is not None:
            return (connue,)
        return (self._autres.setdefault(une, len(self._connues) + len(self._autres)),)

    def lire(self, textes: Sequence[str]) -> Suites:
        """The stems of each text. The numbers of those unknown hold within one call."""
        if len(self._autres) > MAX_MOTS:
            self._vider()
        decoupes = self._mots.decouper(textes)
        jetons = decoupes.jetons
        pleins = decoupes.mots_bornes[jetons + 1] > decoupes.mots_bornes[jetons]
        avant = np.concatenate(([0], np.cumsum(pleins)))
        return Suites(avant[decoupes.bornes], decoupes.mots_traits[decoupes.mots_bornes[jetons[pleins]]])


class Bilan(NamedTuple):
    """For each text its distinct stems that are known, sorted; the weight and the number of all of them."""

    connues: Suites
    totaux: npt.NDArray[np.float64]
    nombres: npt.NDArray[np.int64]

    @classmethod
    def vide(cls) -> Bilan:
        """That of no text."""
        return cls(Suites.vides(), np.empty(0), np.empty(0, dtype=np.int64))

    def choisir(self, rangees: npt.NDArray[np.int64]) -> Bilan:
        """That of some texts."""
        return Bilan(self.connues.choisir(rangees), self.totaux[rangees], self.nombres[rangees])

    def prolonger(self, autre: Bilan) -> Bilan:
        """With that of the texts that follow."""
        return Bilan(
            self.connues.prolonger(autre.connues),
            np.concatenate((self.totaux, autre.totaux)),
            np.concatenate((self.nombres, autre.nombres)),
        )


def dresser_bilan(racines: Suites, *, poids: npt.NDArray[np.float64], inconnue: float) -> Bilan:
    """What texts hold of the stems whose weights are given, the others weighing ``inconnue`` each."""
    nombre = len(racines.bornes) - 1
    connues = np.empty(len(racines.valeurs), dtype=np.int32)
    bornes = np.zeros(nombre + 1, dtype=np.int64)
    totaux, nombres = np.zeros(nombre), np.zeros(nombre, dtype=np.int64)
    noyaux.dresser_bilan(*racines, poids, inconnue, connues, bornes, totaux, nombres)
    return Bilan(Suites(bornes, connues[: bornes[-1]].copy()), totaux, nombres)


class Traits(Registre):
    """The traits of texts: stems and pairs of stems that follow one another, one number an occurrence.

    :param connus: the number of each known trait; a pair is written with a space.
    """

    def __init__(self, connus: Mapping[str, int]) -> None:
        super().__init__()
        seuls = [trait for trait in connus if " " not in trait]
        paires = [trait.split(" ") for trait in connus if " " in trait]
        connues = list(dict.fromkeys([*seuls, *(une for paire in paires for une in paire)]))
        rangs = {une: rang for rang, une in enumerate(connues)}
        self._racines = Racines(connues)
        self._seuls = np.array([connus.get(une, -1) for une in connues], dtype=np.int32)
        taille = 16
        while taille < 3 * len(paires):
            taille *= 2
        self._cles, self._valeurs = np.zeros(taille, dtype=np.uint64), np.zeros(taille, dtype=np.int32)
        for gauche, droite in paires:
            cle = noyaux.meler(rangs[gauche], rangs[droite])
            noyau.inserer(self._cles, self._valeurs, np.uint64(cle), np.int32(connus[f"{gauche} {droite}"]))
        self.suites = Suites.vides()

    def _ajouter(self, textes: list[str], depart: int) -> None:
        racines = self._racines.lire(textes)
        traits: Petits = np.empty(2 * len(racines.valeurs), dtype=np.int32)
        bornes = np.zeros(len(textes) + 1, dtype=np.int64)
        noyaux.relever_traits(*racines, self._seuls, self._cles, self._valeurs, traits, bornes)
        self.suites = self.suites.prolonger(Suites(bornes, traits[: bornes[-1]]))

    def _garder(self, gardees: npt.NDArray[np.int64]) -> None:
        self.suites = self.suites.choisir(gardees)
