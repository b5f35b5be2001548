"""Bibliographies: BibTeX, RIS, CSL-JSON and lists of DOIs, as references and back."""

from socle.echanges.references.bibtex import ecrire_bibtex, lire_bibtex
from socle.echanges.references.commun import LectureReferences, lire_doi
from socle.echanges.references.csl import ecrire_csl, lire_csl
from socle.echanges.references.fichiers import ecrire_references, lire_references
from socle.echanges.references.ris import lire_ris

__all__ = [
    "LectureReferences",
    "ecrire_bibtex",
    "ecrire_csl",
    "ecrire_references",
    "lire_bibtex",
    "lire_csl",
    "lire_doi",
    "lire_references",
    "lire_ris",
]
