"""How many lines the emplois-types of each corps have: computed from what is loaded, never written down."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from statistics import median_low
from typing import NamedTuple

from socle.referentiel.documents import EmploiType
from socle.referentiel.rubriques import RUBRIQUES_LISTE

# Under this many emplois-types of a corps, a range says nothing of the habit.
EFFECTIF_MINIMAL = 5


class Norme(NamedTuple):
    """Number of lines in one rubrique over the ``effectif`` emplois-types of a corps."""

    minimum: int
    mediane: int
    maximum: int
    effectif: int


def calculer_normes(emplois: Iterable[EmploiType]) -> dict[tuple[str, str], Norme]:
    """The norm of each (corps, rubrique) that enough emplois-types inform."""
    nombres: dict[tuple[str, str], list[int]] = defaultdict(list)
    for emploi in emplois:
        for rubrique in RUBRIQUES_LISTE:
            nombres[emploi.corps, rubrique].append(len(emploi.lignes(rubrique)))
    return {
        clef: Norme(min(liste), median_low(liste), max(liste), len(liste))
        for clef, liste in nombres.items()
        if len(liste) >= EFFECTIF_MINIMAL
    }
