"""What a study asks people: consultations, rounds, questions and pseudonymous answers."""

from __future__ import annotations

from collections import Counter
from typing import Literal, Self

from pydantic import AwareDatetime, Field, model_validator

from socle.referentiel.documents import Objet
from socle.synthese.sources import Cle, Texte

GenreQuestion = Literal["notation", "classement", "oui-non", "proposition"]
EtatTour = Literal["prepare", "ouvert", "ferme"]


class Echelle(Objet):
    """The scale of a rating, and the words of its ends.

    ``favorable_des`` is the lowest rating that counts as favourable (« essentiel », « pertinent »).
    """

    minimum: int = 1
    maximum: int = 5
    favorable_des: int = 4
    libelles: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _bounds(self) -> Self:
        if not self.minimum < self.favorable_des <= self.maximum:
            raise ValueError("a scale needs minimum < favorable_des <= maximum")
        if self.libelles and len(self.libelles) != self.maximum - self.minimum + 1:
            raise ValueError("a scale has one label a rating, or none")
        return self

    @property
    def notes(self) -> range:
        """The ratings that may be given."""
        return range(self.minimum, self.maximum + 1)


class Question(Objet):
    """One question. A rating and a yes/no bear on one candidate (or none); a ranking, on several."""

    cle: Cle
    genre: GenreQuestion
    texte: Texte
    candidats: tuple[Cle, ...] = ()
    echelle: Echelle = Echelle()
    aide: str = ""

    @model_validator(mode="after")
    def _candidates_fit(self) -> Self:
        if len(set(self.candidats)) != len(self.candidats):
            raise ValueError("a question names a candidate once")
        if self.genre == "classement" and len(self.candidats) < 2:
            raise ValueError("a ranking needs two candidates at least")
        if self.genre in ("notation", "oui-non") and len(self.candidats) > 1:
            raise ValueError("a rating and a yes/no bear on one candidate")
        return self

    @property
    def candidat(self) -> str:
        """The candidate of a rating or of a yes/no, or an empty string."""
        return self.candidats[0] if len(self.candidats) == 1 else ""


class Reponse(Objet):
    """One answer of one participant, known by a pseudonym, to one question of one round.

    Exactly one of ``note``, ``rangs`` (tiers of candidates, best first: those of one tier are equal),
    ``oui``, ``texte`` is given, or none by who does not decide; ``commentaire`` may go with any of them.
    """

    participant: Texte
    question: Cle
    note: int | None = None
    rangs: tuple[tuple[Cle, ...], ...] = ()
    oui: bool | None = None
    texte: str = ""
    commentaire: str = ""
    le: AwareDatetime

    @model_validator(mode="after")
    def _one_answer(self) -> Self:
        if sum((self.note is not None, bool(self.rangs), self.oui is not None, bool(self.texte))) > 1:
            raise ValueError("an answer has one value")
        return self

    @property
    def se_prononce(self) -> bool:
        """Whether the participant decided, beyond a comment."""
        return self.note is not None or bool(self.rangs) or self.oui is not None or bool(self.texte)


class RegleVote(Objet):
    """How votes are turned into verdicts; fixed before a round opens, then locked.

    A criterion that is ``None`` is not asked. ``consensus`` when every criterion asked is met,
    ``rejete`` when the share of *unfavourable* answers reaches ``part_favorable``, ``insuffisant`` under
    ``repondants_minimum``, ``discute`` otherwise. ``validite`` asks Lawshe's CVR to reach its exact
    threshold (one-sided binomial test at 5 %).
    """

    enonce: str = ""
    part_favorable: float = Field(default=0.75, gt=0.5, le=1, allow_inf_nan=False)
    mediane_minimum: float | None = Field(default=None, allow_inf_nan=False)
    ecart_interquartile_maximum: float | None = Field(default=None, ge=0, allow_inf_nan=False)
    validite: bool = False
    repondants_minimum: int = Field(default=5, ge=1)
    fixee_le: AwareDatetime | None = None
    verrouillee_le: AwareDatetime | None = None

    @property
    def est_verrouillee(self) -> bool:
        """Whether it can no longer change."""
        return self.verrouillee_le is not None


class Tour(Objet):
    """A round: its questions, then its answers, kept only once they can no longer change.

    ``retour`` is what participants are told of the previous round. ``invites`` is the number of people
    invited, where it is known.
    """

    numero: int = Field(ge=1)
    questions: tuple[Question, ...] = ()
    reponses: tuple[Reponse, ...] = ()
    retour: str = ""
    invites: int | None = Field(default=None, ge=0)
    ouvert_le: AwareDatetime | None = None
    ferme_le: AwareDatetime | None = None

    @model_validator(mode="after")
    def _answers_fit(self) -> Self:
        questions = {question.cle: question for question in self.questions}
        if len(questions) != len(self.questions):
            raise ValueError("two questions have the same key")
        voix = Counter((reponse.participant, reponse.question) for reponse in self.reponses)
        if any(nombre > 1 for nombre in voix.values()):
            raise ValueError("a participant answers a question once a round")
        for reponse in self.reponses:
            if reponse.question not in questions or not convient(reponse, questions[reponse.question]):
                raise ValueError(f"an answer does not fit question {reponse.question}")
        return self

    @property
    def etat(self) -> EtatTour:
        """Prepared, open or closed."""
        if self.ferme_le is not None:
            return "ferme"
        return "ouvert" if self.ouvert_le is not None else "prepare"

    @property
    def participants(self) -> tuple[str, ...]:
        """The pseudonyms of those who answered anything, in their order."""
        return tuple(dict.fromkeys(reponse.participant for reponse in self.reponses))


def convient(reponse: Reponse, question: Question) -> bool:
    """Whether an answer is one that its question may receive; no value at all always is."""
    if not reponse.se_prononce:
        return True
    if question.genre == "notation":
        return reponse.note is not None and reponse.note in question.echelle.notes
    if question.genre == "classement":
        classes = [candidat for palier in reponse.rangs for candidat in palier]
        return len(classes) == len(set(classes)) and set(classes) == set(question.candidats)
    if question.genre == "oui-non":
        return reponse.oui is not None
    return bool(reponse.texte)


Mode = Literal["invitation", "ouverte", "atelier"]


class Consultation(Objet):
    """A consultation in one or several rounds (Delphi), a survey or a workshop."""

    cle: Cle
    titre: Texte
    mode: Mode = "invitation"
    presentation: str = ""
    regle: RegleVote = RegleVote()
    tours: tuple[Tour, ...] = ()
    simulee: bool = False

    @model_validator(mode="after")
    def _rounds_follow(self) -> Self:
        if [tour.numero for tour in self.tours] != list(range(1, len(self.tours) + 1)):
            raise ValueError("rounds are numbered from 1")
        if any(tour.etat != "prepare" for tour in self.tours) and not self.regle.est_verrouillee:
            raise ValueError("a round opens under a locked rule")
        return self

    def tour(self, numero: int) -> Tour:
        """The round of that number."""
        return self.tours[numero - 1]

    @property
    def fermes(self) -> tuple[Tour, ...]:
        """The closed rounds."""
        return tuple(tour for tour in self.tours if tour.etat == "ferme")
