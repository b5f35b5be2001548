"""The fields around the lists, the emplois-types' shares, the signatures."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_POST
from pydantic import ValidationError

from socle.erreurs import ErreurSocle, SaisieInvalide
from socle.fiche import renseigner
from socle.referentiel import CHAMPS, FicheDePoste, Signature
from socle.referentiel.champs import valeur_brute
from socle_web.comptes.espaces import espace, ouvrir
from socle_web.fiches import services
from socle_web.fiches.models import Fiche
from socle_web.fiches.reponses import conflit, numero_de_base, repondre, vers_editeur
from socle_web.fiches.saisie import entier, propre, texte
from socle_web.fiches.session import brouillon as brouillon_de_l_espace

TEXTE_MAXIMUM = 20_000
SIGNATURES_MAXIMUM = 8


@require_POST
def groupe(request: HttpRequest, pk: UUID, cle: str) -> HttpResponse:
    """Save the fields of a group: those that changed since the form was shown, and only those.

    A field that does not fit is said so beside it; the others are saved all the same.
    """
    brouillon = brouillon_de_l_espace(request, pk)
    ouvrir(request)
    base = numero_de_base(request, brouillon)
    decrit = next((g for g in CHAMPS if g.cle == cle), None)
    if decrit is None:
        raise Http404
    saisies = {
        champ.nom: texte(request, champ.nom, maximum=TEXTE_MAXIMUM)
        for champ in decrit.champs
        if champ.nom in request.POST
    }
    changees = _changees(brouillon, base, saisies)
    ailleurs = {} if "remplacer" in request.POST else _changees_ailleurs(brouillon, base, changees)
    erreurs = _refusees(brouillon.contenu, changees)
    gardees = {nom: valeur for nom, valeur in changees.items() if nom not in erreurs and nom not in ailleurs}
    if gardees:
        services.modifier(
            espace=espace(request),
            brouillon_id=pk,
            operation=lambda fiche: renseigner(fiche, gardees),
            geste=f"« {decrit.titre} » rempli",
            sujet=f"groupe:{cle}:{','.join(gardees)}",
        )
    if ailleurs:
        return conflit(
            request,
            brouillon,
            groupe=cle,
            champs=[
                (champ.nom, champ.libelle, ailleurs[champ.nom], saisies[champ.nom])
                for champ in decrit.champs
                if champ.nom in ailleurs
            ],
        )
    if not getattr(request, "htmx", False) and erreurs:
        champs = [
            (champ.libelle, erreurs[champ.nom], saisies[champ.nom])
            for champ in decrit.champs
            if champ.nom in erreurs
        ]
        return conflit(
            request,
            brouillon,
            erreur=SaisieInvalide(erreurs),
            precisions=[f"{message} Vous aviez écrit : « {saisie} »." for _, message, saisie in champs],
            ancre=f"groupe-{cle}",
        )
    identifiant = f"groupe-{cle}"
    return repondre(
        request,
        brouillon,
        base=base,
        ancre=identifiant,
        exclus=[identifiant],
        morceaux=[
            ("groupe_lecture", identifiant),
            ("groupe_erreurs", identifiant),
            ("groupe_etat", identifiant),
        ],
        annonce=" ".join(erreurs.values()),
        erreurs=erreurs,
    )


@require_POST
def emplois(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The share of the post that each emploi-type stands for."""
    brouillon = brouillon_de_l_espace(request, pk)
    ouvrir(request)
    base = numero_de_base(request, brouillon)
    parts: list[int] = []
    for brut in request.POST.getlist("quotite"):
        part = entier(brut)
        if part is None or part > 100:
            erreur = SaisieInvalide({"quotite": "La quotité est un nombre de 0 à 100."})
            return conflit(request, brouillon, erreur=erreur, precisions=list(erreur.champs.values()))
        parts.append(part)

    depart = services.etat(brouillon, base) or brouillon.contenu
    if _ailleurs(
        [e.quotite for e in depart.emplois_types], [e.quotite for e in brouillon.contenu.emplois_types], parts
    ):
        return conflit(request, brouillon, erreur=_changement("Les quotités ont"))

    def operation(fiche: FicheDePoste) -> FicheDePoste:
        return fiche.model_copy(
            update={
                "emplois_types": tuple(
                    decline.model_copy(update={"quotite": parts[rang]}) if rang < len(parts) else decline
                    for rang, decline in enumerate(fiche.emplois_types)
                )
            }
        )

    services.modifier(
        espace=espace(request),
        brouillon_id=pk,
        operation=operation,
        geste="quotités modifiées",
        sujet="quotites",
    )
    return repondre(
        request,
        brouillon,
        base=base,
        ancre="bloc-emplois_types",
        exclus=["bloc-emplois_types"],
        morceaux=[("emplois_lecture", "bloc-emplois_types")],
    )


