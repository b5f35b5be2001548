"""The établissement's services, as a tree."""

from __future__ import annotations

from django.contrib import messages
from django.db import transaction
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from socle_web.comptes import annuaire, journal
from socle_web.comptes.decorateurs import permis
from socle_web.comptes.espaces import espace
from socle_web.comptes.forms import ServiceForm, service_de
from socle_web.comptes.models import Service
from socle_web.comptes.perms import peut_regler
from socle_web.comptes.views.commun import essayer, ici


@require_http_methods(["GET", "HEAD", "POST"])
@permis(peut_regler)
def liste(request: HttpRequest) -> HttpResponse:
    etablissement = ici(request)
    form = ServiceForm(request.POST or None, etablissement=etablissement)

    @transaction.atomic
    def creer() -> None:
        neuf = annuaire.creer_service(
            etablissement=etablissement, nom=form.cleaned_data["nom"], parent=service_de(form)
        )
        journal.noter(espace(request), geste="service.cree", objet=neuf)

    if request.method == "POST" and essayer(form, creer):
        messages.success(request, f"Le service «\u00a0{form.cleaned_data['nom']}\u00a0» est ajouté.")
        return redirect("comptes:services")
    personnes = dict(
        etablissement.services.annotate(n=Count("appartenances__user", distinct=True)).values_list("pk", "n")
    )
    contexte = {
        "form": form,
        "services": [(service, personnes[service.pk]) for service in annuaire.arbre(etablissement)],
    }
    return render(request, "comptes/services.html", contexte, status=422 if request.method == "POST" else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@permis(peut_regler)
def service(request: HttpRequest, pk: int) -> HttpResponse:
    actuel = _service(request, pk)
    initial = {"nom": actuel.nom, "parent": str(actuel.parent_id or "")}
    form = ServiceForm(request.POST or None, etablissement=actuel.etablissement, initial=initial)

    @transaction.atomic
    def modifier() -> None:
        change = annuaire.modifier_service(
            service=actuel, nom=form.cleaned_data["nom"], parent=service_de(form)
        )
        details = {"avant": actuel.nom, "sous": change.parent.nom if change.parent else ""}
        journal.noter(espace(request), geste="service.modifie", objet=change, details=details)

    if request.method == "POST" and essayer(form, modifier):
        messages.success(request, f"Le service «\u00a0{form.cleaned_data['nom']}\u00a0» est enregistré.")
        return redirect("comptes:services")
    tenues = list(actuel.appartenances.select_related("user").order_by("user__last_name", "user__username"))
    if tenues and not espace(request).local:
        journal.noter_une_fois(espace(request), geste="membres.consultes", objet=actuel, lecture=True)
    contexte = {"form": form, "service": actuel, "tenues": tenues}
    return render(request, "comptes/service.html", contexte, status=422 if request.method == "POST" else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@permis(peut_regler)
def supprimer(request: HttpRequest, pk: int) -> HttpResponse:
    actuel = _service(request, pk)
    if request.method == "POST":
        with transaction.atomic():
            journal.noter(espace(request), geste="service.supprime", objet=actuel)
            annuaire.supprimer_service(service=actuel)
        messages.success(request, f"Le service «\u00a0{actuel.nom}\u00a0» est supprimé.")
        return redirect("comptes:services")
    return render(request, "comptes/supprimer_service.html", {"service": actuel})


def _service(request: HttpRequest, pk: int) -> Service:
    trouve: Service = get_object_or_404(
        Service.objects.select_related("parent"), pk=pk, etablissement=ici(request)
    )
    return trouve
