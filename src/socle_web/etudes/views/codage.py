"""Coding a source, candidates down; settling what coders disagree on."""

from __future__ import annotations

from typing import Any, NamedTuple
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods, require_safe

from socle import synthese
from socle.erreurs import ErreurSocle
from socle_web.comptes.espaces import espace
from socle_web.etudes import perms, session
from socle_web.etudes.assemblage import assembler
from socle_web.etudes.forms.matiere import ArbitrageForm
from socle_web.etudes.models import Codage, EtudeEnregistree
from socle_web.etudes.models.etude import TEXTE_MAXIMUM
from socle_web.etudes.requete import postes
from socle_web.etudes.services import codage as services
from socle_web.etudes.services.codage import Lecture
from socle_web.etudes.views.candidats import trouver as trouver_candidat
from socle_web.etudes.views.sources import trouver
from socle_web.fiches.saisie import texte

PASSAGES_MAXIMUM = 40


class Case(NamedTuple):
    """One candidate on the coding page: what this coder last said of it."""

    candidat: synthese.Candidat
    dernier: Codage | None
    autres: int


class Passage(NamedTuple):
    """A passage pasted, and the candidates that it may be about, best first."""

    texte: str
    proches: tuple[synthese.Candidat, ...]


@require_http_methods(["GET", "HEAD", "POST"])
@cache_control(private=True, no_cache=True)
def coder(request: HttpRequest, pk: UUID, cle: str) -> HttpResponse:
    etude = session.etude(request, pk, permis=perms.peut_coder)
    source = trouver(etude, cle)
    codeur = session.codeur(request)
    if request.method == "POST" and "passages" not in request.POST:
        return _enregistrer(request, etude, cle, codeur)
    document = synthese.Etude.model_validate(etude.document)
    miens = {ligne.candidat: ligne for ligne in etude.codages.filter(source=cle, codeur=codeur)}
    autres = etude.codages.filter(source=cle).exclude(codeur=codeur).values_list("candidat", "codeur")
    contexte = {
        "etude": etude,
        "source": source,
        "genre": synthese.GENRES_SOURCE[source.genre],
        "codeur": codeur,
        "codeur_libre": espace(request).local,
        "verrouillee": document.regle.est_verrouillee,
        "cases": [
            Case(c, miens.get(c.cle), len({qui for quoi, qui in set(autres) if quoi == c.cle}))
            for c in document.candidats
        ],
        "valeurs": list(synthese.VALEURS.items()),
        "passages": _rapprocher(request, document),
        "colle": request.POST.get("passages", "")[:20_000],
    }
    return render(request, "etudes/coder.html", contexte)


@require_safe
@cache_control(private=True, no_cache=True)
def desaccords(request: HttpRequest, pk: UUID) -> HttpResponse:
    etude = session.etude(request, pk)
    document = assembler(etude, reponses=False)
    sources = {source.cle: source.titre for source in document.sources}
    candidats = {candidat.cle: candidat.libelle for candidat in document.candidats}
    contexte = {
        "etude": etude,
        "cellules": [
            (cellule, sources[cellule.source], candidats[cellule.candidat])
            for cellule in synthese.desaccords(document)
        ],
        "accord": synthese.accord(document),
        "peut_coder": perms.peut_coder.test(espace(request), etude),
    }
    return render(request, "etudes/desaccords.html", contexte)


@require_http_methods(["GET", "HEAD", "POST"])
@cache_control(private=True, no_cache=True)
def cellule(request: HttpRequest, pk: UUID, source: str, candidat: str) -> HttpResponse:
    """All that was ever written in one cell; where coders disagree, the means to settle it."""
    permis = perms.peut_animer if request.method == "POST" else perms.peut_lire
    etude = session.etude(request, pk, permis=permis)
    de_source, de_candidat = trouver(etude, source), trouver_candidat(etude, candidat)
    form = ArbitrageForm(postes(request))
    if request.method == "POST" and form.is_valid():
        services.arbitrer(
            etude=etude,
            source=source,
            candidat=candidat,
            par=session.nom(request),
            espace=espace(request),
            **form.cleaned_data,
        )
        messages.success(request, "Le désaccord est résolu.")
        return redirect("etudes:cellule", pk=pk, source=source, candidat=candidat)
    document = assembler(etude, reponses=False)
    contexte = {
        "etude": etude,
        "source": de_source,
        "candidat": de_candidat,
        "cellule": synthese.matrice(document).cellule(source, candidat),
        "etats": synthese.ETATS_CELLULE,
        "historique": reversed(synthese.historique(document, source=source, candidat=candidat)),
        "titres": {source.cle: source.titre for source in document.sources},
        "form": form,
        "peut_animer": perms.peut_animer.test(espace(request), etude),
    }
    return render(request, "etudes/cellule.html", contexte, status=422 if form.errors else 200)


def _enregistrer(request: HttpRequest, etude: EtudeEnregistree, cle: str, codeur: str) -> HttpResponse:
    if espace(request).local and request.POST.get("codeur", "").strip():
        codeur = session.choisir_codeur(request, texte(request, "codeur", maximum=200))
    lectures = list(_lectures(request, etude))
    nombre = services.coder(etude=etude, source=cle, codeur=codeur, lectures=lectures, espace=espace(request))
    dit = f"{nombre}\u00a0case{'s' if nombre > 1 else ''} codée{'s' if nombre > 1 else ''}."
    messages.success(request, dit if nombre else "Rien n’a changé.")
    return redirect(f"{reverse('etudes:coder', args=[etude.pk, cle])}#cases")


def _lectures(request: HttpRequest, etude: EtudeEnregistree) -> Any:
    """The cells that the form says something of."""
    seul = request.POST.get("candidat", "")
    for candidat in etude.document["candidats"]:
        nom = candidat["cle"]
        valeur = request.POST.get(f"v-{nom}", "")
        if (seul and nom != seul) or not valeur:
            continue
        if valeur not in synthese.VALEURS:
            raise ErreurSocle(
                "Cette valeur n’en est pas une.",
                remede="Choisissez présent, partiel, absent ou non traité.",
                code="valeur-inconnue",
            )
        yield Lecture(
            candidat=nom,
            valeur=valeur,
            citation=texte(request, f"c-{nom}", maximum=TEXTE_MAXIMUM).strip(),
            page=texte(request, f"p-{nom}", maximum=40).strip(),
        )


def _rapprocher(request: HttpRequest, document: synthese.Etude) -> list[Passage]:
    """The passages pasted, each beside the candidates that the engine finds near."""
    lignes = [" ".join(ligne.split()) for ligne in request.POST.get("passages", "").splitlines()]
    lignes = [ligne[:1000] for ligne in lignes if ligne][:PASSAGES_MAXIMUM]
    if not lignes:
        return []
    par_cle = {candidat.cle: candidat for candidat in document.candidats}
    return [
        Passage(ligne, tuple(par_cle[proche.candidat] for proche in proches if proche.score > 0))
        for ligne, proches in zip(lignes, synthese.apparier(lignes, document.candidats), strict=True)
    ]
