"""The gestures of the audit trail in French. A code that is not here is shown as it is."""

from __future__ import annotations

GESTES: dict[str, str] = {
    "compte.efface": "Compte effacé",
    "donnees.exportees": "Données d’une personne exportées",
    "etablissement.ouvert": "Établissement ouvert",
    "etablissement.regle": "Charte réglée",
    "invitation.acceptee": "Invitation acceptée",
    "invitation.envoyee": "Invitation envoyée",
    "invitation.retiree": "Invitation retirée",
    "journal.consulte": "Journal consulté",
    "journal.exporte": "Journal exporté",
    "personne.consultee": "Page d’une personne consultée",
    "role.donne": "Rôle donné",
    "role.retire": "Rôle retiré",
    "service.cree": "Service créé",
    "service.modifie": "Service modifié",
    "service.supprime": "Service supprimé",
}


def libelle(geste: str) -> str:
    """What a gesture is called."""
    return GESTES.get(geste, geste)
