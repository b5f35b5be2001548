"""The nearest emplois-types of many offers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from socle.alignement.corps import CODES_CORPS, POIDS_NIVEAU, POIDS_NOM, nomme
from socle.alignement.creux import Creuse
from socle.alignement.emplois_types import (
    PLANCHER,
    POIDS_FAMILLE,
    POIDS_RUBRIQUES,
    SECTIONS_DE_NIVEAU,
    TEMPERATURE,
    ClassementEmploisTypes,
)
from socle.corpus.lot import noyaux
from socle.corpus.lot.offres import OffreLue
from socle.corpus.lot.racines import Traits
from socle.offre.analyse.analyseur import PROCHES
from socle.offre.blocs import LIGNES_EN_MEMOIRE

Reels = npt.NDArray[np.float64]


class Proches(NamedTuple):
    """For each offer the places of the nearest emplois-types (-1 past the last), their scores and shares,
    and the nearest of those asked for (-1 when none is)."""

    rangs: npt.NDArray[np.int64]
    scores: Reels
    parts: Reels
    premiers: npt.NDArray[np.int64]


class ClassementDeLot:
    """Ranks the emplois-types for batches of offers."""

    def __init__(self, classement: ClassementEmploisTypes) -> None:
        self._classement = classement
        tables = classement.tables()
        self._idf = tables.idf
        self._matrice = _postes(tables.matrice)
        self._familles = (*_postes(tables.familles), tables.familles.nombre)
        self._famille_de, self._corps_de = tables.famille, tables.corps
        self._traits = Traits(classement.traits_connus())
        self._niveau = lru_cache(maxsize=LIGNES_EN_MEMOIRE)(classement.estimation.lire)
        self._nom = lru_cache(maxsize=LIGNES_EN_MEMOIRE)(lambda texte: nomme([texte]))
        self._sommes = np.zeros(len(tables.idf))
        self._vus = np.zeros(len(tables.idf), dtype=np.int64)

    def classer(self, offres: Sequence[OffreLue], *, candidats: Sequence[int] = ()) -> Proches:
        """The nearest emplois-types of each offer.

        :param candidats: places of emplois-types, among which the nearest is told apart.
        """
        textes: list[str] = []
        poids: list[float] = []
        bornes = [0]
        for offre in offres:
            for rubrique, texte in offre.passages():
                textes.append(texte)
                poids.append(POIDS_RUBRIQUES.get(rubrique, 1.0))
            bornes.append(len(textes))
        rangees = self._traits.placer(textes)
        nombre = len(offres)
        proches = Proches(
            np.full((nombre, PROCHES), -1, dtype=np.int64),
            np.zeros((nombre, PROCHES)),
            np.zeros((nombre, PROCHES)),
            np.full(nombre, -1, dtype=np.int64),
        )
        arguments = (
            np.array(bornes, dtype=np.int64), rangees, np.array(poids), *self._traits.suites,
            self._idf, *self._matrice, *self._familles, self._famille_de,
            self._corps_de, self._penchants(offres), _corps_permis(offres), TEMPERATURE, PLANCHER,
            POIDS_FAMILLE, self._sommes, self._vus, *proches, np.array(candidats, dtype=np.int64),
        )  # fmt: skip
        noyaux.classer(*arguments)
        return proches._replace(scores=proches.scores.round(6), parts=proches.parts.round(6))

    def _penchants(self, offres: Sequence[OffreLue]) -> Reels:
        """What tips the scale between corps, for the offers whose corps is not known."""
        penchants = np.zeros((len(offres), len(CODES_CORPS)))
        for rang, offre in enumerate(offres):
            if not offre.corps:
                passages = list(offre.passages())
                niveaux = [self._niveau(texte) for un, texte in passages if un in SECTIONS_DE_NIVEAU]
                noms = [self._nom(texte) for un, texte in passages if un in ("intitule", "mission")]
                nommes = np.maximum.reduce(noms) if noms else np.zeros(len(CODES_CORPS))
                estimation = self._classement.estimation.probabilites_lues(niveaux)
                penchants[rang] = POIDS_NIVEAU * estimation + POIDS_NOM * nommes
        return penchants


def _postes(creuse: Creuse) -> tuple[npt.NDArray[Any], ...]:
    """Where the weights of each trait lie, the rows they are those of, and what they are."""
    contenu = creuse.contenu()
    return contenu["bornes"], contenu["lignes"], contenu["poids"]


def _corps_permis(offres: Sequence[OffreLue]) -> npt.NDArray[np.int64]:
    rangs: Iterator[int] = (CODES_CORPS.index(un.corps) if un.corps else -1 for un in offres)
    return np.fromiter(rangs, dtype=np.int64, count=len(offres))
