"""Documents as files: one outline, four writers.

A document says its own outline (a :class:`Plan`); :func:`ecrire` lays it out as DOCX, ODT, PDF or HTML,
with the same lines in the same order whatever the format.

>>> plan = Plan(titre="Essai", blocs=(Titre(niveau=1, texte="Mission"), texte("Accompagner les équipes.")))
>>> ecrire(plan, format="html")[:15]
b'<!doctype html>'
"""

from __future__ import annotations

from importlib import import_module

from ..erreurs import ErreurSocle
from .plan import (
    Bloc,
    Charte,
    Definitions,
    Element,
    Encadre,
    Figure,
    Liste,
    Marque,
    Paragraphe,
    Plan,
    SautDePage,
    Segment,
    Signatures,
    Sommaire,
    Tableau,
    Titre,
    puces,
    texte,
)

__all__ = [
    "FORMATS",
    "TYPES_MIME",
    "Bloc",
    "Charte",
    "Definitions",
    "Element",
    "Encadre",
    "Figure",
    "Liste",
    "Marque",
    "Paragraphe",
    "Plan",
    "SautDePage",
    "Segment",
    "Signatures",
    "Sommaire",
    "Tableau",
    "Titre",
    "ecrire",
    "puces",
    "texte",
]

FORMATS = ("docx", "odt", "pdf", "html")
"""The formats written; each is also the file's extension."""

TYPES_MIME = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "odt": "application/vnd.oasis.opendocument.text",
    "pdf": "application/pdf",
    "html": "text/html; charset=utf-8",
}


def ecrire(plan: Plan, *, format: str, charte: Charte | None = None) -> bytes:
    """The outline as a file of that format, the same bytes for the same outline and charte.

    :param format: one of :data:`FORMATS`; each writer is imported when it is first asked for.
    :param charte: what the établissement puts on its documents; plain blue and no name without it.
    :raises ErreurSocle: unknown format (code ``format-inconnu``), unreadable logo (``logo-illisible``).
    """
    if format not in FORMATS:
        connus = ", ".join(FORMATS[:-1]) + f" ou {FORMATS[-1]}"
        raise ErreurSocle(
            f"Le format «\N{NO-BREAK SPACE}{format}\N{NO-BREAK SPACE}» n’est pas pris en charge.",
            remede=f"Choisissez {connus}.",
            code="format-inconnu",
        )
    contenu: bytes = import_module(f"{__name__}.{format}").ecrire(plan, charte=charte)
    return contenu
