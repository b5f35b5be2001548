"""The participant's pages: a link, a voice, questions answered one by one."""

from __future__ import annotations

from typing import NamedTuple

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from socle.erreurs import ErreurSocle
from socle_web.etudes import session
from socle_web.etudes.models import Participant, Question, Tour
from socle_web.etudes.questionnaire import Questionnaire, questionnaire, retours, retours_de
from socle_web.etudes.saisie import Saisie, lire
from socle_web.etudes.services import participation
from socle_web.etudes.services.participation import Porte
from socle_web.fiches.saisie import entier


class Enregistrement(NamedTuple):
    """How far a person has come, once an answer is saved."""

    repondues: int
    questions: list[Question]


@never_cache
@require_safe
def accueil(request: HttpRequest, jeton: str) -> HttpResponse:
    """Where a link leads: the door, then the questionnaire, always at the same address."""
    porte = session.porte(jeton)
    participant = session.voix(request, porte)
    if participant is None or porte.fermee:
        return _porte(request, porte)
    tour = porte.consultation.tours.ouverts().first()
    if tour is None:
        return _attente(request, porte, participant)
    vue = questionnaire(participant=participant, tour=tour, avant=retours(participant, tour))
    return _questionnaire(request, porte, vue, termine="termine" in request.GET)


@require_POST
def entrer(request: HttpRequest, jeton: str) -> HttpResponse:
    porte = session.porte(jeton)
    if session.voix(request, porte) is None:
        participant, code = participation.entrer(porte=porte)
        session.garder_voix(request, porte, participant=participant, code=code)
    return redirect("etudes:participer", jeton=jeton)


@require_POST
def reprendre(request: HttpRequest, jeton: str) -> HttpResponse:
    """The same voice in another browser, with the code given at the first visit."""
    porte = session.porte(jeton)
    code = request.POST.get("code", "")[:40]
    try:
        participant = participation.reprendre(porte=porte, code=code)
    except ErreurSocle as erreur:
        return _porte(request, porte, erreur=erreur, code=code)
    session.garder_voix(request, porte, participant=participant)
    messages.success(request, "Voici vos réponses, là où vous les aviez laissées.")
    return redirect("etudes:participer", jeton=jeton)


@require_POST
def repondre(request: HttpRequest, jeton: str) -> HttpResponse:
    """Save what the form says: one question as it is answered (htmx), or all of them."""
    porte = session.porte(jeton)
    participant = session.voix(request, porte)
    if participant is None:
        raise ErreurSocle(
            "Ce navigateur ne retrouve plus votre participation.",
            cause="Ses témoins de connexion ont été effacés, ou vous avez changé d’appareil.",
            remede="Rouvrez votre lien et donnez le code affiché à votre première visite\u00a0: "
            "vos réponses enregistrées vous attendent.",
            code="voix-perdue",
        )
    tour = _tour_vise(porte, request.POST.get("tour", ""))
    toutes = list(tour.questions.all())
    seule = request.POST.get("question", "")
    questions = [question for question in toutes if str(question.pk) == seule] if seule else toutes
    saisies = [
        saisie for question in questions if (saisie := lire(question, request.POST.dict())) is not None
    ]
    participation.repondre(porte=porte, participant=participant, tour=tour, saisies=saisies)
    if request.htmx:  # type: ignore[attr-defined]
        etat = Enregistrement(participant.reponses.comptees().du_tour(tour).count(), toutes)
        return _enregistree(request, etat, saisies[0] if saisies else None)
    if any(saisie.avertissement for saisie in saisies):
        vue = questionnaire(participant=participant, tour=tour, avant=retours(participant, tour))
        return _questionnaire(request, porte, vue, status=422)
    return redirect(f"{reverse('etudes:participer', args=[jeton])}?termine=1#bilan")


def _tour_vise(porte: Porte, numero: str) -> Tour:
    """The round that the form was for, open or not: an answer never slips into another round."""
    vises = porte.consultation.tours.commences().filter(numero=entier(numero) or 0)
    tour: Tour | None = vises.first()
    if tour is None:
        raise participation.TourFerme(
            "Ce tour n’est pas ouvert.", remede="Rechargez la page pour voir où en est la consultation."
        )
    return tour


def _porte(
    request: HttpRequest, porte: Porte, *, erreur: ErreurSocle | None = None, code: str = ""
) -> HttpResponse:
    invitation = porte.invitation
    contexte = {
        "porte": porte,
        "consultation": porte.consultation,
        "tour": porte.consultation.tours.last(),
        "utilisee": invitation is not None and invitation.activee_le is not None,
        "erreur": erreur,
        "code": code,
    }
    return render(request, "etudes/participer/porte.html", contexte, status=422 if erreur else 200)


def _attente(request: HttpRequest, porte: Porte, participant: Participant) -> HttpResponse:
    """Between rounds, and after the last one: what the group answered, beside one's own answers."""
    dernier = porte.consultation.tours.clos().last()
    contexte = {
        "porte": porte,
        "consultation": porte.consultation,
        "code": session.code(request, porte),
        "tour": dernier,
        "retours": list(retours_de(participant, dernier).values()) if dernier else [],
    }
    return render(request, "etudes/participer/attente.html", contexte)


def _questionnaire(
    request: HttpRequest, porte: Porte, vue: Questionnaire, *, termine: bool = False, status: int = 200
) -> HttpResponse:
    contexte = {
        "porte": porte,
        "consultation": porte.consultation,
        "vue": vue,
        "code": session.code(request, porte),
        "termine": termine,
    }
    return render(request, "etudes/participer/questionnaire.html", contexte, status=status)


def _enregistree(request: HttpRequest, etat: Enregistrement, saisie: Saisie | None) -> HttpResponse:
    """What a script shows of a save, and nothing more: it is asked at every answer."""
    ligne = {"avertissement": saisie.avertissement, "repondue": saisie.complete} if saisie else None
    return render(request, "etudes/participer/_enregistree.html", {"vue": etat, "ligne": ligne})
