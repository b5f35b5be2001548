"""Emplois-types, dictionary, éditions: the documents of a référentiel and their catalogue."""

from socle.referentiel.champs import CHAMPS, Champ, GroupeChamps
from socle.referentiel.comparaison import Comparaison, comparer
from socle.referentiel.comparaison_editions import ComparaisonEditions, comparer_editions
from socle.referentiel.comparaison_versions import comparer_versions
from socle.referentiel.corps import CORPS, CodeCorps, Corps, corps_du_code, lire_corps
from socle.referentiel.dictionnaire import Dictionnaire
from socle.referentiel.documents import (
    Anomalie,
    EmploiType,
    EntreeDictionnaire,
    Ligne,
    Precedent,
    Reference,
    Ressource,
)
from socle.referentiel.editions import Apercu, Editions, dossier_donnees, proposer_nom
from socle.referentiel.fiche_de_poste import (
    ConstatEcarte,
    EmploiTypeDecline,
    Encadrement,
    FicheDePoste,
    LigneFiche,
    Projet,
    Provenance,
    Signature,
)
from socle.referentiel.historique import Filiation, Historique
from socle.referentiel.normes import Norme
from socle.referentiel.recherche import Extrait, Facette, Resultat, Resultats
from socle.referentiel.referentiel import Edition, Referentiel
from socle.referentiel.rubriques import (
    NOMS_LIGNES,
    RUBRIQUES_DICTIONNAIRE,
    RUBRIQUES_LISTE,
    TITRES_RUBRIQUES,
    RubriqueListe,
)
from socle.referentiel.telechargement import URL_REFERENS_III, telecharger

__all__ = [
    "CHAMPS",
    "CORPS",
    "NOMS_LIGNES",
    "RUBRIQUES_DICTIONNAIRE",
    "RUBRIQUES_LISTE",
    "TITRES_RUBRIQUES",
    "URL_REFERENS_III",
    "Anomalie",
    "Apercu",
    "Champ",
    "CodeCorps",
    "Comparaison",
    "ComparaisonEditions",
    "ConstatEcarte",
    "Corps",
    "Dictionnaire",
    "Edition",
    "Editions",
    "EmploiType",
    "EmploiTypeDecline",
    "Encadrement",
    "EntreeDictionnaire",
    "Extrait",
    "Facette",
    "FicheDePoste",
    "Filiation",
    "GroupeChamps",
    "Historique",
    "Ligne",
    "LigneFiche",
    "Norme",
    "Precedent",
    "Projet",
    "Provenance",
    "Reference",
    "Referentiel",
    "Ressource",
    "Resultat",
    "Resultats",
    "RubriqueListe",
    "Signature",
    "comparer",
    "comparer_editions",
    "comparer_versions",
    "corps_du_code",
    "dossier_donnees",
    "lire_corps",
    "proposer_nom",
    "telecharger",
]
