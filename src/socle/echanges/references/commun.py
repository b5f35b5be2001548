"""What the bibliographic formats share: kinds of works, DOIs, keys."""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import NamedTuple

from socle.referentiel.cles import cle_libre
from socle.referentiel.documents import Auteur, Reference

A_COMPLETER = "Seul le DOI est connu : titre, auteurs et année restent à compléter."

_DOI = re.compile(r"10\.\d{4,9}/[^\s\"<>]+")
_FIN_DE_DOI = ".,;:)]}'’»"


class Genre(NamedTuple):
    """A kind of work: its name here, and in each format (the first RIS type is the one written)."""

    nom: str
    bibtex: str
    ris: tuple[str, ...]
    csl: str


GENRES = (
    Genre("article", "article", ("JOUR", "EJOUR", "MGZN", "NEWS", "JFULL"), "article-journal"),
    Genre("ouvrage", "book", ("BOOK", "EBOOK", "EDBOOK"), "book"),
    Genre("chapitre", "incollection", ("CHAP", "ECHAP"), "chapter"),
    Genre("communication", "inproceedings", ("CPAPER", "CONF"), "paper-conference"),
    Genre("rapport", "techreport", ("RPRT", "GOVDOC"), "report"),
    Genre("these", "phdthesis", ("THES",), "thesis"),
    Genre("page", "online", ("ELEC", "BLOG", "ICOMM"), "webpage"),
    Genre("video", "misc", ("VIDEO", "MPCT", "MULTI"), "motion_picture"),
    Genre("referentiel", "misc", ("STAND",), "standard"),
    Genre("enquete", "misc", ("DATA",), "dataset"),
)
PAR_NOM = {genre.nom: genre for genre in GENRES}
AUTRE = Genre("", "misc", ("GEN",), "document")

_AUTRES_BIBTEX = {
    "inbook": "chapitre",
    "conference": "communication",
    "proceedings": "ouvrage",
    "booklet": "ouvrage",
    "report": "rapport",
    "manual": "rapport",
    "thesis": "these",
    "mastersthesis": "these",
    "electronic": "page",
    "www": "page",
    "misc": "",
}
PAR_BIBTEX = {genre.bibtex: genre.nom for genre in GENRES} | _AUTRES_BIBTEX
PAR_RIS = {sigle: genre.nom for genre in GENRES for sigle in genre.ris}
PAR_CSL = {genre.csl: genre.nom for genre in GENRES}


class LectureReferences(NamedTuple):
    """What was read of a file: its references, and what was wrong in it, in French."""

    references: tuple[Reference, ...]
    defauts: tuple[str, ...] = ()


def lire_doi(texte: str) -> LectureReferences:
    """The references of a list of DOIs, in any text, once each; nothing is asked of the network.

    >>> lecture = lire_doi("https://doi.org/10.4000/dms.6278 ; doi:10.4000/dms.6278.")
    >>> [(reference.doi, reference.remarque[:17]) for reference in lecture.references]
    [('10.4000/dms.6278', 'Seul le DOI est c')]
    """
    trouves = dict.fromkeys(trouve.group().rstrip(_FIN_DE_DOI) for trouve in _DOI.finditer(texte))
    references: list[Reference] = []
    for doi in trouves:
        references.append(
            Reference(
                cle=cle_libre(doi, [reference.cle for reference in references]),
                titre=f"DOI {doi}",
                doi=doi,
                url=f"https://doi.org/{doi}",
                remarque=A_COMPLETER,
            )
        )
    return LectureReferences(tuple(references))


def doi_nu(texte: str) -> str:
    """A DOI without the address or the word that goes before it; any other text as it is."""
    trouve = _DOI.search(texte)
    return trouve.group().rstrip(_FIN_DE_DOI) if trouve else texte.strip()


def annee_de(texte: str) -> int | None:
    """The year of a date, or ``None``."""
    trouve = re.search(r"\b(1\d{3}|20\d{2})\b", texte)
    return int(trouve.group()) if trouve else None


def pages_de(texte: str) -> str:
    """A range of pages with a plain hyphen."""
    return re.sub(r"\s*[-–—]+\s*", "-", texte.strip())


def cle_de(auteurs: tuple[Auteur, ...], annee: int | None, titre: str, *, prises: Collection[str]) -> str:
    """A key for a reference that has none: first author and year, or the title."""
    debut = auteurs[0].nom if auteurs else titre[:40]
    return cle_libre(f"{debut} {annee or ''}", prises)
