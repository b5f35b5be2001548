"""How far the members of a jury agree: raw, and beyond chance.

Units are the scores of one candidate on one criterion. Krippendorff's alpha (ordinal) is
only read where there is enough to read: several units, several levels.
Source: K. Krippendorff, Content Analysis, 2004, chapter 11.
"""

from __future__ import annotations

import math
from collections import Counter
from itertools import combinations
from typing import NamedTuple

from socle.jury.documents import Deliberation
from socle.jury.tables import seuils
from socle.typographie import francais

TIRAGES = 300
# The interval is the same each time that the same scores are read.
_GRAINE = 20181228


class AccordMembres(NamedTuple):
    """Agreement between members.

    ``identiques`` and ``voisines``: share of the pairs of scores that are the same, or at most one level
    apart; ``alpha`` with its interval (bootstrap over units, 95 %); ``raison`` says why alpha cannot be
    read, and is empty when it can.
    """

    unites: int
    paires: int
    identiques: float | None
    voisines: float | None
    alpha: float | None
    intervalle: tuple[float, float] | None
    raison: str

    @property
    def lisible(self) -> bool:
        """Whether alpha says something."""
        return self.alpha is not None and not self.raison

    def phrase(self) -> str:
        """What it means, in French."""
        if self.identiques is None:
            return self.raison
        dit = (
            f"Deux membres donnent la même note {_pour_cent(self.identiques)} des fois, et à un niveau près "
            f"{_pour_cent(self.voisines or 0)}."
        )
        if not self.lisible or self.alpha is None:
            return francais(f"{dit} {self.raison}")
        reperes = seuils()
        if self.alpha < reperes.alpha_insuffisant:
            sens = "trop peu pour s’en remettre aux notes : reprenez les écarts un à un"
        elif self.alpha < reperes.alpha_solide:
            sens = "assez pour des conclusions prudentes"
        else:
            sens = "un accord solide"
        return francais(f"{dit} L’alpha de Krippendorff vaut {self.alpha_dit()} : {sens}.")

    def alpha_dit(self) -> str:
        """Alpha and its interval, in French."""
        if self.alpha is None:
            return "–"
        bornes = (
            f" (entre {_virgule(self.intervalle[0])} et {_virgule(self.intervalle[1])})"
            if self.intervalle
            else ""
        )
        return f"{_virgule(self.alpha)}{bornes}"


def mesurer_accord(deliberation: Deliberation) -> AccordMembres:
    """The agreement of the members on every score that at least two of them gave."""
    unites = _unites(deliberation)
    paires = [paire for notes in unites for paire in combinations(notes.values(), 2)]
    if not paires:
        return AccordMembres(
            0, 0, None, None, None, None, "Aucune note n’a encore été donnée par deux membres."
        )
    identiques = sum(a == b for a, b in paires) / len(paires)
    voisines = sum(abs(a - b) <= 1 for a, b in paires) / len(paires)
    raison = _caution(unites)
    alpha = None if raison else _alpha(unites, deliberation.membres)
    intervalle = None if alpha is None else _intervalle(unites, deliberation.membres)
    return AccordMembres(len(unites), len(paires), identiques, voisines, alpha, intervalle, francais(raison))


def _unites(deliberation: Deliberation) -> list[dict[str, int]]:
    """For each candidate and criterion, the scores by member; only those that can be compared."""
    groupes: dict[tuple[str, str], dict[str, int]] = {}
    for note in deliberation.notes:
        groupes.setdefault((note.candidat, note.critere), {})[note.membre] = note.valeur
    return [notes for notes in groupes.values() if len(notes) > 1]


def _caution(unites: list[dict[str, int]]) -> str:
    """Why alpha would say nothing, empty when it says something."""
    reperes = seuils()
    comptes = Counter(valeur for notes in unites for valeur in notes.values())
    if len(unites) < reperes.unites:
        return (
            f"L’alpha de Krippendorff ne se lit pas : {len(unites)} notes comparables, "
            f"il en faut {reperes.unites} au moins."
        )
    if len(comptes) < 2:
        return "L’alpha de Krippendorff ne se lit pas : tous les membres ont donné partout la même note."
    dominante = max(comptes.values()) / sum(comptes.values())
    if dominante > reperes.part_dominante:
        return (
            f"L’alpha de Krippendorff ne se lit pas : {_pour_cent(dominante)} des notes sont au même niveau, "
            "et le hasard y suffirait."
        )
    return ""


def _alpha(unites: list[dict[str, int]], membres: tuple[str, ...]) -> float | None:
    """Krippendorff's alpha for ordered levels; ``None`` where only one level is met."""
    from socle.synthese.accord import krippendorff_alpha

    notes = [[float(notes.get(membre, math.nan)) for notes in unites] for membre in membres]
    return krippendorff_alpha(notes, niveau="ordinal")


def _intervalle(unites: list[dict[str, int]], membres: tuple[str, ...]) -> tuple[float, float]:
    """Alpha's interval when the units are drawn again with replacement; draws of one level are left."""
    import numpy as np

    tirage = np.random.default_rng(_GRAINE)
    tirees = (
        _alpha([unites[rang] for rang in tirage.integers(0, len(unites), len(unites))], membres)
        for _ in range(TIRAGES)
    )
    bas, haut = np.quantile([valeur for valeur in tirees if valeur is not None], [0.025, 0.975])
    return float(bas), float(haut)


def _pour_cent(part: float) -> str:
    return f"{round(part * 100)}\u00a0%"


def _virgule(valeur: float) -> str:
    return f"{valeur:.2f}".replace(".", ",").replace("-", "−")
