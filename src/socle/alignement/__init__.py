"""Text to entries: normalise, index, rank, decide, explain."""

from socle.alignement.apprentissage import Reglages, entrainer
from socle.alignement.calibration import Calibration, recalibrer
from socle.alignement.compact import EncodeurCompact
from socle.alignement.decision import Decideur
from socle.alignement.emplois_types import ClassementEmploisTypes, EmploiTypeProche, Passage, Preuve
from socle.alignement.encodeur import Encodeur, EncodeurExterne
from socle.alignement.explication import Lien, expliquer
from socle.alignement.index import Hit, Index
from socle.alignement.lignes import (
    AlignementLignes,
    Entree,
    LigneAlignee,
    Proposition,
    entrees_du_referentiel,
)
from socle.alignement.pivot import Pivot
from socle.alignement.relations import rassembler

__all__ = [
    "AlignementLignes",
    "Calibration",
    "ClassementEmploisTypes",
    "Decideur",
    "EmploiTypeProche",
    "Encodeur",
    "EncodeurCompact",
    "EncodeurExterne",
    "Entree",
    "Hit",
    "Index",
    "Lien",
    "LigneAlignee",
    "Passage",
    "Pivot",
    "Preuve",
    "Proposition",
    "Reglages",
    "entrainer",
    "entrees_du_referentiel",
    "expliquer",
    "rassembler",
    "recalibrer",
]
