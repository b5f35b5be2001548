"""The column that fiches are searched in: folded stems, each after a space, the same on every database."""

from __future__ import annotations

from django.db.models import Q

from socle.referentiel import FicheDePoste
from socle.referentiel.texte import racines

MOTS_MAXIMUM = 12


def mots_cherches(fiche: FicheDePoste) -> str:
    """What a fiche is found by: its titles, its emplois-types, its service, its activités."""
    textes = (
        fiche.intitule,
        fiche.sous_titre,
        fiche.reference,
        *(f"{emploi.code} {emploi.intitule}" for emploi in fiche.emplois_types),
        fiche.affectation,
        fiche.lieu,
        fiche.mission,
        *(ligne.libelle for ligne in fiche.activites),
    )
    uniques = dict.fromkeys(racine for texte in textes for racine in racines(texte))
    return f" {' '.join(uniques)} " if uniques else ""


def condition(saisie: str) -> Q:
    """Every word typed begins a stem of the column; words too common to be kept ask nothing.

    ``LIKE`` on folded stems: the same hits on SQLite, and on PostgreSQL through a trigram index.
    """
    trouvee = Q()
    for racine in racines(saisie[:300])[:MOTS_MAXIMUM]:
        trouvee &= Q(recherche__contains=f" {racine}")
    return trouvee
