"""What a participant's page is made of: each question, one's answer, and what the previous round said."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from socle import synthese
from socle_web.etudes import bilans
from socle_web.etudes.assemblage import reponse as reponse_du_coeur
from socle_web.etudes.models import EtudeEnregistree, Participant, Question, Reponse, Tour
from socle_web.etudes.restitution import Restitution, restituer
from socle_web.etudes.saisie import Saisie, lire


@dataclass(frozen=True)
class Choix:
    """A mark or a word to choose, and whether it is chosen."""

    valeur: str
    libelle: str
    mot: str
    choisi: bool


@dataclass(frozen=True)
class Element:
    """An element to rank, and the rank given."""

    nom: str
    libelle: str
    rang: int | None


@dataclass(frozen=True)
class QuestionVue:
    """A question on the page. ``avant`` is what the group and this person said of it in the last round."""

    numero: int
    question: Question
    contenu: synthese.Question
    ligne: str
    reponse: Reponse | None
    avertissement: str
    choix: tuple[Choix, ...]
    elements: tuple[Element, ...]
    avant: Restitution | None

    @property
    def repondue(self) -> bool:
        return self.reponse is not None and self.reponse.complete

    @property
    def motif(self) -> str:
        return self.reponse.motif if self.reponse else ""

    @property
    def texte(self) -> str:
        return str(self.reponse.valeur or "") if self.reponse else ""

    @property
    def sans_avis(self) -> bool:
        return self.reponse is not None and self.reponse.sans_avis

    @property
    def rangs(self) -> range:
        return range(1, len(self.elements) + 1)


@dataclass(frozen=True)
class Questionnaire:
    """The whole page."""

    tour: Tour
    questions: tuple[QuestionVue, ...]

    @property
    def repondues(self) -> int:
        return sum(question.repondue for question in self.questions)

    @property
    def manquantes(self) -> tuple[QuestionVue, ...]:
        return tuple(question for question in self.questions if not question.repondue)


def questionnaire(
    *, participant: Participant, tour: Tour, avant: Mapping[str, Restitution] | None = None
) -> Questionnaire:
    """The questions of a round for one voice."""
    questions = list(tour.questions.all())
    reponses = {ligne.question_id: ligne for ligne in participant.reponses.filter(question__tour=tour)}
    libelles = libelles_candidats(tour.consultation.etude)
    return Questionnaire(
        tour,
        tuple(
            _vue(numero, question, reponses.get(question.pk), libelles, (avant or {}).get(question.cle))
            for numero, question in enumerate(questions, start=1)
        ),
    )


def libelles_candidats(etude: EtudeEnregistree) -> dict[str, str]:
    """The wording of each candidate of a study, by its key."""
    return {candidat["cle"]: candidat["libelle"] for candidat in etude.document["candidats"]}


def candidats_a_noter(tour: Tour) -> list[synthese.Candidat]:
    """The candidates of the study that no rating nor yes/no of the round bears on."""
    votes = [question.contenu for question in tour.questions.all()]
    poses = {vote.candidat for vote in votes if vote.genre in ("notation", "oui-non")}
    return [
        synthese.Candidat.model_validate(candidat)
        for candidat in tour.consultation.etude.document["candidats"]
        if candidat["cle"] not in poses
    ]


def retours(participant: Participant, tour: Tour) -> dict[str, Restitution]:
    """What the round before said of each question, and what this voice answered then."""
    precedent = tour.consultation.tours.clos().filter(numero__lt=tour.numero).last()
    return retours_de(participant, precedent) if precedent else {}


def retours_de(participant: Participant, clos: Tour) -> dict[str, Restitution]:
    """What a closed round said of each question, and what this voice answered."""
    siennes = participant.reponses.comptees().filter(question__tour=clos).select_related("question")
    miennes = {
        ligne.question.cle: reponse_du_coeur(ligne, ligne.question, participant.pseudonyme, clos.clos_le)
        for ligne in siennes
    }
    contenus = {question.cle: question.contenu for question in clos.questions.all()}
    libelles = libelles_candidats(clos.consultation.etude)
    return {
        resultat.question: restituer(
            synthese.Retour(
                question=resultat.question, resultat=resultat, reponse=miennes.get(resultat.question)
            ),
            contenus[resultat.question],
            libelles,
        )
        for resultat in bilans.resultats(clos)
    }


def _vue(
    numero: int,
    question: Question,
    reponse: Reponse | None,
    libelles: Mapping[str, str],
    avant: Restitution | None,
) -> QuestionVue:
    contenu = question.contenu
    ligne = libelles.get(contenu.candidat, "")
    return QuestionVue(
        numero=numero,
        question=question,
        contenu=contenu,
        ligne="" if ligne == contenu.texte else ligne,
        reponse=reponse,
        avertissement=_avertissement(question, reponse),
        choix=_choix(contenu, reponse.valeur if reponse else None),
        elements=_elements(question, reponse, libelles),
        avant=avant,
    )


def _choix(contenu: synthese.Question, valeur: Any) -> tuple[Choix, ...]:
    if contenu.genre == "oui-non":
        return (
            Choix("oui", "Oui", "", valeur is True),
            Choix("non", "Non", "", valeur is False),
        )
    if contenu.genre != "notation":
        return ()
    echelle = contenu.echelle
    mots = echelle.libelles or ("",) * len(echelle.notes)
    return tuple(
        Choix(str(note), str(note), mot, valeur == note)
        for note, mot in zip(echelle.notes, mots, strict=True)
    )


def _elements(
    question: Question, reponse: Reponse | None, libelles: Mapping[str, str]
) -> tuple[Element, ...]:
    if question.contenu.genre != "classement":
        return ()
    candidats = question.contenu.candidats
    rangs = (reponse.valeur if reponse else None) or [None] * len(candidats)
    return tuple(
        Element(f"q{question.pk}-{place}", libelles.get(cle, cle), rang)
        for place, (cle, rang) in enumerate(zip(candidats, rangs, strict=True))
    )


def _avertissement(question: Question, reponse: Reponse | None) -> str:
    """What keeps a saved answer from counting, said again whenever the page is."""
    if reponse is None or reponse.complete:
        return ""
    saisie: Saisie | None = lire(question, _champs(question, reponse))
    return saisie.avertissement if saisie else ""


def _champs(question: Question, reponse: Reponse) -> dict[str, str]:
    champs = {f"m{question.pk}": reponse.motif}
    if isinstance(reponse.valeur, list):
        champs |= {f"q{question.pk}-{place}": str(rang or "") for place, rang in enumerate(reponse.valeur)}
    return champs
