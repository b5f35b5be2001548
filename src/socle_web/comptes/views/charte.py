"""The établissement's charte."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from socle.erreurs import ErreurSocle
from socle.rendu.couleurs import CONTRASTE_TEXTE, assombrir, contraste
from socle_web.comptes import services
from socle_web.comptes.decorateurs import membres, permis
from socle_web.comptes.espaces import espace
from socle_web.comptes.forms import EtablissementForm
from socle_web.comptes.models import Etablissement
from socle_web.comptes.perms import peut_regler
from socle_web.comptes.views.commun import ici


@require_http_methods(["GET", "HEAD", "POST"])
@permis(peut_regler)
def etablissement(request: HttpRequest) -> HttpResponse:
    actuel = ici(request)
    form = EtablissementForm(request.POST or None, request.FILES or None, instance=actuel)
    status = 200
    if request.method == "POST":
        if form.is_valid() and _regler(request, form):
            messages.success(request, _confirmation(form.cleaned_data["couleur"]))
            return redirect("comptes:etablissement")
        status = 422
    return render(
        request,
        "comptes/etablissement.html",
        {"form": form, "actuel": Etablissement.objects.get(pk=actuel.pk)},
        status=status,
    )


@require_safe
@membres
def logo(request: HttpRequest) -> HttpResponse:
    actuel = ici(request)
    if not actuel.logo:
        raise Http404
    response = HttpResponse(bytes(actuel.logo), content_type=actuel.logo_type)
    # An SVG opened on its own is a document: nothing in it may run.
    response["Content-Security-Policy"] = "sandbox; default-src 'none'; style-src 'unsafe-inline'"
    return response


def _regler(request: HttpRequest, form: EtablissementForm) -> bool:
    donnees = form.cleaned_data
    try:
        services.regler(
            espace=espace(request),
            etablissement=ici(request),
            nom=donnees["nom"],
            couleur=donnees["couleur"],
            logo=donnees["fichier_logo"],
            retirer_logo=donnees.get("retirer_logo", False),
        )
    except ErreurSocle as erreur:
        form.add_error("fichier_logo", str(erreur))
        return False
    return True


def _confirmation(couleur: str) -> str:
    if contraste(couleur) >= CONTRASTE_TEXTE:
        return "La charte est enregistrée. Les prochains documents la porteront."
    return (
        f"La charte est enregistrée. La couleur {couleur} manque de contraste sur du blanc : "
        f"les titres seront imprimés en {assombrir(couleur)}, la même teinte en plus sombre."
    )
