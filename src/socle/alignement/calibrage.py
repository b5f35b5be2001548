"""Fitting the decision of a référentiel on the référentiel itself, and saying how good it is.

The figures are cross-validated: each question is decided by a calibration that was fitted without its
fold. The calibration that is kept is fitted on all of them.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from pydantic import BaseModel, ConfigDict

from socle.alignement.calibration import Calibration, recalibrer
from socle.alignement.encodeur import Encodeur
from socle.alignement.epreuve import Epreuve, Questionnaire
from socle.alignement.relations import PLIS
from socle.erreurs import ErreurSocle
from socle.referentiel.referentiel import Referentiel

EPREUVES_MINIMUM = 200
"""Under so many questions nothing is fitted: a few lines teach nothing about the next ones."""


LIBELLES_GENRES = {
    "libelle": "Compétences et connaissances reformulées",
    "activite": "Activités reformulées",
    "definition": "Définitions officielles",
    "ensemble": "Ensemble",
}


class MesureDecision(BaseModel):
    """How often « sûr » is right, and how many of the answers to be found it gives, for one kind of text.

    ``genre`` is ``libelle`` or ``activite`` (worded otherwise), ``definition``, or ``ensemble``.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    genre: str
    textes: int
    surs: int
    precision: float | None
    rappel: float

    @property
    def libelle(self) -> str:
        """The kind of text, as a reader is told."""
        return LIBELLES_GENRES[self.genre]


class Calibrage(NamedTuple):
    """A calibration, and how good it is on what took no part in it."""

    calibration: Calibration
    mesures: tuple[MesureDecision, ...]


class Validation(NamedTuple):
    """Cross-validated decisions on questions, aligned with them."""

    epreuves: tuple[Epreuve, ...]
    decisions: tuple[str, ...]
    probabilites: npt.NDArray[np.float64]

    def mesures(self) -> tuple[MesureDecision, ...]:
        """The figures of « sûr », for each kind of text, then for them all."""
        poses = {"ensemble", *(epreuve.genre for epreuve in self.epreuves)}
        return tuple(self._mesurer(genre) for genre in LIBELLES_GENRES if genre in poses)

    def _mesurer(self, genre: str) -> MesureDecision:
        choix = [
            (epreuve, decision == "sur")
            for epreuve, decision in zip(self.epreuves, self.decisions, strict=True)
            if genre in ("ensemble", epreuve.genre)
        ]
        surs = [epreuve for epreuve, sur in choix if sur]
        justes = sum(epreuve.premier for epreuve in surs)
        presents = sum(epreuve.present for epreuve, _ in choix)
        return MesureDecision(
            genre=genre,
            textes=len(choix),
            surs=len(surs),
            precision=round(justes / len(surs), 4) if surs else None,
            rappel=round(justes / max(presents, 1), 4),
        )


def ajuster(epreuves: Sequence[Epreuve], **provenance: str | int | float) -> Calibration:
    """The calibration that these questions give.

    :raises ValueError: they are all answered alike.
    """
    return recalibrer(
        [epreuve.indices for epreuve in epreuves],
        premiers=[epreuve.premier for epreuve in epreuves],
        parmi_trois=[epreuve.trois for epreuve in epreuves],
        genres=[epreuve.genre for epreuve in epreuves],
        provenance=provenance,
    )


def valider(epreuves: Sequence[Epreuve]) -> Validation:
    """Each question decided by what the other folds say."""
    ordre: list[Epreuve] = []
    decisions: list[tuple[str, float]] = []
    for pli in range(PLIS):
        dedans = [epreuve for epreuve in epreuves if epreuve.pli == pli]
        calibration = ajuster([epreuve for epreuve in epreuves if epreuve.pli != pli])
        ordre += dedans
        decisions += calibration.decider([epreuve.indices for epreuve in dedans])
    return Validation(
        tuple(ordre), tuple(nom for nom, _ in decisions), np.array([probable for _, probable in decisions])
    )


def calibrer(
    referentiel: Referentiel,
    *,
    compact: Encodeur | None = None,
    encodeur: Encodeur | None = None,
    definitions: Collection[int] = range(PLIS),
    **provenance: str | int | float,
) -> Calibrage:
    """Fit the decision on a référentiel.

    :param definitions: the folds whose definitions ``compact`` did not learn.
    :raises ErreurSocle: the référentiel is too small.
    """
    epreuves = Questionnaire(referentiel).eprouver(
        compact=compact, encodeur=encodeur, definitions=definitions
    )
    if len(epreuves) < EPREUVES_MINIMUM:
        raise ErreurSocle(
            "Cette édition est trop petite pour que la décision s’y règle.",
            cause=f"Elle ne donne que {len(epreuves)} questions ; il en faut {EPREUVES_MINIMUM}.",
            remede="Gardez le réglage livré avec Socle.",
            code="edition-trop-petite",
        )
    calibration = ajuster(epreuves, **provenance)
    return Calibrage(calibration, valider(epreuves).mesures())
