"""Emerging work: groups of lines outside the référentiel that people name, merge or set aside."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from socle.corpus import DecisionEmergente, Decisions
from socle_web.comptes.decorateurs import permis
from socle_web.comptes.espaces import espace
from socle_web.corpus import executions, services
from socle_web.corpus.acces import execution_de
from socle_web.corpus.models import Execution
from socle_web.corpus.perms import peut_analyser, peut_lire
from socle_web.fiches.saisie import texte

GESTES = ("nommer", "fusionner", "ecarter")


@require_http_methods(["GET", "HEAD", "POST"])
@permis(peut_lire)
def emergents(request: HttpRequest, pk: UUID) -> HttpResponse:
    execution = execution_de(request, pk, terminee=True)
    chiffres = executions.chiffres(execution)
    trouves = chiffres.emergents.groupes if chiffres.emergents else ()
    if request.method == "POST":
        if not peut_analyser.test(espace(request)):
            return render(request, "403.html", status=403)
        probleme = _decider(request, execution, {groupe.cle for groupe in trouves})
        if not probleme:
            return redirect("corpus:emergents", pk)
        messages.error(request, probleme)
    decisions = _decisions(execution)
    contexte = {
        "execution": execution,
        "corpus": execution.corpus,
        "onglet": "emergents",
        "emergents": chiffres.emergents,
        "groupes": [(groupe, _decision_de(decisions, groupe.cle)) for groupe in trouves],
        "decisions": decisions.decisions,
        "peut_analyser": peut_analyser.test(espace(request)),
        "ecartees": 0,
    }
    return render(request, "corpus/emergents.html", contexte, status=422 if request.method == "POST" else 200)


def _decider(request: HttpRequest, execution: Execution, connues: set[str]) -> str:
    """Keep one decision; the answer says what is wrong with it."""
    geste = request.POST.get("geste", "")
    cles = tuple(cle for cle in request.POST.getlist("cles") if cle in connues)
    nom = texte(request, "nom", maximum=200).strip()
    if geste not in GESTES or not cles:
        return "Choisissez au moins un groupe."
    if geste == "fusionner" and len(cles) < 2:
        return "Choisissez au moins deux groupes à fusionner."
    if geste != "ecarter" and not nom:
        return "Donnez un nom."
    decision = DecisionEmergente(geste=geste, cles=cles, nom=nom)
    services.decider(
        espace=espace(request),
        corpus=execution.corpus,
        decisions=_decisions(execution).avec(decision).model_dump(mode="json"),
    )
    messages.success(request, "C’est noté. La prochaine analyse en tiendra compte.")
    return ""


def _decisions(execution: Execution) -> Decisions:
    gardees = execution.corpus.decisions
    return Decisions.model_validate(gardees) if gardees else Decisions()


def _decision_de(decisions: Decisions, cle: str) -> DecisionEmergente | None:
    return next((une for une in reversed(decisions.decisions) if cle in une.cles), None)
