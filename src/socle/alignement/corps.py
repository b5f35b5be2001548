"""Which corps a text speaks of, from three cues: the words of level, the level of language, the name.

The words and the language ranges are weighed by what the emplois-types of the référentiel in use say;
nothing is learnt from offers. The result only tips the scale between emplois-types; it never decides
the corps in a reader's place.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from socle.alignement.normalise import mots, racine, racines
from socle.donnees.lexiques import lire_lexique
from socle.referentiel.corps import CORPS
from socle.referentiel.documents import EmploiType

Reels = npt.NDArray[np.float64]

CODES_CORPS = tuple(CORPS)

EFFECTIF_MINIMAL = 30
"""Under so many emplois-types, a référentiel teaches nothing about levels."""

PENALITE = 0.3
ETAPES = 150
LISSAGE = 0.3
POIDS_LANGUE = 0.5
"""Chosen on the dev profiles (bench/moteur/emplois_types.py), as are the two weights below."""

POIDS_NIVEAU = 0.05
POIDS_NOM = 0.15

_CECRL = re.compile(r"\b([ABC][12])\b")
_NOMS = {
    "IR": re.compile(r"ingenieur\w*(?: e)?(?: ou ingenieur\w*)? de recherche|\b(?:igr|ir)\b"),
    "IE": re.compile(r"ingenieur\w*(?: e)?(?: ou ingenieur\w*)? d etudes?|\b(?:ige|ie)\b"),
    "AI": re.compile(r"assistant\w*(?: e)?(?: ou assistant\w*)? ingenieur\w*|\basi\b"),
    "TECH": re.compile(r"\btechnicien\w*"),
    "ATRF": re.compile(r"\badjoint\w*(?: e)? techniques?\b"),
}


def nomme(textes: Iterable[str]) -> Reels:
    """1 for each corps that the texts name, 0 for the others, in the order of :data:`CODES_CORPS`.

    >>> nomme(["L’ingénieur·e d’études sera chargé·e de la plateforme"]).tolist()
    [0.0, 1.0, 0.0, 0.0, 0.0]
    """
    plie = " | ".join(" ".join(mots(texte)) for texte in textes)
    return np.array([bool(_NOMS[corps].search(plie)) for corps in CODES_CORPS], dtype=np.float64)


def plage_cecrl(textes: Iterable[str]) -> tuple[str, str] | None:
    """The lowest and highest CECRL levels that the texts name.

    >>> plage_cecrl(["Langue anglaise : B1 à B2"])
    ('B1', 'B2')
    """
    niveaux = sorted({niveau for texte in textes for niveau in _CECRL.findall(texte)})
    return (niveaux[0], niveaux[-1]) if niveaux else None


class Niveaux(NamedTuple):
    """What one text says of levels: the columns of its stems, one an occurrence, and its CECRL levels."""

    colonnes: tuple[int, ...]
    cecrl: tuple[str, ...]


class EstimationCorps:
    """Learns levels from emplois-types, then says how likely each corps is for a text."""

    def __init__(self, emplois: Sequence[EmploiType]) -> None:
        self._colonnes = {
            trait: rang
            for rang, trait in enumerate(sorted({racine(mot) for mot in lire_lexique("mots_de_niveau")}))
        }
        corps = np.array([CODES_CORPS.index(emploi.corps) for emploi in emplois], dtype=np.int64)
        presents = np.bincount(corps, minlength=len(CODES_CORPS)) > 0
        self.instruit = len(emplois) >= EFFECTIF_MINIMAL and int(presents.sum()) > 1
        if not self.instruit:
            return
        textes = [_textes(emploi) for emploi in emplois]
        mesures = np.stack([self._mesurer(map(self.lire, morceaux)) for morceaux in textes])
        self._coefficients = _logistiques(mesures, corps)
        self._presents = presents
        self._apprendre_langue(textes, corps)

    def contenu(self) -> tuple[dict[str, Any], dict[str, npt.NDArray[Any]]]:
        """What :meth:`depuis` makes the estimation again from: JSON and arrays."""
        if not self.instruit:
            return {"instruit": False, "langue": []}, {}
        langue = [[*plage, *logs.tolist()] for plage, logs in self._langue.items()]
        tableaux = {"coefficients": self._coefficients, "presents": self._presents}
        return {"instruit": True, "langue": langue}, tableaux

    @classmethod
    def depuis(cls, meta: Mapping[str, Any], tableaux: Mapping[str, npt.NDArray[Any]]) -> EstimationCorps:
        """The estimation whose :meth:`contenu` this is."""
        estimation = cls(())
        estimation.instruit = meta["instruit"]
        estimation._langue = {(bas, haut): np.array(logs) for bas, haut, *logs in meta["langue"]}
        if estimation.instruit:
            estimation._coefficients = tableaux["coefficients"]
            estimation._presents = tableaux["presents"]
        return estimation

    def lire(self, texte: str) -> Niveaux:
        """What one text says of levels; worth keeping where texts come again."""
        colonnes = tuple(self._colonnes[trait] for trait in racines(texte) if trait in self._colonnes)
        return Niveaux(colonnes, tuple(_CECRL.findall(texte)))

    def _mesurer(self, lus: Iterable[Niveaux]) -> Reels:
        mesure = np.zeros(len(self._colonnes))
        for lu in lus:
            for colonne in lu.colonnes:
                mesure[colonne] += 1
        mesure = np.log1p(mesure)
        return np.append(mesure / max(float(np.linalg.norm(mesure)), 1e-9), 1.0)

    def _apprendre_langue(self, textes: Sequence[list[str]], corps: npt.NDArray[np.int64]) -> None:
        plages = [plage_cecrl(morceaux) for morceaux in textes]
        connues = {plage for plage in plages if plage}
        self._langue = {plage: np.full(len(CODES_CORPS), LISSAGE) for plage in connues}
        for plage, rang in zip(plages, corps.tolist(), strict=True):
            if plage:
                self._langue[plage][rang] += 1
        total = sum(self._langue.values(), np.full(len(CODES_CORPS), LISSAGE))
        self._langue = {plage: np.log(nombres / total) for plage, nombres in self._langue.items()}

    def probabilites(self, textes: Sequence[str]) -> Reels:
        """The likelihood of each corps, in the order of :data:`CODES_CORPS`; they sum to one.

        A référentiel too small to teach anything gives them all the same.
        """
        return self.probabilites_lues([self.lire(texte) for texte in textes])

    def probabilites_lues(self, lus: Sequence[Niveaux]) -> Reels:
        """The same, of texts already read (:meth:`lire`)."""
        if not self.instruit:
            return np.full(len(CODES_CORPS), 1 / len(CODES_CORPS))
        marges = self._coefficients @ self._mesurer(lus)
        probables = np.where(self._presents, 1 / (1 + np.exp(-marges)), 1e-12)
        logs = np.log(probables / probables.sum())
        niveaux = sorted({niveau for lu in lus for niveau in lu.cecrl})
        plage = (niveaux[0], niveaux[-1]) if niveaux else None
        if plage in self._langue:
            logs = logs + POIDS_LANGUE * self._langue[plage]
        poids = np.exp(logs - logs.max())
        resultat: Reels = poids / poids.sum()
        return resultat


def _textes(emploi: EmploiType) -> list[str]:
    lignes = (*emploi.activites, *emploi.connaissances, *emploi.competences_operationnelles)
    return [emploi.mission, *(ligne.texte for ligne in lignes)]


def _logistiques(mesures: Reels, corps: npt.NDArray[np.int64]) -> Reels:
    """One ridge logistic regression a corps, classes balanced, by accelerated gradient.

    Small matrix products only: a solver would wake the threads of the linear algebra library, which is
    slow where many processes share the machine.
    """
    cible = np.eye(len(CODES_CORPS))[corps]
    parts = np.clip(cible.mean(axis=0), 1e-9, 1 - 1e-9)
    poids = np.where(cible > 0, 0.5 / parts, 0.5 / (1 - parts))
    crete = np.full((mesures.shape[1], 1), PENALITE)
    crete[-1] = 1e-6
    pas = 1 / (0.25 * _plus_grande_valeur(mesures, poids) + PENALITE)
    coefficients = elan = np.zeros((mesures.shape[1], len(CODES_CORPS)))
    for etape in range(ETAPES):
        predit = 1 / (1 + np.exp(-(mesures @ elan)))
        suivants = elan - pas * (mesures.T @ (poids * (predit - cible)) + crete * elan)
        elan = suivants + etape / (etape + 3) * (suivants - coefficients)
        coefficients = suivants
    return coefficients.T


def _plus_grande_valeur(mesures: Reels, poids: Reels) -> Reels:
    """The largest eigenvalue of each weighted Gram matrix, a little over, by power iteration."""
    vecteurs = np.ones((mesures.shape[1], poids.shape[1]))
    for _ in range(20):
        vecteurs /= np.linalg.norm(vecteurs, axis=0)
        vecteurs = mesures.T @ (poids * (mesures @ vecteurs))
    resultat: Reels = 1.05 * np.linalg.norm(vecteurs, axis=0)
    return resultat
