"""Handing out a document as a file: formats, names, headers."""

from __future__ import annotations

from typing import NamedTuple
from urllib.parse import urlencode

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.text import slugify

from socle.rendu import Charte, Plan, ecrire


class Format(NamedTuple):
    cle: str
    libelle: str
    aide: str
    mime: str


FORMATS: dict[str, Format] = {
    format.cle: format
    for format in (
        Format(
            "docx",
            "Word (DOCX)",
            "à modifier dans Word ou LibreOffice",
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        ),
        Format(
            "odt",
            "OpenDocument (ODT)",
            "à modifier dans LibreOffice",
            "application/vnd.oasis.opendocument.text",
        ),
        Format("pdf", "PDF", "à lire et à imprimer", "application/pdf"),
        Format("html", "Page web (HTML)", "à publier", "text/html; charset=utf-8"),
        Format("json", "Données (JSON)", "à relire dans Socle", "application/json"),
    )
}


class Lien(NamedTuple):
    adresse: str
    libelle: str
    aide: str


def liens(
    vue: str,
    *,
    formats: tuple[str, ...] = tuple(FORMATS),
    requete: dict[str, str] | None = None,
    **kwargs: str,
) -> list[Lien]:
    """The download links of a document: ``vue`` takes ``format`` beside ``kwargs``."""
    suffix = f"?{urlencode(requete)}" if requete else ""
    return [
        Lien(reverse(vue, kwargs={**kwargs, "format": cle}) + suffix, FORMATS[cle].libelle, FORMATS[cle].aide)
        for cle in formats
    ]


def fichier(*, contenu: bytes | str, nom: str, format: str) -> HttpResponse:
    """An attachment named after the document."""
    response = HttpResponse(contenu, content_type=FORMATS[format].mime)
    response["Content-Disposition"] = f'attachment; filename="{slugify(nom)[:80] or "document"}.{format}"'
    return response


def document(
    *, plan: Plan, nom: str, format: str, charte: Charte | None = None, json: str | None = None
) -> HttpResponse:
    """A document in one of the formats; ``json`` is its own serialisation where it has one.

    :raises Http404: the format is unknown, or the document has no JSON form.
    """
    if format not in FORMATS or (format == "json" and json is None):
        raise Http404
    if format == "json":
        return fichier(contenu=json or "", nom=nom, format=format)
    return fichier(contenu=ecrire(plan, format=format, charte=charte), nom=nom, format=format)
