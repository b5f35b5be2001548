"""The analysis of an offer: emplois-types, lines, décalage, portrait."""

from socle.offre.analyse.analyseur import Analyseur, analyser
from socle.offre.analyse.documents import (
    Analyse,
    Couverture,
    Decalage,
    EmploiTypeTrouve,
    LigneAnalysee,
    Proposition,
)
from socle.offre.analyse.ebauche import ebaucher
from socle.offre.analyse.portrait import Portrait, Trait, regles

__all__ = [
    "Analyse",
    "Analyseur",
    "Couverture",
    "Decalage",
    "EmploiTypeTrouve",
    "LigneAnalysee",
    "Portrait",
    "Proposition",
    "Trait",
    "analyser",
    "ebaucher",
    "regles",
]
