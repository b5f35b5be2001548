"""What the scores of a jury add up to: totals, ranks with their ties, and where members part.

Sums are exact fractions, so that equal scores are equal. Nothing here decides: an order is the members'
own scores put side by side, and the jury may depart from it.
"""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from itertools import pairwise
from statistics import fmean, pstdev
from typing import NamedTuple

from socle.jury.documents import Deliberation
from socle.jury.tables import seuils

SUR = 20


class Total(NamedTuple):
    """A candidate's score: the mean of the members' totals, out of 20, exact; and each member's.

    ``manquantes`` counts the scores not given: a total is only said when nothing is missing.
    """

    candidat: str
    note: Fraction | None
    par_membre: dict[str, Fraction]
    manquantes: int

    @property
    def dite(self) -> str:
        """The score in French, to two decimals; a dash when it cannot be said.

        >>> Total("1", Fraction(29, 2), {}, 0).dite
        '14,50'
        """
        return dire(self.note)


class Place(NamedTuple):
    """A rank in the order of the scores; those of one rank are tied and stay tied."""

    rang: int
    totaux: tuple[Total, ...]

    @property
    def ex_aequo(self) -> bool:
        """Whether several candidates share the rank."""
        return len(self.totaux) > 1


class Duel(NamedTuple):
    """Two candidates that follow one another, and how many members place each before the other."""

    devant: str
    derriere: str
    pour: int
    contre: int
    egaux: int

    @property
    def partage(self) -> bool:
        """Whether the members do not all agree that the first is before the second."""
        return self.contre > 0 or self.pour <= self.egaux


class Dispersion(NamedTuple):
    """How far apart members are on one criterion: mean standard deviation, and the gaps to discuss."""

    critere: str
    libelle: str
    ecart_type: float | None
    ecarts: tuple[Ecart, ...]


class Ecart(NamedTuple):
    """Two members or more, levels apart, on one candidate and one criterion."""

    candidat: str
    critere: str
    plus_bas: int
    plus_haut: int


def dire(note: Fraction | None) -> str:
    """A score in French, to two decimals."""
    return "–" if note is None else f"{float(note):.2f}".replace(".", ",")


def totaux(deliberation: Deliberation) -> tuple[Total, ...]:
    """Each candidate's score, in the order of the candidates."""
    grille = deliberation.grille
    poids = {critere.cle: critere.poids for critere in grille.criteres if critere.poids}
    valeurs = {(n.membre, n.candidat, n.critere): n.valeur for n in deliberation.notes}
    pleine = sum(poids.values()) * grille.note_maximum
    trouves = []
    for candidat in deliberation.candidats:
        complets: dict[str, Fraction] = {}
        manquantes = 0
        for membre in deliberation.membres:
            notes = {cle: valeurs.get((membre, candidat, cle)) for cle in poids}
            absentes = sum(valeur is None for valeur in notes.values())
            manquantes += absentes
            if not absentes and pleine:
                somme = sum(poids[cle] * (valeur or 0) for cle, valeur in notes.items())
                complets[membre] = Fraction(somme * SUR, pleine)
        note = sum(complets.values(), Fraction()) / len(complets) if complets and not manquantes else None
        trouves.append(Total(candidat, note, complets, manquantes))
    return tuple(trouves)


def classer(lus: Iterable[Total]) -> tuple[Place, ...]:
    """The order of the scores: equal scores share a rank, and the next one counts them (1, 2, 2, 4).

    Candidates whose score is incomplete have no place.
    """
    notes: dict[Fraction, list[Total]] = {}
    for total in lus:
        if total.note is not None:
            notes.setdefault(total.note, []).append(total)
    places, rang = [], 1
    for note in sorted(notes, reverse=True):
        places.append(Place(rang, tuple(notes[note])))
        rang += len(notes[note])
    return tuple(places)


def duels(places: tuple[Place, ...]) -> tuple[Duel, ...]:
    """For each rank and the next, whether the members themselves place the ones before the others."""
    trouves = []
    for avant, apres in pairwise(places):
        for devant in avant.totaux:
            for derriere in apres.totaux:
                ecarts = [devant.par_membre[m] - derriere.par_membre[m] for m in devant.par_membre]
                trouves.append(
                    Duel(
                        devant.candidat,
                        derriere.candidat,
                        pour=sum(ecart > 0 for ecart in ecarts),
                        contre=sum(ecart < 0 for ecart in ecarts),
                        egaux=sum(ecart == 0 for ecart in ecarts),
                    )
                )
    return tuple(trouves)


def dispersions(deliberation: Deliberation) -> tuple[Dispersion, ...]:
    """How far apart members are, criterion by criterion, in the order of the grid."""
    groupes: dict[tuple[str, str], list[int]] = {}
    for note in deliberation.notes:
        groupes.setdefault((note.critere, note.candidat), []).append(note.valeur)
    trouvees = []
    for critere in deliberation.grille.criteres:
        ecarts_types, ecarts = [], []
        for candidat in deliberation.candidats:
            valeurs = groupes.get((critere.cle, candidat), [])
            if len(valeurs) < 2:
                continue
            ecarts_types.append(pstdev(valeurs))
            if max(valeurs) - min(valeurs) >= seuils().ecart_de_notes:
                ecarts.append(Ecart(candidat, critere.libelle, min(valeurs), max(valeurs)))
        moyen = fmean(ecarts_types) if ecarts_types else None
        trouvees.append(Dispersion(critere.cle, critere.libelle, moyen, tuple(ecarts)))
    return tuple(trouvees)
