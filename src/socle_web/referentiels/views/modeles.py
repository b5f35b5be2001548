"""The booklet's model fiches."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from socle.referentiel import RUBRIQUES_LISTE, TITRES_RUBRIQUES
from socle_web.commun import telechargement
from socle_web.comptes.espaces import espace
from socle_web.comptes.services import charte
from socle_web.referentiels import services


@require_safe
def modeles(request: HttpRequest) -> HttpResponse:
    return render(request, "referentiels/modeles.html", {"modeles": services.cartes_modeles()})


@require_safe
def modele(request: HttpRequest, cle: str) -> HttpResponse:
    carte = services.carte_modele(cle=cle)
    fiche = carte.fiche
    contexte = {
        "carte": carte,
        "fiche": fiche,
        "reference": services.reference(fiche),
        "principal": fiche.principal,
        "reference_emploi": services.reference_principal(fiche),
        "rubriques": [(TITRES_RUBRIQUES[rubrique], fiche.lignes(rubrique)) for rubrique in RUBRIQUES_LISTE],
        "formats": telechargement.liens("referentiels:modele_fichier", cle=cle),
    }
    return render(request, "referentiels/modele.html", contexte)


@require_safe
def modele_fichier(request: HttpRequest, cle: str, format: str) -> HttpResponse:
    fiche = services.modele(cle=cle)
    return telechargement.document(
        plan=fiche.plan(),
        nom=services.nom_modele(fiche),
        format=format,
        charte=charte(espace(request)),
        json=fiche.to_json(),
    )
