"""Searching emplois-types, by words and by facets."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe

from socle_web.referentiels import services

PAR_PAGE = 20
PAGES_MAXIMUM = 100
FACETTES = (("bap", "BAP"), ("famille", "Famille"), ("corps", "Corps"))
# Over this many values, the rest of a facet is folded away.
FACETTE_COURTE = 8
LONGUEUR_RECHERCHE = 300


@require_safe
def catalogue(request: HttpRequest) -> HttpResponse:
    saisie = request.GET.get("q", "")[:LONGUEUR_RECHERCHE]
    choix = {nom: request.GET.get(nom, "") for nom, _ in FACETTES}
    edition = request.GET.get("edition", "")
    page = _numero(request.GET.get("page", ""))
    trouves = services.consultation(edition=edition).chercher(saisie, limite=page * PAR_PAGE, **choix)
    pages = Paginator(range(trouves.total), PAR_PAGE).get_page(page)
    contexte = {
        "q": saisie,
        "choix": choix,
        "edition": edition,
        "editions": services.editions(),
        "livret_seul": services.livret_seul(),
        "trouves": trouves,
        "resultats": trouves.resultats[pages.start_index() - 1 : pages.end_index()] if trouves.total else (),
        "pages": pages,
        "facettes": [
            {
                "nom": nom,
                "titre": titre,
                "valeurs": trouves.facettes.get(nom, ())[:FACETTE_COURTE],
                "autres": trouves.facettes.get(nom, ())[FACETTE_COURTE:],
                "choisie": choix[nom],
            }
            for nom, titre in FACETTES
        ],
        "filtre": any(choix.values()),
    }
    fragment = request.htmx and not request.htmx.history_restore_request  # type: ignore[attr-defined]
    nom = "referentiels/_resultats.html" if fragment else "referentiels/catalogue.html"
    response = render(request, nom, contexte)
    patch_vary_headers(response, ("HX-Request",))
    return response


def _numero(saisie: str) -> int:
    return min(max(int(saisie), 1), PAGES_MAXIMUM) if saisie.isascii() and saisie.isdigit() else 1
