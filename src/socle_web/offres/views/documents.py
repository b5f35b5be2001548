"""What leaves an analysis: files, the original kept, the rules behind the portrait."""

from __future__ import annotations

from itertools import groupby
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from socle.offre.analyse import regles
from socle.referentiel.texte import plier
from socle_web.commun import telechargement
from socle_web.comptes import journal
from socle_web.comptes.espaces import espace
from socle_web.comptes.services import charte
from socle_web.offres.presentation import LIBELLES_PORTRAIT
from socle_web.offres.session import enregistree as analyse_de_la_personne


@require_safe
def telecharger(request: HttpRequest, pk: UUID, format: str) -> HttpResponse:
    enregistree = analyse_de_la_personne(request, pk)
    analyse = enregistree.analyse
    return telechargement.document(
        plan=analyse.plan(),
        nom=f"Analyse {enregistree.titre}",
        format=format,
        charte=charte(espace(request)),
        json=analyse.to_json(),
    )


@require_safe
def original(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The file as it was uploaded, always as an attachment: nothing in it runs on this site."""
    enregistree = analyse_de_la_personne(request, pk, original=True)
    if enregistree.original is None:
        raise Http404("Ce document n’a pas été conservé.")
    journal.noter(espace(request), geste="document.lu", objet=enregistree, lecture=True)
    response = HttpResponse(bytes(enregistree.original), content_type="application/octet-stream")
    nom = "".join(lettre for lettre in enregistree.nom if lettre.isprintable() and lettre not in '"\\/')
    response["Content-Disposition"] = f'attachment; filename="{nom.encode("ascii", "ignore").decode()}"'
    return response


@require_safe
def portrait(request: HttpRequest) -> HttpResponse:
    """The rules behind the portrait, as they are applied."""
    dimensions = [
        (
            LIBELLES_PORTRAIT[dimension],
            [
                (LIBELLES_PORTRAIT[valeur], sorted(expressions, key=lambda regle: plier(regle.expression)))
                for valeur, expressions in groupby(du_genre, key=lambda regle: regle.valeur)
            ],
        )
        for dimension, du_genre in groupby(
            sorted(regles(), key=lambda regle: (regle.dimension, regle.valeur)),
            key=lambda regle: regle.dimension,
        )
    ]
    return render(request, "offres/portrait.html", {"dimensions": dimensions, "total": len(regles())})
