"""A bibliography as a file, in the format that its name tells."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import PurePath

from socle.echanges.references.bibtex import ecrire_bibtex, lire_bibtex
from socle.echanges.references.commun import LectureReferences, lire_doi
from socle.echanges.references.csl import ecrire_csl, lire_csl
from socle.echanges.references.ris import lire_ris
from socle.echanges.tables import decoder
from socle.erreurs import DocumentIllisible, DocumentTropGrand, ErreurSocle
from socle.referentiel.documents import Reference

TAILLE_MAXIMALE = 20 * 1024 * 1024
"""Bytes of a bibliography: twenty thousand entries."""

_LECTEURS = {".bib": lire_bibtex, ".ris": lire_ris, ".json": lire_csl, ".txt": lire_doi}
_REDACTEURS = {".bib": ecrire_bibtex, ".json": ecrire_csl}


def lire_references(contenu: bytes, *, nom: str) -> LectureReferences:
    """The references of a file: BibTeX (.bib), RIS (.ris), CSL-JSON (.json) or DOIs (.txt).

    :raises ErreurSocle: unknown extension (code ``format-inconnu``), or nothing to be read.
    """
    lecteur = _LECTEURS.get(PurePath(nom).suffix.lower())
    if lecteur is None:
        raise _unknown(nom, _LECTEURS)
    if len(contenu) > TAILLE_MAXIMALE:
        raise DocumentTropGrand(
            "Cette bibliographie pèse plus de 20 Mo.", remede="Partagez-la en plusieurs fichiers."
        )
    lecture = lecteur(decoder(contenu))
    if not lecture.references:
        raise DocumentIllisible(
            "Ce fichier ne contient aucune référence.", remede="Vérifiez le fichier et son format."
        )
    return lecture


def ecrire_references(references: Iterable[Reference], *, nom: str) -> str:
    """The references in the format that the file's name asks for: BibTeX (.bib) or CSL-JSON (.json).

    :raises ErreurSocle: unknown extension (code ``format-inconnu``).
    """
    redacteur = _REDACTEURS.get(PurePath(nom).suffix.lower())
    if redacteur is None:
        raise _unknown(nom, _REDACTEURS)
    return redacteur(references)


def _unknown(nom: str, connues: Iterable[str]) -> ErreurSocle:
    return ErreurSocle(
        f"Le format de « {nom} » n’est pas connu.",
        remede=f"Donnez au fichier l’une de ces extensions : {', '.join(connues)}.",
        code="format-inconnu",
    )
