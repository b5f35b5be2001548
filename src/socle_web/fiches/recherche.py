"""What a fiche is found by."""

from __future__ import annotations

from socle.referentiel import FicheDePoste
from socle_web.commun.recherche import mots


def mots_cherches(fiche: FicheDePoste) -> str:
    """Its titles, its emplois-types, its service, its activités."""
    return mots(
        (
            fiche.intitule,
            fiche.sous_titre,
            fiche.reference,
            *(f"{emploi.code} {emploi.intitule}" for emploi in fiche.emplois_types),
            fiche.affectation,
            fiche.lieu,
            fiche.mission,
            *(ligne.libelle for ligne in fiche.activites),
        )
    )
