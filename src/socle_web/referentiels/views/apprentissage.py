"""Learning from an édition and fitting the decision on it: start, follow, use or not."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from socle_web.comptes.decorateurs import administration
from socle_web.referentiels import apprentissages, services
from socle_web.referentiels.forms import ApprentissageForm
from socle_web.referentiels.traces import noter_l_edition
from socle_web.referentiels.views.editions import page_edition


@require_POST
@administration
def apprendre(request: HttpRequest, nom: str) -> HttpResponse:
    form = ApprentissageForm(request.POST, request.FILES)
    if not form.is_valid():
        return page_edition(request, nom, form=form, status=422)

    def demarrer() -> None:
        apprentissages.demarrer(nom=nom, sources=form.cleaned_data)

    return _suivre(request, nom, "edition.apprentissage_demande", demarrer)


@require_POST
@administration
def calibrer(request: HttpRequest, nom: str) -> HttpResponse:
    return _suivre(request, nom, "edition.reglage_demande", lambda: apprentissages.demarrer_reglage(nom=nom))


def _suivre(request: HttpRequest, nom: str, geste: str, demarrer: Callable[[], None]) -> HttpResponse:
    """Start, then go where the work is followed; back to the édition when another one is busy."""
    try:
        with noter_l_edition(request, geste, nom=nom, titre=services.titre_edition(nom)):
            demarrer()
    except apprentissages.EnCours as erreur:
        messages.info(request, str(erreur))
        if apprentissages.etat(nom=nom).avancement is None:
            return redirect("referentiels:edition", nom=nom)
    return redirect("referentiels:apprentissage", nom=nom)


@require_safe
@administration
def apprentissage(request: HttpRequest, nom: str) -> HttpResponse:
    etat = apprentissages.etat(nom=nom)
    reglage = etat.geste == "reglage"
    contexte = {
        "nom": nom,
        "titre": services.titre_edition(nom),
        "etat": etat,
        "appris": apprentissages.appris(nom=nom),
        "reglage": reglage,
        "ici": "Réglage" if reglage else "Apprentissage",
        "fini": "Le réglage est terminé." if reglage else "L’apprentissage est terminé.",
        "arrete": "Le réglage s’est arrêté." if reglage else "L’apprentissage s’est arrêté.",
    }
    gabarit = "_progression" if getattr(request, "htmx", False) else "apprentissage"
    return render(request, f"referentiels/{gabarit}.html", contexte)


@require_POST
@administration
def utiliser(request: HttpRequest, nom: str) -> HttpResponse:
    oui = request.POST.get("utiliser") == "oui"
    geste = "edition.apprentissage_utilise" if oui else "edition.apprentissage_ecarte"
    with noter_l_edition(request, geste, nom=nom, titre=services.titre_edition(nom)):
        apprentissages.utiliser(nom=nom, oui=oui)
    messages.success(
        request,
        "Les prochaines analyses se serviront de ce qui a été appris."
        if oui
        else "Les prochaines analyses ne se serviront plus de ce qui a été appris.",
    )
    return redirect("referentiels:edition", nom=nom)
