"""Logos and drawings: what is accepted, what is refused in words, what size they take."""

from __future__ import annotations

import struct
import zlib

import pytest
from tests.core.rendu.plans import DESSIN, LOGO

from socle.erreurs import ErreurSocle
from socle.rendu import FORMATS, Charte, Plan, ecrire
from socle.rendu._images import COTE_MAX, POIDS_MAX, dessin, lire_logo, pixels


def png(largeur: int = 40, hauteur: int = 20) -> bytes:
    """A plain PNG of that size."""

    def morceau(nom: bytes, contenu: bytes) -> bytes:
        return struct.pack(">I", len(contenu)) + nom + contenu + struct.pack(">I", zlib.crc32(nom + contenu))

    entete = struct.pack(">IIBBBBB", largeur, hauteur, 8, 0, 0, 0, 0)
    lignes = zlib.compress((b"\x00" + b"\x80" * largeur) * hauteur)
    return b"\x89PNG\r\n\x1a\n" + morceau(b"IHDR", entete) + morceau(b"IDAT", lignes) + morceau(b"IEND", b"")


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize("logo", [png(), LOGO], ids=["png", "svg"])
def test_both_kinds_of_logo_enter_every_format(format: str, logo: bytes) -> None:
    plan = Plan(titre="Essai")

    avec = ecrire(plan, format=format, charte=Charte(logo=logo))

    assert len(avec) > len(ecrire(plan, format=format))


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize(
    "logo",
    [
        b"GIF89a", b"\x89PNG\r\n\x1a\n" + b"x" * 40, png()[:50], b"<svg", b"<svg>&a;</svg>",
        b"<svg" + b" " * POIDS_MAX + b"/>", png(COTE_MAX + 1, 1), b"\x89PNG\r\n\x1a\n",
    ],
    ids=["gif", "damaged", "cut", "unfinished", "entity", "heavy", "wide", "signature"],
)  # fmt: skip
def test_any_other_file_is_refused_in_words(format: str, logo: bytes) -> None:
    with pytest.raises(ErreurSocle, match=r"^Le logo ") as erreur:
        ecrire(Plan(titre="Essai"), format=format, charte=Charte(logo=logo))

    assert erreur.value.code == "logo-illisible"
    assert erreur.value.remede


def test_a_logo_keeps_its_bytes_and_its_kind() -> None:
    assert lire_logo(png()).octets == png()
    assert lire_logo(png()).format == "png"
    assert lire_logo(LOGO).format == "svg"


def test_a_drawing_keeps_its_proportions() -> None:
    image = pixels(dessin(DESSIN))

    assert image.octets.startswith(b"\x89PNG")
    assert image.largeur / image.hauteur == pytest.approx(300 / 80, rel=0.01)
    assert image.largeur == pytest.approx(300 * 0.75 / 72 * 2.54, rel=0.01)


def test_a_drawing_wider_than_the_text_is_reduced() -> None:
    assert pixels(dessin(DESSIN.replace('"300"', '"3000"'))).largeur == pytest.approx(17, rel=0.01)


def test_an_image_fits_in_its_frame_and_is_never_enlarged() -> None:
    image = pixels(dessin(DESSIN))
    petite = image.within(largeur=2, hauteur=1)

    assert petite.largeur <= 2
    assert petite.hauteur <= 1
    assert petite.largeur / petite.hauteur == pytest.approx(image.largeur / image.hauteur)
    assert image.within(largeur=100, hauteur=100) == image


def test_an_endless_drawing_is_reduced_to_a_page() -> None:
    assert pixels(dessin(DESSIN.replace('"80"', '"900000"'))).hauteur <= 25.1


@pytest.mark.parametrize("format", FORMATS)
def test_an_empty_logo_is_no_logo(format: str) -> None:
    plan = Plan(titre="Essai")

    assert ecrire(plan, format=format, charte=Charte(logo=b"")) == ecrire(plan, format=format)
