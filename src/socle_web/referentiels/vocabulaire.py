"""The words explained to everyone, and the bibliography in groups, from what ships with the booklet."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from django.utils.text import slugify

from socle.referentiel import Reference, Referentiel
from socle.referentiel.livret import lire_json

GENRES = {
    "referentiel": "Référentiels",
    "enquete": "Enquêtes",
    "rapport": "Rapports",
    "ouvrage": "Ouvrages",
    "chapitre": "Chapitres",
    "article": "Articles",
    "communication": "Communications",
    "page": "Pages et vidéos",
    "video": "Pages et vidéos",
}


class Terme(NamedTuple):
    """A word and its definition; ``voir`` holds the anchor and the word of neighbouring terms."""

    terme: str
    ancre: str
    definition: str
    source: str
    voir: tuple[tuple[str, str], ...]


@cache
def termes() -> tuple[Terme, ...]:
    """The lexicon in alphabetical order."""
    bruts = lire_json("a_propos.json")["vocabulaire"]
    connus = {brut["terme"] for brut in bruts}
    return tuple(
        Terme(
            terme=brut["terme"],
            ancre=slugify(brut["terme"]),
            definition=brut["definition"],
            source=brut.get("source", ""),
            voir=tuple((slugify(autre), autre) for autre in brut.get("voir", ()) if autre in connus),
        )
        for brut in sorted(bruts, key=lambda brut: slugify(brut["terme"]))
    )


@cache
def bibliographie() -> tuple[tuple[str, tuple[Reference, ...]], ...]:
    """The booklet's references by kind, each kind in the order of its authors."""
    groupes: dict[str, list[Reference]] = {titre: [] for titre in GENRES.values()}
    for reference in Referentiel.livret().bibliographie:
        groupes.setdefault(GENRES.get(reference.genre, "Autres"), []).append(reference)
    return tuple((titre, tuple(references)) for titre, references in groupes.items() if references)
