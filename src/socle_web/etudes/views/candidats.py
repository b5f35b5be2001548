"""The candidates of a study: lines that may enter the emploi-type."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods, require_POST

from socle import synthese
from socle_web.comptes.espaces import espace
from socle_web.etudes import perms, session
from socle_web.etudes.assemblage import assembler
from socle_web.etudes.forms.matiere import CandidatForm, CandidatsForm
from socle_web.etudes.models import EtudeEnregistree
from socle_web.etudes.requete import postes
from socle_web.etudes.services import candidats as services
from socle_web.etudes.services.etudes import modifier


@require_http_methods(["GET", "HEAD", "POST"])
@cache_control(private=True, no_cache=True)
def liste(request: HttpRequest, pk: UUID) -> HttpResponse:
    permis = perms.peut_animer if request.method == "POST" else perms.peut_lire
    etude = session.etude(request, pk, permis=permis)
    form = CandidatsForm(postes(request), categories=_categories(etude))
    if request.method == "POST" and form.is_valid():
        lu = form.cleaned_data
        ajoutes = services.retrouver(
            etude=etude,
            libelles=form.lignes(),
            nature=lu["nature"],
            categorie=lu["categorie"],
            espace=espace(request),
        )
        messages.success(request, f"{len(ajoutes)}\u00a0ligne{'s' if len(ajoutes) > 1 else ''} dans l’étude.")
        return redirect("etudes:candidats", pk=pk)
    document = assembler(etude, reponses=False)
    libelles = {categorie.cle: categorie.libelle for categorie in document.categories}
    contexte = {
        "etude": etude,
        "form": form,
        "natures": [
            (libelle, [(c, libelles.get(c.categorie, "")) for c in document.candidats if c.nature == nature])
            for nature, libelle in synthese.NATURES_CANDIDAT.items()
        ],
        "candidats": document.candidats,
        "peut_animer": perms.peut_animer.test(espace(request), etude),
    }
    return render(request, "etudes/candidats.html", contexte, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def candidat(request: HttpRequest, pk: UUID, cle: str) -> HttpResponse:
    etude = session.etude(request, pk, permis=perms.peut_animer)
    actuel = trouver(etude, cle)
    form = CandidatForm(postes(request), initial=actuel.model_dump(), categories=_categories(etude))
    if request.method == "POST" and form.is_valid():
        nouveau = actuel.model_copy(update=form.cleaned_data)
        modifier(
            etude=etude,
            operation=lambda avant: synthese.modifier_candidat(avant, nouveau),
            geste="ligne candidate modifiée",
            espace=espace(request),
        )
        messages.success(request, "La ligne candidate est enregistrée.")
        return redirect("etudes:candidats", pk=pk)
    contexte = {"etude": etude, "form": form, "candidat": actuel}
    return render(request, "etudes/candidat.html", contexte, status=422 if form.errors else 200)


@require_POST
def retirer(request: HttpRequest, pk: UUID, cle: str) -> HttpResponse:
    etude = session.etude(request, pk, permis=perms.peut_animer)
    libelle = trouver(etude, cle).libelle
    modifier(
        etude=etude,
        operation=lambda avant: synthese.retirer_candidat(avant, cle=cle),
        geste="ligne candidate retirée",
        espace=espace(request),
    )
    messages.success(request, f"«\u00a0{libelle}\u00a0» est retirée.")
    return redirect("etudes:candidats", pk=pk)


def trouver(etude: EtudeEnregistree, cle: str) -> synthese.Candidat:
    """A candidate of a study.

    :raises Http404: there is none of that key.
    """
    for candidat in etude.document["candidats"]:
        if candidat["cle"] == cle:
            return synthese.Candidat.model_validate(candidat)
    raise Http404("Cette ligne candidate n’existe pas.")


def _categories(etude: EtudeEnregistree) -> list[tuple[str, str]]:
    return [(categorie["cle"], categorie["libelle"]) for categorie in etude.document["categories"]]
