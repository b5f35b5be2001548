"""Changing one's own address: asking for the link, then opening it."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.models import User
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from socle_web.comptes import adresses
from socle_web.comptes.decorateurs import connexion_requise
from socle_web.comptes.forms import AdresseForm
from socle_web.comptes.views.commun import essayer, site


@require_http_methods(["GET", "HEAD", "POST"])
@connexion_requise
def demander(request: HttpRequest) -> HttpResponse:
    """Ask for the link. Who signs in through a provider changes the address there."""
    user = request.user
    assert isinstance(user, User), "guarded: signed in"
    if not user.has_usable_password():
        raise Http404
    form = AdresseForm(request.POST or None, user=user)

    def envoyer() -> None:
        adresses.demander(user=user, adresse=form.cleaned_data["adresse"], site=site(request))

    if request.method == "POST" and essayer(form, envoyer):
        adresse = form.cleaned_data["adresse"].lower()
        messages.success(request, f"Un lien part à l’adresse {adresse}. Ouvrez-le dans les 24\u00a0heures.")
        return redirect("comptes:compte")
    return render(
        request, "comptes/adresse.html", {"form": form}, status=422 if request.method == "POST" else 200
    )


@require_http_methods(["GET", "HEAD", "POST"])
def confirmer(request: HttpRequest, jeton: str) -> HttpResponse:
    """Confirm by a button: what reads mail before people do opens links."""
    user, adresse = adresses.retrouver(jeton)
    if request.method == "POST":
        adresses.confirmer(texte=jeton, site=site(request))
        messages.success(request, f"L’adresse de votre compte est maintenant {adresse}.")
        return redirect("comptes:compte")
    return render(request, "comptes/adresse_confirmer.html", {"ancienne": user.email, "adresse": adresse})
