"""Whatever colour an établissement picks, its documents can be read."""

from __future__ import annotations

import colorsys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from socle.rendu import couleurs
from socle.rendu.couleurs import CONTRASTE_TEXTE, assombrir, contraste, eclaircir, palette, teintes

COULEURS = st.integers(0, 0xFFFFFF).map("#{:06x}".format)


def test_contrast_is_that_of_wcag() -> None:
    assert contraste("#ffffff") == pytest.approx(1)
    assert contraste("#777777") == pytest.approx(4.48, abs=0.01)
    assert contraste("#000000", "#ffffff") == contraste("#ffffff", "#000000") == pytest.approx(21)


@given(COULEURS)
def test_the_accent_reads_on_white_and_on_its_tint(couleur: str) -> None:
    accent, fond = palette(couleur)

    assert contraste(accent) >= CONTRASTE_TEXTE
    assert contraste(accent, fond) >= CONTRASTE_TEXTE


@given(COULEURS)
def test_a_colour_that_reads_is_left_as_it_is(couleur: str) -> None:
    assombrie = assombrir(couleur)

    assert (assombrie == couleur) == (contraste(couleur) >= CONTRASTE_TEXTE)


def test_darkening_keeps_the_hue() -> None:
    def hue(couleur: str) -> float:
        return colorsys.rgb_to_hls(*(int(couleur[i : i + 2], 16) / 255 for i in (1, 3, 5)))[0]

    assert hue(assombrir("#ff8800")) == pytest.approx(hue("#ff8800"), abs=0.01)


def test_darkening_stops_at_black() -> None:
    assert assombrir("#ffffff", minimum=22) == "#000000"


def test_capital_letters_are_the_same_colour() -> None:
    assert assombrir("#23457F") == "#23457f"


def test_tints_go_from_white_to_the_colour() -> None:
    assert eclaircir("#23457f", part=1) == "#23457f"
    assert eclaircir("#23457f", part=0) == "#ffffff"


@given(COULEURS)
def test_every_text_colour_reads_where_it_is_used(couleur: str) -> None:
    t = teintes(couleur)

    for texte, fond in (
        ("encre", "fond"),
        ("gris", "fond"),
        ("vert", "vert_clair"),
        ("rouge", "rouge_clair"),
    ):
        assert contraste(t[texte], t[fond]) >= CONTRASTE_TEXTE
    assert contraste(couleurs.GRIS) >= CONTRASTE_TEXTE
