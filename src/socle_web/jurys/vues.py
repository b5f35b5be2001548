"""What the pages of a jury show, as plain values."""

from __future__ import annotations

from dataclasses import dataclass

from socle.erreurs import ErreurSocle, SaisieInvalide
from socle.fiche import Constat
from socle.jury import (
    AccordMembres,
    Critere,
    Deliberation,
    Dispersion,
    Duel,
    Grille,
    Niveau,
    Place,
    Total,
    classer,
    dispersions,
    duels,
    mesurer_accord,
    totaux,
    verifier_grille,
)
from socle.jury.notation import dire
from socle.jury.plan import place_dite
from socle_web.jurys.models import Candidat, Feuille, Jury, Membre


def dite(erreur: ErreurSocle) -> str:
    """An error in one sentence or two; what is wrong with each field where it is about fields."""
    return " ".join(erreur.champs.values()) if isinstance(erreur, SaisieInvalide) else str(erreur)


@dataclass(frozen=True)
class CritereVue:
    critere: Critere
    constats: tuple[Constat, ...]

    @property
    def place(self) -> str:
        return place_dite(self.critere)


@dataclass(frozen=True)
class GrilleVue:
    """The grid beside the post, with what it is told."""

    grille: Grille
    criteres: tuple[CritereVue, ...]
    constats: tuple[Constat, ...]

    @property
    def alertes(self) -> tuple[Constat, ...]:
        return tuple(constat for constat in self.constats if constat.gravite != "information")

    @property
    def conseils(self) -> tuple[Constat, ...]:
        return tuple(constat for constat in self.constats if constat.gravite == "information")


def voir_grille(grille: Grille) -> GrilleVue:
    """The grid as its page shows it."""
    constats = verifier_grille(grille).constats
    return GrilleVue(
        grille,
        tuple(
            CritereVue(critere, tuple(c for c in constats if c.rubrique == critere.cle))
            for critere in grille.criteres
        ),
        constats,
    )


@dataclass(frozen=True)
class Avancement:
    """How far a member is: candidates scored in full, begun, in all."""

    membre: Membre
    adresse: str
    complets: int
    commences: int
    candidats: int


def avancements(jury: Jury, adresses: dict[int, str]) -> tuple[Avancement, ...]:
    """How far each member is, in one query more than the members."""
    cles = cles_notees(jury.contenu)
    candidats = jury.candidats.count()
    membres = jury.membres.prefetch_related("feuilles")
    return tuple(
        Avancement(
            membre,
            adresses.get(membre.pk, ""),
            sum(cles <= set(feuille.notes) for feuille in membre.feuilles.all()),
            sum(not cles <= set(feuille.notes) for feuille in membre.feuilles.all()),
            candidats,
        )
        for membre in membres
    )


def cles_notees(grille: Grille) -> set[str]:
    """The criteria that count: those with a weight."""
    return {critere.cle for critere in grille.criteres if critere.poids}


@dataclass(frozen=True)
class Rangee:
    """A candidate's scores: the mean, then each member's."""

    total: Total
    candidat: Candidat | None
    notes: tuple[str, ...]


@dataclass(frozen=True)
class Comparaison:
    """What everyone in the jury sees once the scores are opened."""

    deliberation: Deliberation
    rangees: tuple[Rangee, ...]
    places: tuple[Place, ...]
    partages: tuple[Duel, ...]
    accord: AccordMembres
    dispersions: tuple[Dispersion, ...]

    @property
    def ecarts(self) -> int:
        """How many scores are to be talked over."""
        return sum(len(dispersion.ecarts) for dispersion in self.dispersions)

    @property
    def manquantes(self) -> int:
        return sum(rangee.total.manquantes for rangee in self.rangees)


def comparer(deliberation: Deliberation, candidats: dict[str, Candidat]) -> Comparaison:
    """The scores side by side."""
    lus = totaux(deliberation)
    places = classer(lus)
    return Comparaison(
        deliberation,
        tuple(
            Rangee(
                total,
                candidats.get(total.candidat),
                tuple(dire(total.par_membre.get(membre)) for membre in deliberation.membres),
            )
            for total in lus
        ),
        places,
        tuple(duel for duel in duels(places) if duel.partage),
        mesurer_accord(deliberation),
        dispersions(deliberation),
    )


@dataclass(frozen=True)
class LigneNotation:
    """A criterion to score: the levels, and the one given."""

    critere: Critere
    niveaux: tuple[Niveau, ...]
    donnee: int | None


def lignes_de_notation(grille: Grille, feuille: Feuille | None) -> tuple[LigneNotation, ...]:
    """The criteria that count, with what this member gave."""
    donnees = feuille.notes if feuille else {}
    return tuple(
        LigneNotation(critere, grille.echelle, donnees.get(critere.cle))
        for critere in grille.criteres
        if critere.poids
    )
