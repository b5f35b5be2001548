"""The rating scales that an animator chooses from, each with the words of its ends."""

from __future__ import annotations

from typing import NamedTuple

from socle.synthese import Echelle


class EchelleProposee(NamedTuple):
    """A scale, what it is for, and what it is called in a list."""

    cle: str
    libelle: str
    echelle: Echelle


ECHELLES: dict[str, EchelleProposee] = {
    proposee.cle: proposee
    for proposee in (
        EchelleProposee(
            "accord",
            "Accord, de 1 à 5",
            Echelle(
                libelles=(
                    "pas du tout d’accord",
                    "plutôt pas d’accord",
                    "ni l’un ni l’autre",
                    "plutôt d’accord",
                    "tout à fait d’accord",
                )
            ),
        ),
        EchelleProposee(
            "pertinence",
            "Pertinence, de 1 à 4 (celle de l’I-CVI)",
            Echelle(
                maximum=4,
                favorable_des=3,
                libelles=("pas pertinent", "peu pertinent", "pertinent", "très pertinent"),
            ),
        ),
        EchelleProposee(
            "necessite",
            "Nécessité, de 1 à 3 (celle du CVR de Lawshe)",
            Echelle(maximum=3, favorable_des=3, libelles=("pas nécessaire", "utile", "essentiel")),
        ),
        EchelleProposee("neuf", "Importance, de 1 à 9", Echelle(maximum=9, favorable_des=7)),
    )
}


def cle_de(echelle: Echelle) -> str:
    """The key of a scale; the first one's for a scale that is not in the list."""
    return next((cle for cle, proposee in ECHELLES.items() if proposee.echelle == echelle), "accord")
