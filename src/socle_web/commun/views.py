"""Pages that belong to the whole site: errors, about, accessibility."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.views.decorators.http import require_safe

from socle.referentiel.livret import lire_json


@require_safe
def a_propos(request: HttpRequest) -> HttpResponse:
    contexte = {"contributeurs": lire_json("a_propos.json")["contributeurs"]}
    return render(request, "commun/a_propos.html", contexte)


@require_safe
def accessibilite(request: HttpRequest) -> HttpResponse:
    return render(request, "commun/accessibilite.html")


def requete_incorrecte(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400. Rendered without the request: whatever it holds may be what is wrong."""
    return HttpResponse(render_to_string("400.html"), status=400)


def acces_refuse(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "403.html", status=403)


def page_introuvable(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "404.html", status=404)


def erreur_interne(request: HttpRequest) -> HttpResponse:
    """500. Rendered without request, session or database: any of them may be what has failed."""
    return HttpResponse(render_to_string("500.html"), status=500)


def csrf(request: HttpRequest, reason: str = "") -> HttpResponse:
    return render(request, "403_csrf.html", status=403)


def trop_grand(request: HttpRequest, *, maximum: int) -> HttpResponse:
    """413. Answered before the session is opened, hence without it."""
    contexte = {"maximum": maximum // 1024**2, "retour": request.path}
    return HttpResponse(render_to_string("413.html", contexte), status=413)
