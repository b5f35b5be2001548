"""Studies: list, begin, take up, describe, delete, take away."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from socle.erreurs import ErreurSocle
from socle.synthese import Etude
from socle_web.commun import telechargement
from socle_web.comptes.decorateurs import permis
from socle_web.comptes.espaces import espace
from socle_web.comptes.services import charte
from socle_web.etudes import perms, session
from socle_web.etudes.apercu import apercu
from socle_web.etudes.assemblage import assembler
from socle_web.etudes.forms.etude import EtudeForm, ImportEtudeForm
from socle_web.etudes.models import EtudeEnregistree
from socle_web.etudes.requete import postes
from socle_web.etudes.services import etudes as services
from socle_web.etudes.services import importation


@require_safe
@cache_control(private=True, no_cache=True)
def liste(request: HttpRequest) -> HttpResponse:
    ici = espace(request)
    siennes = (
        EtudeEnregistree.objects.de(ici).legeres() if ici.est_membre else EtudeEnregistree.objects.none()
    )
    contexte = {
        "etudes": list(siennes.presentes()),
        "supprimees": list(siennes.exclude(supprimee_le=None).order_by("-supprimee_le")[:5]),
        "peut_creer": perms.peut_creer.test(ici),
    }
    return render(request, "etudes/liste.html", contexte)


@require_http_methods(["GET", "HEAD", "POST"])
@permis(perms.peut_creer)
def nouvelle(request: HttpRequest) -> HttpResponse:
    form = EtudeForm(postes(request))
    if request.method == "POST" and form.is_valid():
        creee = services.creer(
            espace=espace(request), etude=Etude(**form.cleaned_data), geste="étude commencée"
        )
        return redirect("etudes:etude", pk=creee.pk)
    return _nouvelle(request, form=form)


@require_POST
@permis(perms.peut_creer)
def importer(request: HttpRequest) -> HttpResponse:
    """A study exported from Socle, here or elsewhere, becomes a study here."""
    form = ImportEtudeForm(request.POST, request.FILES)
    if form.is_valid():
        try:
            lue = importation.lire_etude(form.cleaned_data["fichier"].read())
            reprise = importation.importer(espace=espace(request), etude=lue, geste="étude importée")
        except ErreurSocle as erreur:
            form.add_error("fichier", str(erreur))
        else:
            messages.success(
                request, f"L’étude «\u00a0{reprise.titre}\u00a0» est reprise, telle qu’elle était."
            )
            return redirect("etudes:etude", pk=reprise.pk)
    return _nouvelle(request, reprise=form)


@require_POST
@permis(perms.peut_creer)
def exemple(request: HttpRequest) -> HttpResponse:
    """The booklet's own method, coded as far as the booklet says."""
    etude = importation.importer(
        espace=espace(request), etude=Etude.livret(), geste="exemple du livret", exemple=True
    )
    return redirect("etudes:etude", pk=etude.pk)


@require_safe
@cache_control(private=True, no_cache=True)
def etude(request: HttpRequest, pk: UUID) -> HttpResponse:
    enregistree = session.etude(request, pk)
    document = assembler(enregistree)
    contexte = {
        "etude": enregistree,
        "document": document,
        "apercu": apercu(document),
        "consultations": list(enregistree.consultations.prefetch_related("tours")),
        "peut_animer": perms.peut_animer.test(espace(request), enregistree),
        "formats": telechargement.liens("etudes:telecharger", pk=str(pk)),
    }
    return render(request, "etudes/etude.html", contexte)


@require_http_methods(["GET", "HEAD", "POST"])
def modifier(request: HttpRequest, pk: UUID) -> HttpResponse:
    enregistree = session.etude(request, pk, permis=perms.peut_animer)
    document = enregistree.document
    form = EtudeForm(postes(request), initial={nom: document[nom] for nom in ("titre", "organisme", "objet")})
    if request.method == "POST" and form.is_valid():
        lu = form.cleaned_data
        services.modifier(
            etude=enregistree,
            operation=lambda avant: avant.model_copy(update=lu),
            geste="présentation modifiée",
            espace=espace(request),
        )
        messages.success(request, "La présentation de l’étude est enregistrée.")
        return redirect("etudes:etude", pk=pk)
    contexte = {"etude": enregistree, "form": form}
    return render(request, "etudes/modifier.html", contexte, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def supprimer(request: HttpRequest, pk: UUID) -> HttpResponse:
    enregistree = session.etude(request, pk, permis=perms.peut_animer)
    if request.method != "POST":
        return render(request, "etudes/supprimer.html", {"etude": enregistree})
    services.supprimer(etude=enregistree, espace=espace(request))
    messages.success(
        request,
        f"L’étude «\u00a0{enregistree.titre}\u00a0» est supprimée. Vous pouvez la rétablir, plus bas.",
    )
    return redirect("etudes:liste")


@require_POST
def retablir(request: HttpRequest, pk: UUID) -> HttpResponse:
    enregistree = session.etude(request, pk, permis=perms.peut_animer, supprimee=True)
    services.retablir(etude=enregistree, espace=espace(request))
    messages.success(request, f"L’étude «\u00a0{enregistree.titre}\u00a0» est rétablie.")
    return redirect("etudes:liste")


@require_safe
def telecharger(request: HttpRequest, pk: UUID, format: str) -> HttpResponse:
    """The booklet that the study prints, or the whole study as data."""
    if format not in telechargement.FORMATS:
        raise Http404
    document = assembler(session.etude(request, pk))
    if format == "json":
        return telechargement.fichier(contenu=document.to_json(), nom=document.titre, format=format)
    return telechargement.document(
        plan=document.plan(), nom=document.titre, format=format, charte=charte(espace(request))
    )


def _nouvelle(
    request: HttpRequest, *, form: EtudeForm | None = None, reprise: ImportEtudeForm | None = None
) -> HttpResponse:
    contexte = {"form": form or EtudeForm(), "reprise": reprise or ImportEtudeForm()}
    erreurs = contexte["form"].errors or contexte["reprise"].errors
    return render(request, "etudes/nouvelle.html", contexte, status=422 if erreurs else 200)
