"""Foreign référentiels, one module each: what they are, how they are read, what they teach."""

from socle.echanges.esco import ConceptEsco, Esco
from socle.echanges.rmfp import FicheRmfp, Rapprochement, Rmfp
from socle.echanges.rome import CompetenceRome, MetierRome, Rome

__all__ = [
    "CompetenceRome",
    "ConceptEsco",
    "Esco",
    "FicheRmfp",
    "MetierRome",
    "Rapprochement",
    "Rmfp",
    "Rome",
]
