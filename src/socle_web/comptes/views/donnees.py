"""One's own data: taken away, or erased with the account."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.models import User
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from socle_web.comptes import personnes
from socle_web.comptes.decorateurs import connexion_requise
from socle_web.comptes.forms import EffacementForm
from socle_web.comptes.views.commun import essayer


@require_safe
@connexion_requise
def exporter(request: HttpRequest) -> HttpResponse:
    user = _user(request)
    contenu = personnes.exporter(user=user, par=user)
    response = HttpResponse(contenu, content_type="application/zip")
    nom = f"socle-mes-donnees-{timezone.localdate():%Y-%m-%d}.zip"
    response["Content-Disposition"] = f'attachment; filename="{nom}"'
    return response


@require_http_methods(["GET", "HEAD", "POST"])
@connexion_requise
def effacer(request: HttpRequest) -> HttpResponse:
    user = _user(request)
    form = EffacementForm(request.POST or None, user=user)
    if request.method == "POST" and essayer(form, lambda: personnes.effacer(user=user, par=user)):
        logout(request)
        messages.success(request, "Votre compte est effacé.")
        return redirect("referentiels:accueil")
    return render(
        request, "comptes/effacer.html", {"form": form}, status=422 if request.method == "POST" else 200
    )


def _user(request: HttpRequest) -> User:
    user = request.user
    assert isinstance(user, User), "guarded: signed in"
    return user
