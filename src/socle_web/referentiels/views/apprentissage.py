"""Learning from an édition: start it, follow it, use it or not."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from socle_web.comptes.decorateurs import administration
from socle_web.referentiels import apprentissages, services
from socle_web.referentiels.forms import ApprentissageForm
from socle_web.referentiels.views.editions import page_edition


@require_POST
@administration
def apprendre(request: HttpRequest, nom: str) -> HttpResponse:
    form = ApprentissageForm(request.POST, request.FILES)
    if not form.is_valid():
        return page_edition(request, nom, form=form, status=422)
    try:
        apprentissages.demarrer(nom=nom, sources=form.cleaned_data)
    except apprentissages.EnCours as erreur:
        messages.info(request, str(erreur))
        if apprentissages.etat(nom=nom).avancement is None:
            return redirect("referentiels:edition", nom=nom)
    return redirect("referentiels:apprentissage", nom=nom)


@require_safe
@administration
def apprentissage(request: HttpRequest, nom: str) -> HttpResponse:
    contexte = {
        "nom": nom,
        "titre": services.titre_edition(nom),
        "etat": apprentissages.etat(nom=nom),
        "appris": apprentissages.appris(nom=nom),
    }
    gabarit = "_progression" if getattr(request, "htmx", False) else "apprentissage"
    return render(request, f"referentiels/{gabarit}.html", contexte)


@require_POST
@administration
def utiliser(request: HttpRequest, nom: str) -> HttpResponse:
    oui = request.POST.get("utiliser") == "oui"
    apprentissages.utiliser(nom=nom, oui=oui)
    messages.success(
        request,
        "Les prochaines analyses se serviront de ce qui a été appris."
        if oui
        else "Les prochaines analyses ne se serviront plus de ce qui a été appris.",
    )
    return redirect("referentiels:edition", nom=nom)
