"""The list, the preview, the files; publishing and withdrawing."""

from __future__ import annotations

import json
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.utils.text import slugify
from django.views.decorators.http import require_http_methods, require_safe

from socle.annonce import Annonce, annonce_csp, annonce_jobposting
from socle.echanges.csp import ecrire_csp
from socle.erreurs import ErreurSocle
from socle.rendu import html
from socle_web.annonces import listes, perms, services
from socle_web.annonces.listes import FiltreDesOffres
from socle_web.annonces.models import AnnonceEnregistree
from socle_web.annonces.session import lue, permise
from socle_web.annonces.vues import Controle
from socle_web.commun import telechargement
from socle_web.comptes.espaces import espace
from socle_web.comptes.services import charte
from socle_web.fiches.listes import services_de
from socle_web.fiches.saisie import texte

AUTRES = {
    "jsonld": ("application/ld+json", "JobPosting (JSON-LD)", "pour les moteurs de recherche"),
    "csv": (
        "text/csv; charset=utf-8",
        "Choisir le service public (CSV)",
        "les colonnes de ses données ouvertes",
    ),
}


@require_safe
def liste(request: HttpRequest) -> HttpResponse:
    """The offers of an établissement or of a browser, the latest changed first."""
    ici, filtre = espace(request), FiltreDesOffres.lire(request.GET)
    page = {
        "liste": listes.page(ici, filtre, request.GET.get("page", "1")),
        "services": services_de(ici),
    }
    return render(request, "annonces/liste.html", page)


@require_safe
def apercu(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The offer as it would be printed today."""
    enregistree = lue(request, pk)
    annonce = services.a_publier(enregistree)
    return render(request, "annonces/apercu.html", _document(request, enregistree, annonce))


@require_safe
def version(request: HttpRequest, pk: UUID, numero: int) -> HttpResponse:
    """What was published, as it was."""
    enregistree = lue(request, pk)
    publication = get_object_or_404(enregistree.publications.select_related("retrait"), numero=numero)
    page = _document(request, enregistree, publication.contenu)
    return render(request, "annonces/apercu.html", {**page, "publication": publication, "formats": []})


def _document(request: HttpRequest, enregistree: AnnonceEnregistree, annonce: Annonce) -> dict[str, object]:
    plan = annonce.plan()
    return {
        "enregistree": enregistree,
        "plan": plan,
        "charte": charte(espace(request)),
        # Every text of the outline is escaped by the writer.
        "contenu": mark_safe(html.fragment(plan, niveau_depart=2)),
        "formats": formats(enregistree),
    }


def formats(enregistree: AnnonceEnregistree) -> list[telechargement.Lien]:
    """Every form of an offer, to download."""
    pk = str(enregistree.pk)
    autres = [
        telechargement.Lien(reverse("annonces:telecharger", kwargs={"pk": pk, "format": cle}), libelle, aide)
        for cle, (_, libelle, aide) in AUTRES.items()
    ]
    return [*telechargement.liens("annonces:telecharger", pk=pk), *autres]


@require_safe
def telecharger(request: HttpRequest, pk: UUID, format: str) -> HttpResponse:
    enregistree = lue(request, pk)
    annonce = services.a_publier(enregistree)
    nom = f"Offre d’emploi – {annonce.intitule}"
    if format not in AUTRES:
        return telechargement.document(
            plan=annonce.plan(),
            nom=nom,
            format=format,
            charte=charte(espace(request)),
            json=annonce.to_json(),
        )
    if format == "csv":
        contenu = "\ufeff" + ecrire_csp([annonce_csp(annonce)])
    else:
        adresse = request.build_absolute_uri(reverse("annonces:publique", kwargs={"pk": pk}))
        contenu = json.dumps(
            annonce_jobposting(annonce, url=adresse).to_jsonld(), ensure_ascii=False, indent=2
        )
    response = HttpResponse(contenu, content_type=AUTRES[format][0])
    response["Content-Disposition"] = f'attachment; filename="{slugify(nom)[:80]}.{format}"'
    return response


@require_http_methods(["GET", "HEAD", "POST"])
def publier(request: HttpRequest, pk: UUID) -> HttpResponse:
    """What publishing does, what still prevents it; then publish."""
    enregistree = permise(request, pk, perms.peut_publier)
    status = 200
    if request.method == "POST":
        try:
            services.publier(espace=espace(request), annonce_id=pk)
        except services.PublicationRefusee:
            status = 422
        else:
            messages.success(request, "L’offre est publiée. Son adresse peut être donnée.")
            return redirect("annonces:editeur", pk=pk)
    annonce = services.a_publier(enregistree)
    page = {
        "enregistree": enregistree,
        "annonce": annonce,
        "controle": Controle(services.verifier(enregistree), ()),
        "adresse": request.build_absolute_uri(reverse("annonces:publique", kwargs={"pk": pk})),
    }
    return render(request, "annonces/publier.html", page, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def retirer(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Withdraw what is published, with a reason."""
    enregistree = permise(request, pk, perms.peut_publier)
    derniere = enregistree.derniere
    if derniere is None or derniere.retiree is not None:
        raise Http404("Cette offre n’est pas publiée.")
    erreur, status = "", 200
    if request.method == "POST":
        try:
            services.retirer(
                espace=espace(request), annonce_id=pk, motif=texte(request, "motif", maximum=500)
            )
        except ErreurSocle as refus:
            erreur, status = str(refus), 422
        else:
            messages.success(request, "L’offre est retirée. Sa page dit qu’elle ne l’est plus.")
            return redirect("annonces:editeur", pk=pk)
    page = {"enregistree": enregistree, "derniere": derniere, "erreur": erreur}
    return render(request, "annonces/retirer.html", page, status=status)
