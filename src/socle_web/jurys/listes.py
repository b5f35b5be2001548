"""The list of an espace's juries."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from socle_web.commun.listes import Liste, lister
from socle_web.comptes.espaces import Espace
from socle_web.fiches.listes import FiltreDeService
from socle_web.jurys.models import Etat, Jury


@dataclass(frozen=True)
class FiltreDesJurys(FiltreDeService):
    """What a person asks of the juries of their espace."""

    ETATS: ClassVar = {etat.value: str(etat.label) for etat in Etat}
    TRIS: ClassVar = {
        "recents": ("Récents", ("-modifie_le",)),
        "anciens": ("Anciens", ("modifie_le",)),
        "intitule": ("Intitulé", ("intitule",)),
    }


def page(espace: Espace, filtre: FiltreDesJurys, numero: str) -> Liste:
    """One page of the list, without the grids."""
    return lister(
        filtre,
        Jury.objects.visibles(espace),
        numero,
        pour_liste=lambda jurys: jurys.pour_liste(),
    )
