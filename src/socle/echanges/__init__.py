"""Foreign référentiels, one module each: what they are, how they are read, what they teach."""

from socle.echanges.concours import Concours
from socle.echanges.esco import ConceptEsco, Esco
from socle.echanges.references import (
    LectureReferences,
    ecrire_bibtex,
    ecrire_csl,
    ecrire_references,
    lire_bibtex,
    lire_csl,
    lire_doi,
    lire_references,
    lire_ris,
)
from socle.echanges.rmfp import FicheRmfp, Rapprochement, Rmfp
from socle.echanges.rome import CompetenceRome, MetierRome, Rome

__all__ = [
    "CompetenceRome",
    "ConceptEsco",
    "Concours",
    "Esco",
    "FicheRmfp",
    "LectureReferences",
    "MetierRome",
    "Rapprochement",
    "Rmfp",
    "Rome",
    "ecrire_bibtex",
    "ecrire_csl",
    "ecrire_references",
    "lire_bibtex",
    "lire_csl",
    "lire_doi",
    "lire_references",
    "lire_ris",
]
