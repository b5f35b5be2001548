"""How much verdicts owe to each source, and when one would have stopped learning."""

from __future__ import annotations

import random
from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import Literal

from socle.referentiel.documents import Objet
from socle.synthese.etude import Etude
from socle.synthese.matrice import APPUIS, TRAITES, Cellule, cellules
from socle.synthese.sources import Cle
from socle.synthese.verdicts import Releve, VerdictCandidat, appui, trancher
from socle.synthese.vocabulaire import GENRES_SOURCE, Verdict


class Changement(Objet):
    """A candidate whose verdict would be another one."""

    candidat: Cle
    avant: Verdict
    apres: Verdict
    indice_avant: float | None
    indice_apres: float | None


class Retrait(Objet):
    """What would change without one source, or without one kind of sources."""

    quoi: Literal["source", "genre"]
    cle: str
    libelle: str
    changements: tuple[Changement, ...]


class Sensibilite(Objet):
    """What would change without each source, then without each kind; only coded ones are tried."""

    sources: tuple[Retrait, ...]
    genres: tuple[Retrait, ...]

    @property
    def fragiles(self) -> tuple[str, ...]:
        """The candidates whose verdict hangs on one source."""
        return tuple(dict.fromkeys(c.candidat for retrait in self.sources for c in retrait.changements))


class PointConvergence(Objet):
    """The mean state of the study once ``sources`` of its sources have been read."""

    sources: int
    candidats: float
    verdicts: float


class Convergence(Objet):
    """What each further source taught, averaged over random orders of reading.

    ``candidats`` is the share of the supported candidates met so far, ``verdicts`` the share of the final
    verdicts already reached. ``suffisantes`` is the number of sources from which, on average, ``seuil``
    of the candidates are met; ``stables`` the same for the verdicts.
    """

    points: tuple[PointConvergence, ...]
    permutations: int
    graine: int
    seuil: float
    suffisantes: int | None
    stables: int | None


def sensibilite(etude: Etude) -> Sensibilite:
    """What the verdicts drawn from sources owe to each source and to each kind of sources."""
    codees = {codage.source for codage in etude.codages}
    sources = [source for source in etude.sources if source.cle in codees]
    genres = dict.fromkeys(source.genre for source in sources)
    releve = Releve(etude)
    entiers = releve.conclure()
    return Sensibilite(
        sources=tuple(
            Retrait(
                quoi="source",
                cle=source.cle,
                libelle=source.titre,
                changements=_changes(entiers, releve.conclure({source.cle})),
            )
            for source in sources
        ),
        genres=tuple(
            Retrait(
                quoi="genre",
                cle=genre,
                libelle=GENRES_SOURCE[genre],
                changements=_changes(
                    entiers, releve.conclure({source.cle for source in sources if source.genre == genre})
                ),
            )
            for genre in genres
        ),
    )


def convergence(
    etude: Etude, *, permutations: int = 200, graine: int = 2026, seuil: float = 0.95
) -> Convergence:
    """What one would have known after one source, two sources… in ``permutations`` random orders.

    A source that repeats another counts until the other one is read, as it would have then.
    """
    lecture = Lecture(etude)
    tirage = random.Random(graine)
    ordres = [tirage.sample(lecture.sources, len(lecture.sources)) for _ in range(permutations)]
    parcours = [lecture.parcourir(ordre) for ordre in ordres]
    points = tuple(
        PointConvergence(
            sources=rang + 1,
            candidats=sum(etapes[rang][0] for etapes in parcours) / permutations,
            verdicts=sum(etapes[rang][1] for etapes in parcours) / permutations,
        )
        for rang in range(len(lecture.sources))
    )
    return Convergence(
        points=points,
        permutations=permutations,
        graine=graine,
        seuil=seuil,
        suffisantes=_from_then_on([point.candidats for point in points], seuil),
        stables=_from_then_on([point.verdicts for point in points], seuil),
    )


class Lecture:
    """The treated cells of a study, by source, ready to be read in any order."""

    def __init__(self, etude: Etude) -> None:
        self.regle = etude.regle
        self.genres = {source.cle: source.genre for source in etude.sources}
        self.par_source: dict[str, list[Cellule]] = defaultdict(list)
        self.repetees: dict[str, list[Cellule]] = defaultdict(list)
        self.appuyes: set[str] = set()
        for cellule in cellules(etude).values():
            if cellule.etat in TRAITES:
                self.par_source[cellule.source].append(cellule)
                for origine in cellule.echo_de:
                    self.repetees[origine].append(cellule)
                if cellule.etat in APPUIS:
                    self.appuyes.add(cellule.candidat)
        self.sources = list(self.par_source)
        conclus = Releve(etude).conclure()
        self.finals = {verdict.candidat: verdict.verdict_sources for verdict in conclus if verdict.temoins}

    def parcourir(self, ordre: Sequence[str]) -> list[tuple[float, float]]:
        """After each source read: the share of supported candidates met, and of final verdicts reached."""
        comptes = {candidat: _Compte() for candidat in self.finals}
        rencontres: set[str] = set()
        atteints: dict[str, bool] = {}
        lues: set[str] = set()
        etapes = []
        for source in ordre:
            lues.add(source)
            for cellule in self.par_source[source]:
                if lues.isdisjoint(cellule.echo_de):
                    self._count(comptes, cellule, 1)
                if cellule.etat in APPUIS:
                    rencontres.add(cellule.candidat)
            for cellule in self.repetees[source]:
                # It counted until now: read, and none of what it repeats was.
                if cellule.source in lues and lues.intersection(cellule.echo_de) == {source}:
                    self._count(comptes, cellule, -1)
            for cellule in (*self.par_source[source], *self.repetees[source]):
                candidat = cellule.candidat
                atteints[candidat] = self._verdict(comptes[candidat]) == self.finals[candidat]
            decouverts = len(rencontres) / len(self.appuyes) if self.appuyes else 1.0
            etapes.append((decouverts, sum(atteints.values()) / len(self.finals)))
        return etapes

    def _count(self, comptes: dict[str, _Compte], cellule: Cellule, signe: int) -> None:
        compte = comptes[cellule.candidat]
        compte.temoins += signe
        compte.appui += signe * appui(cellule, self.regle)
        if cellule.etat in APPUIS:
            compte.genres[self.genres[cellule.source]] += signe

    def _verdict(self, compte: _Compte) -> Verdict:
        return trancher(
            compte.appui / compte.temoins if compte.temoins else None,
            temoins=compte.temoins,
            genres=sum(effectif > 0 for effectif in compte.genres.values()),
            regle=self.regle,
        )


class _Compte:
    """What has been read of a candidate so far."""

    def __init__(self) -> None:
        self.temoins = 0
        self.appui = 0.0
        self.genres: Counter[str] = Counter()


def _changes(avant: Sequence[VerdictCandidat], apres: Sequence[VerdictCandidat]) -> tuple[Changement, ...]:
    return tuple(
        Changement(
            candidat=un.candidat,
            avant=un.verdict_sources,
            apres=autre.verdict_sources,
            indice_avant=un.indice,
            indice_apres=autre.indice,
        )
        for un, autre in zip(avant, apres, strict=True)
        if un.verdict_sources != autre.verdict_sources
    )


def _from_then_on(parts: Sequence[float], seuil: float) -> int | None:
    """The first rank (from 1) from which every share reaches the threshold."""
    sous = [rang for rang, part in enumerate(parts, start=1) if part < seuil]
    premier = (sous[-1] if sous else 0) + 1
    return premier if premier <= len(parts) else None
