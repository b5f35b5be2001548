"""One fiche in the list: copy, delete, bring back, take up a JSON file."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from socle.erreurs import ErreurSocle
from socle_web.comptes.decorateurs import permis
from socle_web.comptes.espaces import espace, ouvrir
from socle_web.fiches import perms, services
from socle_web.fiches.forms import RepriseForm
from socle_web.fiches.reprise import lire_json
from socle_web.fiches.session import lue
from socle_web.fiches.views.listes import contexte_liste


@require_POST
@permis(perms.peut_creer)
def reprendre(request: HttpRequest) -> HttpResponse:
    """A fiche that was taken away as JSON comes back as a new draft."""
    form = RepriseForm(request.POST, request.FILES)
    if form.is_valid():
        try:
            fiche = lire_json(form.cleaned_data["fichier"].read())
            nouveau = services.creer(espace=ouvrir(request), fiche=fiche, geste="fichier JSON repris")
        except ErreurSocle as erreur:
            form.add_error("fichier", str(erreur))
        else:
            messages.success(request, f"La fiche « {nouveau.intitule} » est reprise.")
            return redirect("fiches:editeur", pk=nouveau.pk)
    return render(request, "fiches/liste.html", contexte_liste(request, form), status=422)


@require_POST
@permis(perms.peut_creer)
def dupliquer(request: HttpRequest, pk: UUID) -> HttpResponse:
    copie = services.dupliquer(brouillon=lue(request, pk), espace=ouvrir(request))
    messages.success(request, "La fiche est dupliquée : voici la copie.")
    return redirect("fiches:editeur", pk=copie.pk)


@require_http_methods(["GET", "HEAD", "POST"])
def supprimer(request: HttpRequest, pk: UUID) -> HttpResponse:
    brouillon = lue(request, pk)
    if not perms.peut_supprimer.test(espace(request), brouillon):
        raise PermissionDenied
    if request.method != "POST":
        return render(request, "fiches/supprimer.html", {"brouillon": brouillon})
    services.supprimer(espace=espace(request), brouillon=brouillon)
    messages.success(
        request, f"La fiche « {brouillon.intitule} » est supprimée. Vous pouvez encore la rétablir, plus bas."
    )
    return redirect("fiches:liste")


@require_POST
def restaurer(request: HttpRequest, pk: UUID) -> HttpResponse:
    brouillon = lue(request, pk, supprime=True)
    if not perms.peut_supprimer.test(espace(request), brouillon):
        raise PermissionDenied
    services.restaurer(espace=espace(request), brouillon=brouillon)
    messages.success(request, f"La fiche « {brouillon.intitule} » est rétablie.")
    return redirect("fiches:liste")
