"""What a jury is found by."""

from __future__ import annotations

from socle.jury import Grille
from socle_web.commun.recherche import mots


def mots_cherches(grille: Grille) -> str:
    """The titles of its post, and its criteria."""
    return mots(
        (
            grille.intitule,
            grille.sous_titre,
            grille.reference,
            *(critere.libelle for critere in grille.criteres),
        )
    )
