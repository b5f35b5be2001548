"""What studies and consultations keep."""

from socle_web.etudes.models.consultation import (
    Consultation,
    Emargement,
    Invitation,
    Mode,
    Participant,
    Question,
    Reponse,
    Tour,
)
from socle_web.etudes.models.etude import Arbitrage, Codage, EtudeEnregistree, Remarque, VersionEtude

__all__ = [
    "Arbitrage",
    "Codage",
    "Consultation",
    "Emargement",
    "EtudeEnregistree",
    "Invitation",
    "Mode",
    "Participant",
    "Question",
    "Remarque",
    "Reponse",
    "Tour",
    "VersionEtude",
]
