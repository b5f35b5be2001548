"""Folding and stemming of French words: the one place where two spellings become the same.

Three keys, from the strictest to the loosest: :func:`cle_typographique` (apostrophes, spaces),
:func:`cle` (case, accents, punctuation too) and :func:`racines` (plural and gender forms too).
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

import Stemmer

from socle.pliage import Pliage

_LIGATURES = str.maketrans({"œ": "oe", "Œ": "OE", "æ": "ae", "Æ": "AE", "ß": "ss", "\u00ad": None})
_APOSTROPHES = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "`": "'", "´": "'", "\u00a0": " ", "\u202f": " "})
_SAISIE = re.compile(r"\w+")
_MOT = re.compile(r"[a-z0-9+#]+(?:\.[0-9]+)?")
_GENRE = re.compile(
    r"(\w)[-·.](?:e|es|ne|nes|trice|trices|euse|euses|ère|ères|se|ses|te|le|ve)(?:[-·.]s)?\b", re.I
)

MOTS_VIDES = frozenset(
    [
        "a",
        "ai",
        "as",
        "au",
        "aux",
        "avec",
        "c",
        "ce",
        "ces",
        "cet",
        "cette",
        "d",
        "dans",
        "de",
        "des",
        "du",
        "elle",
        "en",
        "est",
        "et",
        "etc",
        "eu",
        "il",
        "ils",
        "j",
        "l",
        "la",
        "le",
        "les",
        "leur",
        "leurs",
        "lui",
        "m",
        "meme",
        "mes",
        "mon",
        "n",
        "ne",
        "nos",
        "notre",
        "nous",
        "on",
        "ont",
        "ou",
        "par",
        "pas",
        "plus",
        "pour",
        "qu",
        "que",
        "qui",
        "s",
        "sa",
        "se",
        "ses",
        "si",
        "son",
        "sont",
        "sur",
        "t",
        "ta",
        "te",
        "tes",
        "ton",
        "tout",
        "toute",
        "toutes",
        "tous",
        "un",
        "une",
        "vers",
        "vos",
        "votre",
        "vous",
        "y",
    ]
)


def _plier_lentement(texte: str) -> str:
    decompose = unicodedata.normalize("NFD", texte.translate(_LIGATURES).translate(_APOSTROPHES))
    return "".join(lettre for lettre in decompose if not unicodedata.combining(lettre)).lower()


_plier = Pliage(_plier_lentement, entier=_plier_lentement)


def plier(texte: str) -> str:
    """Lower case, no accent, ligatures opened.

    >>> plier("Œuvres de l’Été")
    "oeuvres de l'ete"
    """
    return _plier(texte)


def _serrer_lentement(texte: str) -> str:
    return re.sub(r"\s+", "", unicodedata.normalize("NFC", texte).translate(_APOSTROPHES))


_serrer = Pliage(_serrer_lentement, entier=_serrer_lentement)


def cle_typographique(texte: str) -> str:
    """What two printings of the same words share: apostrophes and spaces are set aside.

    >>> cle_typographique("Créativité / Sens de l’innovation") == cle_typographique(
    ...     "Créativité/Sens de l'innovation")
    True
    """
    return _serrer(texte)


@lru_cache(maxsize=16384)
def cle(texte: str) -> str:
    """What two spellings share: case, accents and punctuation are set aside.

    >>> cle("Sens  Relationnel.") == cle("sens relationnel")
    True
    """
    return " ".join(_MOT.findall(plier(texte)))


# Folding drops the accent that told a past participle: « chargée » and « chargé » must meet.
_FEMININS = (
    ("trices", "teur"),
    ("trice", "teur"),
    ("euses", "eur"),
    ("euse", "eur"),
    ("ees", "e"),
    ("ee", "e"),
)
_stemmer = Stemmer.Stemmer("french")
_stemmer.maxCacheSize = 50000


@lru_cache(maxsize=65536)
def racine(mot: str) -> str:
    """The Snowball stem of one folded word.

    The feminine in -trice joins its masculine, which Snowball leaves apart.

    >>> racine("pedagogiques") == racine("pedagogique")
    True
    >>> racine("conceptrice") == racine("concepteur")
    True
    """
    for feminin, masculin in _FEMININS:
        if mot.endswith(feminin) and len(mot) > len(feminin) + 2:
            mot = mot[: -len(feminin)] + masculin
            break
    return str(_stemmer.stemWord(mot))


@lru_cache(maxsize=8192)
def mots(texte: str) -> tuple[str, ...]:
    """The folded words of a text, inclusive endings reduced to the masculine, stop words removed.

    >>> mots("Un·e ingénieur-e pédagogique")
    ('ingenieur', 'pedagogique')
    """
    trouves = _MOT.findall(plier(_GENRE.sub(r"\1", texte)))
    return tuple(mot for mot in trouves if mot not in MOTS_VIDES)


def racines(texte: str) -> tuple[str, ...]:
    """The stems of the full words of a text, in their order."""
    return tuple(racine(mot) for mot in mots(texte))


@lru_cache(maxsize=65536)
def _racine_pleine(mot: str) -> str | None:
    """The stem of a word as it is written; None for a stop word."""
    plie = plier(mot)
    return None if plie in MOTS_VIDES else racine(plie)


def racines_ecrites(texte: str) -> tuple[str, ...]:
    """The stems of the full words of a text, one for each of its :func:`places`."""
    formes = map(_racine_pleine, _SAISIE.findall(texte))
    return tuple([forme for forme in formes if forme is not None])


@lru_cache(maxsize=8192)
def places(texte: str) -> tuple[tuple[int, int, str], ...]:
    """The full words of a text: where each begins and ends, and its stem.

    >>> places("Un projet")
    ((3, 9, 'projet'),)
    """
    return tuple(
        (*trouve.span(), forme)
        for trouve in _SAISIE.finditer(texte)
        if (forme := _racine_pleine(trouve.group())) is not None
    )
