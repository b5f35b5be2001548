"""Bringing in a folder of existing fiches, and the report of what became of each file."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from socle.erreurs import ErreurSocle
from socle_web.comptes.decorateurs import permis
from socle_web.comptes.espaces import espace, ouvrir
from socle_web.fiches import importation, perms
from socle_web.fiches.models import Importation


@require_http_methods(["GET", "HEAD", "POST"])
@permis(perms.peut_creer)
def importer(request: HttpRequest) -> HttpResponse:
    """Choose files, or a ZIP."""
    contexte: dict[str, object] = {
        "maximum": importation.FICHIERS_MAXIMUM,
        "precedentes": Importation.objects.miens(espace(request))[:5],
    }
    if request.method != "POST":
        return render(request, "fiches/importer.html", contexte)
    try:
        faite = importation.deposer(espace=ouvrir(request), fichiers=request.FILES.getlist("fichiers"))
    except ErreurSocle as erreur:
        return render(request, "fiches/importer.html", contexte | {"erreur": erreur}, status=422)
    return redirect("fiches:importation", numero=faite.pk)


@require_safe
def rapport(request: HttpRequest, numero: int) -> HttpResponse:
    """What became of each file; the page asks again until all are read."""
    faite = get_object_or_404(Importation.objects.miens(espace(request)), pk=numero)
    fichiers = list(faite.fichiers.defer("contenu").select_related("fiche").defer("fiche__document"))
    attente = [f for f in fichiers if f.traite_le is None]
    contexte = {
        "importation": faite,
        "lus": [f for f in fichiers if f.traite_le and not f.message],
        "refuses": [f for f in fichiers if f.message],
        "attente": attente,
        "total": len(fichiers),
    }
    fragment = getattr(request, "htmx", False)
    return render(request, "fiches/_rapport.html" if fragment else "fiches/importation.html", contexte)
