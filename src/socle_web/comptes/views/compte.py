"""One's own account: signing in and out, accepting an invitation, name, current établissement."""

from __future__ import annotations

from typing import Any

from axes.models import AccessAttempt
from axes.utils import reset
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth.models import User
from django.contrib.auth.views import LoginView, LogoutView, PasswordChangeView, PasswordResetConfirmView
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse_lazy
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from socle_web.commun.debits import adresse, duree
from socle_web.comptes import espaces, invitations, personnes
from socle_web.comptes.decorateurs import connexion_requise
from socle_web.comptes.forms import CompteForm, ConnexionForm, IdentiteForm
from socle_web.comptes.models import Appartenance, Invitation
from socle_web.comptes.views.commun import essayer

AVEC_MOT_DE_PASSE = "django.contrib.auth.backends.ModelBackend"


class Connexion(LoginView):
    """Signing in with a password, or through the providers that the site knows."""

    template_name = "comptes/connexion.html"
    authentication_form = ConnexionForm
    redirect_authenticated_user = True

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(connexions=settings.CONNEXIONS, **kwargs)


class Deconnexion(LogoutView):
    """Sign out, and keep what belongs to the browser rather than to the account: its drafts above all."""

    # What Django and the providers keep of the account.
    oublies = ("_", "oidc_", "CASNEXT", "attributes")

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        gardees = {cle: valeur for cle, valeur in request.session.items() if not cle.startswith(self.oublies)}
        ailleurs = ""
        if "oidc_id_token" in request.session:
            from socle_web.comptes.connexions.oidc import deconnexion

            ailleurs = deconnexion(request)
        response: HttpResponse = super().post(request, *args, **kwargs)
        request.session.update(gardees)
        return redirect(ailleurs) if ailleurs else response


class MotDePasse(PasswordChangeView):
    """Another password, by who is signed in."""

    template_name = "comptes/mot_de_passe.html"
    success_url = reverse_lazy("comptes:mot_de_passe_change")

    @transaction.atomic
    def form_valid(self, form: Any) -> HttpResponse:
        personnes.noter_partout(user=form.user, geste="mot_de_passe.change", par=form.user)
        response: HttpResponse = super().form_valid(form)
        return response


class NouveauMotDePasse(PasswordResetConfirmView):
    """A new password by mail also ends the wait after too many failures: the address is proved."""

    template_name = "comptes/mot_de_passe_nouveau.html"
    success_url = reverse_lazy("comptes:mot_de_passe_refait")

    @transaction.atomic
    def form_valid(self, form: Any) -> HttpResponse:
        personnes.noter_partout(user=form.user, geste="mot_de_passe.change", par=form.user)
        response: HttpResponse = super().form_valid(form)
        reset(username=form.user.get_username())
        return response


@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: HttpRequest, jeton: str) -> HttpResponse:
    """Accept with the account that one has, or with a new one; the link says which."""
    une = invitations.retrouver(jeton)
    if invitations.compte(une) is not None or (
        isinstance(request.user, User) and not request.user.has_usable_password()
    ):
        return _accepter(request, une)
    form = CompteForm(request.POST or None, instance=User(username=une.courriel, email=une.courriel))
    ouverts: list[User] = []

    def ouvrir() -> None:
        donnees = form.cleaned_data
        ouverts.append(
            invitations.ouvrir_compte(
                invitation=une,
                prenom=donnees["first_name"],
                nom=donnees["last_name"],
                mot_de_passe=donnees["mot_de_passe"],
            )
        )

    if request.method == "POST" and essayer(form, ouvrir):
        login(request, ouverts[0], backend=AVEC_MOT_DE_PASSE)
        messages.success(request, f"Bienvenue. Vous êtes dans l’espace «\u00a0{une.etablissement}\u00a0».")
        return redirect("fiches:liste")
    contexte = {"form": form, "invitation": une}
    return render(
        request, "comptes/invitation.html", contexte, status=422 if request.method == "POST" else 200
    )


def _accepter(request: HttpRequest, une: Invitation) -> HttpResponse:
    if request.method == "POST" and isinstance(request.user, User):
        tenue = invitations.accepter(invitation=une, user=request.user)
        espaces.choisir(request, etablissement_id=tenue.etablissement_id)
        messages.success(request, f"Vous êtes dans l’espace «\u00a0{une.etablissement}\u00a0».")
        return redirect("fiches:liste")
    return render(request, "comptes/invitation.html", {"invitation": une, "deja": True})


@require_http_methods(["GET", "HEAD", "POST"])
@connexion_requise
def compte(request: HttpRequest) -> HttpResponse:
    user = request.user
    assert isinstance(user, User), "guarded: signed in"
    form = IdentiteForm(request.POST or None, instance=user)
    if request.method == "POST" and form.is_valid():
        with transaction.atomic():
            form.save()
            personnes.noter_partout(user=user, geste="compte.renomme", par=user)
        messages.success(request, "Votre nom est enregistré.")
        return redirect("comptes:compte")
    contexte = {
        "form": form,
        "etablissements": _mes_etablissements(user),
        "avec_mot_de_passe": user.has_usable_password(),
    }
    return render(request, "comptes/compte.html", contexte, status=422 if request.method == "POST" else 200)


@require_POST
@connexion_requise
def choisir(request: HttpRequest, pk: int) -> HttpResponse:
    if not espaces.choisir(request, etablissement_id=pk):
        raise Http404
    messages.success(
        request, f"Vous êtes dans l’espace «\u00a0{espaces.espace(request).etablissement}\u00a0»."
    )
    return redirect("fiches:liste")


def _mes_etablissements(user: User) -> list[tuple[Any, list[Appartenance]]]:
    par_lieu: dict[Any, list[Appartenance]] = {}
    for tenue in Appartenance.objects.filter(user=user).select_related("etablissement", "service"):
        par_lieu.setdefault(tenue.etablissement, []).append(tenue)
    return list(par_lieu.items())


def trop_d_essais(
    request: HttpRequest, response: HttpResponse | None, credentials: dict[str, Any] | None
) -> HttpResponse:
    """Too many failures to sign in, as django-axes counts them: how long to wait, and another way."""
    premiere = (
        AccessAttempt.objects.filter(
            username=(credentials or {}).get("username"), ip_address=adresse(request) or None
        )
        .order_by("attempt_time")
        .last()
    )
    fin = (premiere.attempt_time if premiere else timezone.now()) + settings.AXES_COOLOFF_TIME
    attente = max(1, int((fin - timezone.now()).total_seconds()))
    answer = render(request, "comptes/trop_d_essais.html", {"attente": duree(attente)}, status=429)
    answer["Retry-After"] = str(attente)
    return answer