@require_POST
def signatures(request: HttpRequest, pk: UUID) -> HttpResponse:
    brouillon = brouillon_de_l_espace(request, pk)
    ouvrir(request)
    base = numero_de_base(request, brouillon)
    if "role" not in request.POST:
        return vers_editeur(brouillon, "bloc-signatures")
    try:
        voulues = _lire_signatures(request)
    except ValidationError:
        erreur = SaisieInvalide({"date": "La date d’une signature s’écrit comme 2026-09-01."})
        return conflit(request, brouillon, erreur=erreur, precisions=list(erreur.champs.values()))
    depart = services.etat(brouillon, base) or brouillon.contenu
    if _ailleurs(depart.signatures, brouillon.contenu.signatures, voulues):
        return conflit(request, brouillon, erreur=_changement("Les signatures ont"))
    services.modifier(
        espace=espace(request),
        brouillon_id=pk,
        operation=lambda fiche: fiche.model_copy(update={"signatures": voulues}),
        geste="signatures modifiées",
        sujet="signatures",
    )
    frappe = bool(request.POST.get("frappe"))
    return repondre(
        request,
        brouillon,
        base=base,
        ancre="bloc-signatures",
        exclus=["bloc-signatures"] if frappe else [],
        imposes=[] if frappe else ["bloc-signatures"],
        morceaux=[("signatures_lecture", "bloc-signatures")] if frappe else [],
        ouvert=True,
        focus="" if frappe else "titre-signatures",
    )


def _lire_signatures(request: HttpRequest) -> tuple[Signature, ...]:
    colonnes: dict[str, list[str]] = {
        nom: [propre(valeur).strip()[:300] for valeur in request.POST.getlist(nom)]
        for nom in ("role", "mention", "nom", "date_signature")
    }
    lignes = zip(*colonnes.values(), strict=False)
    return tuple(
        Signature(role=role, mention=mention or "Pris connaissance le", nom=nom, date_signature=jour or None)
        for role, mention, nom, jour in lignes
        if role
    )[:SIGNATURES_MAXIMUM]


def _changees(brouillon: Fiche, base: int, saisies: dict[str, str]) -> dict[str, str]:
    """What the form changes from what it showed, so that it never puts back an old value."""
    depart = services.etat(brouillon, base) or brouillon.contenu
    return {
        nom: valeur for nom, valeur in saisies.items() if valeur.strip() != valeur_brute(depart, nom).strip()
    }


def _ailleurs(depart: object, actuel: object, voulu: object) -> bool:
    """Whether what is written takes the place of what somebody else wrote meanwhile."""
    return actuel not in (depart, voulu)


def _changement(quoi: str) -> ErreurSocle:
    return ErreurSocle(
        f"{quoi} changé entre-temps.",
        cause="Quelqu’un d’autre, ou un autre onglet, les a modifiées depuis que cette page est ouverte.",
        remede="Revenez à la fiche pour voir ce qu’elles sont devenues, puis reprenez votre changement.",
        code="changees-ailleurs",
    )


def _changees_ailleurs(brouillon: Fiche, base: int, saisies: dict[str, str]) -> dict[str, str]:
    """The fields written otherwise since the form was shown, with what they hold now."""
    depart = services.etat(brouillon, base)
    if depart is None or base == brouillon.numero:
        return {}
    actuelle = brouillon.contenu
    return {
        nom: valeur_brute(actuelle, nom)
        for nom, valeur in saisies.items()
        if valeur_brute(depart, nom) != valeur_brute(actuelle, nom)
        and valeur.strip() != valeur_brute(actuelle, nom).strip()
    }


def _refusees(fiche: FicheDePoste, valeurs: dict[str, str]) -> dict[str, str]:
    """Why some values do not fit, by field."""
    erreurs: dict[str, str] = {}
    for nom, valeur in valeurs.items():
        essai: dict[str, Any] = {nom: valeur}
        try:
            renseigner(fiche, essai)
        except SaisieInvalide as erreur:
            erreurs[nom] = next(iter(erreur.champs.values()))
    return erreurs
