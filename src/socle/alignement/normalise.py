"""Text to comparable units: folded text, words, stems, character 4-grams.

Everything that compares texts goes through here, so that two spellings which a reader takes for one
(capitals, accents, œ, typographic signs, inclusive endings) are one for the engine too.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

import Stemmer

from socle.donnees.lexiques import lire_lexique
from socle.pliage import Pliage

LONGUEUR_GRAMME = 4
DERNIER_SIGNE = "\uffff"
"""Letters beyond the first plane of Unicode (ancient scripts, mathematical variants) part words."""

MOTS_VIDES = lire_lexique("mots_vides")
OUVERTURES = lire_lexique("ouvertures")

_LIGATURES = {"œ": "oe", "æ": "ae", "ß": "ss", "ø": "o", "ð": "d", "þ": "th", "ł": "l", "đ": "d"}
_SIGNES_DE_MOT = "+#"
_TETE = 32
"""Characters among which the first word of a text is looked for before the others."""

_racineur = Stemmer.Stemmer("french")


def plier_caractere(caractere: str) -> str:
    """One character as it counts: lower case, no accent; a space when it is part of no word.

    >>> plier_caractere("É"), plier_caractere("Œ"), plier_caractere("’"), plier_caractere("²")
    ('e', 'oe', ' ', '2')
    """
    plie = []
    for signe in unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", caractere).lower()):
        if unicodedata.combining(signe):
            continue
        lettre = _LIGATURES.get(signe, signe)
        compte = lettre in _SIGNES_DE_MOT or (lettre.isalnum() and signe <= DERNIER_SIGNE)
        plie.append(lettre if compte else " ")
    return "".join(plie)


_plier = Pliage(plier_caractere)


def plier(texte: str) -> str:
    """The text in lower case, without accents nor punctuation.

    >>> plier("Œuvrer à l’Éducation – C++")
    'oeuvrer a l education   c++'
    """
    return _plier(texte)


@lru_cache(maxsize=1 << 12)
def mots(texte: str) -> tuple[str, ...]:
    """The folded words of a text, in their order.

    >>> mots("Sciences de l’éducation (générale)")
    ('sciences', 'de', 'l', 'education', 'generale')
    """
    return tuple(plier(texte).split())


def premier_mot(texte: str) -> str:
    """The first of :func:`mots`; empty when there is none.

    >>> premier_mot("« Bonne » connaissance"), premier_mot("…")
    ('bonne', '')
    """
    # Characters are folded one by one: what is followed by a blank is a whole word.
    debut = plier(texte[:_TETE]).split(None, 1)
    return debut[0] if len(debut) == 2 else (*mots(texte)[:1], "")[0]


def mots_pleins(texte: str) -> list[str]:
    """The folded words that carry meaning.

    >>> mots_pleins("Ingénieur-e de l’éducation (h/f/x)")
    ['ingenieur', 'education']
    """
    return [mot for mot in mots(texte) if mot not in MOTS_VIDES]


def cle(texte: str) -> str:
    """The same for two texts that differ by capitals, accents, spaces and punctuation only.

    >>> cle("Ingénierie  pédagogique.") == cle("ingenierie pedagogique")
    True
    """
    return " ".join(mots(texte))


@lru_cache(maxsize=1 << 15)
def racine(mot: str) -> str:
    """The French Snowball stem of a folded word.

    >>> racine("pedagogiques"), racine("pedagogique")
    ('pedagog', 'pedagog')
    """
    return str(_racineur.stemWord(mot))


@lru_cache(maxsize=1 << 12)
def racines(texte: str) -> tuple[str, ...]:
    """The stems of the words that carry meaning.

    >>> racines("Conduire des projets pédagogiques")
    ('conduir', 'projet', 'pedagog')
    """
    return tuple([racine(mot) for mot in mots_pleins(texte)])


def grammes(mot: str) -> list[str]:
    """The character 4-grams of a word, one space each side; the whole word when it is shorter.

    >>> grammes("cours"), grammes("r")
    ([' cou', 'cour', 'ours', 'urs '], [' r '])
    """
    borde = f" {mot} "
    if len(borde) <= LONGUEUR_GRAMME:
        return [borde]
    return [borde[i : i + LONGUEUR_GRAMME] for i in range(len(borde) - LONGUEUR_GRAMME + 1)]


class MotPlace(NamedTuple):
    """A folded word and the place of its letters in the text, end excluded."""

    mot: str
    debut: int
    fin: int


def mots_places(texte: str) -> list[MotPlace]:
    """The folded words of a text with their places, in their order.

    >>> mots_places("L’Œuvre")
    [MotPlace(mot='l', debut=0, fin=1), MotPlace(mot='oeuvre', debut=2, fin=7)]
    """
    return list(_parcourir_mots(texte))


def _parcourir_mots(texte: str) -> Iterator[MotPlace]:
    mot, debut, fin = "", 0, 0
    for rang, caractere in enumerate(texte):
        for signe in plier(caractere):
            if signe != " ":
                debut = debut if mot else rang
                mot, fin = mot + signe, rang + 1
            elif mot:
                yield MotPlace(mot, debut, fin)
                mot = ""
    if mot:
        yield MotPlace(mot, debut, fin)


def sans_ouverture(texte: str) -> str:
    """A line without the words that only say how much is asked; the line itself when nothing else is left.

    >>> sans_ouverture("Bonne connaissance des marchés publics")
    'marchés publics'
    >>> sans_ouverture("Savoir-faire")
    'faire'
    >>> sans_ouverture("Expérience souhaitée")
    'Expérience souhaitée'
    """
    if premier_mot(texte) not in OUVERTURES:
        return texte
    ouverte = False
    for mot, debut, _ in _parcourir_mots(texte):  # word by word: the others are not needed
        if mot in OUVERTURES or (ouverte and mot in MOTS_VIDES):
            ouverte = True
            continue
        return texte[debut:] if ouverte else texte
    return texte
