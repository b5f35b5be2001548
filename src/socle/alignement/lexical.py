"""The lexical space: stems and character 4-grams, weighted, as postings of small integers.

A form (a label, an alias) is a vector of two blocks, each of length one and counting for half: its
stems and the character 4-grams of its words, weighted by ``(1 + ln tf) · idf``. The score of a text
against a form is their cosine. Weights are rounded to multiples of 2⁻¹⁴ and sums are whole numbers: the
same text gets the same score, to the last bit, whatever the order, the path or the machine.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import chain
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from socle.alignement.normalise import MOTS_VIDES, grammes, mots, racine

ECHELLE = 1 << 14
UNITE = ECHELLE * ECHELLE
"""What a score of one is worth in whole numbers."""

MAX_JETONS = 50_000
"""Words kept in the cache of their features before it is emptied."""

Entiers = npt.NDArray[np.int32]
Reels = npt.NDArray[np.float64]


class Requetes(NamedTuple):
    """Vectors of texts: those of text ``i`` lie from ``bornes[i]`` to ``bornes[i + 1]``."""

    bornes: npt.NDArray[np.int64]
    traits: Entiers
    poids: Entiers


class Comptes(NamedTuple):
    """Counted features of texts, in row order."""

    lignes: npt.NDArray[np.int64]
    traits: npt.NDArray[np.int64]
    nombres: Reels


def idf(presences: npt.NDArray[np.int64], total: int) -> Reels:
    """The inverse document frequency of BM25, never negative."""
    resultat: Reels = np.log1p((total - presences + 0.5) / (presences + 0.5))
    return resultat


def plafond(total: int) -> float:
    """The number of forms beyond which a 4-gram says too little to be followed; it counts in lengths only.

    Chosen on MELO bel and on the definitions of RéFérens: little lost, four times fewer postings.
    """
    return min(max(0.05 * total, 50), 1000)


class EspaceLexical:
    """Features known from a set of forms, and for each the forms that hold it.

    :param racines: feature number of each known stem.
    :param grammes: feature number of each known 4-gram, after those of the stems.
    :param idf: weight of each feature; the last two are those of an unknown stem and 4-gram.
    :param bornes: ``bornes[t]`` to ``bornes[t + 1]`` are the postings of feature ``t``.
    """

    def __init__(
        self,
        *,
        racines: Mapping[str, int],
        grammes: Mapping[str, int],
        poids_idf: Reels,
        bornes: npt.NDArray[np.int64],
        lignes: npt.NDArray[np.uint32],
        poids: npt.NDArray[np.int16],
        nombre: int,
    ) -> None:
        self.racines = racines
        self.grammes = grammes
        self.idf = poids_idf
        self.bornes = bornes
        self.lignes = lignes
        self.poids = poids
        self.nombre = nombre
        self._jetons: dict[str, tuple[int, ...]] = {}

    @classmethod
    def apprendre(cls, formes: Sequence[str], facteurs: Sequence[float] | None = None) -> EspaceLexical:
        """The space of these forms; ``facteurs`` scales the scores of each."""
        traits_racines: dict[str, int] = {}
        traits_grammes: dict[str, int] = {}
        suites = [mots(forme) for forme in formes]
        jetons = {mot: _traits_neufs(mot, traits_racines, traits_grammes) for mot in _vocabulaire(suites)}
        decalage = len(traits_racines)
        largeur = decalage + len(traits_grammes)
        jetons = {
            mot: (*suite[:1], *(decalage + gramme for gramme in suite[1:])) for mot, suite in jetons.items()
        }
        comptes = _compter(suites, jetons, largeur)
        presences = np.bincount(comptes.traits, minlength=largeur)
        poids_idf = np.append(idf(presences, len(formes)), [idf(np.array(0), len(formes))] * 2)
        valeurs = _normaliser(comptes, poids_idf, decalage, len(formes))
        if facteurs is not None:
            valeurs *= np.asarray(facteurs, dtype=np.float64)[comptes.lignes]
        suivis = (presences <= plafond(len(formes))) | (np.arange(largeur) < decalage)
        ordre = np.argsort(comptes.traits, kind="stable")
        ordre = ordre[suivis[comptes.traits[ordre]]]
        tailles = np.bincount(comptes.traits[ordre], minlength=largeur)
        return cls(
            racines=traits_racines,
            grammes={gramme: decalage + trait for gramme, trait in traits_grammes.items()},
            poids_idf=poids_idf,
            bornes=np.concatenate(([0], np.cumsum(tailles))).astype(np.int64),
            lignes=comptes.lignes[ordre].astype(np.uint32),
            poids=np.rint(valeurs[ordre] * ECHELLE).astype(np.int16),
            nombre=len(formes),
        )

    def traits_du_mot(self, mot: str) -> tuple[int, ...]:
        """The features of a folded word; an unknown one is the number of features, or that plus one."""
        connus = self._jetons.get(mot)
        if connus is None:
            inconnu = len(self.idf) - 2
            connus = (
                ()
                if mot in MOTS_VIDES
                else (
                    self.racines.get(racine(mot), inconnu),
                    *(self.grammes.get(gramme, inconnu + 1) for gramme in grammes(mot)),
                )
            )
            if len(self._jetons) >= MAX_JETONS:
                self._jetons.clear()
            self._jetons[mot] = connus
        return connus

    def traits_de(self, autre: EspaceLexical) -> Entiers:
        """The feature here of each feature of another space; those unknown here become the unknown ones."""
        inconnu = len(self.idf) - 2
        numeros = [self.racines.get(une, inconnu) for une in autre.racines]
        numeros += [self.grammes.get(un, inconnu + 1) for un in autre.grammes]
        return np.array([*numeros, inconnu, inconnu + 1], dtype=np.int32)

    def vectoriser(self, textes: Sequence[str]) -> Requetes:
        """The texts in this space; words that no form holds count in their length, and match nothing."""
        inconnu = len(self.idf) - 2
        suites = [mots(texte) for texte in textes]
        jetons = {mot: self.traits_du_mot(mot) for mot in _vocabulaire(suites)}
        comptes = _compter(suites, jetons, len(self.idf))
        valeurs = _normaliser(comptes, self.idf, len(self.racines), len(textes), inconnu=inconnu)
        garde = comptes.traits < inconnu
        tailles = np.bincount(comptes.lignes[garde], minlength=len(textes))
        return Requetes(
            np.concatenate(([0], np.cumsum(tailles))).astype(np.int64),
            comptes.traits[garde].astype(np.int32),
            np.rint(valeurs[garde] * ECHELLE).astype(np.int32),
        )

    def scores(self, traits: Entiers, poids: Entiers) -> npt.NDArray[np.int64]:
        """The score of one vector against every form, in units of :data:`UNITE`."""
        debuts = self.bornes[traits]
        tailles = self.bornes[traits + 1] - debuts
        total = int(tailles.sum())
        decalages = np.repeat(debuts - np.concatenate(([0], np.cumsum(tailles)[:-1])), tailles)
        places = np.arange(total) + decalages if total else np.empty(0, dtype=np.int64)
        apports = np.repeat(poids.astype(np.float64), tailles) * self.poids[places]
        sommes = np.bincount(self.lignes[places], weights=apports, minlength=self.nombre)
        resultat: npt.NDArray[np.int64] = sommes.astype(np.int64)
        return resultat


def _vocabulaire(suites: Iterable[Sequence[str]]) -> dict[str, None]:
    return dict.fromkeys(chain.from_iterable(suites))


def _traits_neufs(mot: str, racines: dict[str, int], connus: dict[str, int]) -> tuple[int, ...]:
    if mot in MOTS_VIDES:
        return ()
    return (
        racines.setdefault(racine(mot), len(racines)),
        *(connus.setdefault(gramme, len(connus)) for gramme in grammes(mot)),
    )


def _compter(suites: Sequence[Sequence[str]], jetons: Mapping[str, tuple[int, ...]], largeur: int) -> Comptes:
    """Count the features of sequences of folded words."""
    suite: list[int] = []
    tailles: list[int] = []
    for mots_du_texte in suites:
        avant = len(suite)
        for mot in mots_du_texte:
            suite.extend(jetons[mot])
        tailles.append(len(suite) - avant)
    lignes = np.repeat(np.arange(len(suites), dtype=np.int64), tailles)
    codes, nombres = np.unique(lignes * (largeur + 2) + np.asarray(suite, dtype=np.int64), return_counts=True)
    return Comptes(codes // (largeur + 2), codes % (largeur + 2), nombres.astype(np.float64))


def _normaliser(
    comptes: Comptes, poids_idf: Reels, decalage: int, nombre: int, *, inconnu: int = -1
) -> Reels:
    valeurs = (1.0 + np.log(comptes.nombres)) * poids_idf[comptes.traits]
    blocs = 2 * comptes.lignes + ((comptes.traits >= decalage) & (comptes.traits != inconnu))
    carres = np.bincount(blocs, weights=valeurs * valeurs, minlength=2 * nombre)
    parts = np.where(carres[blocs] > 0, 0.5, 0.0) / np.maximum(carres[blocs], 1e-30)
    resultat: Reels = valeurs * np.sqrt(parts)
    return resultat
