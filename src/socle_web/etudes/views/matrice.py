"""The matrix sources × candidates, the rule, and what they come to."""

from __future__ import annotations

from collections.abc import Container
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from socle import synthese
from socle_web.comptes.espaces import espace
from socle_web.etudes import perms, session
from socle_web.etudes.apercu import phrase
from socle_web.etudes.assemblage import assembler
from socle_web.etudes.forms.matiere import RegleConsensusForm
from socle_web.etudes.requete import postes
from socle_web.etudes.services.etudes import modifier

TRIS = {
    "etude": "ordre de l’étude",
    "appui": "les plus appuyées d’abord",
    "annee": "sources de la plus ancienne à la plus récente",
}


@require_safe
@cache_control(private=True, no_cache=True)
def matrice(request: HttpRequest, pk: UUID) -> HttpResponse:
    etude = session.etude(request, pk)
    document = assembler(etude, reponses=False)
    categories = {categorie.cle: categorie.libelle for categorie in document.categories}
    choix: dict[str, Any] = {
        "genre": _parmi(request, "genre", synthese.GENRES_SOURCE),
        "nature": _parmi(request, "nature", synthese.NATURES_CANDIDAT),
        "categorie": _parmi(request, "categorie", categories),
        "tri": _parmi(request, "tri", TRIS) or "etude",
        "toutes": bool(request.GET.get("toutes")),
    }
    vue = synthese.matrice(
        document,
        genres=_un(choix["genre"]),
        natures=_un(choix["nature"]),
        categories=_un(choix["categorie"]),
        codees=not choix["toutes"],
        tri=choix["tri"],
    )
    contexte = {
        "etude": etude,
        "document": document,
        "matrice": vue,
        "rangees": list(zip(vue.sources, vue.cellules, strict=True)),
        "etats": synthese.ETATS_CELLULE,
        "verdicts": {verdict.candidat: verdict for verdict in synthese.verdicts(document)},
        "choix": choix,
        "genres": synthese.GENRES_SOURCE.items(),
        "natures": synthese.NATURES_CANDIDAT.items(),
        "categories": categories.items(),
        "tris": TRIS.items(),
    }
    return render(request, "etudes/matrice.html", contexte)


@require_safe
@cache_control(private=True, no_cache=True)
def verdicts(request: HttpRequest, pk: UUID) -> HttpResponse:
    etude = session.etude(request, pk)
    document = assembler(etude)
    tires = synthese.verdicts(document)
    candidats = {candidat.cle: candidat.libelle for candidat in document.candidats}
    code = bool(document.codages)
    contexte = {
        "etude": etude,
        "document": document,
        "groupes": [
            (cle, libelle, [(v, candidats[v.candidat]) for v in tires if v.verdict == cle])
            for cle, libelle in synthese.VERDICTS.items()
        ],
        "phrase": phrase(tires),
        "titres": {source.cle: source.titre for source in document.sources},
        "candidats": candidats,
        "verdicts_libelles": synthese.VERDICTS,
        "sensibilite": synthese.sensibilite(document) if code else None,
        "convergence": synthese.convergence(document) if code else None,
        "accord": synthese.accord(document) if len(document.codeurs) > 1 else None,
        "decisions": synthese.DECISIONS,
        "peut_animer": perms.peut_animer.test(espace(request), etude),
    }
    return render(request, "etudes/verdicts.html", contexte)


@require_http_methods(["GET", "HEAD", "POST"])
def regle(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The consensus rule: fixed, then locked before anything is coded."""
    permis = perms.peut_animer if request.method == "POST" else perms.peut_lire
    etude = session.etude(request, pk, permis=permis)
    actuelle = synthese.RegleConsensus.model_validate(etude.document["regle"])
    form = RegleConsensusForm(postes(request), initial=RegleConsensusForm.de(actuelle))
    if request.method == "POST" and form.is_valid():
        nouvelle = form.regle()
        modifier(
            etude=etude,
            operation=lambda avant: synthese.fixer_regle(avant, nouvelle, le=timezone.now()),
            geste="règle de consensus fixée",
            espace=espace(request),
        )
        messages.success(request, "La règle est fixée. Relisez-la, puis verrouillez-la pour coder.")
        return redirect("etudes:regle", pk=pk)
    contexte = {
        "etude": etude,
        "regle": actuelle,
        "form": form,
        "decision": synthese.DECISIONS[actuelle.decision],
        "peut_animer": perms.peut_animer.test(espace(request), etude),
    }
    return render(request, "etudes/regle.html", contexte, status=422 if form.errors else 200)


@require_POST
def verrouiller(request: HttpRequest, pk: UUID) -> HttpResponse:
    etude = session.etude(request, pk, permis=perms.peut_animer)
    modifier(
        etude=etude,
        operation=lambda avant: synthese.verrouiller_regle(avant, le=timezone.now()),
        geste="règle de consensus verrouillée",
        espace=espace(request),
    )
    messages.success(request, "La règle est verrouillée\u00a0: le codage peut commencer.")
    return redirect("etudes:sources", pk=pk)


def _parmi(request: HttpRequest, nom: str, connus: Container[Any]) -> str:
    valeur = request.GET.get(nom, "")
    return valeur if valeur in connus else ""


def _un(valeur: Any) -> tuple[Any, ...]:
    return (valeur,) if valeur else ()
