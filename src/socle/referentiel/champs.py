"""The fields of a fiche outside its four lists, as a table: what forms, outlines and diffs all read.

They are those met in eleven layouts in use, and the twelve lines of the mandatory notice (décret
2018-1351, art. 3). None is compulsory but the title.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import Literal, NamedTuple

from pydantic import BaseModel

from socle.referentiel.corps import CORPS
from socle.referentiel.fiche_de_poste import Encadrement, Projet

Genre = Literal["texte", "long", "entier", "pourcent", "date", "choix"]

NATURES_POSTE: dict[str, str] = {
    "titulaire": "Titulaire",
    "contractuel": "Contractuel",
    "titulaire-ou-contractuel": "Titulaire ou contractuel",
    "projet": "Contrat de projet",
}
VACANCES: dict[str, str] = {"creation": "Création", "vacance": "Vacance"}
_CORPS: dict[str, str] = {corps.code: f"{corps.libelle} ({corps.usuel})" for corps in CORPS.values()}
_CATEGORIES = {"A": "A", "B": "B", "C": "C"}


class Champ(NamedTuple):
    """A field: ``nom`` is its path in the document (``encadrement.categorie_a``)."""

    nom: str
    libelle: str
    genre: Genre = "texte"
    aide: str = ""
    choix: Mapping[str, str] = MappingProxyType({})


class GroupeChamps(NamedTuple):
    """Fields that are filled in together. ``avis``: they serve the publication notice only."""

    cle: str
    titre: str
    champs: tuple[Champ, ...]


CHAMPS: tuple[GroupeChamps, ...] = (
    GroupeChamps(
        "identification",
        "Identification du poste",
        (
            Champ("intitule", "Intitulé du poste"),
            Champ("sous_titre", "Précision de l’intitulé"),
            Champ("reference", "Référence"),
            Champ("nombre_postes", "Nombre de postes", "entier"),
            Champ("corps", "Corps", "choix", choix=_CORPS),
            Champ("categorie", "Catégorie", "choix", choix=_CATEGORIES),
            Champ("grade", "Grade"),
            Champ("bap", "BAP", aide="Une lettre, de A à J."),
            Champ("famille", "Famille d’activité professionnelle"),
            Champ("groupe_fonction", "Groupe de fonctions (RIFSEEP)"),
            Champ("nbi", "NBI"),
        ),
    ),
    GroupeChamps(
        "statut",
        "Statut et conditions d’emploi",
        (
            Champ("nature", "Nature du poste", "choix", choix=NATURES_POSTE),
            Champ("duree", "Durée"),
            Champ(
                "fondement",
                "Fondement juridique",
                aide="Par exemple\u00a0: article L. 332-2 du code général de la fonction publique.",
            ),
            Champ("quotite", "Quotité de travail", "pourcent"),
            Champ("prise_de_poste", "Prise de poste"),
            Champ("diplome", "Diplôme", "long"),
            Champ("experience", "Expérience", "long"),
            Champ("remuneration", "Rémunération"),
            Champ("lieu", "Lieu de travail"),
            Champ("teletravail", "Télétravail"),
            Champ("rqth", "Ouverture aux bénéficiaires de l’obligation d’emploi (RQTH)"),
        ),
    ),
    GroupeChamps(
        "affectation",
        "Affectation",
        (
            Champ("etablissement", "Établissement"),
            Champ("affectation", "Service d’affectation"),
            Champ("superieur", "Supérieur hiérarchique", aide="La fonction, plutôt que le nom."),
            Champ("environnement", "Environnement de travail", "long"),
        ),
    ),
    GroupeChamps("contexte", "Contexte", (Champ("contexte", "Contexte", "long"),)),
    GroupeChamps(
        "encadrement",
        "Encadrement",
        (
            Champ("encadrement.categorie_a", "Agents de catégorie A encadrés", "entier"),
            Champ("encadrement.categorie_b", "Agents de catégorie B encadrés", "entier"),
            Champ("encadrement.categorie_c", "Agents de catégorie C encadrés", "entier"),
            Champ("encadrement.description", "Nature de l’encadrement", "long"),
        ),
    ),
    GroupeChamps(
        "relations",
        "Relations",
        (
            Champ("relations_internes", "Relations internes", "long"),
            Champ("relations_externes", "Relations externes", "long"),
        ),
    ),
    GroupeChamps(
        "exercice",
        "Conditions d’exercice",
        (
            Champ("conditions", "Conditions particulières", "long"),
            Champ("moyens", "Moyens", "long"),
            Champ("contraintes", "Contraintes", "long"),
            Champ("formations", "Formations prévues", "long"),
        ),
    ),
    GroupeChamps(
        "projet",
        "Projet",
        (
            Champ("projet.nom", "Projet"),
            Champ("projet.appel", "Appel à projets"),
            Champ("projet.financeur", "Financeur"),
            Champ("projet.debut", "Début du projet", "date"),
            Champ("projet.fin", "Fin du projet", "date"),
        ),
    ),
    GroupeChamps(
        "publication",
        "Publication de l’offre",
        (
            Champ("versant", "Versant", aide="Le plus souvent\u00a0: fonction publique de l’État."),
            Champ("vacance", "Création ou vacance", "choix", choix=VACANCES),
            Champ("date_vacance", "Date de la vacance", "date"),
            Champ("autorite_recrutement", "Autorité de recrutement"),
            Champ("organisme", "Organisme de rattachement"),
            Champ("candidature", "Adresse et modalités de candidature", "long"),
            Champ("date_limite", "Date limite de candidature", "date"),
        ),
    ),
    GroupeChamps("redaction", "Rédaction", (Champ("date_redaction", "Date de rédaction", "date"),)),
)

TOUS_LES_CHAMPS: dict[str, Champ] = {champ.nom: champ for groupe in CHAMPS for champ in groupe.champs}
LIBELLES: dict[str, str] = {champ.nom: champ.libelle for champ in TOUS_LES_CHAMPS.values()} | {
    "mission": "Mission"
}
CHAMPS_COMPARES: tuple[tuple[str, str], ...] = (
    ("intitule", LIBELLES["intitule"]),
    ("sous_titre", LIBELLES["sous_titre"]),
    ("mission", LIBELLES["mission"]),
    *(
        (nom, libelle)
        for nom, libelle in LIBELLES.items()
        if nom not in ("intitule", "sous_titre", "mission")
    ),
)

_MOIS = [
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
]


def lire_valeur(document: BaseModel, nom: str) -> object:
    """The value of a field by its path, ``None`` where the document has no such field."""
    valeur: object = document
    for partie in nom.split("."):
        valeur = getattr(valeur, partie, None)
    return valeur


def valeur_affichee(document: BaseModel, nom: str, *, champs: Mapping[str, Champ] = TOUS_LES_CHAMPS) -> str:
    """The value of a field as a person reads it; an empty string when there is none.

    :param champs: the table that describes the field; a fiche's by default.
    """
    valeur = lire_valeur(document, nom)
    if valeur is None or isinstance(valeur, Encadrement | Projet):
        return ""
    champ = champs.get(nom)
    if champ is not None and champ.choix:
        return champ.choix.get(str(valeur), str(valeur))
    if isinstance(valeur, date):
        return date_en_francais(valeur)
    if champ is not None and champ.genre == "pourcent":
        return f"{valeur}\u00a0%"
    return str(valeur)


def valeur_brute(document: BaseModel, nom: str) -> str:
    """The value of a field as a form holds it; an empty string when there is none."""
    valeur = lire_valeur(document, nom)
    if valeur is None:
        return ""
    return valeur.isoformat() if isinstance(valeur, date) else str(valeur)


def date_en_francais(jour: date) -> str:
    """A date in full.

    >>> date_en_francais(date(2026, 9, 1))
    '1er septembre 2026'
    """
    return f"{'1er' if jour.day == 1 else jour.day} {_MOIS[jour.month - 1]} {jour.year}"
