"""Writing a line or the mission, adding a line."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from socle.erreurs import Introuvable, SaisieInvalide
from socle.fiche import adapter_mission, trouver
from socle.referentiel import NOMS_LIGNES, FicheDePoste
from socle_web.comptes.espaces import espace, ouvrir
from socle_web.fiches import gestes, services
from socle_web.fiches.models import Fiche
from socle_web.fiches.reponses import conflit, numero_de_base, repondre, vers_editeur
from socle_web.fiches.saisie import texte
from socle_web.fiches.session import brouillon as brouillon_de_l_espace

LIGNE_MAXIMUM, MISSION_MAXIMUM, NIVEAU_MAXIMUM = 2000, 8000, 100


@require_POST
def ligne(request: HttpRequest, pk: UUID, cle: str) -> HttpResponse:
    """Save a line; while typing (``frappe``), its form stays where it is."""
    brouillon = brouillon_de_l_espace(request, pk)
    ouvrir(request)
    base = numero_de_base(request, brouillon)
    frappe = bool(request.POST.get("frappe"))
    libelle = texte(request, "libelle", maximum=LIGNE_MAXIMUM)
    choix = texte(request, "choix", maximum=LIGNE_MAXIMUM)
    saisie = choix or libelle
    try:
        rubrique, _, actuelle = trouver(brouillon.contenu, cle)
    except Introuvable as erreur:
        return conflit(
            request, brouillon, erreur=erreur, saisie=saisie, rubrique=_rubrique_de_base(brouillon, base, cle)
        )
    if "remplacer" not in request.POST and _ecrite_ailleurs(brouillon, base, cle, saisie):
        return conflit(request, brouillon, saisie=saisie, actuelle=actuelle, cle=cle)
    if frappe and not saisie.strip():
        annonce = "Une ligne vide n’est pas enregistrée."
        return repondre(request, brouillon, base=base, exclus=[f"bloc-{rubrique}"], annonce=annonce)
    operation = gestes.ecrire_ligne(
        cle,
        libelle=libelle,
        niveau=texte(request, "niveau", maximum=NIVEAU_MAXIMUM),
        part=request.POST.get("part"),
        principale=request.POST.get("rang") == "principale" if "rang" in request.POST else None,
        choix=choix,
    )
    nom = NOMS_LIGNES[rubrique]
    try:
        services.modifier(
            espace=espace(request),
            brouillon_id=pk,
            operation=operation,
            geste=f"{nom} modifiée",
            sujet=f"ligne:{cle}",
        )
    except SaisieInvalide as erreur:
        return _refusee(
            request, brouillon, erreur, base=base, cle=cle, rubrique=rubrique, saisie=saisie, frappe=frappe
        )
    if frappe:
        return repondre(
            request,
            brouillon,
            base=base,
            exclus=[f"bloc-{rubrique}"],
            morceaux=[("suivi", f"bloc-{rubrique}")],
            cle=cle,
        )
    return repondre(
        request,
        brouillon,
        base=base,
        ancre=f"ligne-{cle}",
        focus=f"modifier-{cle}",
        imposes=[f"bloc-{rubrique}"],
        annonce=f"{nom[:1].upper()}{nom[1:]} enregistrée.",
    )


@require_POST
def ajouter(request: HttpRequest, pk: UUID, rubrique: str) -> HttpResponse:
    brouillon = brouillon_de_l_espace(request, pk)
    ouvrir(request)
    base = numero_de_base(request, brouillon)
    nom = gestes.rubrique_valide(rubrique)
    libelle = texte(request, "libelle", maximum=LIGNE_MAXIMUM)
    choix = texte(request, "choix", maximum=LIGNE_MAXIMUM)
    principale = request.POST.get("rang", "principale") == "principale"
    try:
        services.modifier(
            espace=espace(request),
            brouillon_id=pk,
            operation=gestes.ajouter_ligne(nom, libelle=libelle, choix=choix, principale=principale),
            geste=f"{NOMS_LIGNES[nom]} ajoutée",
        )
    except SaisieInvalide:
        annonce = "Écrivez la ligne avant de l’ajouter."
        if getattr(request, "htmx", False):
            return repondre(request, brouillon, base=base, focus=f"ajout-{nom}", annonce=annonce)
        return conflit(request, brouillon, erreur=SaisieInvalide({"libelle": annonce}), precisions=[annonce])
    brouillon.refresh_from_db()
    nouvelle = brouillon.contenu.lignes(nom)[-1].cle
    return repondre(
        request,
        brouillon,
        base=base,
        ancre=f"ligne-{nouvelle}",
        focus=f"ajout-{nom}",
        imposes=[f"bloc-{nom}"],
        annonce=f"{NOMS_LIGNES[nom].capitalize()} ajoutée.",
        ajout=nom,
        nouvelle=nouvelle,
    )


@require_POST
def mission(request: HttpRequest, pk: UUID) -> HttpResponse:
    brouillon = brouillon_de_l_espace(request, pk)
    ouvrir(request)
    base = numero_de_base(request, brouillon)
    voulue = texte(request, "mission", maximum=MISSION_MAXIMUM)
    depart = services.etat(brouillon, base)
    actuelle = brouillon.contenu.mission
    if "mission" not in request.POST:
        return vers_editeur(brouillon, "bloc-mission")
    ailleurs = depart is not None and depart.mission != actuelle and voulue.strip() != actuelle
    if ailleurs and "remplacer" not in request.POST:
        return conflit(request, brouillon, saisie=voulue, mission_actuelle=actuelle)

    def operation(fiche: FicheDePoste) -> FicheDePoste:
        return adapter_mission(fiche, voulue)

    services.modifier(
        espace=espace(request),
        brouillon_id=pk,
        operation=operation,
        geste="mission modifiée",
        sujet="mission",
    )
    if request.POST.get("frappe"):
        morceaux = [("suivi_mission", "bloc-mission")]
        return repondre(request, brouillon, base=base, exclus=["bloc-mission"], morceaux=morceaux)
    return repondre(
        request,
        brouillon,
        base=base,
        ancre="bloc-mission",
        focus="modifier-mission",
        imposes=["bloc-mission"],
        annonce="Mission enregistrée.",
    )


def _ecrite_ailleurs(brouillon: Fiche, base: int, cle: str, saisie: str) -> bool:
    """Whether the line was reworded since the form was opened, otherwise than what is typed now."""
    depart = services.etat(brouillon, base)
    if depart is None or base == brouillon.numero:
        return False
    try:
        _, _, avant = trouver(depart, cle)
    except Introuvable:
        return False
    _, _, actuelle = trouver(brouillon.contenu, cle)
    return avant.libelle != actuelle.libelle and " ".join(saisie.split()) not in (
        actuelle.libelle,
        avant.libelle,
    )


def _rubrique_de_base(brouillon: Fiche, base: int, cle: str) -> str:
    depart = services.etat(brouillon, base)
    try:
        return trouver(depart, cle)[0] if depart else ""
    except Introuvable:
        return ""


def _refusee(
    request: HttpRequest,
    brouillon: Fiche,
    erreur: SaisieInvalide,
    *,
    base: int,
    cle: str,
    rubrique: str,
    saisie: str,
    frappe: bool,
) -> HttpResponse:
    """What is typed does not fit: said beside the form, which keeps it."""
    precisions = list(erreur.champs.values())
    if not getattr(request, "htmx", False):
        return conflit(request, brouillon, erreur=erreur, precisions=precisions, saisie=saisie, cle=cle)
    return repondre(
        request,
        brouillon,
        base=base,
        exclus=[f"bloc-{rubrique}"],
        annonce=" ".join(precisions),
        focus="" if frappe else f"texte-{cle}",
        morceaux=[("suivi", f"bloc-{rubrique}")],
        cle=cle,
        erreurs=precisions,
    )
