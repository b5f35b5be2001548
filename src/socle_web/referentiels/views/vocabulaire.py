"""Who does what, the words of the trade, and the works that they come from."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from socle_web.referentiels import vocabulaire as lexique


@require_safe
def vocabulaire(request: HttpRequest) -> HttpResponse:
    return render(request, "referentiels/vocabulaire.html", {"termes": lexique.termes()})


@require_safe
def bibliographie(request: HttpRequest) -> HttpResponse:
    return render(request, "referentiels/bibliographie.html", {"groupes": lexique.bibliographie()})
