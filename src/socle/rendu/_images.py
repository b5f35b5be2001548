"""Logos and drawings: what may be embedded, and drawings as pixels for the formats that need them."""

from __future__ import annotations

import struct
from functools import lru_cache
from typing import NamedTuple

from typst import TypstError

from ..erreurs import ErreurSocle
from ._typst import composer

POIDS_MAX = 2_000_000
"""The heaviest logo, in bytes: it is embedded in every document."""

COTE_MAX = 6000
"""The longest side of a PNG logo, in pixels: a small file can unfold into a huge picture."""

LARGEUR_TEXTE = 17.0
"""The width between the margins of an A4 page, in centimetres."""

_PPI = 288
_SIGNATURE_PNG = b"\x89PNG\r\n\x1a\n"


class Image(NamedTuple):
    """An image ready to be embedded, as it came."""

    octets: bytes
    type_mime: str

    @property
    def format(self) -> str:
        """``png`` or ``svg``."""
        return "png" if self.type_mime == "image/png" else "svg"


class Pixels(NamedTuple):
    """A PNG image, and its size on paper in centimetres."""

    octets: bytes
    largeur: float
    hauteur: float

    def within(self, *, largeur: float, hauteur: float) -> Pixels:
        """The same image, reduced if needed to fit in a frame; never enlarged."""
        echelle = min(1.0, largeur / self.largeur, hauteur / self.hauteur)
        return self._replace(largeur=self.largeur * echelle, hauteur=self.hauteur * echelle)


@lru_cache(maxsize=16)
def lire_logo(octets: bytes) -> Image:
    """The logo of a charte, once checked that it can be drawn.

    :raises ErreurSocle: too heavy, neither PNG nor SVG, or damaged (code ``logo-illisible``).
    """
    if len(octets) > POIDS_MAX:
        raise _refus("Le logo pèse plus de 2 Mo.", "Réduisez-le : une largeur de 800 pixels suffit.")
    if octets.startswith(_SIGNATURE_PNG):
        if max(_dimensions(octets)) > COTE_MAX:
            raise _refus("Le logo a trop de pixels.", "Réduisez-le : une largeur de 800 pixels suffit.")
        image = Image(octets, "image/png")
    elif b"<svg" in octets:
        image = Image(octets, "image/svg+xml")
    else:
        raise _refus(
            "Le logo n’est ni une image PNG ni une image SVG.", "Choisissez un fichier .png ou .svg."
        )
    try:
        pixels(image)
    except TypstError as erreur:
        raise _refus("Le logo n’a pas pu être lu.", "Enregistrez-le de nouveau en PNG ou en SVG.") from erreur
    return image


@lru_cache(maxsize=64)
def pixels(image: Image) -> Pixels:
    """The image as PNG, at its natural size or as large as the text of a page if it is larger."""
    octets = composer("image.typ", donnees_image(image), format="png", ppi=_PPI)
    largeur, hauteur = _dimensions(octets)
    return Pixels(octets, largeur / _PPI * 2.54, hauteur / _PPI * 2.54)


def dessin(svg: str) -> Image:
    """The drawing of a figure."""
    return Image(svg.encode(), "image/svg+xml")


def donnees_image(image: Image) -> dict[str, object]:
    """The image as the Typst templates take it: SVG as text, PNG as a list of bytes."""
    contenu = image.octets.decode("utf-8", "replace") if image.format == "svg" else list(image.octets)
    return {"format": image.format, "contenu": contenu}


def _dimensions(png: bytes) -> tuple[int, int]:
    # The header of a PNG always comes first; a file cut before its end is refused by the trial that follows.
    largeur, hauteur = struct.unpack(">II", png[16:24].ljust(8, b"\0"))
    return largeur, hauteur


def _refus(message: str, remede: str) -> ErreurSocle:
    return ErreurSocle(message, remede=remede, code="logo-illisible")
