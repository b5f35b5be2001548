"""What a line of text says, whatever the offer: worked out once, kept for the next batches."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import chain
from typing import Generic, NamedTuple, TypeVar

import numpy as np
import numpy.typing as npt

from socle.alignement.calibration import Indices
from socle.alignement.lignes import CANDIDATES, AlignementLignes
from socle.alignement.normalise import racines
from socle.offre import Analyseur
from socle.offre.analyse.portrait import VALEURS, valeurs_dites
from socle.offre.blocs import LIGNES_EN_MEMOIRE

CAPACITE = LIGNES_EN_MEMOIRE
"""Lines whose candidates are kept; beyond, the half that was met last is."""

V = TypeVar("V")
Entiers = npt.NDArray[np.int64]
Petits = npt.NDArray[np.int32]

BITS: dict[tuple[str, str], int] = {couple: rang for rang, couple in enumerate(VALEURS)}
"""The bit of each value of the portrait in a line's mask."""


class Memoire(Generic[V]):
    """Values by line of text, within bounds.

    Two halves: what is asked for again passes from the older to the newer one, and when that is full the
    older is forgotten. Lines that come back are kept, the many that come once are not.
    """

    def __init__(self, calculer: Callable[[str], V], *, capacite: int = LIGNES_EN_MEMOIRE) -> None:
        self._calculer = calculer
        self._moitie = capacite // 2
        self._recentes: dict[str, V] = {}
        self._anciennes: dict[str, V] = {}

    def __call__(self, texte: str) -> V:
        """The value of a line."""
        valeur = self._recentes.get(texte)
        if valeur is None:
            valeur = self._anciennes.get(texte)
            if valeur is None:
                valeur = self._calculer(texte)
            if len(self._recentes) >= self._moitie:
                self._anciennes, self._recentes = self._recentes, {}
            self._recentes[texte] = valeur
        return valeur


def masque(texte: str) -> int:
    """The values of the portrait that a line speaks for, as bits (:data:`BITS`)."""
    bits = 0
    for couple in valeurs_dites(texte):
        bits |= 1 << BITS[couple]
    return bits


class Suites(NamedTuple):
    """Lists of numbers end to end: those of row ``i`` lie from ``bornes[i]`` to ``bornes[i + 1]``."""

    bornes: Entiers
    valeurs: Petits

    def de(self, rangee: int) -> list[int]:
        """The numbers of a row."""
        numeros: list[int] = self.valeurs[self.bornes[rangee] : self.bornes[rangee + 1]].tolist()
        return numeros


def mettre_bout_a_bout(listes: Sequence[Sequence[int]]) -> Suites:
    """Some lists end to end."""
    bornes = np.zeros(len(listes) + 1, dtype=np.int64)
    np.cumsum([len(liste) for liste in listes], out=bornes[1:])
    valeurs = np.fromiter(chain.from_iterable(listes), dtype=np.int32, count=int(bornes[-1]))
    return Suites(bornes, valeurs)


class Racines(NamedTuple):
    """The distinct stems of a text that entries know, sorted; the weight and the number of all of them."""

    connues: list[int]
    total: float
    nombre: int


class _RacinesDesFiches(NamedTuple):
    """The stems of every row of the tables of candidates."""

    suites: Suites
    totaux: npt.NDArray[np.float64]
    nombres: Entiers

    def choisir(self, places: Entiers) -> _RacinesDesFiches:
        """Those of some rows only."""
        suites = mettre_bout_a_bout([self.suites.de(place) for place in places.tolist()])
        return _RacinesDesFiches(suites, self.totaux[places], self.nombres[places])

    def prolonger(self, lues: Sequence[Racines]) -> _RacinesDesFiches:
        """With the stems of the rows that follow."""
        bornes, valeurs = mettre_bout_a_bout([une.connues for une in lues])
        suites = Suites(
            np.concatenate((self.suites.bornes, bornes[1:] + len(self.suites.valeurs))),
            np.concatenate((self.suites.valeurs, valeurs)),
        )
        return _RacinesDesFiches(
            suites,
            np.concatenate((self.totaux, [une.total for une in lues])),
            np.concatenate((self.nombres, np.array([une.nombre for une in lues], dtype=np.int64))),
        )


