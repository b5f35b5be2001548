"""Receiving offers: files and text in, analyses out."""

from __future__ import annotations

from typing import NamedTuple

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_POST, require_safe

from socle.erreurs import ErreurSocle
from socle.offre import BORNES
from socle_web.comptes.espaces import espace, ouvrir
from socle_web.offres import services
from socle_web.offres.forms import DepotForm
from socle_web.offres.models import AnalyseEnregistree
from socle_web.offres.services import Lecture, Source
from socle_web.referentiels import services as referentiels

FICHIERS_MAXIMUM = 30


class Recu(NamedTuple):
    """What became of one document: its analysis, or the error that stopped it."""

    nom: str
    enregistree: AnalyseEnregistree | None = None
    erreur: ErreurSocle | None = None


@require_safe
@cache_control(private=True, no_cache=True)
def accueil(request: HttpRequest) -> HttpResponse:
    return render(request, "offres/accueil.html", _contexte(request, DepotForm()))


@require_POST
def analyser(request: HttpRequest) -> HttpResponse:
    """Analyse each document given; one that fails is told with its cause and stops no other.

    A request of htmx's kind (the page sends its files one by one) gets one line of the list.
    """
    form = DepotForm(request.POST)
    fichiers = request.FILES.getlist("fichiers")
    if not form.is_valid():
        return render(request, "offres/accueil.html", _contexte(request, form), status=422)
    texte = form.cleaned_data["texte"]
    sources = [Source(fichier.name or "document", fichier.read()) for fichier in fichiers[:FICHIERS_MAXIMUM]]
    if texte.strip():
        sources.append(Source("texte collé", texte))
    if not sources:
        form.add_error(None, "Choisissez un fichier ou collez un texte\u00a0: il n’y a rien à analyser.")
        return render(request, "offres/accueil.html", _contexte(request, form), status=422)
    recus = [_recevoir(request, source, form) for source in sources]
    recus += [Recu(fichier.name or "document", erreur=_de_trop()) for fichier in fichiers[FICHIERS_MAXIMUM:]]
    if request.htmx:  # type: ignore[attr-defined]
        return render(request, "offres/_recus.html", {"recus": recus})
    echecs = [recu for recu in recus if recu.erreur is not None]
    if not echecs and len(recus) == 1:
        return redirect("offres:analyse", pk=recus[0].enregistree.pk)  # type: ignore[union-attr]
    if not echecs:
        return redirect(f"{reverse('offres:accueil')}#analyses")
    contexte = _contexte(request, form) | {"recus": recus, "echecs": echecs}
    return render(request, "offres/accueil.html", contexte, status=422)


@require_POST
def exemple(request: HttpRequest) -> HttpResponse:
    """Analyse a fiche of the booklet, to see what an analysis looks like."""
    enregistree = services.enregistrer(espace=ouvrir(request), source=services.exemple(), lecture=Lecture())
    return redirect("offres:analyse", pk=enregistree.pk)


def _recevoir(request: HttpRequest, source: Source, form: DepotForm) -> Recu:
    lecture = Lecture(form.cleaned_data["edition"], form.cleaned_data["corps"])
    try:
        enregistree = services.enregistrer(
            espace=ouvrir(request),
            source=source,
            lecture=lecture,
            conserver=form.cleaned_data["conserver"],
        )
    except ErreurSocle as erreur:
        return Recu(source.nom, erreur=erreur)
    return Recu(source.nom, enregistree)


def _de_trop() -> ErreurSocle:
    return ErreurSocle(
        f"Ce fichier n’a pas été lu\u00a0: un envoi compte {FICHIERS_MAXIMUM} fichiers au plus.",
        remede="Envoyez-le avec les suivants.",
        code="trop-de-fichiers",
    )


def _contexte(request: HttpRequest, form: DepotForm) -> dict[str, object]:
    return {
        "form": form,
        "analyses": list(AnalyseEnregistree.objects.miens(espace(request)).legeres()),
        "livret_seul": referentiels.livret_seul(),
        "octets_maximum": BORNES.octets,
        "pages_maximum": BORNES.pages,
        "fichiers_maximum": FICHIERS_MAXIMUM,
    }
