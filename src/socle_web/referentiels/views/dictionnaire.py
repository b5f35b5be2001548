"""Browsing the dictionnaire des compétences."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe

from socle.referentiel import RUBRIQUES_DICTIONNAIRE, TITRES_RUBRIQUES
from socle_web.referentiels import dictionnaire as lexique
from socle_web.referentiels import services

PAR_PAGE = 40


@require_safe
def dictionnaire(request: HttpRequest) -> HttpResponse:
    saisie = request.GET.get("q", "")[:300]
    rubrique = request.GET.get("rubrique", "")
    edition = request.GET.get("edition", "")
    trouvees = lexique.entrees(edition=edition, saisie=saisie)
    nombres = [
        (nom, TITRES_RUBRIQUES[nom], sum(entree.rubrique == nom for entree in trouvees))
        for nom in RUBRIQUES_DICTIONNAIRE
    ]
    retenues = [entree for entree in trouvees if not rubrique or entree.rubrique == rubrique]
    contexte = {
        "q": saisie,
        "rubrique": rubrique,
        "edition": edition,
        "edition_dictionnaire": lexique.edition_dictionnaire(edition=edition),
        "rubriques": nombres,
        "pages": Paginator(retenues, PAR_PAGE).get_page(request.GET.get("page")),
        "vide": not services.consultation(edition=edition).dictionnaire,
    }
    fragment = request.htmx and not request.htmx.history_restore_request  # type: ignore[attr-defined]
    nom = "referentiels/_entrees.html" if fragment else "referentiels/dictionnaire.html"
    response = render(request, nom, contexte)
    patch_vary_headers(response, ("HX-Request",))
    return response


@require_safe
def entree(request: HttpRequest, edition: str, identifiant: str) -> HttpResponse:
    ref = services.charger(nom=edition)
    trouvee = lexique.entree(edition=edition, identifiant=identifiant)
    contexte = {
        "entree": trouvee,
        "edition": ref.edition,
        "titre_rubrique": TITRES_RUBRIQUES[trouvee.rubrique],
        "emplois": [ref[code] for code in trouvee.emplois_types],
    }
    return render(request, "referentiels/entree.html", contexte)
