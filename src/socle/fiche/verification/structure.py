"""Rules on the document as a whole: counts, duplicates, corps, encadrement, quotités, adaptation."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from importlib import resources
from typing import Any

from socle.fiche.constats import Constat, Correction, Repere
from socle.fiche.decliner import PRINCIPAL_MINIMUM, TOTAL_MAXIMUM
from socle.fiche.verification.contexte import Contexte, Regle
from socle.referentiel import (
    CORPS,
    NOMS_LIGNES,
    RUBRIQUES_LISTE,
    TITRES_RUBRIQUES,
    FicheDePoste,
    LigneFiche,
    Referentiel,
)
from socle.referentiel.texte import cle, mots, racine, racines

_SOURCE_NORMES = "RéFérens III, effectifs calculés sur l’édition chargée"
_SOURCE_LIVRET = "Livret de l’ANSTIA"

RUBRIQUE_VIDE = Regle(
    "rubrique-vide",
    "Rubrique vide",
    "avertissement",
    "Formalisme de RéFérens III",
    "Une fiche de poste dit au moins la mission du poste et ses activités.",
)
NOMBRE = Regle(
    "nombre-inhabituel",
    "Nombre de lignes inhabituel",
    "avertissement",
    _SOURCE_NORMES,
    "Trop peu de lignes laissent le poste flou, trop de lignes le rendent illisible.",
)
DOUBLON = Regle(
    "doublon",
    "Ligne en double",
    "avertissement",
    "Formalisme de RéFérens III",
    "Une ligne répétée fausse le poids des activités et des compétences.",
)
CORPS_DIFFERENT = Regle(
    "corps-emploi-type",
    "Corps différent de l’emploi-type",
    "avertissement",
    "RéFérens III : un emploi-type relève d’un seul corps",
    "Le corps du poste décide du concours, de la grille et de la carrière.",
)
CATEGORIE = Regle(
    "categorie-corps",
    "Catégorie différente du corps",
    "erreur",
    "Décret n° 85-1534 : chaque corps relève d’une catégorie",
    "La catégorie découle du corps ; l’annonce doit les donner d’accord.",
)
INTERLOCUTEURS = Regle(
    "interlocuteurs-igr",
    "Interlocuteurs d’un IGR",
    "information",
    _SOURCE_LIVRET,
    "Les emplois-types d’IGR qui encadrent ont des activités avec quatre sortes d’acteurs : la direction, "
    "l’équipe, les autres services et l’extérieur.",
)
ENCADREMENT = Regle(
    "encadrement-non-decrit",
    "Encadrement annoncé, non décrit",
    "avertissement",
    "Pratique des fiches de poste : nombre d’agents encadrés, par catégorie",
    "Le nombre d’agents encadrés compte pour le groupe de fonctions et pour l’avancement.",
)
QUOTITES = Regle(
    "quotites",
    "Quotités",
    "erreur",
    "Règle de composition d’une fiche : un emploi-type principal à 50 % au moins, un total de 100 % au plus",
    "Le poste relève d’abord d’un emploi-type ; les autres le complètent.",
)
PARTS = Regle(
    "parts-du-temps",
    "Parts du temps de travail",
    "avertissement",
    "Cohérence de la fiche",
    "Les parts des activités se partagent un temps de travail de 100 %.",
)
NON_ADAPTE = Regle(
    "emploi-type-non-adapte",
    "Emploi-type repris sans adaptation",
    "avertissement",
    _SOURCE_LIVRET,
    "Un emploi-type n’a pas vocation à décrire une situation particulière : repris tel quel, il attire des "
    "candidatures à côté du besoin et dessert l’agent au moment du concours ou de la promotion.",
)
SOUS_TITRE = Regle(
    "sous-titre-copie",
    "Sous-titre d’une autre fiche",
    "avertissement",
    "Cohérence de la fiche",
    "Un sous-titre resté d’une autre fiche annonce un autre poste.",
)


@cache
def lexiques() -> dict[str, Any]:
    """The word lists that the rules read."""
    brut = resources.files("socle.donnees.regles").joinpath("lexiques.json").read_text("utf-8")
    contenu: dict[str, Any] = json.loads(brut)
    return contenu


@cache
def _racines(*chemin: str) -> frozenset[str]:
    noeud: Any = lexiques()
    for partie in chemin:
        noeud = noeud[partie]
    return frozenset(racine(mot) for texte in noeud for mot in mots(texte))


def reperes(contexte: Contexte) -> tuple[Repere, ...]:
    """The number of lines of each rubrique beside the corps's norm, where one is known."""
    corps = contexte.document.corps
    trouves = []
    for rubrique in RUBRIQUES_LISTE:
        norme = contexte.referentiel.norme(corps, rubrique) if corps else None
        if norme is not None and corps is not None:
            trouves.append(
                Repere(
                    rubrique=rubrique,
                    nombre=len(contexte.document.lignes(rubrique)),
                    minimum=norme.minimum,
                    mediane=norme.mediane,
                    maximum=norme.maximum,
                    corps=corps,
                )
            )
    return tuple(trouves)


