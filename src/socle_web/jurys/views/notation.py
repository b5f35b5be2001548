"""What a member sees by their own link: their scores alone, until the president opens the comparison."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from socle.erreurs import ErreurSocle
from socle_web.comptes import journal
from socle_web.comptes.espaces import Espace
from socle_web.fiches.saisie import entier, texte
from socle_web.jurys import liens, services
from socle_web.jurys.models import Candidat, Feuille, Membre
from socle_web.jurys.vues import cles_notees, comparer, dite, lignes_de_notation

P = ParamSpec("P")
Vue = Callable[Concatenate[HttpRequest, P], HttpResponse]
REMARQUE_MAXIMUM = 4000


def _prive(vue: Vue[P]) -> Vue[P]:
    """No trace of such a page is kept on the way, nor by a search engine."""

    @wraps(vue)
    def privee(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        response = vue(request, *args, **kwargs)
        response["Cache-Control"] = "no-store"
        response["X-Robots-Tag"] = "noindex"
        return response

    return privee


@require_safe
@_prive
def membre(request: HttpRequest, jeton: str) -> HttpResponse:
    """The candidates, and how far this member is."""
    qui = liens.trouver(jeton)
    _noter_la_lecture(qui)
    cles = cles_notees(qui.jury.contenu)
    faites = {feuille.candidat_id: set(feuille.notes) & cles for feuille in qui.feuilles.all()}
    candidats = [(un, len(faites.get(un.pk, ()))) for un in qui.jury.candidats.all()]
    page = {
        "membre": qui,
        "jury": qui.jury,
        "jeton": jeton,
        "candidats": candidats,
        "criteres": len(cles),
        "complets": sum(nombre == len(cles) for _, nombre in candidats),
    }
    return render(request, "jurys/membre.html", page)


@require_http_methods(["GET", "HEAD", "POST"])
@_prive
def notation(request: HttpRequest, jeton: str, candidat: int) -> HttpResponse:
    """One candidate's sheet."""
    qui = liens.trouver(jeton)
    jury = qui.jury
    trouve = get_object_or_404(jury.candidats, pk=candidat)
    if jury.en_preparation:
        raise Http404("La notation n’est pas ouverte.")
    if request.method == "POST":
        return _noter(request, jeton, qui, trouve)
    _noter_la_lecture(qui)
    feuille = Feuille.objects.filter(membre=qui, candidat=trouve).first()
    numeros = list(jury.candidats.values_list("pk", flat=True))
    rang = numeros.index(trouve.pk)
    page = {
        "membre": qui,
        "jury": jury,
        "jeton": jeton,
        "candidat": trouve,
        "feuille": feuille,
        "lignes": lignes_de_notation(jury.contenu, feuille),
        "grille": jury.contenu,
        "rang": rang + 1,
        "nombre": len(numeros),
        "precedent": numeros[rang - 1] if rang else None,
        "suivant": numeros[rang + 1] if rang + 1 < len(numeros) else None,
    }
    return render(request, "jurys/notation.html", page)


def _noter_la_lecture(qui: Membre, geste: str = "jury.lu-par-lien") -> None:
    """A member's link was followed; the line says which by a number, that says nothing once the jury's
    people are forgotten."""
    journal.noter_une_fois(
        Espace(qui.jury.etablissement),
        geste=geste,
        objet=qui.jury,
        lecture=True,
        details={"membre": qui.pk},
    )


def _noter(request: HttpRequest, jeton: str, qui: Membre, trouve: Candidat) -> HttpResponse:
    notes = {
        nom.removeprefix("note-"): valeur
        for nom in request.POST
        if nom.startswith("note-") and (valeur := entier(request.POST[nom])) is not None
    }
    try:
        services.noter(
            membre=qui,
            candidat=trouve,
            notes=notes,
            remarque=texte(request, "remarque", maximum=REMARQUE_MAXIMUM),
        )
    except ErreurSocle as erreur:
        messages.error(request, dite(erreur))
        return redirect("jurys:notation", jeton=jeton, candidat=trouve.pk)
    suivant = entier(request.POST.get("suivant", ""))
    if suivant is not None and qui.jury.candidats.filter(pk=suivant).exists():
        messages.success(request, f"Candidat {trouve.numero}\u00a0: notes enregistrées.")
        return redirect("jurys:notation", jeton=jeton, candidat=suivant)
    messages.success(request, f"Candidat {trouve.numero}\u00a0: notes enregistrées.")
    return redirect("jurys:membre", jeton=jeton)


@require_safe
@_prive
def comparaison(request: HttpRequest, jeton: str) -> HttpResponse:
    """Everyone's scores, once the president has opened them."""
    qui = liens.trouver(jeton)
    if not qui.jury.est_ouvert:
        raise Http404("La comparaison n’est pas ouverte.")
    _noter_la_lecture(qui, "jury.notes-lues")
    vue = comparer(services.deliberation(qui.jury), {c.numero: c for c in qui.jury.candidats.all()})
    return render(
        request,
        "jurys/comparaison_membre.html",
        {"membre": qui, "jury": qui.jury, "jeton": jeton, "vue": vue},
    )
