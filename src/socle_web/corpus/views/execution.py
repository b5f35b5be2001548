"""A run: asking for it, following it, stopping it, taking it up again."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from socle.erreurs import ErreurSocle
from socle_web.comptes.decorateurs import permis
from socle_web.comptes.espaces import espace
from socle_web.corpus import executions
from socle_web.corpus.acces import corpus_de, execution_de
from socle_web.corpus.forms import ExecutionForm
from socle_web.corpus.models import Execution
from socle_web.corpus.perms import peut_analyser, peut_lire
from socle_web.corpus.views.corpus import page_corpus


@require_POST
@permis(peut_analyser)
def demander(request: HttpRequest, pk: UUID) -> HttpResponse:
    corpus = corpus_de(request, pk)
    if not corpus.pret:
        return redirect("corpus:colonnes", pk)
    form = ExecutionForm(request.POST)
    if not form.is_valid():
        return page_corpus(request, corpus, form=form, status=422)
    try:
        execution = executions.demander(
            espace=espace(request),
            corpus=corpus,
            edition=form.cleaned_data["edition"],
            codes=form.cleaned_data["codes"],
        )
    except ErreurSocle as erreur:
        messages.info(request, str(erreur))
        return redirect("corpus:page", pk)
    return redirect("corpus:suivre", execution.pk)


@require_safe
@permis(peut_lire)
def suivre(request: HttpRequest, pk: UUID) -> HttpResponse:
    """How far a run is; with htmx, only the part of the page that changes."""
    execution = execution_de(request, pk)
    contexte = {
        "execution": execution,
        "corpus": execution.corpus,
        "pourcentage": _pourcentage(execution),
        "peut_analyser": peut_analyser.test(espace(request)),
    }
    gabarit = "_suivi" if getattr(request, "htmx", False) else "suivi"
    return render(request, f"corpus/{gabarit}.html", contexte)


@require_POST
@permis(peut_analyser)
def arreter(request: HttpRequest, pk: UUID) -> HttpResponse:
    executions.arreter(espace=espace(request), execution=execution_de(request, pk))
    return redirect("corpus:suivre", pk)


@require_POST
@permis(peut_analyser)
def relancer(request: HttpRequest, pk: UUID) -> HttpResponse:
    executions.relancer(espace=espace(request), execution=execution_de(request, pk))
    return redirect("corpus:suivre", pk)


@require_http_methods(["GET", "HEAD", "POST"])
@permis(peut_analyser)
def supprimer(request: HttpRequest, pk: UUID) -> HttpResponse:
    execution = execution_de(request, pk)
    if request.method == "POST":
        executions.supprimer(espace=espace(request), execution=execution)
        messages.success(request, f"L’analyse n° {execution.numero} est supprimée.")
        return redirect("corpus:page", execution.corpus_id)
    return render(request, "corpus/supprimer_analyse.html", {"execution": execution})


def _pourcentage(execution: Execution) -> int | None:
    return min(100, 100 * execution.faites // execution.total) if execution.total else None
