"""The rule tables of the splitter (``socle/donnees/offre``) and the key under which text is looked up."""

from __future__ import annotations

import csv
import io
import json
import re
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources

from socle.offre.decoupage.exigences import fragments
from socle.offre.documents import RUBRIQUES, Rubrique
from socle.pliage import Pliage

# Feminine and plural marks of inclusive writing: "candidat·e", "recruté(e)s", "ingénieur.e", "un/une".
# The mark comes first and what stands before it after, so that the search leaps from mark to mark.
_INCLUSIF = re.compile(
    r"[·•.\-/(](?<=\w.)(?:(?<!\()(?:e|ne|le|fe|ve|se|ère|rice|trice|euse|s)(?:[·.\-]?s)?"
    r"|(?<=\()(?:e|s|ne|le|es|x)\)s?)(?!\w)"
)
_HORS_MOT = re.compile(r"[^\w%+]")

# What may follow a heading's head word without changing its meaning: "Activités principales du poste".
QUALIFICATIFS = (
    r"(?: (?:principaux|principale?s?|essentielle?s?|specifiques?|generale?s?|general|requis|requises?|"
    r"attendue?s?|souhaitee?s?|souhaitable?s|exigee?s?|necessaires?|recherchee?s?|demandee?s?|"
    r"indispensables?|du|de la|de l|de|des|le|la|l|au|sur|ce|pour|liee?s?|a|et|ou|poste|emploi|fonction|"
    r"service|exercer|exercice|exercees?|confiee?s?|proposee?s?|detaillees?|permanentes?|mobiliser|"
    r"mobilisees?|maitriser|majeure?s?|transversa\w*|personne|titulaire|agent|travail|\d{1,2}|"
    r"suivantes?|candidate?|quotidien\w*|ppales?|mises? en oeuvre|attaches|specialises?))*"
)


def _plier_cle(char: str) -> str:
    """A character as it stands in a key."""
    folded = {"œ": "oe", "æ": "ae", "_": " "}.get(char.lower(), char.casefold())
    bare = "".join(one for one in unicodedata.normalize("NFKD", folded) if not unicodedata.combining(one))
    return _HORS_MOT.sub(" ", bare)


plier_en_cle = Pliage(_plier_cle)
"""The letters of a text as its key has them, before the inclusive marks and the blanks are taken away."""


@lru_cache(maxsize=4_096)
def cle(texte: str) -> str:
    """The key of a text: lower case, no accents, no punctuation, inclusive marks folded.

    >>> cle("  SAVOIR-ÊTRE :  "), cle("Profil du·de la candidat·e"), cle("L’ingénieur(e) œuvre")
    ('savoir etre', 'profil du de la candidat', 'l ingenieur oeuvre')
    """
    return " ".join(plier_en_cle(_INCLUSIF.sub("", texte)).split())


def _plier_un_pour_un(char: str) -> str:
    """A character without its accent, lower case: one for one, so that places are kept."""
    bare = unicodedata.normalize("NFKD", char)[0].lower()
    return "'" if char == "’" else bare if len(bare) == 1 else char


_plier_sans_decaler = Pliage(_plier_un_pour_un)


def plier(texte: str) -> str:
    """A text of the same length without accents nor capitals.

    >>> plier("Date d’ÉTÉ"), len(plier("œuvre"))
    ("date d'ete", 5)
    """
    return _plier_sans_decaler(texte)


@dataclass(frozen=True, slots=True)
class RegleTitre:
    """A way of writing a heading.

    :param rubriques: what may stand under it; several when only each line can tell.
    :param ligne: the heading announces the value beside it and nothing after it.
    :param faible: inside the activities, the word is rather the theme of a group of them.
    :param motif: an expression without a group that captures.
    """

    rubriques: tuple[Rubrique, ...]
    ligne: bool
    faible: bool
    motif: str
    exemple: str


@dataclass(frozen=True, slots=True)
class Indice:
    """Words that open a line and tell its kind where no heading does."""

    rubrique: Rubrique
    motif: re.Pattern[str]
    exemple: str


@dataclass(frozen=True, slots=True)
class MotifJuridique:
    """Words that make a sentence a legal notice; ``partout`` even among activities and competences.

    ``fragments`` are the pieces of words, one of which its key holds at least.
    """

    partout: bool
    motif: re.Pattern[str]
    exemple: str
    fragments: frozenset[str]


@dataclass(frozen=True, slots=True)
class Etiquette:
    """A label beside which a fact about the post is written."""

    champ: str
    motif: str
    exemple: str


def _rows(nom: str) -> list[dict[str, str]]:
    text = resources.files("socle.donnees").joinpath("offre", nom).read_text(encoding="utf-8")
    return list(csv.DictReader(io.StringIO(text), delimiter=";"))


def _rubrique(nom: str) -> Rubrique:
    return next(one for one in RUBRIQUES if one == nom)


@cache
def regles_titres() -> tuple[RegleTitre, ...]:
    """The headings met in practice, in order of precedence."""
    return tuple(
        RegleTitre(
            rubriques=tuple(_rubrique(nom) for nom in row["rubriques"].split("|")),
            ligne=row["portee"] == "ligne",
            faible=row["force"] == "faible",
            motif=row["motif"].replace("{Q}", QUALIFICATIFS),
            exemple=row["exemple"],
        )
        for row in _rows("rubriques.csv")
    )


@cache
def indices() -> tuple[Indice, ...]:
    """The words that tell the kind of a line, in order of precedence."""
    return tuple(
        Indice(_rubrique(row["rubrique"]), re.compile(row["motif"]), row["exemple"])
        for row in _rows("indices.csv")
    )


@cache
def motifs_juridiques() -> tuple[MotifJuridique, ...]:
    """The turns of phrase of legal and equal-opportunity notices."""
    return tuple(
        MotifJuridique(
            row["portee"] == "partout", re.compile(row["motif"]), row["exemple"], fragments(row["motif"])
        )
        for row in _rows("juridique.csv")
    )


@cache
def etiquettes() -> tuple[Etiquette, ...]:
    """The labels of the facts that identify a post, matched on folded text (:func:`plier`)."""
    return tuple(Etiquette(row["champ"], row["motif"], row["exemple"]) for row in _rows("etiquettes.csv"))


@cache
def mots(liste: str) -> frozenset[str]:
    """The words that matter where a line is cut: those that keep their hyphen, and the small ones."""
    text = resources.files("socle.donnees").joinpath("offre", "cesures.json").read_text(encoding="utf-8")
    lists: dict[str, str] = json.loads(text)
    return frozenset(lists[liste].split())
