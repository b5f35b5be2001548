from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from socle_web.referentiels import services


@require_safe
def accueil(request: HttpRequest) -> HttpResponse:
    ref = services.consultation()
    contexte = {
        "nombre_emplois": len(ref),
        "nombre_bap": len({emploi.bap for emploi in ref.emplois_types if emploi.bap}),
        "livret_seul": services.livret_seul(),
        "modeles": services.cartes_modeles(),
    }
    return render(request, "referentiels/accueil.html", contexte)
