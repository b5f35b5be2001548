"""The lines that a document should show, and those that each format's file shows.

Spaces are set aside: each format breaks lines and pads cells in its own way.
"""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO

import docx
import pypdf
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph
from odfdo import Document as DocumentOdf
from odfdo import Element as ElementOdf
from selectolax.lexbor import LexborHTMLParser

from socle.rendu import (
    Definitions,
    Encadre,
    Figure,
    Liste,
    Paragraphe,
    Plan,
    Segment,
    Signatures,
    Sommaire,
    Tableau,
    Titre,
)
from socle.rendu._normalise import normaliser


def serrer(texte: str) -> str:
    """The text without any space."""
    return "".join(texte.split())


def attendues(plan: Plan) -> list[str]:
    """The lines of the outline in order, tight; empty ones left out."""
    plan = normaliser(plan)
    lignes = [plan.surtitre, plan.titre, plan.sous_titre]
    if plan.couverture:
        lignes.append(plan.auteur)
    for bloc in plan.blocs:
        lignes += _de_bloc(bloc, plan)
    return [tight for tight in map(serrer, lignes) if tight]


def _de_bloc(bloc: object, plan: Plan) -> Iterator[str]:
    match bloc:
        case Titre():
            yield bloc.texte
        case Paragraphe():
            yield _segments(bloc.segments)
        case Liste():
            for element in bloc.elements:
                yield _segments(element.segments) + element.mention
        case Definitions():
            yield bloc.titre
            for paire in bloc.paires:
                yield from paire
        case Tableau():
            yield bloc.legende
            yield from bloc.entetes
            for rang in bloc.lignes:
                yield from rang
        case Encadre():
            yield bloc.titre
            for interieur in bloc.blocs:
                yield from _de_bloc(interieur, plan)
        case Figure():
            yield bloc.legende
        case Signatures():
            for case in bloc.cases:
                yield from case
        case Sommaire():
            yield bloc.titre
            yield from (b.texte for b in plan.blocs if isinstance(b, Titre) and b.niveau <= bloc.profondeur)


def _segments(segments: tuple[Segment, ...]) -> str:
    return "".join(segment.texte for segment in segments)


def _tight(lignes: Iterator[str]) -> list[str]:
    return [tight for tight in map(serrer, lignes) if tight]


def de_html(octets: bytes) -> list[str]:
    """The lines of the page, its establishment and footer left aside."""
    arbre = LexborHTMLParser(octets.decode())
    arbre.strip_tags(["style", "head"])
    choix = "h1,h2,h3,h4,h5,h6,p:not(.identite),li,dt,dd,th,td,caption,figcaption,blockquote"
    return _tight(noeud.text(deep=True) for noeud in arbre.css(choix))


def de_docx(octets: bytes) -> list[str]:
    """The lines of the body; the page numbers of a table of contents are left aside."""
    return _tight(_de_conteneur(docx.Document(BytesIO(octets))))


def _de_conteneur(conteneur: object) -> Iterator[str]:
    for bloc in conteneur.iter_inner_content():  # type: ignore[attr-defined]
        if isinstance(bloc, Paragraph):
            sommaire = bloc._p.style in ("TOC1", "TOC2", "TOC3", "TOC4")
            yield bloc.text.rsplit("\t", 1)[0] if sommaire else bloc.text
        elif isinstance(bloc, Table):
            for rang in bloc.rows:
                for case in rang.cells:
                    assert isinstance(case, _Cell)
                    yield from _de_conteneur(case)


def de_odt(octets: bytes) -> list[str]:
    """The lines of the body; the page numbers of a table of contents are left aside."""
    corps = DocumentOdf(BytesIO(octets)).body
    return _tight(
        _texte_odf(ligne)
        for ligne in corps.get_elements("//text:p[not(@text:style-name='Identite')]|//text:h")
    )


def _texte_odf(element: ElementOdf) -> str:
    if element.tag in ("text:bookmark-ref", "svg:desc"):
        return element.tail or ""
    enfants = "".join(map(_texte_odf, element.children))
    suite = "" if element.tag in ("text:p", "text:h") else element.tail or ""
    return (element.text or "") + enfants + suite


def de_pdf(octets: bytes) -> str:
    """All the text of the pages, tight, without hyphens: those of the text and those of the line ends."""
    pages = pypdf.PdfReader(BytesIO(octets)).pages
    return sans_tirets("".join(page.extract_text() for page in pages))


def sans_tirets(texte: str) -> str:
    """Tight text without hyphens."""
    return serrer(texte).translate(dict.fromkeys(map(ord, "-\N{SOFT HYPHEN}\N{HYPHEN}")))


def dans_l_ordre(lignes: list[str], texte: str) -> list[str]:
    """The lines that ``texte`` does not hold at all, or not after the previous one."""
    manquantes, position = [], 0
    for ligne in map(sans_tirets, lignes):
        trouvee = texte.find(ligne, position)
        if trouvee < 0:
            manquantes.append(ligne)
        else:
            position = trouvee + len(ligne)
    return manquantes
