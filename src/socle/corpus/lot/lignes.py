"""What a line of text says, whatever the offer: worked out once, kept for the next batches."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache

import numpy as np

from socle.alignement.calibration import Indices
from socle.alignement.lignes import CANDIDATES, AlignementLignes
from socle.alignement.suites import Entiers
from socle.corpus.lot.racines import Bilan, Racines, dresser_bilan
from socle.corpus.lot.registre import Registre
from socle.offre import Analyseur
from socle.offre.analyse.portrait import VALEURS, valeurs_dites
from socle.offre.blocs import LIGNES_EN_MEMOIRE

BITS: dict[tuple[str, str], int] = {couple: rang for rang, couple in enumerate(VALEURS)}
"""The bit of each value of the portrait in a line's mask."""


@lru_cache(maxsize=LIGNES_EN_MEMOIRE)
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
        self._allegee = lru_cache(maxsize=LIGNES_EN_MEMOIRE)(alignement.alleger)
        self._libelle = lru_cache(maxsize=LIGNES_EN_MEMOIRE)(
            lambda texte: alignement.alleger(analyseur.a_rapprocher(texte))
        )
        self.bilan = Bilan.vide()
        self._agrandir()

    def _agrandir(self) -> None:
        self.numeros = np.full((self.capacite, CANDIDATES), -1, dtype=np.int32)
        self.scores = np.zeros((self.capacite, CANDIDATES), dtype=np.int32)
        self.exacts = np.zeros((self.capacite, CANDIDATES), dtype=np.int8)

    def chercher(self, lignes: Iterable[tuple[str, bool]]) -> Entiers:
        """The row of each line in the tables; a line is its text, and whether it is one of action."""
        return self.placer([self._allegee(texte) if acte else self._libelle(texte) for texte, acte in lignes])

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
