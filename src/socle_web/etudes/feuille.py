"""A version of the proposal as its page shows it: each line, its evidence, what is said of it."""

from __future__ import annotations

from typing import NamedTuple

from socle import synthese
from socle.fiche import Rapport, verifier
from socle.referentiel import RUBRIQUES_LISTE, TITRES_RUBRIQUES, Ligne, Referentiel


class LigneVue(NamedTuple):
    """A line, why it is there, and the comments on it."""

    rubrique: str
    rang: int
    ligne: Ligne
    preuve: synthese.PreuveLigne | None
    remarques: tuple[synthese.Remarque, ...]


class RubriqueVue(NamedTuple):
    """A rubrique of the proposed emploi-type."""

    cle: str
    titre: str
    lignes: tuple[LigneVue, ...]


def feuille(proposition: synthese.Proposition) -> list[RubriqueVue]:
    """The rubriques of a version, line by line."""
    preuves = {(preuve.rubrique, preuve.rang): preuve for preuve in proposition.preuves}
    return [
        RubriqueVue(
            rubrique,
            TITRES_RUBRIQUES[rubrique],
            tuple(
                LigneVue(
                    rubrique,
                    rang,
                    ligne,
                    preuves.get((rubrique, rang)),
                    tuple(r for r in proposition.remarques if (r.rubrique, r.rang) == (rubrique, rang)),
                )
                for rang, ligne in enumerate(proposition.emploi_type.lignes(rubrique), start=1)
            ),
        )
        for rubrique in RUBRIQUES_LISTE
    ]


def conformite(proposition: synthese.Proposition, referentiel: Referentiel) -> Rapport:
    """What the rules of the référentiel say of the proposed emploi-type."""
    return verifier(proposition.emploi_type, referentiel)
