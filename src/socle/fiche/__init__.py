"""Fiches de poste: deriving them, changing them, checking them, comparing them."""

from socle.fiche.actualisation import Actualisation, Proposition, Succession, actualiser, appliquer
from socle.fiche.constats import Constat, ConstatGarde, Correction, Gravite, Rapport, Repere
from socle.fiche.correction import corriger, ecarter, retablir
from socle.fiche.decliner import decliner
from socle.fiche.operations import (
    LigneRetiree,
    adapter,
    adapter_mission,
    ajouter,
    changer_rubrique,
    deplacer,
    lignes_retirees,
    marquer,
    remplacer,
    renseigner,
    repartir,
    reprendre,
    retirer,
    trouver,
)
from socle.fiche.verification import REGLES, Regle, verifier
from socle.referentiel import CHAMPS, FicheDePoste, comparer, comparer_versions

__all__ = [
    "CHAMPS",
    "REGLES",
    "Actualisation",
    "Constat",
    "ConstatGarde",
    "Correction",
    "FicheDePoste",
    "Gravite",
    "LigneRetiree",
    "Proposition",
    "Rapport",
    "Regle",
    "Repere",
    "Succession",
    "actualiser",
    "adapter",
    "adapter_mission",
    "ajouter",
    "appliquer",
    "changer_rubrique",
    "comparer",
    "comparer_versions",
    "corriger",
    "decliner",
    "deplacer",
    "ecarter",
    "lignes_retirees",
    "marquer",
    "remplacer",
    "renseigner",
    "repartir",
    "reprendre",
    "retablir",
    "retirer",
    "trouver",
    "verifier",
]
