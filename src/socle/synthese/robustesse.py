"""How much verdicts owe to each source, and when one would have stopped learning."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Sequence
from typing import Literal

from socle.referentiel.documents import Objet
from socle.synthese.etude import Etude
from socle.synthese.matrice import APPUIS, TRAITES, Cellule, cellules
from socle.synthese.sources import Cle
from socle.synthese.verdicts import VerdictCandidat, indice, trancher, verdicts
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
    entiers = verdicts(etude)
    return Sensibilite(
        sources=tuple(
            Retrait(
                quoi="source",
                cle=source.cle,
                libelle=source.titre,
                changements=_changes(entiers, verdicts(etude, sans={source.cle})),
            )
            for source in sources
        ),
        genres=tuple(
            Retrait(
                quoi="genre",
                cle=genre,
                libelle=GENRES_SOURCE[genre],
                changements=_changes(
                    entiers, verdicts(etude, sans={s.cle for s in sources if s.genre == genre})
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
    lecture = _Lecture(etude)
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


class _Lecture:
    """The treated cells of a study, by source, ready to be read in any order."""

    def __init__(self, etude: Etude) -> None:
        self.regle = etude.regle
        self.par_source: dict[str, list[Cellule]] = defaultdict(list)
        for cellule in cellules(etude).values():
            if cellule.etat in TRAITES:
                self.par_source[cellule.source].append(cellule)
        self.sources = list(self.par_source)
        self.genres = {source.cle: source.genre for source in etude.sources}
        self.finals = {
            verdict.candidat: verdict.verdict_sources for verdict in verdicts(etude) if verdict.temoins
        }
        self.appuyes = {
            cellule.candidat
            for lues in self.par_source.values()
            for cellule in lues
            if cellule.etat in APPUIS
        }

    def parcourir(self, ordre: Sequence[str]) -> list[tuple[float, float]]:
        """After each source read: the share of supported candidates met, and of final verdicts reached."""
        lues: dict[str, list[Cellule]] = defaultdict(list)
        rencontres: set[str] = set()
        atteints: dict[str, bool] = {}
        etapes = []
        for rang, source in enumerate(ordre):
            deja = set(ordre[: rang + 1])
            for cellule in self.par_source[source]:
                lues[cellule.candidat].append(cellule)
                if cellule.etat in APPUIS:
                    rencontres.add(cellule.candidat)
                verdict = self._verdict(lues[cellule.candidat], deja)
                atteints[cellule.candidat] = verdict == self.finals[cellule.candidat]
            etapes.append(
                (
                    len(rencontres) / len(self.appuyes) if self.appuyes else 1.0,
                    sum(atteints.values()) / len(self.finals),
                )
            )
        return etapes

    def _verdict(self, lues: Sequence[Cellule], deja: set[str]) -> Verdict:
        temoins = [cellule for cellule in lues if not deja.intersection(cellule.echo_de)]
        genres = {self.genres[c.source] for c in temoins if c.etat in APPUIS}
        return trancher(
            indice(temoins, self.regle), temoins=len(temoins), genres=len(genres), regle=self.regle
        )


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