def controler_nombres(contexte: Contexte) -> Iterator[Constat]:
    """Empty rubriques, then numbers of lines out of the corps's range."""
    if not contexte.document.mission.strip():
        yield RUBRIQUE_VIDE.constat(
            "La mission n’est pas écrite.",
            remede="Dites en une phrase à quoi sert le poste.",
            rubrique="mission",
        )
    if not contexte.document.activites:
        yield RUBRIQUE_VIDE.constat(
            "Aucune activité n’est décrite.", remede="Ajoutez les activités du poste.", rubrique="activites"
        )
    for repere in reperes(contexte):
        if repere.dans_la_norme or (repere.rubrique == "activites" and repere.nombre == 0):
            continue
        usuel = CORPS[repere.corps].usuel  # type: ignore[index]
        nom = NOMS_LIGNES[repere.rubrique]
        yield NOMBRE.constat(
            f"{repere.nombre} {nom if repere.nombre < 2 else _pluriel(nom)} ; les emplois-types {usuel} en "
            f"comptent de {repere.minimum} à {repere.maximum}, le plus souvent {repere.mediane}.",
            remede=(
                "Regroupez les lignes voisines."
                if repere.nombre > repere.maximum
                else "Vérifiez qu’il ne manque rien."
            ),
            rubrique=repere.rubrique,
        )


def _pluriel(nom: str) -> str:
    return " ".join(f"{mot}s" for mot in nom.split())


def controler_doublons(contexte: Contexte) -> Iterator[Constat]:
    """Lines that say the same words twice in one rubrique."""
    vues: set[tuple[str, str]] = set()
    for rubrique, ligne in contexte.lignes:
        empreinte = (rubrique, cle(ligne.libelle))
        if empreinte in vues:
            yield DOUBLON.constat(
                f"Cette ligne figure déjà dans « {TITRES_RUBRIQUES[rubrique]} ».",
                remede="Retirez l’une des deux.",
                rubrique=rubrique,
                ligne=ligne,
                correction=Correction(genre="retirer", libelle="Retirer le doublon"),
            )
        vues.add(empreinte)


def controler_corps(contexte: Contexte) -> Iterator[Constat]:
    """The fiche's corps against its emploi-type's and its catégorie."""
    fiche = contexte.fiche
    if fiche is None or fiche.corps is None:
        return
    principal = fiche.principal
    if principal is not None and principal.corps != fiche.corps:
        yield CORPS_DIFFERENT.constat(
            f"Le poste est annoncé « {fiche.corps_libelle} », mais l’emploi-type « {principal.intitule} » "
            f"({principal.code}) relève du corps « {CORPS[principal.corps].libelle} ».",
            remede="Choisissez un emploi-type de ce corps, ou revoyez le corps du poste.",
            rubrique="corps",
        )
    attendue = CORPS[fiche.corps].categorie
    if fiche.categorie and fiche.categorie != attendue:
        yield CATEGORIE.constat(
            f"Le corps « {fiche.corps_libelle} » relève de la catégorie {attendue}, "
            f"pas de la catégorie {fiche.categorie}.",
            rubrique="categorie",
            proposition=attendue,
            correction=Correction(
                genre="renseigner", libelle=f"Écrire {attendue}", champ="categorie", valeur=attendue
            ),
        )


def controler_interlocuteurs(contexte: Contexte) -> Iterator[Constat]:
    """An IGR post names its four kinds of interlocutors."""
    fiche = contexte.fiche
    if fiche is None or fiche.corps != "IR" or not fiche.activites:
        return
    dites = _racines_dites(fiche)
    manquants = [
        str(sorte["libelle"])
        for nom, sorte in lexiques()["interlocuteurs"].items()
        if not dites & _racines("interlocuteurs", nom, "racines")
    ]
    if manquants:
        yield INTERLOCUTEURS.constat(
            f"Rien n’est dit du travail avec {' ; ni avec '.join(manquants)}.",
            remede="Ajoutez une activité ou une relation, si le poste en comporte.",
            rubrique="activites",
        )


def _racines_dites(fiche: FicheDePoste) -> set[str]:
    textes = [
        fiche.mission,
        fiche.relations_internes,
        fiche.relations_externes,
        fiche.encadrement.description,
        *(ligne.libelle for ligne in fiche.activites),
    ]
    return {racine(mot) for texte in textes for mot in mots(texte)}


