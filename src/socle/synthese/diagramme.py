"""The flow of a method, drawn: what each step read, in which order, and what it brought."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from textwrap import wrap

from socle.rendu.plan import Figure
from socle.synthese.etude import Etude
from socle.synthese.sources import Etape

_LARGEUR = 720
_COLONNES = {"entrees": (0, 200), "etapes": (240, 240), "apports": (520, 200)}
"""Left edge and width of each column, in pixels of the drawing."""

_INTERLIGNE = 17
_MARGE = 12
_ESPACE = 26
_ANCRES = {"entrees": ("end", 1.0), "etapes": ("middle", 0.5), "apports": ("start", 0.0)}
"""How the text of a column is anchored, and where in its width: both sides lean on the steps."""

_CARACTERES = {"entrees": 28, "etapes": 34, "apports": 28}
"""What fits on a line of each column at 13 pixels: half an em a character."""

_ENCRE = "#1d2633"
_TRAIT = "#23457f"
_FOND = "#eef2f8"
_POLICE = "Source Sans Pro, Source Sans 3, Arial, sans-serif"


def diagramme(etude: Etude) -> Figure:
    """The steps of a study as a figure, whose alternative text says all that the drawing shows."""
    blocs: list[str] = []
    haut = 24
    for rang, etape in enumerate(etude.etapes, start=1):
        hauteur = _height(etape)
        blocs.append(_step(etape, rang=rang, haut=haut, hauteur=hauteur))
        if rang < len(etude.etapes):
            blocs.append(_arrow_down(haut + hauteur))
        haut += hauteur + _ESPACE
    alternative = " ".join(_told(etape, rang) for rang, etape in enumerate(etude.etapes, start=1))
    return Figure(
        svg=_drawing(
            "".join(blocs), hauteur=max(haut - _ESPACE + 4, 40), titre=f"La méthode : {etude.titre}"
        ),
        alternative=alternative or "L’étude n’a pas encore d’étape.",
        legende="La méthode, étape par étape : ce qui a été lu, et ce qui en a été tiré.",
    )


def _drawing(contenu: str, *, hauteur: int, titre: str) -> str:
    entetes = "".join(
        _text(mot, colonne=colonne, y=12, taille=11)
        for colonne, mot in (("entrees", "CE QUI EST LU"), ("etapes", "ÉTAPE"), ("apports", "CE QUI EN SORT"))
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_LARGEUR} {hauteur}" width="{_LARGEUR}" '
        f'height="{hauteur}" role="img" font-family="{_POLICE}" fill="{_ENCRE}">'
        f"<title>{escape(titre)}</title>{entetes}{contenu}</svg>"
    )


def _step(etape: Etape, *, rang: int, haut: int, hauteur: int) -> str:
    gauche, largeur = _COLONNES["etapes"]
    milieu = haut + hauteur // 2
    parties = [
        f'<rect x="{gauche}" y="{haut}" width="{largeur}" height="{hauteur}" rx="8" fill="{_FOND}" '
        f'stroke="{_TRAIT}" stroke-width="1.5"/>',
        _lines(_title(etape, rang), colonne="etapes", milieu=milieu, gras=True),
    ]
    if etape.entrees:
        parties.append(_lines(_wrapped(etape.entrees, "entrees"), colonne="entrees", milieu=milieu))
        parties.append(_arrow(_COLONNES["entrees"][1] + 8, gauche - 4, milieu))
    if etape.apports:
        parties.append(_lines(_wrapped(etape.apports, "apports"), colonne="apports", milieu=milieu))
        parties.append(_arrow(gauche + largeur + 4, _COLONNES["apports"][0] - 8, milieu))
    return "".join(parties)


def _title(etape: Etape, rang: int) -> list[str]:
    return wrap(f"{rang}. {etape.titre}", _CARACTERES["etapes"])


def _wrapped(mots: Sequence[str], colonne: str) -> list[str]:
    return [ligne for mot in mots for ligne in wrap(mot, _CARACTERES[colonne])]


def _height(etape: Etape) -> int:
    lignes = max(
        len(_title(etape, 99)),
        len(_wrapped(etape.entrees, "entrees")),
        len(_wrapped(etape.apports, "apports")),
    )
    return lignes * _INTERLIGNE + 2 * _MARGE


def _lines(lignes: Sequence[str], *, colonne: str, milieu: int, gras: bool = False) -> str:
    premier = milieu - (len(lignes) - 1) * _INTERLIGNE / 2 + 4.5
    return "".join(
        _text(ligne, colonne=colonne, y=premier + rang * _INTERLIGNE, taille=13, gras=gras)
        for rang, ligne in enumerate(lignes)
    )


def _text(mots: str, *, colonne: str, y: float, taille: int, gras: bool = False) -> str:
    gauche, largeur = _COLONNES[colonne]
    ancre, part = _ANCRES[colonne]
    graisse = ' font-weight="bold"' if gras else ""
    return (
        f'<text x="{gauche + part * largeur:g}" y="{y:g}" font-size="{taille}" '
        f'text-anchor="{ancre}"{graisse}>{escape(mots)}</text>'
    )


def _arrow(depart: float, arrivee: float, y: float) -> str:
    return (
        f'<path d="M{depart:g} {y:g}H{arrivee:g}" fill="none" stroke="{_TRAIT}" stroke-width="1.5"/>'
        f'<path d="M{arrivee:g} {y:g}l-7 -4v8z" fill="{_TRAIT}"/>'
    )


def _arrow_down(y: float) -> str:
    x = _COLONNES["etapes"][0] + _COLONNES["etapes"][1] // 2
    fin = y + _ESPACE - 3
    return (
        f'<path d="M{x} {y + 2:g}V{fin:g}" fill="none" stroke="{_TRAIT}" stroke-width="1.5"/>'
        f'<path d="M{x} {fin:g}l-4 -7h8z" fill="{_TRAIT}"/>'
    )


def _told(etape: Etape, rang: int) -> str:
    lu = f", à partir de : {', '.join(etape.entrees)}" if etape.entrees else ""
    tire = f". Il en sort : {', '.join(etape.apports)}" if etape.apports else ""
    return f"Étape {rang}, {etape.titre.lower()}{lu}{tire}."
