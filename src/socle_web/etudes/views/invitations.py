"""Whom a consultation invites: personal links, who signed off, links taken back."""

from __future__ import annotations

import csv
import io
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from socle.cellules import inerte
from socle.erreurs import ErreurSocle
from socle_web.comptes import journal
from socle_web.comptes.espaces import espace
from socle_web.etudes import perms, session
from socle_web.etudes.forms.consultation import InvitationsForm
from socle_web.etudes.models import Consultation, Invitation
from socle_web.etudes.requete import postes
from socle_web.etudes.services import consultations as services


@require_http_methods(["GET", "HEAD", "POST"])
@cache_control(private=True, no_cache=True)
def liste(request: HttpRequest, pk: UUID) -> HttpResponse:
    de = _sur_invitation(request, pk)
    form = InvitationsForm(postes(request))
    if request.method == "POST" and form.is_valid():
        try:
            nouvelles = services.inviter(
                consultation=de, saisie=form.cleaned_data["personnes"], espace=espace(request)
            )
        except ErreurSocle as erreur:
            form.add_error("personnes", str(erreur))
        else:
            nombre = len(nouvelles)
            messages.success(
                request,
                f"{nombre}\u00a0invitation{'s' if nombre > 1 else ''} de plus. Transmettez les liens.",
            )
            return redirect("etudes:invitations", pk=pk)
    journal.noter_une_fois(espace(request), geste="participants.consultes", objet=de, lecture=True)
    tour = de.tours.commences().last()
    emarges = set(tour.emargements.values_list("invitation_id", flat=True)) if tour else set()
    contexte = {
        "consultation": de,
        "etude": de.etude,
        "tour": tour,
        "form": form,
        "invitations": [
            (invitation, lien(request, invitation), invitation.pk in emarges)
            for invitation in de.invitations.all()
        ],
        "emarges": len(emarges),
    }
    status = 422 if form.errors else 200
    return render(request, "etudes/consultation/invitations.html", contexte, status=status)


@require_safe
def liens(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Names, addresses and links as a table, for a mailing."""
    de = _sur_invitation(request, pk)
    journal.noter(espace(request), geste="participants.exportes", objet=de, lecture=True)
    sortie = io.StringIO()
    table = csv.writer(sortie, delimiter=";")
    table.writerow(["Nom", "Adresse électronique", "Lien personnel"])
    for invitation in de.invitations.filter(revoquee_le=None):
        cellules = (invitation.nom, invitation.courriel, lien(request, invitation))
        table.writerow([inerte(cellule) for cellule in cellules])
    response = HttpResponse("\ufeff" + sortie.getvalue(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="invitations.csv"'
    return response


@require_POST
def revoquer(request: HttpRequest, pk: UUID, invitation: int) -> HttpResponse:
    de = _sur_invitation(request, pk)
    visee = de.invitations.filter(pk=invitation, revoquee_le=None).first()
    if visee is None:
        raise Http404("Cette invitation n’existe pas.")
    services.revoquer(invitation=visee, espace=espace(request))
    messages.success(request, f"Le lien de {visee.nom} n’ouvre plus rien.")
    return redirect("etudes:invitations", pk=pk)


def lien(request: HttpRequest, invitation: Invitation) -> str:
    """The personal address of an invitation."""
    return request.build_absolute_uri(reverse("etudes:participer", args=[invitation.jeton]))


def _sur_invitation(request: HttpRequest, pk: UUID) -> Consultation:
    de = session.consultation(request, pk, permis=perms.peut_animer)
    if not de.sur_invitation:
        raise Http404("Cette consultation n’est pas sur invitation.")
    return de
