"""From a printed item to a line: the libellé, the level asked, the CECRL range.

The levels are those met in RéFérens III; « connaissance de base » is the booklet's. Any other trailing
parenthesis is a precision that belongs to the libellé.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from socle.referentiel.documents import Ligne, composer
from socle.referentiel.rubriques import RubriqueListe
from socle.referentiel.texte import cle, plier

NIVEAUX: dict[str, str] = {
    "connaissance generale": "connaissance générale",
    "connaissance approfondie": "connaissance approfondie",
    "connaissance de base": "connaissance de base",
    "notion": "notion",
    "notions": "notions",
    "notion de base": "notion de base",
    "notions de base": "notions de base",
    "application": "application",
    "maitrise": "maîtrise",
    "expert": "expert",
    "expertise": "expertise",
}

CECRL = ("A1", "A2", "B1", "B2", "C1", "C2")
_CECRL = re.compile(
    r"^(?P<libelle>.*?)\s*:?\s*\b(?P<bas>[ABC][12])(?:\s*(?P<lien>à|a|-|–|/|ou)\s*(?P<haut>[ABC][12]))?"
    r"\s*(?P<mention>\([^()]*r[ée]f[ée]rences?[^()]*\))?\s*$",
    re.I,
)
_PARENTHESE = re.compile(r"^(?P<libelle>.*\S)\s*\((?P<dedans>[^()]*)\)\s*$", re.S)


class Niveau(NamedTuple):
    """A CECRL range; ``inverse`` when the source gives the higher level first."""

    bas: str
    haut: str
    inverse: bool


def lire_cecrl(niveau: str | None) -> Niveau | None:
    """The range behind a level such as « B1 à B2 », ``None`` for another kind of level.

    >>> lire_cecrl("C2 à C1")
    Niveau(bas='C1', haut='C2', inverse=True)
    """
    trouve = re.fullmatch(r"([ABC][12])(?: à ([ABC][12]))?", niveau or "")
    if trouve is None:
        return None
    premier, second = trouve.group(1), trouve.group(2) or trouve.group(1)
    return Niveau(min(premier, second), max(premier, second), premier > second)


def _parenthese(libelle: str) -> re.Match[str] | None:
    return _PARENTHESE.match(libelle) if ")" in libelle else None


def separer(texte: str) -> tuple[str, str | None]:
    """A printed item as libellé and level.

    >>> separer("Sciences de l'éducation (Connaissance générale)")
    ("Sciences de l'éducation", 'connaissance générale')
    >>> separer("Langue anglaise : B1 à B2 (cadre européen commun de référence pour les langues)")
    ('Langue anglaise', 'B1 à B2')
    >>> separer("Outils numériques (LMS, MOOC)")
    ('Outils numériques (LMS, MOOC)', None)
    """
    net = texte.strip()
    if "lang" in plier(net) and (langue := _CECRL.match(net)):
        haut = langue["haut"]
        bas = langue["bas"].upper()
        return langue["libelle"].strip(), f"{bas} à {haut.upper()}" if haut else bas
    if (parenthese := _parenthese(net)) and (niveau := NIVEAUX.get(cle(parenthese["dedans"]))):
        return parenthese["libelle"], niveau
    return net, None


def sans_precision(libelle: str) -> str:
    """A libellé without its last parenthesis.

    >>> sans_precision("Outils numériques de la formation (LMS, MOOC)")
    'Outils numériques de la formation'
    """
    parenthese = _parenthese(libelle)
    return parenthese["libelle"] if parenthese else libelle


def lire_ligne(texte: str, rubrique: RubriqueListe, *, identifiant: str | None = None) -> Ligne:
    """The line that a printed item makes in a rubrique; an activité has no level."""
    libelle, niveau = (texte.strip(), None) if rubrique == "activites" else separer(texte)
    fidele = composer(libelle, niveau) == texte
    return Ligne(libelle=libelle, niveau=niveau, identifiant=identifiant, source=None if fidele else texte)
