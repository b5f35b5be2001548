"""One analysis: what was found, another emploi-type, a fiche."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.cache import patch_vary_headers
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from socle.erreurs import Introuvable
from socle.referentiel import CORPS, lire_corps
from socle_web.commun import telechargement
from socle_web.comptes.espaces import ouvrir
from socle_web.offres import services
from socle_web.offres.forms import CORPS_CHOIX
from socle_web.offres.presentation import presenter
from socle_web.offres.session import enregistree as analyse_de_la_personne
from socle_web.referentiels import services as referentiels

RESULTATS = 8


@require_safe
@cache_control(private=True, no_cache=True)
def resultat(request: HttpRequest, pk: UUID) -> HttpResponse:
    enregistree = analyse_de_la_personne(request, pk)
    saisie = request.GET.get("q", "").strip()[:300]
    contexte = {"enregistree": enregistree, "q": saisie, "trouves": _chercher(saisie, enregistree.edition)}
    if request.htmx and not request.htmx.history_restore_request:  # type: ignore[attr-defined]
        response = render(request, "offres/_recherche.html", contexte)
        patch_vary_headers(response, ("HX-Request",))
        return response
    analyse = enregistree.analyse
    contexte |= {
        "analyse": analyse,
        "vue": presenter(
            analyse, decision=request.GET.get("decision", ""), rubrique=request.GET.get("rubrique", "")
        ),
        "corps": CORPS[lire_corps(analyse.corps)] if analyse.corps else None,
        "liste_corps": CORPS_CHOIX,
        "edition_emploi": _edition(analyse.emploi_type, enregistree.edition),
        "formats": telechargement.liens("offres:telecharger", pk=str(pk)),
        "livret_seul": referentiels.livret_seul(),
    }
    response = render(request, "offres/analyse.html", contexte)
    patch_vary_headers(response, ("HX-Request",))
    return response


@require_POST
def reprendre(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Measure against another emploi-type, or read with another corps, from the text already read."""
    enregistree = analyse_de_la_personne(request, pk)
    corps = request.POST.get("corps", enregistree.corps_choisi)
    services.reprendre(
        espace=ouvrir(request),
        enregistree=enregistree,
        corps=corps if corps in CORPS else "",
        emploi_type=request.POST.get("emploi_type", "")[:64],
    )
    analyse = enregistree.analyse
    if enregistree.emploi_choisi:
        messages.success(
            request,
            f"Le décalage est maintenant mesuré avec «\u00a0{analyse.emploi_type_intitule}\u00a0» "
            f"({analyse.emploi_type}).",
        )
    else:
        messages.success(request, "L’analyse est refaite avec ce corps.")
    return redirect("offres:analyse", pk=pk)


@require_POST
def fiche(request: HttpRequest, pk: UUID) -> HttpResponse:
    brouillon = services.en_faire_une_fiche(
        espace=ouvrir(request), enregistree=analyse_de_la_personne(request, pk)
    )
    messages.success(
        request,
        "Voici le brouillon tiré de l’offre\u00a0: les lignes sûres ont pris les mots du référentiel, "
        "les autres sont des ajouts à décider.",
    )
    return redirect("fiches:editeur", pk=brouillon.pk)


@require_http_methods(["GET", "HEAD", "POST"])
def supprimer(request: HttpRequest, pk: UUID) -> HttpResponse:
    enregistree = analyse_de_la_personne(request, pk)
    if request.method != "POST":
        return render(request, "offres/supprimer.html", {"enregistree": enregistree})
    services.supprimer(espace=ouvrir(request), enregistree=enregistree)
    messages.success(request, f"L’analyse de «\u00a0{enregistree.nom}\u00a0» est supprimée.")
    return redirect("offres:accueil")


def _chercher(saisie: str, edition: str) -> object:
    if not saisie:
        return None
    return referentiels.consultation(edition=edition).chercher(saisie, limite=RESULTATS)


def _edition(code: str, edition: str) -> str:
    """The édition whose page shows an emploi-type; empty when it is gone."""
    try:
        return referentiels.consultation(edition=edition)[code].edition if code else ""
    except Introuvable:
        return ""
