"""The text of an offer, cut where its lines begin and end, so that each can be shown in its place."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from socle.offre import Offre

_PUCE = re.compile(r"\s*(?:[-–—•*▪◦‣·●○■□✓➢►▶]|\d{1,2}[.)])\s+")


class Morceau(NamedTuple):
    """A stretch of text; ``numero`` is that of its line, 0 outside any; ``vue`` what was found of it."""

    texte: str
    numero: int
    vue: Any
    premier: bool


class Rang(NamedTuple):
    """One printed line: a paragraph, or an item of a list."""

    puce: bool
    morceaux: tuple[Morceau, ...]


class Partie(NamedTuple):
    """A stretch of the document under one heading; ``ecartee`` when nothing of it was compared."""

    titre: str
    libelle: str
    rangs: tuple[Rang, ...]
    ecartee: bool


def composer(offre: Offre, vues: Mapping[int, Any], titres: Mapping[str, str]) -> tuple[Partie, ...]:
    """The whole text in its sections, nothing left out.

    :param vues: what was found of a line, by its number (from 1).
    """
    parties = []
    place = 0
    for section in offre.sections:
        if section.debut > place:
            parties.append(_partie(offre, vues, "", "", place, section.debut))
        debut = _apres_le_titre(offre.texte, section.titre, section.debut, section.fin)
        titre = section.titre
        if any(section.debut <= ligne.debut < debut for ligne in offre.lignes):
            # A heading that is an item too is shown as the item.
            debut, titre = section.debut, ""
        parties.append(_partie(offre, vues, titre, titres.get(section.rubrique, ""), debut, section.fin))
        place = max(place, section.fin)
    if place < len(offre.texte):
        parties.append(_partie(offre, vues, "", "", place, len(offre.texte)))
    return tuple(partie for partie in parties if partie.rangs or partie.titre)


def _apres_le_titre(texte: str, titre: str, debut: int, fin: int) -> int:
    if not titre or not texte.startswith(titre, debut):
        return debut
    apres = debut + len(titre)
    while apres < fin and texte[apres] in " \u00a0\t:\n":
        apres += 1
    return apres


def _partie(offre: Offre, vues: Mapping[int, Any], titre: str, libelle: str, debut: int, fin: int) -> Partie:
    lignes = [
        (numero, ligne.debut, ligne.fin)
        for numero, ligne in enumerate(offre.lignes, start=1)
        if ligne.debut < fin and ligne.fin > debut
    ]
    rangs = tuple(_rangs(offre, vues, lignes, debut, fin))
    return Partie(titre, libelle, rangs, not any(numero in vues for numero, _, _ in lignes))


def _rangs(
    offre: Offre, vues: Mapping[int, Any], lignes: list[tuple[int, int, int]], debut: int, fin: int
) -> Iterable[Rang]:
    place = debut
    for brut in offre.texte[debut:fin].split("\n"):
        puce = _PUCE.match(brut)
        depart, arret = place + (puce.end() if puce else 0), place + len(brut)
        # What looks like a bullet may belong to the line.
        depart = min([depart, *(ligne for _, ligne, _ in lignes if place <= ligne < depart)])
        place = arret + 1
        if any(lettre.isalnum() for lettre in brut):
            yield Rang(puce is not None, tuple(_morceaux(offre, vues, lignes, depart, arret)))


def _morceaux(
    offre: Offre, vues: Mapping[int, Any], lignes: list[tuple[int, int, int]], depart: int, arret: int
) -> Iterable[Morceau]:
    place = depart
    for numero, debut, fin in lignes:
        if fin <= place or debut >= arret:
            continue
        if debut > place:
            yield Morceau(offre.texte[place:debut], 0, None, False)
        suite = min(fin, arret)
        yield Morceau(offre.texte[max(debut, place) : suite], numero, vues.get(numero), debut >= depart)
        place = suite
    if place < arret:
        yield Morceau(offre.texte[place:arret], 0, None, False)