class Candidates:
    """The entries that lines resemble, and what the decision needs of the words of each line."""

    def __init__(self, analyseur: Analyseur, alignement: AlignementLignes) -> None:
        self._analyseur = analyseur
        self._alignement = alignement
        self.index = alignement.index
        self._numeros_racines = self.index.racines_connues()
        self.poids_racines = np.array([self.index.information(une) for une in self._numeros_racines])
        self._poids: list[float] = self.poids_racines.tolist()
        self._inconnue = self.index.information("\0")
        self._textes = (
            Memoire(alignement.alleger),
            Memoire(lambda texte: alignement.alleger(analyseur.a_rapprocher(texte))),
        )
        self._places: dict[str, int] = {}
        self._passage = 0
        self._vues = np.zeros(CAPACITE, dtype=np.int64)
        self.numeros = np.full((CAPACITE, CANDIDATES), -1, dtype=np.int32)
        self.scores = np.zeros((CAPACITE, CANDIDATES), dtype=np.int32)
        self.exacts = np.zeros((CAPACITE, CANDIDATES), dtype=np.int8)
        self.racines = _RacinesDesFiches(
            Suites(np.zeros(1, dtype=np.int64), np.empty(0, dtype=np.int32)),
            np.empty(0),
            np.empty(0, dtype=np.int64),
        )

    def chercher(self, lignes: Iterable[tuple[str, bool]]) -> Entiers:
        """The row of each line in the tables; a line is its text, and whether it is one of action."""
        textes = [self._textes[not acte](texte) for texte, acte in lignes]
        nouveaux = [texte for texte in dict.fromkeys(textes) if texte not in self._places]
        if len(self._places) + len(nouveaux) > CAPACITE:
            self._alleger(len(set(textes)))
            nouveaux = [texte for texte in dict.fromkeys(textes) if texte not in self._places]
        for debut in range(0, len(nouveaux), 4_096):
            self._ajouter(nouveaux[debut : debut + 4_096])
        places = np.array([self._places[texte] for texte in textes], dtype=np.int64)
        self._passage += 1
        self._vues[places] = self._passage
        return places

    def _alleger(self, besoin: int) -> None:
        """Forget the half of the lines that was met least lately; more where ``besoin`` lines do not fit."""
        garde = max(0, min(CAPACITE // 2, CAPACITE - besoin))
        gardes = np.sort(np.argsort(-self._vues[: len(self._places)], kind="stable")[:garde])
        for tableau in (self.numeros, self.scores, self.exacts, self._vues):
            tableau[: len(gardes)] = tableau[gardes]
        self.numeros[len(gardes) :] = -1
        self.racines = self.racines.choisir(gardes)
        textes = list(self._places)
        self._places = {textes[place]: rang for rang, place in enumerate(gardes.tolist())}

    def _ajouter(self, textes: list[str]) -> None:
        depart = len(self._places)
        fin = depart + len(textes)
        trouves = self.index.search_scores(textes, k=CANDIDATES)
        largeur = trouves.numeros.shape[1]
        self.numeros[depart:fin, :largeur] = trouves.numeros
        self.scores[depart:fin, :largeur] = np.rint(trouves.scores * 1e6)
        self.exacts[depart:fin, :largeur] = trouves.exacts
        self._places |= {texte: place for place, texte in enumerate(textes, start=depart)}
        self.racines = self.racines.prolonger([self.racines_de(texte) for texte in textes])

    def racines_de(self, texte: str) -> Racines:
        """The stems of a text."""
        distinctes = dict.fromkeys(racines(texte))
        numeros = self._numeros_racines
        connues = sorted([numeros[une] for une in distinctes if une in numeros])
        inconnues = len(distinctes) - len(connues)
        total = sum([self._poids[une] for une in connues]) + inconnues * self._inconnue
        return Racines(connues, total, len(distinctes))


INDICES = len(Indices._fields)
