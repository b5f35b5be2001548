"""Colours: contrast as WCAG 2.2 measures it, and the palette that a charte's one colour gives.

Source of the formulas: WCAG 2.2, definitions of relative luminance and of contrast ratio.
"""

from __future__ import annotations

import colorsys
from typing import NamedTuple

BLANC = "#ffffff"
ENCRE = "#1d2433"
GRIS = "#5b6270"
FILET = "#d9d6cd"
# Text, then background, of what a comparison adds and removes; each pair holds a contrast over 7.
VERT, VERT_CLAIR = "#17492d", "#dff1e5"
ROUGE, ROUGE_CLAIR = "#86170f", "#fbe3e0"

CONTRASTE_TEXTE = 4.5
"""The least contrast of text on its background (WCAG 1.4.3, level AA)."""


class Palette(NamedTuple):
    """What the writers draw with: ``accent`` for text and rules, ``fond`` for the tint behind a box."""

    accent: str
    fond: str


def _composantes(couleur: str) -> tuple[float, float, float]:
    rouge, vert, bleu = (int(couleur[i : i + 2], 16) / 255 for i in (1, 3, 5))
    return rouge, vert, bleu


def _hexadecimal(composantes: tuple[float, float, float]) -> str:
    return "#" + "".join(f"{int(c * 255 + 0.5):02x}" for c in composantes)


def _luminance(couleur: str) -> float:
    rouge, vert, bleu = (
        c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in _composantes(couleur)
    )
    return 0.2126 * rouge + 0.7152 * vert + 0.0722 * bleu


def contraste(couleur: str, fond: str = BLANC) -> float:
    """The contrast ratio of two ``#rrggbb`` colours, from 1 (none) to 21 (black on white).

    >>> round(contraste("#000000"))
    21
    """
    clair, sombre = sorted((_luminance(couleur), _luminance(fond)), reverse=True)
    return (clair + 0.05) / (sombre + 0.05)


def assombrir(couleur: str, *, fond: str = BLANC, minimum: float = CONTRASTE_TEXTE) -> str:
    """The same hue, as much darker as reading it on ``fond`` asks, and no more.

    :param fond: a light background; black must reach ``minimum`` on it.

    >>> assombrir("#23457f")
    '#23457f'
    >>> assombrir("#ffcc00")
    '#8f7200'
    """
    teinte, clarte, saturation = colorsys.rgb_to_hls(*_composantes(couleur))
    candidate = couleur.lower()
    while contraste(candidate, fond) < minimum and clarte > 0:
        clarte = max(0.0, clarte - 0.005)
        candidate = _hexadecimal(colorsys.hls_to_rgb(teinte, clarte, saturation))
    return candidate


def eclaircir(couleur: str, *, part: float = 0.06) -> str:
    """White tinted with ``part`` (0 to 1) of the colour.

    >>> eclaircir("#23457f", part=0)
    '#ffffff'
    """
    rouge, vert, bleu = (1 - part * (1 - c) for c in _composantes(couleur))
    return _hexadecimal((rouge, vert, bleu))


def palette(couleur: str) -> Palette:
    """The colours of a document from the one of its charte; the accent reads on white and on the tint."""
    fond = eclaircir(couleur)
    return Palette(accent=assombrir(couleur, fond=fond), fond=fond)


def teintes(couleur: str) -> dict[str, str]:
    """Every colour that the templates name."""
    return {
        **palette(couleur)._asdict(),
        "encre": ENCRE,
        "gris": GRIS,
        "filet": FILET,
        "vert": VERT,
        "vert_clair": VERT_CLAIR,
        "rouge": ROUGE,
        "rouge_clair": ROUGE_CLAIR,
    }
