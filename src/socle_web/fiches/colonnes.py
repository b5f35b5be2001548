"""What is kept of a document beside it, for lists to read, sort and search without opening it."""

from __future__ import annotations

from socle.referentiel import FicheDePoste
from socle_web.fiches.recherche import mots_cherches

TITRE_MAXIMUM, CODE_MAXIMUM, EDITION_MAXIMUM = 300, 40, 64


def colonnes(fiche: FicheDePoste) -> dict[str, str]:
    """The columns of a fiche, by field of :class:`socle_web.fiches.models.Fiche`."""
    principal = fiche.principal
    return {
        "intitule": fiche.intitule[:TITRE_MAXIMUM],
        "sous_titre": fiche.sous_titre[:TITRE_MAXIMUM],
        "emploi_type": principal.code[:CODE_MAXIMUM] if principal else "",
        "edition": principal.edition[:EDITION_MAXIMUM] if principal else "",
        "corps": fiche.corps or "",
        "recherche": mots_cherches(fiche),
    }
