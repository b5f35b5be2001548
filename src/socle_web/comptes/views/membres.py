"""An établissement's members, their roles, and the invitations that wait."""

from __future__ import annotations

from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.models import User
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from socle_web.comptes import annuaire, invitations, journal
from socle_web.comptes.decorateurs import permis
from socle_web.comptes.espaces import espace
from socle_web.comptes.forms import InvitationForm, RoleForm, service_de
from socle_web.comptes.models import Appartenance, Etablissement, Invitation, Role
from socle_web.comptes.perms import peut_regler
from socle_web.comptes.views.commun import essayer, ici, site, tenter


@require_http_methods(["GET", "HEAD", "POST"])
@permis(peut_regler)
def liste(request: HttpRequest) -> HttpResponse:
    etablissement = ici(request)
    if espace(request).local:
        return render(request, "comptes/membres_local.html")
    form = InvitationForm(request.POST or None, etablissement=etablissement)
    if request.method == "POST" and essayer(form, lambda: _inviter(request, form)):
        return redirect("comptes:membres")
    journal.noter_une_fois(espace(request), geste="membres.consultes", objet=etablissement, lecture=True)
    contexte = {
        "form": form,
        "personnes": _personnes(etablissement),
        "invitations": [(une, _lien(request, une)) for une in invitations.en_attente(etablissement)],
        "courriel_regle": settings.COURRIEL_REGLE,
    }
    return render(request, "comptes/membres.html", contexte, status=422 if request.method == "POST" else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@permis(peut_regler)
def membre(request: HttpRequest, pk: int) -> HttpResponse:
    etablissement = ici(request)
    user = _membre(etablissement, pk)
    form = RoleForm(request.POST or None, etablissement=etablissement)

    @transaction.atomic
    def donner() -> None:
        tenue = annuaire.donner_role(
            user=user,
            etablissement=etablissement,
            role=Role(form.cleaned_data["role"]),
            service=service_de(form),
        )
        journal.noter(espace(request), geste="role.donne", objet=tenue)

    if request.method == "POST" and essayer(form, donner):
        messages.success(request, f"{user.get_full_name() or user} a un rôle de plus.")
        return redirect("comptes:membre", pk=pk)
    if request.method != "POST":
        journal.noter_une_fois(espace(request), geste="personne.consultee", objet=user, lecture=True)
    tenues = _tenues(etablissement).filter(user=user)
    contexte = {"form": form, "personne": user, "tenues": tenues, "soi": user == request.user}
    return render(request, "comptes/membre.html", contexte, status=422 if request.method == "POST" else 200)


@require_POST
@permis(peut_regler)
def retirer_role(request: HttpRequest, pk: int) -> HttpResponse:
    tenue = get_object_or_404(_tenues(ici(request)), pk=pk)

    @transaction.atomic
    def retirer() -> None:
        journal.noter(espace(request), geste="role.retire", objet=tenue)
        annuaire.retirer_role(appartenance=tenue)

    qui = tenue.user.get_full_name() or tenue.user
    tenter(request, retirer, succes=f"Le rôle «\u00a0{tenue.get_role_display()}\u00a0» est retiré à {qui}.")
    reste = ici(request).appartenances.filter(user=tenue.user).exists()
    # Who takes back the own last role cannot read this page any longer.
    if tenue.user == request.user:
        return redirect("referentiels:reglages")
    return redirect("comptes:membre", pk=tenue.user_id) if reste else redirect("comptes:membres")


@require_POST
@permis(peut_regler)
def renvoyer(request: HttpRequest, pk: UUID) -> HttpResponse:
    une = _invitation(request, pk)
    neuve = invitations.inviter(
        espace=espace(request),
        etablissement=une.etablissement,
        courriel=une.courriel,
        role=Role(une.role),
        service=une.service,
        site=site(request),
    )
    messages.success(request, f"L’invitation de {neuve.courriel} est envoyée de nouveau.")
    return redirect("comptes:membres")


@require_POST
@permis(peut_regler)
def retirer_invitation(request: HttpRequest, pk: UUID) -> HttpResponse:
    une = _invitation(request, pk)
    invitations.retirer(espace=espace(request), invitation=une)
    messages.success(request, f"L’invitation de {une.courriel} est retirée.")
    return redirect("comptes:membres")


def _inviter(request: HttpRequest, form: InvitationForm) -> None:
    une = invitations.inviter(
        espace=espace(request),
        etablissement=ici(request),
        courriel=form.cleaned_data["courriel"],
        role=Role(form.cleaned_data["role"]),
        service=service_de(form),
        site=site(request),
    )
    messages.success(
        request,
        f"{une.courriel} est invité. Le lien sert une fois, pendant {settings.INVITATION_JOURS}\u00a0jours.",
    )


def _lien(request: HttpRequest, invitation: Invitation) -> str:
    """The link to hand over oneself, only where the site sends no mail: it stands for the address."""
    if settings.COURRIEL_REGLE or invitation.expiree:
        return ""
    return f"{site(request)}invitation/{invitations.lien(invitation)}/"


def _personnes(etablissement: Etablissement) -> list[tuple[User, list[Appartenance]]]:
    par_personne: dict[User, list[Appartenance]] = {}
    tenues = _tenues(etablissement).order_by(
        "user__last_name", "user__first_name", "user__username", "depuis"
    )
    for tenue in tenues:
        par_personne.setdefault(tenue.user, []).append(tenue)
    return list(par_personne.items())


def _tenues(etablissement: Etablissement):  # type: ignore[no-untyped-def]
    return etablissement.appartenances.select_related("user", "service")


def _membre(etablissement: Etablissement, pk: int) -> User:
    tenue = _tenues(etablissement).filter(user_id=pk).first()
    if tenue is None:
        raise Http404
    user: User = tenue.user
    return user


def _invitation(request: HttpRequest, pk: UUID) -> Invitation:
    trouvee: Invitation = get_object_or_404(
        ici(request).invitations.select_related("etablissement", "service"), pk=pk, acceptee_le=None
    )
    return trouvee
