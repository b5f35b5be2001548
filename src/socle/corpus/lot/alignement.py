"""Placing the lines of many offers among the entries of the référentiel."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from socle.alignement.decision import SEUIL_DOUBLON
from socle.alignement.lignes import (
    MENEUSES,
    POIDS_CONTEXTE,
    POIDS_RUBRIQUE,
    POIDS_VOISINES,
    TEMPERATURE_VOISINES,
    VOISINES,
    Entree,
)
from socle.alignement.suites import mettre_bout_a_bout
from socle.corpus.lot import noyaux
from socle.corpus.lot.classement import Proches
from socle.corpus.lot.lignes import INDICES, Candidates
from socle.offre import RUBRIQUES, Analyseur

RANG_RUBRIQUES: dict[str, int] = {rubrique: rang for rang, rubrique in enumerate(RUBRIQUES)}
SUR, _, HORS = range(3)


class Alignees(NamedTuple):
    """For each line the rank of the decision, its probability, the entry that comes first (-1 for none)."""

    decisions: npt.NDArray[np.int64]
    probabilites: npt.NDArray[np.float64]
    entrees: npt.NDArray[np.int64]


class AlignementDeLot:
    """Places the lines of batches of offers."""

    def __init__(self, analyseur: Analyseur) -> None:
        alignement = analyseur.alignement
        self.entrees: list[Entree] = list(alignement.entrees.values())
        self._calibration = alignement.decideur.calibration
        self._candidates = Candidates(analyseur, alignement)
        places = {
            code: rang for rang, code in enumerate(un.code for un in analyseur.referentiel.emplois_types)
        }
        tenues: list[list[int]] = [[] for _ in places]
        for rang, entree in enumerate(self.entrees):
            for code in entree.emplois_types:
                tenues[places[code]].append(rang)
        self._porteuses = mettre_bout_a_bout(tenues)
        self._tenantes = mettre_bout_a_bout(
            [[places[code] for code in un.emplois_types] for un in self.entrees]
        )
        self._rubriques = np.array([RANG_RUBRIQUES[un.rubrique] for un in self.entrees], dtype=np.int64)
        self._preparer_labels()

    def _preparer_labels(self) -> None:
        self._racines, self._totaux, _ = self._candidates.resumer([un.libelle for un in self.entrees])
        carres = self._candidates.poids_racines[self._racines.valeurs] ** 2
        self._carres = np.array([float(un.sum()) for un in np.split(carres, self._racines.bornes[1:-1])])
        self._contexte = np.zeros(len(self.entrees))

    def aligner(
        self,
        textes: Sequence[str],
        rangs: npt.NDArray[np.int64],
        *,
        actes: npt.NDArray[np.bool_],
        rubriques: npt.NDArray[np.int64],
        bornes: npt.NDArray[np.int64],
        proches: Proches,
    ) -> Alignees:
        """Place lines, each one of ``textes``, that of its rank; ``actes`` are those of action.

        :param bornes: the lines of offer ``i`` are ``bornes[i]`` to ``bornes[i + 1]``.
        """
        voulues, inverse = np.unique(2 * rangs + actes, return_inverse=True)
        seules = [(textes[voulue >> 1], bool(voulue & 1)) for voulue in voulues.tolist()]
        fiches = self._candidates.chercher(seules)[inverse]
        candidates = self._candidates
        connues, totaux, nombres = candidates.bilan
        premieres = np.full(len(rangs), -1, dtype=np.int64)
        indices = np.zeros((len(rangs), INDICES))
        exactes = np.zeros(len(rangs), dtype=np.int64)
        noyaux.aligner(
            bornes, fiches, rubriques, proches.rangs, POIDS_CONTEXTE * proches.parts,
            self._porteuses.bornes, self._porteuses.valeurs,
            self._tenantes.bornes, self._tenantes.valeurs, self._rubriques,
            candidates.numeros, candidates.scores, candidates.exacts,
            connues.valeurs, connues.bornes, totaux, nombres,
            self._racines.valeurs, self._racines.bornes, candidates.poids_racines, self._carres, self._totaux,
            POIDS_RUBRIQUE, SEUIL_DOUBLON, POIDS_VOISINES, VOISINES, TEMPERATURE_VOISINES, MENEUSES,
            self._contexte, premieres, indices, exactes,
        )  # fmt: skip
        return self._decider(premieres, indices, exactes)

    def _decider(
        self,
        premieres: npt.NDArray[np.int64],
        indices: npt.NDArray[np.float64],
        exactes: npt.NDArray[np.int64],
    ) -> Alignees:
        """The decisions, those that read the same as entries apart (:meth:`Decideur.decider`)."""
        decisions, probabilites = self._calibration.decider_en_lot(indices)
        probabilites = probabilites.round(6)
        decisions = np.where(exactes > 0, SUR, np.where(exactes < 0, 1, decisions))
        probabilites = np.where(exactes > 0, 1.0, probabilites)
        ambigues = exactes < 0
        probabilites[ambigues] = (1 / -exactes[ambigues]).round(6)
        sans = premieres < 0
        return Alignees(
            np.where(sans, HORS, decisions), np.where(sans, 0.0, probabilites).round(4), premieres
        )
