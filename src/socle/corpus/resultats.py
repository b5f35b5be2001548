"""From the analysis of one offer to its rows in the tables of the results."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from socle.offre import Analyse, Analyseur, Offre
from socle.offre.analyse import Couverture, LigneAnalysee, Portrait, Trait
from socle.offre.analyse.couverture import couvrir
from socle.offre.analyse.portrait import reconnaitre

Rangee = dict[str, Any]
PROCHES = 5


def rangees_de(
    analyse: Analyse, *, entree: Rangee, analyseur: Analyseur, codes: Sequence[str] = ()
) -> tuple[Rangee, list[Rangee], list[Rangee]]:
    """The row of an offer, those of its lines, those of its coverage.

    :param entree: what is known of the offer beside its text, by column.
    :param codes: the emplois-types to measure against, the first of them for the décalage.
    """
    ident = entree["id"]
    emplois = [analyseur.referentiel[code] for code in codes or (analyse.emploi_type,) if code]
    couvertures = [(emploi.code, couvrir(emploi, analyse.lignes)) for emploi in emplois]
    offre = {**entree, **_resume(analyse)}
    lignes = [_ligne(ident, rang, ligne) for rang, ligne in enumerate(analyse.lignes)]
    couverture = [
        _couverte(ident, code, rang, couverte)
        for code, couvertes in couvertures
        for rang, couverte in enumerate(couvertes)
    ]
    return offre, lignes, couverture


def _resume(analyse: Analyse) -> Rangee:
    proche = analyse.emplois_types[0] if analyse.emplois_types and analyse.emploi_type else None
    return {
        "etat": "analysee",
        "langue": analyse.offre.langue or "",
        "corps": analyse.corps or "",
        "code_annonce": code_annonce(analyse.offre),
        "code_proche": proche.code if proche else "",
        "intitule_proche": proche.intitule if proche else "",
        "probabilite": proche.probabilite if proche else None,
        "emplois_types": [
            {"code": un.code, "score": un.score, "probabilite": un.probabilite}
            for un in analyse.emplois_types[:PROCHES]
        ],
        "lignes": len(analyse.lignes),
        "code_mesure": analyse.emploi_type,
        "decalage": analyse.decalage.taux if analyse.decalage else None,
        **_portrait(analyse.portrait),
    }


def _portrait(portrait: Portrait) -> Rangee:
    return {
        "numerique": _seule(portrait.trait("numerique")),
        "niveaux": list(portrait.trait("niveau").dominantes),
        "posture": _seule(portrait.trait("posture")),
        "categories": list(portrait.trait("categorie").dominantes),
    }


def _seule(trait: Trait) -> str:
    if not trait.dominantes:
        return "indetermine"
    return trait.dominantes[0] if len(trait.dominantes) == 1 else "mixte"


def code_annonce(offre: Offre) -> str:
    """The code that an offer announces, when it announces one only."""
    annonce = offre.identification.unique("emploi_type")
    return annonce.valeur if annonce else ""


def _ligne(ident: str, rang: int, ligne: LigneAnalysee) -> Rangee:
    reconnus = reconnaitre(ligne.texte)
    dehors = ligne.decision == "hors-referentiel" or not ligne.propositions
    premiere = None if dehors else ligne.propositions[0]
    valeurs = {dimension: [v for d, v in reconnus if d == dimension] for dimension in _DIMENSIONS}
    acte = ligne.rubrique in ("activites", "mission")
    return {
        "offre": ident,
        "rang": rang,
        "rubrique": ligne.rubrique,
        "texte": ligne.texte,
        "decision": ligne.decision,
        "probabilite": ligne.probabilite,
        "rubrique_entree": premiere.rubrique if premiere else "",
        "libelle": premiere.libelle if premiere else "",
        "cle": premiere.entree if premiere else "",
        "identifiant": (premiere.identifiant or "") if premiere else "",
        "activite_de": list(premiere.emplois_types) if premiere else [],
        "numerique": next((v for v in ("mixte", "avec") if v in valeurs["numerique"]), "sans"),
        "niveaux": valeurs["niveau"],
        "postures": valeurs["posture"],
        "categories": valeurs["categorie"] if acte else [],
    }


_DIMENSIONS = ("numerique", "niveau", "posture", "categorie")


def _couverte(ident: str, code: str, rang: int, couverte: Couverture) -> Rangee:
    return {
        "offre": ident,
        "code": code,
        "rubrique": couverte.rubrique,
        "rang": rang,
        "etat": couverte.presence,
        "ressemblance": couverte.ressemblance,
        "ligne": couverte.lignes[0] if couverte.lignes else None,
    }
