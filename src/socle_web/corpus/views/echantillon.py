"""A sample of a run, labelled line by line."""

from __future__ import annotations

from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from socle_web.comptes.decorateurs import permis
from socle_web.comptes.espaces import espace
from socle_web.corpus import echantillons
from socle_web.corpus.acces import execution_de
from socle_web.corpus.perms import peut_analyser
from socle_web.fiches.saisie import entier

PAR_PAGE = 10
REPONSES = (
    ("juste", "Juste", "la décision convient"),
    ("faux", "Faux", "une entrée est donnée, aucune ne le dit"),
    ("manque", "Manqué", "une autre entrée le dit"),
)


@require_safe
@permis(peut_analyser)
def etiqueter(request: HttpRequest, pk: UUID) -> HttpResponse:
    execution = execution_de(request, pk, terminee=True)
    etat = echantillons.etat(execution)
    contexte: dict[str, object] = {
        "execution": execution,
        "corpus": execution.corpus,
        "etat": etat,
        "tailles": echantillons.TAILLES,
        "reponses": REPONSES,
    }
    if etat is not None:
        lignes = list(enumerate(etat.echantillon.lignes))
        reste = [place for place, ligne in lignes if not ligne.etiquette]
        premiere = reste[0] // PAR_PAGE + 1 if reste else 1
        contexte["page"] = Paginator(lignes, PAR_PAGE).get_page(request.GET.get("page") or premiere)
    return render(request, "corpus/echantillon.html", contexte)


@require_POST
@permis(peut_analyser)
def tirer(request: HttpRequest, pk: UUID) -> HttpResponse:
    execution = execution_de(request, pk, terminee=True)
    taille = entier(request.POST.get("taille", "")) or 0
    echantillons.tirer_echantillon(espace=espace(request), execution=execution, taille=taille)
    return redirect("corpus:echantillon", pk)


@require_POST
@permis(peut_analyser)
def dire(request: HttpRequest, pk: UUID, place: int) -> HttpResponse:
    """Keep one answer; with htmx, only the summary of the sample comes back."""
    execution = execution_de(request, pk, terminee=True)
    valeur = request.POST.get("valeur", "")
    echantillons.etiqueter(espace=espace(request), execution=execution, place=place, valeur=valeur)
    if getattr(request, "htmx", False):
        contexte = {"execution": execution, "etat": echantillons.etat(execution)}
        return render(request, "corpus/_bilan_echantillon.html", contexte)
    page = place // PAR_PAGE + 1
    return redirect(f"{reverse('corpus:echantillon', args=[pk])}?page={page}#ligne-{place}")
