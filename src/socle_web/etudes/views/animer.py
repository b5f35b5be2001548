"""The animator's page: a consultation from its rule to its last round."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from socle import synthese
from socle_web.comptes.espaces import espace
from socle_web.etudes import bilans, perms, session
from socle_web.etudes.echelles import ECHELLES
from socle_web.etudes.forms.consultation import ConsultationForm, PresentationForm, RegleVoteForm
from socle_web.etudes.models import Consultation, Tour
from socle_web.etudes.models.etude import TEXTE_MAXIMUM
from socle_web.etudes.questionnaire import candidats_a_noter, libelles_candidats
from socle_web.etudes.requete import postes
from socle_web.etudes.services import consultations as services
from socle_web.fiches.saisie import texte


@require_http_methods(["GET", "HEAD", "POST"])
def nouvelle(request: HttpRequest, pk: UUID) -> HttpResponse:
    etude = session.etude(request, pk, permis=perms.peut_animer)
    form = ConsultationForm(postes(request))
    if request.method == "POST" and form.is_valid():
        lu = form.cleaned_data
        creee = services.creer(
            etude=etude,
            titre=lu["titre"],
            mode=lu["mode"],
            presentation=lu["presentation"],
            simulee=lu["simulee"],
            regle=synthese.RegleVote(ecart_interquartile_maximum=1),
            espace=espace(request),
        )
        return redirect("etudes:consultation", pk=creee.pk)
    contexte = {"etude": etude, "form": form}
    status = 422 if form.errors else 200
    return render(request, "etudes/consultation/nouvelle.html", contexte, status=status)


@require_safe
@cache_control(private=True, no_cache=True)
def consultation(request: HttpRequest, pk: UUID) -> HttpResponse:
    de = session.consultation(request, pk)
    tour = de.dernier_tour
    if tour.etat == "ouvert":
        bilans.preparer()
    contexte = {
        **_commun(request, de),
        "tour": tour,
        "tours": list(de.tours.annotate(nombre=Count("questions", distinct=True))),
        "questions": list(tour.questions.all()),
        "libelles": libelles_candidats(de.etude),
        "echelles": [(cle, proposee.libelle) for cle, proposee in ECHELLES.items()],
        "restants": len(candidats_a_noter(tour)),
        "avancement": avancement(de, tour),
        "a_revoir": _a_revoir(tour) if tour.etat == "clos" else [],
    }
    return render(request, "etudes/consultation/consultation.html", contexte)


@require_http_methods(["GET", "HEAD", "POST"])
def presenter(request: HttpRequest, pk: UUID) -> HttpResponse:
    de = session.consultation(request, pk, permis=perms.peut_animer)
    form = PresentationForm(postes(request), initial={"titre": de.titre, "presentation": de.presentation})
    if request.method == "POST" and form.is_valid():
        services.presenter(consultation=de, espace=espace(request), **form.cleaned_data)
        messages.success(request, "La présentation est enregistrée.")
        return redirect("etudes:consultation", pk=pk)
    contexte = {**_commun(request, de), "form": form}
    return render(request, "etudes/consultation/presenter.html", contexte, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def regle(request: HttpRequest, pk: UUID) -> HttpResponse:
    de = session.consultation(request, pk, permis=perms.peut_animer)
    actuelle = synthese.RegleVote.model_validate(de.regle)
    form = RegleVoteForm(postes(request), initial=RegleVoteForm.de(actuelle))
    if request.method == "POST" and form.is_valid():
        services.fixer_regle(consultation=de, regle=form.regle(), espace=espace(request))
        messages.success(request, "La règle est fixée. Elle se verrouillera à l’ouverture du premier tour.")
        return redirect("etudes:consultation", pk=pk)
    contexte = {**_commun(request, de), "form": form}
    return render(request, "etudes/consultation/regle.html", contexte, status=422 if form.errors else 200)


@require_POST
def ouvrir(request: HttpRequest, pk: UUID, numero: int) -> HttpResponse:
    tour = session.tour(request, pk, numero, permis=perms.peut_animer)
    services.ouvrir(tour=tour, espace=espace(request))
    messages.success(request, f"Le tour {numero} est ouvert\u00a0: les réponses arrivent ici.")
    return redirect("etudes:consultation", pk=pk)


@require_http_methods(["GET", "HEAD", "POST"])
def clore(request: HttpRequest, pk: UUID, numero: int) -> HttpResponse:
    """Closing cannot be undone: it asks first."""
    tour = session.tour(request, pk, numero, permis=perms.peut_animer)
    if request.method == "POST":
        services.clore(tour=tour, espace=espace(request))
        messages.success(request, f"Le tour {numero} est clos. Voici ce que le groupe en a dit.")
        return redirect("etudes:resultats", pk=pk, numero=numero)
    contexte = {
        **_commun(request, tour.consultation),
        "tour": tour,
        "avancement": avancement(tour.consultation, tour),
    }
    return render(request, "etudes/consultation/clore.html", contexte)


@require_POST
def suite(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Prepare the next round with the questions ticked."""
    de = session.consultation(request, pk, permis=perms.peut_animer)
    tour = services.preparer_suite(
        consultation=de,
        cles=request.POST.getlist("questions"),
        retour=texte(request, "retour", maximum=TEXTE_MAXIMUM).strip(),
        espace=espace(request),
    )
    messages.success(
        request,
        f"Le tour {tour.numero} est prêt à être relu\u00a0: chacun y verra sa réponse et celles du groupe.",
    )
    return redirect(f"{reverse('etudes:consultation', args=[pk])}#questions")


def avancement(de: Consultation, tour: Tour) -> dict[str, int | None]:
    """How many people answered a round, and out of how many when they were invited."""
    voix = de.participants.ayant_repondu(tour).count()
    return {"voix": voix, "invites": tour.invites if tour.etat != "preparation" else None}


def _commun(request: HttpRequest, de: Consultation) -> dict[str, object]:
    return {
        "consultation": de,
        "etude": de.etude,
        "regle": synthese.RegleVote.model_validate(de.regle),
        "peut_animer": perms.peut_animer.test(espace(request), de.etude),
        "lien": request.build_absolute_uri(reverse("etudes:participer", args=[de.jeton])),
    }


def _a_revoir(tour: Tour) -> list[tuple[str, str, bool]]:
    """The questions that may be asked again; ticked unless the group agreed already."""
    verdicts = {resultat.question: getattr(resultat, "verdict", "") for resultat in bilans.resultats(tour)}
    return [
        (question.cle, str(question), verdicts.get(question.cle) != "consensus")
        for question in tour.questions.all()
    ]
