"""Fiches de poste: deriving them, changing them, checking them, comparing them."""

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
    renseigner,
    repartir,
    reprendre,
    retirer,
    trouver,
)
from socle.fiche.verification import REGLES, Regle, verifier
from socle.referentiel import CHAMPS, FicheDePoste, comparer

__all__ = [
    "CHAMPS",
    "REGLES",
    "Constat",
    "ConstatGarde",
    "Correction",
    "FicheDePoste",
    "Gravite",
    "LigneRetiree",
    "Rapport",
    "Regle",
    "Repere",
    "adapter",
    "adapter_mission",
    "ajouter",
    "changer_rubrique",
    "comparer",
    "corriger",
    "decliner",
    "deplacer",
    "ecarter",
    "lignes_retirees",
    "marquer",
    "renseigner",
    "repartir",
    "reprendre",
    "retablir",
    "retirer",
    "trouver",
    "verifier",
]
