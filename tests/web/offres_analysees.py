"""One analysis and the browser that asked for it, and documents good and bad, for the tests of offers."""

from __future__ import annotations

import io
import zipfile
from typing import Any

import docx
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.urls import reverse
from pypdf import PdfWriter
from visite import Visiteur

from socle.offre import Analyse
from socle_web.offres.models import AnalyseEnregistree

HTMX = {"HTTP_HX_REQUEST": "true"}
TEXTE = """Ingénieur-e en pédagogie du verger

Corps : IGE

Mission :
Accompagner les établissements dans la pédagogie du verger.

Activités :
- Concevoir des parcours de découverte du verger
- Animer des ateliers de greffe pour les publics
- Conduire un projet de plantation
- Tenir la comptabilité analytique du laboratoire

Connaissances :
- Ingénierie de la pomme (connaissance approfondie)
- Droit maritime international

Compétences comportementales :
- Sens de la saison
"""


class AnalyseLue:
    """One analysis and the browser that asked for it."""

    def __init__(self, client: Visiteur, pk: str) -> None:
        self.client, self.pk = client, pk

    @property
    def enregistree(self) -> AnalyseEnregistree:
        return AnalyseEnregistree.objects.get(pk=self.pk)

    @property
    def analyse(self) -> Analyse:
        return self.enregistree.analyse

    def adresse(self, vue: str = "analyse", **kwargs: str) -> str:
        return reverse(f"offres:{vue}", kwargs={"pk": self.pk, **kwargs})

    def lire(self, requete: str = "") -> str:
        response = self.client.get(self.adresse() + requete)
        assert response.status_code == 200
        return response.content.decode()

    def poster(self, vue: str, **donnees: str) -> HttpResponse:
        return self.client.post(self.adresse(vue), donnees)


def deposer(
    client: Visiteur, *fichiers: tuple[str, bytes], htmx: bool = False, **donnees: Any
) -> HttpResponse:
    """Upload files as the form does."""
    envoyes = [SimpleUploadedFile(nom, contenu) for nom, contenu in fichiers]
    return client.post(reverse("offres:analyser"), {"fichiers": envoyes, **donnees}, **(HTMX if htmx else {}))


def pdf_numerise() -> bytes:
    """A PDF whose pages hold no text, as a scanner makes them."""
    ecrivain, sortie = PdfWriter(), io.BytesIO()
    ecrivain.add_blank_page(595, 842)
    ecrivain.write(sortie)
    return sortie.getvalue()


def docx_simple() -> bytes:
    """The text as a word processor writes it."""
    document, sortie = docx.Document(), io.BytesIO()
    for ligne in TEXTE.splitlines():
        document.add_paragraph(ligne)
    document.save(sortie)
    return sortie.getvalue()


def bombe() -> bytes:
    """A DOCX that unfolds to far more than it weighs."""
    sortie = io.BytesIO()
    with zipfile.ZipFile(sortie, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", b" " * 300_000_000)
    return sortie.getvalue()
