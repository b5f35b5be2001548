"""Rows put back together into the core's documents, which compute and export."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from socle import synthese
from socle_web.etudes.models import Consultation, EtudeEnregistree, Question, Reponse, Tour

CHAMPS_CODAGE = ("source", "candidat", "codeur", "valeur", "citation", "page", "mentions", "remarque", "le")
CHAMPS_ARBITRAGE = ("source", "candidat", "valeur", "motif", "par", "le")


def assembler(enregistree: EtudeEnregistree, *, reponses: bool = True) -> synthese.Etude:
    """The whole study. Answers are in it once their round is closed, and not before.

    :param reponses: ``False`` leaves answers out, for what counts none of them.
    """
    document = dict(enregistree.document)
    sources = {source["cle"] for source in document["sources"]}
    candidats = {candidat["cle"] for candidat in document["candidats"]}
    for nom, champs in (("codages", CHAMPS_CODAGE), ("arbitrages", CHAMPS_ARBITRAGE)):
        lignes = getattr(enregistree, nom).values(*champs)
        document[nom] = [
            ligne for ligne in lignes if ligne["source"] in sources and ligne["candidat"] in candidats
        ]
    document["propositions"] = _discutees(enregistree, document["propositions"])
    document["consultations"] = [
        consultation_complete(consultation, reponses=reponses)
        for consultation in enregistree.consultations.prefetch_related("tours__questions")
    ]
    return synthese.Etude.model_validate(document)


def consultation_complete(consultation: Consultation, *, reponses: bool = True) -> synthese.Consultation:
    """A consultation with its rounds, and the answers of the closed ones."""
    tours = sorted(consultation.tours.all(), key=lambda tour: tour.numero)
    clos = [tour for tour in tours if tour.etat == "clos"]
    donnees = reponses_des_tours(clos) if reponses else {}
    return synthese.Consultation(
        cle=consultation.cle,
        titre=consultation.titre,
        mode=consultation.mode,
        presentation=consultation.presentation,
        regle=synthese.RegleVote.model_validate(consultation.regle),
        tours=tuple(_tour(tour, donnees.get(tour.pk, [])) for tour in tours),
        simulee=consultation.simulee,
    )


def reponses_des_tours(tours: list[Tour]) -> dict[int, list[synthese.Reponse]]:
    """The answers that count, by round, in the order of pseudonyms and questions.

    Each bears the date of the closing: the site does not keep when each person answered, which would tell
    who they are.
    """
    lignes = (
        Reponse.objects.comptees()
        .filter(question__tour__in=tours)
        .select_related("participant", "question__tour")
        .order_by("question__tour__numero", "participant__pseudonyme", "question__rang", "question_id")
    )
    trouvees: dict[int, list[synthese.Reponse]] = defaultdict(list)
    questions = {question.pk: question for tour in tours for question in tour.questions.all()}
    for ligne in lignes:
        question = questions[ligne.question_id]
        le = ligne.question.tour.clos_le
        trouvees[question.tour_id].append(reponse(ligne, question, ligne.participant.pseudonyme, le))
    return trouvees


def reponse(ligne: Reponse, question: Question, participant: str, le: Any) -> synthese.Reponse:
    """One answer as the core's document."""
    return synthese.Reponse(
        participant=participant,
        question=question.cle,
        commentaire=ligne.motif,
        le=le,
        **valeur(question.contenu, ligne.valeur),
    )


def valeur(question: synthese.Question, brute: Any) -> dict[str, Any]:
    """The field of an answer that holds what was answered; none for who would rather not judge."""
    if brute is None:
        return {}
    if question.genre == "classement":
        paliers = defaultdict(list)
        for cle, rang in zip(question.candidats, brute, strict=True):
            paliers[rang].append(cle)
        return {"rangs": tuple(tuple(paliers[rang]) for rang in sorted(paliers))}
    return {{"notation": "note", "oui-non": "oui", "proposition": "texte"}[question.genre]: brute}


def _tour(tour: Tour, reponses: list[synthese.Reponse]) -> synthese.Tour:
    questions = sorted(tour.questions.all(), key=lambda question: (question.rang, question.pk))
    return synthese.Tour(
        numero=tour.numero,
        questions=tuple(question.contenu for question in questions),
        reponses=tuple(reponses),
        retour=tour.retour,
        invites=tour.invites,
        ouvert_le=tour.ouvert_le,
        ferme_le=tour.clos_le,
    )


def _discutees(enregistree: EtudeEnregistree, propositions: list[dict[str, Any]]) -> list[dict[str, Any]]:
    if not propositions:
        return propositions
    remarques = defaultdict(list)
    for remarque in enregistree.remarques.all():
        remarques[remarque.proposition].append(
            {
                "auteur": remarque.auteur_nom,
                "texte": remarque.texte,
                "rubrique": remarque.rubrique,
                "rang": remarque.rang,
                "le": remarque.le,
            }
        )
    return [{**proposition, "remarques": remarques[proposition["numero"]]} for proposition in propositions]
