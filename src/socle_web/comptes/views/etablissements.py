"""The site's établissements, for who administers the site."""

from __future__ import annotations

from django.contrib import messages
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from socle_web.comptes import services
from socle_web.comptes.decorateurs import administration
from socle_web.comptes.espaces import espace
from socle_web.comptes.forms import EtablissementNeufForm
from socle_web.comptes.models import Etablissement
from socle_web.comptes.views.commun import essayer, site


@require_http_methods(["GET", "HEAD", "POST"])
@administration
def liste(request: HttpRequest) -> HttpResponse:
    form = EtablissementNeufForm(request.POST or None)

    def ouvrir() -> None:
        services.ouvrir_etablissement(
            par=espace(request),
            nom=form.cleaned_data["nom"],
            courriel=form.cleaned_data["courriel"],
            site=site(request),
        )

    if request.method == "POST" and essayer(form, ouvrir):
        nom, courriel = form.cleaned_data["nom"], form.cleaned_data["courriel"]
        messages.success(request, f"{nom} est ouvert, et {courriel} est invité à l’administrer.")
        return redirect("comptes:etablissements")
    etablissements = Etablissement.objects.annotate(
        membres=Count("appartenances__user", distinct=True)
    ).order_by("nom")
    contexte = {"form": form, "etablissements": etablissements}
    return render(
        request, "comptes/etablissements.html", contexte, status=422 if request.method == "POST" else 200
    )
