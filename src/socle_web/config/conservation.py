"""How long each thing is kept, in days, and what forgets it: ``SOCLE_CONSERVATION_…`` changes the days."""

from __future__ import annotations

from typing import NamedTuple


class Purge(NamedTuple):
    """What is forgotten, after how many days, by which function of ``jours``."""

    cle: str
    libelle: str
    jours: int
    fonction: str


CONSERVATION = (
    ("brouillons", "Fiches sans compte laissées sans modification", 90, "socle_web.fiches.services.purger"),
    ("supprimees", "Fiches supprimées", 7, "socle_web.fiches.services.purger_supprimees"),
    ("avis", "Avis lus", 180, "socle_web.fiches.avis.purger"),
    ("importations", "Rapports d’importation de fiches", 90, "socle_web.fiches.importation.purger"),
    ("analyses", "Analyses d’offres", 90, "socle_web.offres.services.purger"),
    ("offres", "Offres préparées sans compte", 90, "socle_web.annonces.services.purger"),
    ("jurys", "Candidats et notes des jurys", 365, "socle_web.jurys.services.purger"),
    ("invitations", "Invitations closes", 30, "socle_web.comptes.invitations.purger"),
    ("journal", "Lignes du journal", 365, "socle_web.comptes.journal.purger"),
    ("connexions", "Essais de connexion manqués", 30, "socle_web.comptes.services.purger_essais"),
    ("taches", "Tâches terminées", 30, "socle_web.commun.taches.purger"),
    ("debits", "Comptes des demandes", 2, "socle_web.commun.debits.purger"),
    ("sessions", "Sessions expirées", 90, "socle_web.commun.purges.sessions"),
)
