"""OpenDocument XML: every piece is either escaped text or a tag around such pieces.

:data:`Xml` is a type of its own, so that mypy refuses plain text where markup is awaited.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NewType
from xml.sax.saxutils import escape, quoteattr

from .plan import Segment

Xml = NewType("Xml", str)

VIDE = Xml("")
_MARQUES = {"insertion": "Insertion", "suppression": "Suppression"}


def balise(nom: str, attributs: Mapping[str, str], *contenu: Xml) -> Xml:
    """A tag with its attributes around its content."""
    ouverture = nom + "".join(f" {attribut}={quoteattr(valeur)}" for attribut, valeur in attributs.items())
    corps = "".join(contenu)
    return Xml(f"<{ouverture}>{corps}</{nom}>" if corps else f"<{ouverture}/>")


def joindre(*contenu: Xml) -> Xml:
    """The pieces one after the other."""
    return Xml("".join(contenu))


def texte(contenu: str) -> Xml:
    """Text; its newlines and tabs become the tags that OpenDocument has for them."""
    return Xml(escape(contenu).replace("\n", "<text:line-break/>").replace("\t", "<text:tab/>"))


def portion(style: str, contenu: Xml) -> Xml:
    """Text in a character style."""
    return balise("text:span", {"text:style-name": style}, contenu)


def lien(adresse: str, contenu: Xml, *, style: str = "Internet_20_link") -> Xml:
    """A link, to the web or (``#name``) to a bookmark."""
    styles = {"text:style-name": style, "text:visited-style-name": style}
    return balise("text:a", {"xlink:type": "simple", "xlink:href": adresse, **styles}, contenu)


def segments(suite: tuple[Segment, ...]) -> Xml:
    """The runs of a paragraph."""
    return joindre(*map(_segment, suite))


def _segment(segment: Segment) -> Xml:
    contenu = texte(segment.texte)
    if segment.gras:
        contenu = portion("Strong_20_Emphasis", contenu)
    if segment.italique:
        contenu = portion("Emphasis", contenu)
    if segment.marque:
        contenu = portion(_MARQUES[segment.marque], contenu)
    if segment.lien:
        contenu = lien(segment.lien, contenu)
    return contenu


def metadonnees(valeurs: Mapping[str, str]) -> Xml:
    """The tags of ``meta.xml`` for the values that are not empty."""
    return joindre(*(balise(nom, {}, texte(valeur)) for nom, valeur in valeurs.items() if valeur))
