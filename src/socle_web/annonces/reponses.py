"""Answering a gesture on an offer: the parts that changed, or the editor again without JavaScript."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from socle_web.annonces import perms, services
from socle_web.annonces.models import AnnonceEnregistree
from socle_web.annonces.session import fiche_de
from socle_web.annonces.vues import Atelier, monter
from socle_web.comptes.espaces import espace


def contexte(request: HttpRequest, enregistree: AnnonceEnregistree) -> dict[str, Any]:
    """What the editor and its parts show."""
    fiche = fiche_de(request, enregistree)
    annonce = enregistree.annonce
    ici = espace(request)
    atelier = monter(annonce, rapport=services.verifier(enregistree, fiche=fiche), fiche=fiche)
    return {
        "enregistree": enregistree,
        "annonce": annonce,
        "atelier": atelier,
        "controle": atelier.controle,
        "derniere": enregistree.derniere,
        "peut_ecrire": perms.peut_ecrire.test(ici, enregistree),
        "peut_publier": perms.peut_publier.test(ici, enregistree),
        "peut_supprimer": perms.peut_supprimer.test(ici, enregistree),
        "enregistre": heure(enregistree),
        "a_paraitre": a_paraitre(enregistree),
    }


def heure(enregistree: AnnonceEnregistree) -> str:
    """When the offer was last saved."""
    quand = timezone.localtime(enregistree.modifie_le)
    jour = "" if quand.date() == timezone.localdate() else f"le {quand:%d/%m/%Y} "
    return f"enregistrée {jour}à {quand.hour}\u00a0h\u00a0{quand.minute:02d}"


def a_paraitre(enregistree: AnnonceEnregistree) -> bool:
    """Whether what is written is not what is published."""
    derniere = enregistree.derniere
    if derniere is None or derniere.etat != "publiee":
        return False
    ecrit = services.a_publier(enregistree).model_dump(mode="json")
    return bool(ecrit != derniere.document)


def repondre(
    request: HttpRequest,
    enregistree: AnnonceEnregistree,
    *,
    section: str = "",
    groupe: str = "",
    entiere: bool = False,
    erreurs: dict[str, str] | None = None,
) -> HttpResponse:
    """What to show after a gesture: the state of what was written, and the checks.

    :param section, groupe: where somebody is writing; what they type is left alone unless ``entiere``.
    """
    if not getattr(request, "htmx", False):
        ancre = f"section-{section}" if section else f"groupe-{groupe}"
        return vers_editeur(enregistree, ancre)
    commun = {**contexte(request, enregistree), "oob": True, "erreurs": erreurs or {}}
    atelier: Atelier = commun["atelier"]
    morceaux = ["controle", "echeance", "etat"]
    for vue in atelier.sections:
        if vue.section.cle == section:
            commun |= {"vue": vue}
            morceaux += ["section"] if entiere else ["section_etat", "section_avant"]
    for vue_groupe in atelier.groupes:
        if vue_groupe.groupe.cle == groupe:
            commun |= {"vue": vue_groupe}
            morceaux += ["groupe"] if entiere else ["groupe_lecture", "groupe_erreurs", "groupe_avant"]
    html = [render_to_string(f"annonces/blocs/{nom}.html", commun, request) for nom in morceaux]
    return HttpResponse("\n".join(html))


def vers_editeur(enregistree: AnnonceEnregistree, ancre: str = "") -> HttpResponse:
    """The editor, at what was just changed."""
    adresse = reverse("annonces:editeur", kwargs={"pk": enregistree.pk})
    return redirect(f"{adresse}#{ancre}" if ancre else adresse)


def conflit(
    request: HttpRequest,
    enregistree: AnnonceEnregistree,
    *,
    libelle: str,
    actuel: str,
    saisi: str,
    ancre: str,
) -> HttpResponse:
    """Somebody else wrote there in between: both texts, and nothing is lost."""
    page = {
        "enregistree": enregistree,
        "libelle": libelle,
        "actuel": actuel,
        "saisi": saisi,
        "adresse": request.path,
        "ancre": ancre,
        "nom": "texte" if ancre.startswith("section-") else ancre.removeprefix("champ-"),
    }
    if not getattr(request, "htmx", False):
        return render(request, "annonces/conflit.html", page, status=409)
    response = render(request, "annonces/blocs/conflit.html", page, status=409)
    response["HX-Retarget"] = "#messages"
    response["HX-Reswap"] = "innerHTML show:window:top"
    return response