def controler_encadrement(contexte: Contexte) -> Iterator[Constat]:
    """Encadrement named in the mission or an activité is described somewhere."""
    fiche = contexte.fiche
    if fiche is None or fiche.encadrement.est_decrit:
        return
    cherchees = _racines("encadrement")
    lignes: list[tuple[str, LigneFiche | None, str]] = [("mission", None, fiche.mission)]
    lignes += [("activites", ligne, ligne.libelle) for ligne in fiche.activites]
    for rubrique, ligne, texte in lignes:
        if cherchees & {racine(mot) for mot in mots(texte)}:
            yield ENCADREMENT.constat(
                "La fiche parle d’encadrement, mais ne dit ni combien d’agents, ni lesquels.",
                remede="Remplissez la section « Encadrement ».",
                rubrique=rubrique,
                ligne=ligne,
            )
            return


def controler_quotites(contexte: Contexte) -> Iterator[Constat]:
    """Shares of the emplois-types, then shares of the activités."""
    fiche = contexte.fiche
    if fiche is None:
        return
    if len(fiche.emplois_types) > 1:
        principaux = [emploi for emploi in fiche.emplois_types if emploi.principal]
        total = sum(emploi.quotite for emploi in fiche.emplois_types)
        if len(principaux) != 1:
            yield QUOTITES.constat(
                f"{len(principaux)} emplois-types sont marqués comme principaux ; il en faut un seul.",
                rubrique="emplois_types",
            )
        elif principaux[0].quotite < PRINCIPAL_MINIMUM:
            yield QUOTITES.constat(
                f"L’emploi-type principal ne représente que {principaux[0].quotite} % du poste.",
                remede=f"Il doit en représenter au moins {PRINCIPAL_MINIMUM} %.",
                rubrique="emplois_types",
            )
        if total > TOTAL_MAXIMUM:
            yield QUOTITES.constat(
                f"Les quotités des emplois-types font {total} %.",
                remede="Leur somme ne dépasse pas 100 %.",
                rubrique="emplois_types",
            )
    parts = [ligne.part for ligne in fiche.activites if ligne.part is not None]
    if sum(parts) > 100:
        yield PARTS.constat(
            f"Les activités prennent {sum(parts)} % du temps de travail.",
            remede="Revoyez les parts : leur somme ne dépasse pas 100 %.",
            rubrique="activites",
        )
    elif parts and len(parts) == len(fiche.activites) and sum(parts) < 100:
        yield PARTS.constat(
            f"Les activités ne prennent que {sum(parts)} % du temps de travail.",
            remede="Répartissez les 100 %, ou laissez une part vide.",
            rubrique="activites",
        )


def controler_adaptation(contexte: Contexte) -> Iterator[Constat]:
    """A fiche that only repeats its emploi-type, without a word of the post's own."""
    fiche = contexte.fiche
    if fiche is None or fiche.principal is None:
        return
    lignes = [ligne for _, ligne in fiche.toutes_les_lignes()]
    if not lignes or any(ligne.provenance.nature != "herite" for ligne in lignes):
        return
    mission = fiche.mission_provenance
    if mission is not None and mission.nature != "herite":
        return
    propres = (fiche.contexte, fiche.relations_internes, fiche.relations_externes, fiche.moyens)
    if any(texte.strip() for texte in propres):
        return
    yield NON_ADAPTE.constat(
        f"La fiche reprend l’emploi-type « {fiche.principal.intitule} » sans rien y adapter.",
        remede="Adaptez la mission et les activités au besoin du service, et dites son contexte.",
        rubrique="activites",
    )


def controler_sous_titre(contexte: Contexte) -> Iterator[Constat]:
    """A subtitle that belongs to a model fiche of another title."""
    fiche = contexte.fiche
    if fiche is None or not fiche.sous_titre.strip():
        return
    modeles = {
        modele.modele: modele for modele in (*Referentiel.livret().fiches, *contexte.referentiel.fiches)
    }
    for modele in modeles.values():
        if (
            cle(modele.sous_titre) == cle(fiche.sous_titre)
            and cle(modele.intitule) != cle(fiche.intitule)
            and _annonce(fiche) < _annonce(modele)
        ):
            yield SOUS_TITRE.constat(
                f"« {fiche.sous_titre} » est le sous-titre de la fiche « {modele.intitule} ».",
                remede="Écrivez le sous-titre de ce poste, ou retirez-le.",
                rubrique="sous_titre",
                correction=Correction(
                    genre="renseigner", libelle="Retirer le sous-titre", champ="sous_titre", valeur=""
                ),
            )
            return


def _annonce(fiche: FicheDePoste) -> int:
    """How many words of its subtitle a fiche's mission takes up: the fiche that owns it takes up more."""
    return len(set(racines(fiche.sous_titre)) & set(racines(fiche.mission)))
