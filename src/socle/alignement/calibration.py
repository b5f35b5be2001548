"""From a score to a probability: when a match is sure, when a person must choose, when nothing fits.

Two logistic regressions over what is known of the best hit and of those behind it: is the first entry the
right one, is the right one among the first three. They are fitted by a bench on labels whose answer is
known, half of them taken out of the index, and kept as data with their provenance.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import Literal, NamedTuple

import numpy as np
import numpy.typing as npt
from pydantic import BaseModel, ConfigDict

Decision = Literal["sur", "a-choisir", "hors-referentiel"]
Reels = npt.NDArray[np.float64]

DECISIONS: tuple[Decision, ...] = ("sur", "a-choisir", "hors-referentiel")

PRECISION_VISEE = 0.97
"""Precision that « sûr » must reach where it is fitted, so that it keeps 95 % elsewhere."""

RAPPEL_VISE = 0.9
"""Share of the right answers among the first three that must not be called « hors référentiel », each kind
of text counting as much as the others: distant paraphrases are fewer, and the first to be lost."""

SEUILS = tuple(rang / 200 for rang in range(140, 200))
COUVERTURES = (0.65, 0.7, 0.75, 0.8)
"""What « sûr » is chosen among: how probable, and how much of the text the entry must hold. A text that
says more than the entry does, as a definition or a broader task, is left to choose from."""

PENALITE = 1e-3


class Indices(NamedTuple):
    """What the decision rests on, for one text.

    ``score`` of the best entry; ``ecart`` to the best one that is not a near duplicate of it;
    ``couvert_texte`` and ``couvert_label``: share of the information of each that the other holds;
    ``mots``: logarithm of the number of words of the text.
    """

    score: float
    ecart: float
    couvert_texte: float
    couvert_label: float
    mots: float


_COUVERT_TEXTE = Indices._fields.index("couvert_texte")


class Modele(BaseModel):
    """A logistic regression over standardised :class:`Indices`; the last coefficient is the constant."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    moyennes: tuple[float, ...]
    echelles: tuple[float, ...]
    coefficients: tuple[float, ...]

    def probabilites(self, indices: Sequence[Indices] | Reels) -> Reels:
        """The probability for each text."""
        mesures = _reduire(_en_tableau(indices), np.array(self.moyennes), np.array(self.echelles))
        resultat: Reels = 1 / (1 + np.exp(-(mesures @ np.array(self.coefficients))))
        return resultat


