"""The one place where an error of the core becomes an HTTP answer."""

from __future__ import annotations

from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from socle.erreurs import (
    DocumentFige,
    DocumentTropGrand,
    EditionExistante,
    ErreurSocle,
    Introuvable,
    OptionManquante,
    ReseauIndisponible,
)
from socle_web.commun.debits import TropDeDemandes

STATUTS: tuple[tuple[type[ErreurSocle], HTTPStatus], ...] = (
    (Introuvable, HTTPStatus.NOT_FOUND),
    (EditionExistante, HTTPStatus.CONFLICT),
    (DocumentFige, HTTPStatus.CONFLICT),
    (DocumentTropGrand, HTTPStatus.REQUEST_ENTITY_TOO_LARGE),
    (ReseauIndisponible, HTTPStatus.BAD_GATEWAY),
    (OptionManquante, HTTPStatus.NOT_IMPLEMENTED),
    (TropDeDemandes, HTTPStatus.TOO_MANY_REQUESTS),
)


def statut(erreur: ErreurSocle) -> HTTPStatus:
    """The HTTP status that says the same thing as the error; 422 unless a better one exists."""
    return next((code for kind, code in STATUTS if isinstance(erreur, kind)), HTTPStatus.UNPROCESSABLE_ENTITY)


def reponse(request: HttpRequest, erreur: ErreurSocle) -> HttpResponse:
    """A page that says what happened, why and what to do; a fragment for the messages' place with htmx."""
    contexte = {"erreur": erreur}
    if getattr(request, "htmx", False):
        answer = render(request, "commun/_erreur.html", contexte, status=statut(erreur))
        answer["HX-Retarget"] = "#messages"
        answer["HX-Reswap"] = "innerHTML show:window:top"
        return answer
    return render(request, "commun/erreur_socle.html", contexte, status=statut(erreur))
