"""Headings: recognised by the table when known, by their shape when not."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from socle.offre.decoupage.tables import RegleTitre, cle, regles_titres

_DETERMINANTS = re.compile(
    r"^(?:(?:les?|la|l|vos|votre|nos|notre|ses|son|sa|leurs?|des|du|d|au|aux|en|liste|rubrique)\s)+"
)
_NUMERO = re.compile(
    r"^\s*(?:(?:[IVX]{1,4}|[A-Ha-h]|\d{1,2})(?:[.\-]\d{1,2})*\s?[.)°/:–—-]+|(?:\d{1,2}\.){1,3}\d{0,2})\s*(?=\S)"
)
# What ornaments a heading before and after it, blanks among them.
_BLANCS = "".join(chr(code) for code in range(0x3001) if chr(code).isspace())
_DECOR_AVANT = _BLANCS + "#*_=~>►▶■●◆•§-–—|"
_DECOR_APRES = _BLANCS + "#*_=~|–—-"
# "Label : value", the colon not being that of an hour or an address.
_PAIRE = re.compile(r"^(?P<label>[^:\n]{2,80}?)\s*:(?!//)(?P<valeur>\s*\S.*)$", re.DOTALL)
_TERMINALE = (".", ";", ",", "!", "…")


@dataclass(frozen=True, slots=True)
class Titre:
    """A recognised heading: its rule, its words as printed, and where its value starts, if any."""

    regle: RegleTitre
    imprime: str
    valeur: int | None


@lru_cache(maxsize=4096)
def _regle(texte: str) -> RegleTitre | None:
    if len(texte) > 110:
        return None
    key = cle(texte)
    bare = _DETERMINANTS.sub("", key)
    matches = [_toutes_regles().fullmatch(one) for one in dict.fromkeys((bare, key))]
    ranks = [match.lastindex for match in matches if match is not None and match.lastindex is not None]
    return regles_titres()[min(ranks) - 1] if ranks else None


@cache
def _toutes_regles() -> re.Pattern[str]:
    """All the rules as one expression, the first that matches being told by the number of its group."""
    return re.compile("|".join(f"({rule.motif})" for rule in regles_titres()))


@lru_cache(maxsize=8_192)
def denuder(texte: str) -> str:
    """A heading without its number, its ornaments and its colon.

    >>> denuder("2.1) **SAVOIR-FAIRE** :"), denuder("I – Mission")
    ('SAVOIR-FAIRE', 'Mission')
    """
    bare = texte.strip().lstrip(_DECOR_AVANT).rstrip(_DECOR_APRES)
    bare = _NUMERO.sub("", bare, count=1)
    return bare.rstrip(" :?!").lstrip(_DECOR_AVANT).rstrip(_DECOR_APRES)


def regle_du_titre(texte: str) -> RegleTitre | None:
    """The rule of a text that is alone on its line; None when it is no known heading."""
    return None if texte.rstrip().endswith(_TERMINALE) else _regle(denuder(texte))


def is_numerote(texte: str) -> bool:
    """Whether a text opens with the number of a heading ("A/", "2.1", "IV –")."""
    return _NUMERO.match(texte) is not None


def is_titre_connu(texte: str) -> bool:
    """Whether a text alone on its line is a heading of the table."""
    return regle_du_titre(texte) is not None


@lru_cache(maxsize=8_192)
def lire_titre(texte: str) -> Titre | None:
    """The known heading that a paragraph is, or starts with ("Mission : assurer…").

    Without a colon nor any mark of a heading, the whole paragraph must be one of the table's.
    """
    whole = denuder(texte)
    if whole and not texte.rstrip().endswith(_TERMINALE) and (rule := _regle(whole)) is not None:
        pair = _PAIRE.match(texte)
        # "Poste : Ingénieur" may match as a whole by its first word: prefer label and value.
        if pair is None or _regle(denuder(pair["label"])) is None:
            return Titre(rule, whole, None)
    pair = _PAIRE.match(texte)
    if pair is None:
        return None
    label = denuder(pair["label"])
    rule = _regle(label) if label else None
    if rule is None:
        return None
    return Titre(rule, label, pair.end("valeur") - len(pair["valeur"].lstrip()))


def looks_like_titre(texte: str, *, marque: bool, style: bool) -> bool:
    """Whether an unknown paragraph has the shape of a heading.

    :param marque: it carries a bullet or a number.
    :param style: the source shows it as a heading (style, bold, size).
    """
    bare = texte.strip()
    if bare.endswith(":"):
        return len(bare) <= 170 and ". " not in bare
    if not bare or len(bare) > 110 or len(bare.split()) > 14:
        return False
    if style:
        return not bare.endswith((".", ";", ","))
    if marque or bare.endswith(_TERMINALE):
        return False
    letters = [char for char in bare if char.isalpha()]
    return len(letters) >= 8 and all(char.isupper() for char in letters)