class Calibration(BaseModel):
    """Both models, the thresholds, and where they come from. ``couverture_sure`` is the share of the text
    that an entry must hold to be sure."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    premier: Modele
    parmi_trois: Modele
    seuil_sur: float
    couverture_sure: float = 0.0
    seuil_hors: float
    provenance: dict[str, str | int | float]

    def decider(self, indices: Sequence[Indices]) -> list[tuple[Decision, float]]:
        """For each text, the decision and the probability that the first entry is the right one."""
        rangs, probabilites = self.decider_en_lot(_en_tableau(indices))
        return [
            (DECISIONS[rang], round(probabilite, 6))
            for rang, probabilite in zip(rangs.tolist(), probabilites.tolist(), strict=True)
        ]

    def decider_en_lot(self, indices: Reels) -> tuple[npt.NDArray[np.int64], Reels]:
        """The same for many texts at once, one row of :class:`Indices` each: the rank of the decision in
        :data:`DECISIONS`, and the probability."""
        if not len(indices):
            return np.empty(0, dtype=np.int64), np.empty(0)
        premiers = self.premier.probabilites(indices)
        parmi = self.parmi_trois.probabilites(indices)
        sures = (premiers >= self.seuil_sur) & (indices[:, _COUVERT_TEXTE] >= self.couverture_sure)
        return np.where(sures, 0, np.where(parmi >= self.seuil_hors, 1, 2)), premiers

    def prudente(self) -> Calibration:
        """The same, where it was not fitted: nothing is sure but the same words."""
        return self.model_copy(update={"seuil_sur": 1.0, "couverture_sure": 1.01})


@cache
def calibration_fournie(nom: Literal["mots", "sens"] = "mots") -> Calibration:
    """The calibration that ships: ``mots`` for words alone, ``sens`` where something was learnt."""
    dossier = files("socle.donnees.calibration")
    contenu = json.loads(dossier.joinpath("decision.json").read_text(encoding="utf-8"))
    return Calibration.model_validate(contenu[nom])


def recalibrer(
    indices: Sequence[Indices],
    *,
    premiers: Sequence[bool],
    parmi_trois: Sequence[bool],
    genres: Sequence[str] | None = None,
    provenance: dict[str, str | int | float] | None = None,
    precision: float = PRECISION_VISEE,
    rappel: float = RAPPEL_VISE,
) -> Calibration:
    """Fit a calibration on texts whose answer is known.

    :param premiers: whether the best entry is the right one; false for a text with no right entry.
    :param parmi_trois: whether the right one is among the first three.
    :param genres: the kind of each text; « sûr » reaches the precision in each of them.
    :raises ValueError: the answers are all alike, nothing can be fitted.
    """
    un = np.asarray(premiers, dtype=np.bool_)
    trois = np.asarray(parmi_trois, dtype=np.bool_)
    if un.all() or not un.any() or trois.all() or not trois.any():
        raise ValueError("both right and wrong answers are needed")
    modeles = [_ajuster(_en_tableau(indices), cible) for cible in (un, trois)]
    sortes = np.asarray(genres if genres is not None else [""] * len(un))
    seuil, couverture = _seuils_de_precision(
        modeles[0].probabilites(indices),
        np.array([indice.couvert_texte for indice in indices]),
        un,
        sortes,
        precision,
    )
    return Calibration(
        premier=modeles[0],
        parmi_trois=modeles[1],
        seuil_sur=seuil,
        couverture_sure=couverture,
        seuil_hors=_seuil_de_rappel(modeles[1].probabilites(indices)[trois], sortes[trois], rappel),
        provenance={"textes": len(un), "precision_visee": precision, **(provenance or {})},
    )


def _en_tableau(indices: Sequence[Indices] | Reels) -> Reels:
    return np.asarray(indices, dtype=np.float64).reshape(len(indices), len(Indices._fields))


def _reduire(mesures: Reels, moyennes: Reels, echelles: Reels) -> Reels:
    reduites = (mesures - moyennes) / echelles
    return np.hstack((reduites, np.maximum(reduites, 0) ** 2, np.ones((len(reduites), 1))))


def _ajuster(mesures: Reels, cible: npt.NDArray[np.bool_]) -> Modele:
    moyennes, echelles = mesures.mean(axis=0), np.maximum(mesures.std(axis=0), 1e-6)
    x = _reduire(mesures, moyennes, echelles)
    y = cible.astype(np.float64)
    coefficients = np.zeros(x.shape[1])
    crete = PENALITE * len(y) * np.append(np.ones(x.shape[1] - 1), 0)
    for _ in range(30):
        predit = 1 / (1 + np.exp(-(x @ coefficients)))
        gradient = x.T @ (predit - y) + crete * coefficients
        courbure = (x.T * (predit * (1 - predit))) @ x + np.diag(crete + 1e-9)
        coefficients = coefficients - np.linalg.solve(courbure, gradient)
    return Modele(
        moyennes=tuple(moyennes.round(6).tolist()),
        echelles=tuple(echelles.round(6).tolist()),
        coefficients=tuple(coefficients.round(6).tolist()),
    )


def _a_parts_egales(genres: npt.NDArray[np.str_]) -> Reels:
    """Weights that give each kind the same share; they sum to one."""
    _, rangs, effectifs = np.unique(genres, return_inverse=True, return_counts=True)
    resultat: Reels = 1 / effectifs[rangs] / max(len(effectifs), 1)
    return resultat


def _seuil_de_rappel(probabilites: Reels, genres: npt.NDArray[np.str_], rappel: float) -> float:
    """The highest threshold that keeps this share, each kind counting as much as the others."""
    ordre = np.argsort(-probabilites, kind="stable")
    gardes = np.cumsum(_a_parts_egales(genres[ordre]))
    rang = min(int(np.searchsorted(gardes, rappel - 1e-9)), len(ordre) - 1)
    return round(float(probabilites[ordre[rang]]), 6)


def _seuils_de_precision(
    probabilites: Reels,
    couverts: Reels,
    justes: npt.NDArray[np.bool_],
    genres: npt.NDArray[np.str_],
    precision: float,
) -> tuple[float, float]:
    """The thresholds from which the answers of each kind are right often enough, so that most are kept.

    Nothing is sure when none will do.
    """
    poids = np.zeros(len(justes))
    poids[justes] = _a_parts_egales(genres[justes])
    meilleur = (0.0, 1.0, 1.0)  # what is kept, and the two thresholds
    for couverture in COUVERTURES:
        for seuil in SEUILS:
            surs = (probabilites >= seuil) & (couverts >= couverture)
            if all(justes[surs & (genres == genre)].mean() >= precision for genre in np.unique(genres[surs])):
                meilleur = max(meilleur, (float(poids[surs].sum()), seuil, couverture))
                break
    return meilleur[1], meilleur[2]
