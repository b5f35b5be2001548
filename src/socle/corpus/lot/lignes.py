"""What a line of text says, whatever the offer: worked out once, kept for the next batches."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Generic, TypeVar

import numpy as np

from socle.alignement.calibration import Indices
from socle.alignement.lignes import CANDIDATES, AlignementLignes
from socle.corpus.lot.racines import Bilan, Racines, dresser_bilan
from socle.corpus.lot.registre import Entiers, Registre
from socle.offre import Analyseur
from socle.offre.analyse.portrait import VALEURS, valeurs_dites
from socle.offre.blocs import LIGNES_EN_MEMOIRE

V = TypeVar("V")

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
        if valeur is not None:
            return valeur
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


class Candidates(Registre):
    """The entries that lines resemble, and what the decision needs of the words of each line.

    ``numeros`` (-1 past the last), ``scores`` (millionths) and ``exacts`` hold one row a text, ``bilan`` the
    stems of each.
    """

    def __init__(self, analyseur: Analyseur, alignement: AlignementLignes) -> None:
        super().__init__()
        self.index = alignement.index
        self.poids_racines = np.array([self.index.information(une) for une in self.index.racines_connues()])
        self._racines = Racines(self.index.racines_connues())
        self._inconnue = self.index.information("\0")
        self._textes = (
            Memoire(alignement.alleger),
            Memoire(lambda texte: alignement.alleger(analyseur.a_rapprocher(texte))),
        )
        self.bilan = Bilan.vide()
        self._agrandir()

    def _agrandir(self) -> None:
        self.numeros = np.full((self.capacite, CANDIDATES), -1, dtype=np.int32)
        self.scores = np.zeros((self.capacite, CANDIDATES), dtype=np.int32)
        self.exacts = np.zeros((self.capacite, CANDIDATES), dtype=np.int8)

    def chercher(self, lignes: Iterable[tuple[str, bool]]) -> Entiers:
        """The row of each line in the tables; a line is its text, and whether it is one of action."""
        return self.placer([self._textes[not acte](texte) for texte, acte in lignes])

    def _garder(self, gardees: Entiers) -> None:
        for tableau in (self.numeros, self.scores, self.exacts):
            tableau[: len(gardees)] = tableau[gardees]
        self.numeros[len(gardees) :] = -1
        self.bilan = self.bilan.choisir(gardees)

    def _ajouter(self, textes: list[str], depart: int) -> None:
        fin = depart + len(textes)
        trouves = self.index.search_scores(textes, k=CANDIDATES)
        largeur = trouves.numeros.shape[1]
        self.numeros[depart:fin, :largeur] = trouves.numeros
        self.scores[depart:fin, :largeur] = np.rint(trouves.scores * 1e6)
        self.exacts[depart:fin, :largeur] = trouves.exacts
        self.bilan = self.bilan.prolonger(self.resumer(textes))

    def resumer(self, textes: Sequence[str]) -> Bilan:
        """What texts hold of the stems that entries know."""
        return dresser_bilan(self._racines.lire(textes), poids=self.poids_racines, inconnue=self._inconnue)


INDICES = len(Indices._fields)
