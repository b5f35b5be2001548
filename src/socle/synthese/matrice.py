"""The matrix sources × candidates: what each cell says, and which sources count as witnesses.

A source is no second witness of what it takes from another. For one candidate, a source that depends,
directly or not, on another one that says the same (both support it, or both find it absent) is an
*echo*: its cell is shown, and not counted.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from typing import Literal

from socle.referentiel.documents import Objet
from socle.synthese.etude import Etude
from socle.synthese.sources import Arbitrage, Candidat, Cle, Codage, Source
from socle.synthese.vocabulaire import EtatCellule, GenreSource, NatureCandidat

Tri = Literal["etude", "appui", "annee"]

APPUIS: frozenset[EtatCellule] = frozenset({"present", "partiel"})
TRAITES: frozenset[EtatCellule] = APPUIS | {"absent"}


class Cellule(Objet):
    """One source, one candidate.

    ``codages`` holds each coder's last coding; ``temoin`` says whether the cell counts, and ``echo_de``
    which sources it repeats when it does not.
    """

    source: Cle
    candidat: Cle
    etat: EtatCellule
    temoin: bool = False
    echo_de: tuple[Cle, ...] = ()
    codages: tuple[Codage, ...] = ()
    arbitrage: Arbitrage | None = None


class Matrice(Objet):
    """The cells, by source then by candidate, in the order of ``sources`` and of ``candidats``."""

    sources: tuple[Source, ...]
    candidats: tuple[Candidat, ...]
    cellules: tuple[tuple[Cellule, ...], ...]

    def cellule(self, source: str, candidat: str) -> Cellule:
        """The cell of that source and that candidate."""
        ligne = next(rang for rang, autre in enumerate(self.sources) if autre.cle == source)
        colonne = next(rang for rang, autre in enumerate(self.candidats) if autre.cle == candidat)
        return self.cellules[ligne][colonne]

    def colonne(self, candidat: str) -> tuple[Cellule, ...]:
        """What every source says of a candidate."""
        rang = next(rang for rang, autre in enumerate(self.candidats) if autre.cle == candidat)
        return tuple(ligne[rang] for ligne in self.cellules)


def matrice(
    etude: Etude,
    *,
    genres: Iterable[GenreSource] = (),
    natures: Iterable[NatureCandidat] = (),
    categories: Iterable[str] = (),
    codees: bool = False,
    tri: Tri = "etude",
) -> Matrice:
    """The matrix of a study, filtered and sorted; an empty filter keeps everything.

    Which cells count is decided on the whole study: a filter hides cells and changes none.

    :param codees: keep only the sources with at least one coded cell.
    :param tri: order of the study, most supported candidates and most supporting sources first, or
        sources from the oldest.
    """
    toutes = cellules(etude)
    sources = [source for source in etude.sources if _passes(source.genre, genres)]
    candidats = [
        candidat
        for candidat in etude.candidats
        if _passes(candidat.nature, natures) and _passes(candidat.categorie, categories)
    ]
    if codees:
        cles = {codage.source for codage in etude.codages}
        sources = [source for source in sources if source.cle in cles]
    sources.sort(key=_order_of_sources(tri, toutes))
    if tri == "appui":
        candidats.sort(key=lambda candidat: -_support(toutes, candidat=candidat.cle))
    return Matrice(
        sources=tuple(sources),
        candidats=tuple(candidats),
        cellules=tuple(tuple(toutes[s.cle, c.cle] for c in candidats) for s in sources),
    )


def cellules(etude: Etude) -> dict[tuple[str, str], Cellule]:
    """Every cell of a study, by source and candidate."""
    derniers: dict[tuple[str, str], dict[str, Codage]] = defaultdict(dict)
    for codage in etude.codages:
        derniers[codage.source, codage.candidat][codage.codeur] = codage
    arbitrages = {(acte.source, acte.candidat): acte for acte in etude.arbitrages}
    ancetres = dependances(etude.sources)
    lues: dict[tuple[str, str], Cellule] = {}
    for source in etude.sources:
        for candidat in etude.candidats:
            place = (source.cle, candidat.cle)
            lues[place] = _read(place, tuple(derniers[place].values()), arbitrages.get(place))
    return {place: _witness(cellule, lues, ancetres) for place, cellule in lues.items()}


def dependances(sources: Iterable[Source]) -> dict[str, frozenset[str]]:
    """For each source, every source that it depends on, directly or through others."""
    directes = {source.cle: source.depend_de for source in sources}
    toutes: dict[str, frozenset[str]] = {}
    for cle in directes:
        a_voir, vues = list(directes[cle]), set[str]()
        while a_voir:
            autre = a_voir.pop()
            if autre not in vues:
                vues.add(autre)
                a_voir += directes.get(autre, ())
        toutes[cle] = frozenset(vues)
    return toutes


def desaccords(etude: Etude) -> tuple[Cellule, ...]:
    """The cells on which coders disagree and that nobody has settled yet."""
    return tuple(cellule for cellule in cellules(etude).values() if cellule.etat == "desaccord")


def historique(etude: Etude, *, source: str, candidat: str) -> tuple[Codage | Arbitrage, ...]:
    """Everything that was ever written in a cell, oldest first."""
    return tuple(acte for acte in etude.actes if acte.source == source and acte.candidat == candidat)


def _read(place: tuple[str, str], codages: tuple[Codage, ...], arbitrage: Arbitrage | None) -> Cellule:
    vaut = arbitrage is not None and all(codage.le <= arbitrage.le for codage in codages)
    valeurs = {codage.valeur for codage in codages}
    etat: EtatCellule = "non-code"
    if vaut and arbitrage is not None:
        etat = arbitrage.valeur
    elif len(valeurs) > 1:
        etat = "desaccord"
    elif valeurs:
        (etat,) = valeurs
    return Cellule(
        source=place[0],
        candidat=place[1],
        etat=etat,
        codages=codages,
        arbitrage=arbitrage if vaut else None,
    )


def _witness(
    cellule: Cellule,
    lues: Mapping[tuple[str, str], Cellule],
    ancetres: Mapping[str, frozenset[str]],
) -> Cellule:
    if cellule.etat not in TRAITES:
        return cellule
    echo_de = sorted(
        autre
        for autre in ancetres[cellule.source]
        if _same_side(cellule.etat, lues[autre, cellule.candidat].etat)
    )
    return cellule.model_copy(update={"temoin": not echo_de, "echo_de": tuple(echo_de)})


def _same_side(etat: EtatCellule, autre: EtatCellule) -> bool:
    return autre in TRAITES and (etat in APPUIS) == (autre in APPUIS)


def _passes(valeur: str, filtre: Iterable[str]) -> bool:
    gardes = tuple(filtre)
    return not gardes or valeur in gardes


def _support(toutes: Mapping[tuple[str, str], Cellule], *, source: str = "", candidat: str = "") -> int:
    return sum(
        cellule.temoin and cellule.etat in APPUIS
        for cellule in toutes.values()
        if source in ("", cellule.source) and candidat in ("", cellule.candidat)
    )


def _order_of_sources(
    tri: Tri, toutes: Mapping[tuple[str, str], Cellule]
) -> Callable[[Source], tuple[bool, int]]:
    if tri == "appui":
        return lambda source: (False, -_support(toutes, source=source.cle))
    if tri == "annee":
        return lambda source: (source.annee is None, source.annee or 0)
    return lambda source: (False, 0)
