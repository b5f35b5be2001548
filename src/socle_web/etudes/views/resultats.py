"""What a round said: every figure beside what it means, every chart beside its table."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from socle import synthese
from socle_web.comptes.espaces import espace
from socle_web.etudes import perms, session
from socle_web.etudes.resultats import presenter


@require_safe
@cache_control(private=True, no_cache=True)
def resultats(request: HttpRequest, pk: UUID, numero: int) -> HttpResponse:
    tour = session.tour(request, pk, numero)
    if tour.etat != "clos":
        raise Http404("Les résultats se lisent quand le tour est clos.")
    consultation = tour.consultation
    contexte = {
        "consultation": consultation,
        "etude": consultation.etude,
        "tour": tour,
        "tours": list(consultation.tours.clos()),
        "regle": synthese.RegleVote.model_validate(consultation.regle),
        "vue": presenter(tour),
        "peut_animer": perms.peut_animer.test(espace(request), consultation.etude),
    }
    return render(request, "etudes/consultation/resultats.html", contexte)
