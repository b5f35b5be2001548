"""Many offers at once: read, analysed in batches, kept as Parquet tables that anyone can open.

The public face is loaded on demand: the command line tells its help without loading an engine.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from socle.corpus.chaine import Execution, analyser_corpus
    from socle.corpus.chiffres import Chiffre, Chiffres, Part, Qualite
    from socle.corpus.chiffres_calcul import calculer
    from socle.corpus.echantillon import Echantillon, mesurer, tirer
    from socle.corpus.echantillon_corrections import corriger_chiffres
    from socle.corpus.emergents_decisions import DecisionEmergente, Decisions
    from socle.corpus.progression import Avancement, lire_avancement
    from socle.corpus.rapport import plan_du_rapport, rediger
    from socle.corpus.schema import COUVERTURE, LIGNES, OFFRES, TABLES, VERSION
    from socle.corpus.sources import Apercu, Source, apercevoir

_ORIGINES = {
    "Chiffre": "socle.corpus.chiffres",
    "Part": "socle.corpus.chiffres",
    "Qualite": "socle.corpus.chiffres",
    "plan_du_rapport": "socle.corpus.rapport",
    "COUVERTURE": "socle.corpus.schema",
    "LIGNES": "socle.corpus.schema",
    "OFFRES": "socle.corpus.schema",
    "TABLES": "socle.corpus.schema",
    "VERSION": "socle.corpus.schema",
    "Apercu": "socle.corpus.sources",
    "Chiffres": "socle.corpus.chiffres",
    "DecisionEmergente": "socle.corpus.emergents_decisions",
    "Decisions": "socle.corpus.emergents_decisions",
    "Echantillon": "socle.corpus.echantillon",
    "Avancement": "socle.corpus.progression",
    "Execution": "socle.corpus.chaine",
    "Source": "socle.corpus.sources",
    "analyser_corpus": "socle.corpus.chaine",
    "apercevoir": "socle.corpus.sources",
    "calculer": "socle.corpus.chiffres_calcul",
    "corriger_chiffres": "socle.corpus.echantillon_corrections",
    "mesurer": "socle.corpus.echantillon",
    "rediger": "socle.corpus.rapport",
    "tirer": "socle.corpus.echantillon",
    "lire_avancement": "socle.corpus.progression",
}

__all__ = [
    "COUVERTURE",
    "LIGNES",
    "OFFRES",
    "TABLES",
    "VERSION",
    "Apercu",
    "Avancement",
    "Chiffre",
    "Chiffres",
    "DecisionEmergente",
    "Decisions",
    "Echantillon",
    "Execution",
    "Part",
    "Qualite",
    "Source",
    "analyser_corpus",
    "apercevoir",
    "calculer",
    "corriger_chiffres",
    "lire_avancement",
    "mesurer",
    "plan_du_rapport",
    "rediger",
    "tirer",
]


def __getattr__(nom: str) -> Any:
    if nom in _ORIGINES:
        return getattr(import_module(_ORIGINES[nom]), nom)
    raise AttributeError(f"module 'socle.corpus' has no attribute {nom!r}")
