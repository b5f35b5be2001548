"""What an offer is found by."""

from __future__ import annotations

from socle.annonce import Annonce
from socle_web.commun.recherche import mots


def mots_cherches(annonce: Annonce) -> str:
    """Its titles, its emplois-types, its employer, where one works, its mission and its activités."""
    return mots(
        (
            annonce.intitule,
            annonce.sous_titre,
            annonce.reference,
            *(f"{emploi.code} {emploi.intitule}" for emploi in annonce.emplois_types),
            annonce.metier,
            annonce.corps_libelle,
            annonce.etablissement,
            annonce.affectation,
            annonce.organisme,
            annonce.site,
            annonce.ville,
            annonce.mission,
            annonce.activites,
        )
    )
