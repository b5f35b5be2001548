"""Writing the questions of a round that is being prepared."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from socle import synthese
from socle.referentiel.cles import cle_libre
from socle_web.comptes.espaces import espace
from socle_web.etudes import perms, session
from socle_web.etudes.echelles import ECHELLES
from socle_web.etudes.forms.consultation import QuestionForm
from socle_web.etudes.models import Question, Tour
from socle_web.etudes.questionnaire import candidats_a_noter, libelles_candidats
from socle_web.etudes.requete import postes
from socle_web.etudes.services import candidats as services_candidats
from socle_web.etudes.services import consultations as services


@require_http_methods(["GET", "HEAD", "POST"])
def ajouter(request: HttpRequest, pk: UUID, numero: int) -> HttpResponse:
    tour = session.tour(request, pk, numero, permis=perms.peut_animer)
    services.exiger_prepare(tour)
    form = _form(request, tour, initial={"genre": request.GET.get("genre", "notation"), "echelle": "accord"})
    if request.method == "POST" and form.is_valid():
        cle = cle_libre(form.cleaned_data["texte"], set(tour.questions.values_list("cle", flat=True)))
        contenu = _contenu(request, tour, form.cleaned_data, cle)
        services.poser(tour=tour, contenus=[contenu], espace=espace(request))
        messages.success(request, "La question est ajoutée.")
        return _retour(tour)
    return _page(request, tour, form)


@require_http_methods(["GET", "HEAD", "POST"])
def modifier(request: HttpRequest, pk: UUID, numero: int, question: int) -> HttpResponse:
    tour = session.tour(request, pk, numero, permis=perms.peut_animer)
    services.exiger_prepare(tour)
    visee = _question(tour, question)
    libelles = libelles_candidats(tour.consultation.etude)
    form = _form(request, tour, initial=QuestionForm.de(visee.contenu, libelles))
    if request.method == "POST" and form.is_valid():
        contenu = _contenu(request, tour, form.cleaned_data, visee.cle)
        services.reecrire(question=visee, contenu=contenu, espace=espace(request))
        messages.success(request, "La question est enregistrée.")
        return _retour(tour)
    return _page(request, tour, form, question=visee)


@require_POST
def retirer(request: HttpRequest, pk: UUID, numero: int, question: int) -> HttpResponse:
    tour = session.tour(request, pk, numero, permis=perms.peut_animer)
    visee = _question(tour, question)
    services.retirer(question=visee, espace=espace(request))
    messages.success(request, f"La question «\u00a0{visee}\u00a0» est retirée.")
    return _retour(tour)


@require_POST
def deplacer(request: HttpRequest, pk: UUID, numero: int, question: int) -> HttpResponse:
    tour = session.tour(request, pk, numero, permis=perms.peut_animer)
    vers = "haut" if request.POST.get("vers") == "haut" else "bas"
    services.deplacer(question=_question(tour, question), vers=vers, espace=espace(request))
    return _retour(tour)


@require_POST
def candidats(request: HttpRequest, pk: UUID, numero: int) -> HttpResponse:
    """One rating question for each candidate of the study that no question bears on yet."""
    tour = session.tour(request, pk, numero, permis=perms.peut_animer)
    echelle = ECHELLES.get(request.POST.get("echelle", ""), ECHELLES["accord"]).echelle
    prises = set(tour.questions.values_list("cle", flat=True))
    contenus = []
    for candidat in candidats_a_noter(tour):
        cle = cle_libre(candidat.cle, prises)
        prises.add(cle)
        contenus.append(
            synthese.Question(
                cle=cle,
                genre="notation",
                texte=candidat.libelle,
                candidats=(candidat.cle,),
                echelle=echelle,
            )
        )
    posees = services.poser(tour=tour, contenus=contenus, espace=espace(request))
    messages.success(request, f"{len(posees)}\u00a0question{'s' if len(posees) > 1 else ''} de plus.")
    return _retour(tour)


def _form(request: HttpRequest, tour: Tour, *, initial: dict[str, Any]) -> QuestionForm:
    candidats = list(libelles_candidats(tour.consultation.etude).items())
    return QuestionForm(postes(request), initial=initial, candidats=candidats)


def _contenu(request: HttpRequest, tour: Tour, lu: dict[str, Any], cle: str) -> synthese.Question:
    genre = lu["genre"]
    cles: tuple[str, ...] = (lu["candidat"],) if lu["candidat"] else ()
    if genre == "classement":
        cles = services_candidats.retrouver(
            etude=tour.consultation.etude, libelles=lu["elements_lus"], espace=espace(request)
        )
    echelle = ECHELLES.get(lu["echelle"] or "accord", ECHELLES["accord"]).echelle
    champs: dict[str, Any] = {"echelle": echelle} if genre == "notation" else {}
    return synthese.Question(
        cle=cle, genre=genre, texte=lu["texte"], candidats=cles, aide=lu["aide"], **champs
    )


def _question(tour: Tour, pk: int) -> Question:
    trouvee = tour.questions.filter(pk=pk).first()
    if trouvee is None:
        raise Http404("Cette question n’existe pas.")
    trouvee.tour = tour
    return trouvee


def _retour(tour: Tour) -> HttpResponse:
    return redirect(f"{reverse('etudes:consultation', args=[tour.consultation_id])}#questions")


def _page(
    request: HttpRequest, tour: Tour, form: QuestionForm, *, question: Question | None = None
) -> HttpResponse:
    contexte = {
        "consultation": tour.consultation,
        "etude": tour.consultation.etude,
        "tour": tour,
        "form": form,
        "question": question,
    }
    return render(request, "etudes/consultation/question.html", contexte, status=422 if form.errors else 200)
