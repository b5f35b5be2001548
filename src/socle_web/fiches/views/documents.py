"""What leaves the editor: preview, files, comparison with the emploi-type."""

from __future__ import annotations

from urllib.parse import quote
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_safe

from socle.erreurs import Introuvable
from socle.referentiel import Comparaison, EmploiType, FicheDePoste, comparer
from socle.rendu import html
from socle_web.commun import telechargement
from socle_web.comptes.espaces import espace
from socle_web.comptes.services import charte
from socle_web.fiches import lectures, sources
from socle_web.fiches.reponses import heure
from socle_web.fiches.session import lue

FORMATS_COMPARAISON = ("docx", "odt", "pdf", "html")


@require_safe
def apercu(request: HttpRequest, pk: UUID) -> HttpResponse:
    brouillon = lue(request, pk)
    lectures.noter(espace(request), brouillon)
    fiche = brouillon.contenu
    plan = fiche.plan()
    contexte = {
        "brouillon": brouillon,
        "fiche": fiche,
        "plan": plan,
        "charte": charte(espace(request)),
        # Every text of the outline is escaped by the writer.
        "contenu": mark_safe(html.fragment(plan, niveau_depart=2)),
        "formats": telechargement.liens("fiches:telecharger", pk=str(pk)),
        "enregistre": heure(brouillon),
    }
    return render(request, "fiches/apercu.html", contexte)


@require_safe
def feuille_de_style(request: HttpRequest) -> HttpResponse:
    """The style sheet of a document in the établissement's colour, for the preview."""
    response = HttpResponse(
        html.style(charte=charte(espace(request))), content_type="text/css; charset=utf-8"
    )
    response["Cache-Control"] = "no-cache"
    return response


@require_safe
def telecharger(request: HttpRequest, pk: UUID, format: str) -> HttpResponse:
    brouillon = lue(request, pk)
    fiche = brouillon.contenu
    nom = " – ".join(partie for partie in ("Fiche de poste", fiche.intitule, fiche.sous_titre) if partie)
    response = telechargement.document(
        plan=fiche.plan(), nom=nom, format=format, charte=charte(espace(request)), json=fiche.to_json()
    )
    lectures.noter_le_fichier(espace(request), brouillon, format=format)
    return nommer(response, nom, format)


@require_safe
def comparaison(request: HttpRequest, pk: UUID) -> HttpResponse:
    brouillon = lue(request, pk)
    lectures.noter(espace(request), brouillon)
    fiche = brouillon.contenu
    emplois = sources.emplois(fiche)
    if not emplois:
        return render(request, "fiches/comparer.html", {"brouillon": brouillon, "fiche": fiche})
    emploi = _choisi(fiche, request.GET.get("avec", ""))
    ecarts = comparer(emploi, fiche)
    contexte = {
        "brouillon": brouillon,
        "fiche": fiche,
        "emploi": emploi,
        "emplois": emplois,
        "comparaison": ecarts,
        "resume": _resume(ecarts),
        "rubriques": [rubrique for rubrique in ecarts.rubriques if rubrique.lignes],
        "formats": telechargement.liens(
            "fiches:comparer_fichier", formats=FORMATS_COMPARAISON, requete={"avec": emploi.code}, pk=str(pk)
        ),
    }
    return render(request, "fiches/comparer.html", contexte)


@require_safe
def comparaison_fichier(request: HttpRequest, pk: UUID, format: str) -> HttpResponse:
    brouillon = lue(request, pk)
    fiche = brouillon.contenu
    emploi = _choisi(fiche, request.GET.get("avec", ""))
    nom = f"Comparaison – {fiche.intitule} – {emploi.code}"
    response = telechargement.document(
        plan=comparer(emploi, fiche).plan(), nom=nom, format=format, charte=charte(espace(request))
    )
    lectures.noter_le_fichier(espace(request), brouillon, format=format)
    return nommer(response, nom, format)


def _resume(ecarts: Comparaison) -> str:
    """The comparison in one sentence, said of a fiche and its emploi-type."""
    if ecarts.identiques:
        return "La fiche reprend l’emploi-type tel quel."
    nombres = (
        (ecarts.nombre("identique"), "ligne gardée", "lignes gardées"),
        (ecarts.nombre("modifie"), "adaptée", "adaptées"),
        (ecarts.nombre("niveau"), "à un autre niveau", "à un autre niveau"),
        (ecarts.nombre("seulement-a"), "retirée", "retirées"),
        (ecarts.nombre("seulement-b"), "ajoutée", "ajoutées"),
    )
    return ", ".join(f"{n}\u00a0{un if n < 2 else plusieurs}" for n, un, plusieurs in nombres if n) + "."


def _choisi(fiche: FicheDePoste, code: str) -> EmploiType:
    """The emploi-type to compare with: the one asked for, else the principal one."""
    emplois = sources.emplois(fiche)
    choisi = next((emploi for emploi in emplois if emploi.code == code), emplois[0] if emplois else None)
    if choisi is None:
        raise Introuvable(
            "Cette fiche n’a pas d’emploi-type auquel la comparer.",
            remede="Importez l’édition dont elle vient, dans les réglages.",
            code="emploi-type-introuvable",
        )
    return choisi


def nommer(response: HttpResponse, nom: str, format: str) -> HttpResponse:
    """The full name in UTF-8 beside the plain one, which older software reads."""
    propre = "".join(" " if lettre in '\\/:*?"<>|\r\n\t' else lettre for lettre in nom)
    complet = quote(" ".join(propre.split())[:150] + f".{format}", safe="")
    response["Content-Disposition"] += f"; filename*=UTF-8''{complet}"
    return response
