"""A simulated Delphi: answers that nobody gave, for tests and measurements only, and marked so.

Each simulated participant has an opinion of each candidate and, round after round, may move towards the
median that was fed back.
"""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from statistics import median

from socle.synthese import (
    Candidat,
    Consultation,
    Echelle,
    Etude,
    Question,
    RegleVote,
    Reponse,
    ajouter_consultation,
    fermer_tour,
    ouvrir_tour,
    preparer_tour,
)

AVERTISSEMENT = "Réponses simulées : personne n’a répondu à cette consultation."
DEBUT = datetime(2026, 1, 5, 9, tzinfo=UTC)
ECHELLE = Echelle(minimum=1, maximum=5, favorable_des=4)
_ELAN = 0.5
"""How often a participant who stands away from the median moves one step towards it."""

_SILENCE = 0.03
"""How often a participant leaves a question undecided."""


def questions(candidats: Sequence[Candidat]) -> tuple[Question, ...]:
    """One rating a candidate, then a ranking of them all and a free proposal."""
    notations = tuple(
        Question(
            cle=f"note-{candidat.cle}",
            genre="notation",
            texte=f"Cette activité fait-elle partie du métier ? {candidat.libelle}",
            candidats=(candidat.cle,),
            echelle=ECHELLE,
        )
        for candidat in candidats
    )
    classement = Question(
        cle="ordre",
        genre="classement",
        texte="Classez ces activités, de la plus importante à la moins importante.",
        candidats=tuple(candidat.cle for candidat in candidats),
    )
    libre = Question(cle="manque", genre="proposition", texte="Quelle activité manque-t-il ?")
    return (*notations, classement, libre)


class Participants:
    """A simulated panel; the same seed gives the same answers.

    :param faveurs: how favourable each candidate is to the panel, from 1 to 5 (by default, drawn).
    """

    def __init__(
        self,
        candidats: Sequence[Candidat],
        *,
        effectif: int = 60,
        graine: int = 2026,
        faveurs: Mapping[str, float] | None = None,
    ) -> None:
        self.tirage = random.Random(graine)
        self.candidats = tuple(candidats)
        self.pseudonymes = tuple(f"simulé-{rang:03d}" for rang in range(1, effectif + 1))
        centres = faveurs or {candidat.cle: self.tirage.uniform(2.0, 4.8) for candidat in candidats}
        self.notes = {
            (participant, candidat.cle): self._note(centres[candidat.cle])
            for participant in self.pseudonymes
            for candidat in candidats
        }

    def repondre(self, le: datetime) -> tuple[Reponse, ...]:
        """The panel's answers to a round."""
        return tuple(
            reponse for participant in self.pseudonymes for reponse in self._answers(participant, le)
        )

    def apprendre(self) -> None:
        """What the feedback does: those away from the median may move one step towards it."""
        for candidat in self.candidats:
            centre = median(self.notes[participant, candidat.cle] for participant in self.pseudonymes)
            for participant in self.pseudonymes:
                note = self.notes[participant, candidat.cle]
                if note != centre and self.tirage.random() < _ELAN:
                    self.notes[participant, candidat.cle] = note + (1 if note < centre else -1)

    def _note(self, centre: float) -> int:
        return min(ECHELLE.maximum, max(ECHELLE.minimum, round(self.tirage.gauss(centre, 0.9))))

    def _answers(self, participant: str, le: datetime) -> list[Reponse]:
        notes = {candidat.cle: self.notes[participant, candidat.cle] for candidat in self.candidats}
        reponses = [
            Reponse(
                participant=participant,
                question=f"note-{cle}",
                note=None if self.tirage.random() < _SILENCE else note,
                commentaire="Commentaire simulé." if note == ECHELLE.minimum else "",
                le=le,
            )
            for cle, note in notes.items()
        ]
        paliers = [
            tuple(cle for cle, note in notes.items() if note == palier)
            for palier in sorted(set(notes.values()), reverse=True)
        ]
        reponses.append(Reponse(participant=participant, question="ordre", rangs=tuple(paliers), le=le))
        if self.tirage.random() < 0.1:
            reponses.append(
                Reponse(participant=participant, question="manque", texte="Proposition simulée.", le=le)
            )
        return reponses


def simuler(
    etude: Etude,
    *,
    tours: int = 3,
    effectif: int = 60,
    graine: int = 2026,
    regle: RegleVote | None = None,
) -> Etude:
    """The study with a simulated consultation of several closed rounds about its activities."""
    candidats = [candidat for candidat in etude.candidats if candidat.nature == "activite"]
    etude = ajouter_consultation(
        etude,
        Consultation(
            cle="delphi-simule",
            titre="Delphi simulé",
            presentation=AVERTISSEMENT,
            simulee=True,
            regle=regle or RegleVote(part_favorable=0.7, ecart_interquartile_maximum=1.5),
        ),
    )
    panel = Participants(candidats, effectif=effectif, graine=graine)
    for rang in range(tours):
        le = DEBUT + timedelta(weeks=2 * rang)
        etude = preparer_tour(
            etude, questions(candidats), consultation="delphi-simule", invites=effectif, retour=AVERTISSEMENT
        )
        etude = ouvrir_tour(etude, consultation="delphi-simule", le=le)
        etude = fermer_tour(
            etude,
            panel.repondre(le + timedelta(days=1)),
            consultation="delphi-simule",
            le=le + timedelta(days=7),
        )
        panel.apprendre()
    return etude
