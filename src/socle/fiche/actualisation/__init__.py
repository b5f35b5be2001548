"""What a new édition changes for one fiche: said line by line, taken or left line by line."""

from socle.fiche.actualisation.application import appliquer
from socle.fiche.actualisation.documents import (
    LIBELLES_CHANGEMENTS,
    LIBELLES_CHOIX,
    Actualisation,
    Changement,
    Choix,
    Proposition,
    Rattachement,
    Succession,
)
from socle.fiche.actualisation.examen import actualiser

__all__ = [
    "LIBELLES_CHANGEMENTS",
    "LIBELLES_CHOIX",
    "Actualisation",
    "Changement",
    "Choix",
    "Proposition",
    "Rattachement",
    "Succession",
    "actualiser",
    "appliquer",
]
