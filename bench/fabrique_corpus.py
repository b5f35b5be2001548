"""A corpus of offers made by rule, as large as asked: ``python -m bench.fabrique_corpus 10000 offres.jsonl``.

Each offer is an administrative header, a context, a mission, 6 to 14 activities and 9 to 20 knowledge and
skills under headings that vary, which is what the fiches met in practice hold. Its lines come from:

- the booklet's emploi-type and fiches, word for word (about a third);
- a grammar of invented lines: a verb, an object, a manner, a partner (several millions of combinations), so
  that most of these stand once in the corpus;
- noise on both: a detail added, two letters swapped, an accent or a capital lost.

Among them, in fixed shares: offers published again with another date or place, offers in English, empty
texts, lines that are no JSON. The same number and seed give the same file, byte for byte. No offer is real.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

from socle.referentiel import Referentiel

PART_DE_DOUBLONS = 0.03
PART_D_ANGLAIS = 0.01
PART_DE_MAUVAIS = 0.01

VERBES = (
    "Accompagner", "Concevoir", "Animer", "Piloter", "Assurer le suivi de", "Coordonner", "Évaluer",
    "Administrer", "Organiser", "Rédiger", "Conseiller", "Mettre en œuvre", "Développer", "Contribuer à",
    "Gérer", "Contrôler", "Former", "Analyser", "Diffuser", "Préparer", "Instruire", "Maintenir",
)  # fmt: skip
OBJETS = (
    "les projets de transformation des parcours", "la plateforme de cours en ligne", "les marchés publics",
    "le budget du service", "les collections de la bibliothèque", "les équipements du laboratoire",
    "les dossiers des personnels contractuels", "les enquêtes auprès des étudiants",
    "les ateliers des enseignants",
    "la maintenance des bâtiments", "les analyses d’échantillons", "le développement des applications",
    "les conventions de partenariat", "la communication de la composante", "les ressources audiovisuelles",
    "les bases de données de recherche", "l’accueil des étudiants internationaux",
    "la sécurité des installations",
    "les examens et les jurys", "les tableaux de bord de l’activité", "les projets européens",
    "le réseau informatique du campus", "les expériences sur la ligne de lumière", "la paie des vacataires",
)  # fmt: skip
MANIERES = (
    "dans le respect des délais", "selon les procédures en vigueur", "en mode projet", "au quotidien",
    "en s’appuyant sur les données disponibles", "avec un souci de qualité", "à l’échelle de l’établissement",
    "pour l’ensemble des formations", "sur plusieurs sites", "en présence et à distance",
    "à l’aide d’outils libres",
)  # fmt: skip
PARTENAIRES = (
    "avec les équipes pédagogiques", "en lien avec la direction des systèmes d’information",
    "avec les composantes", "auprès des laboratoires", "avec le service juridique",
    "avec les partenaires locaux",
    "sous l’autorité du responsable du pôle", "avec les correspondants du réseau", "auprès des usagers",
)  # fmt: skip
SAVOIRS = (
    "Connaissance générale de", "Maîtrise de", "Notions de base en", "Connaissance approfondie de",
    "Pratique de",
)  # fmt: skip
DOMAINES = (
    "l’environnement de l’enseignement supérieur", "la réglementation des marchés publics",
    "l’ingénierie pédagogique",
    "la gestion de projet", "la statistique", "la chimie analytique", "la langue anglaise",
    "le droit de la fonction publique",
    "la bureautique", "l’administration des systèmes", "la communication écrite", "la finance publique",
    "la biologie cellulaire",
    "l’électronique", "la documentation", "la sécurité au travail", "la cartographie",
    "le montage audiovisuel",
)  # fmt: skip
QUALITES = (
    "Sens de l’organisation", "Autonomie", "Rigueur", "Capacité d’écoute", "Sens relationnel", "Réactivité",
    "Esprit d’équipe", "Sens de l’initiative", "Capacité d’adaptation", "Discrétion",
)  # fmt: skip
VILLES = (
    "Rennes", "Lille", "Strasbourg", "Bordeaux", "Nantes", "Toulouse", "Grenoble", "Dijon", "Rouen", "Brest",
    "Limoges", "Poitiers", "Nice", "Montpellier", "Amiens", "Besançon",
)  # fmt: skip
TITRES_ACTIVITES = (
    "Activités principales :",
    "ACTIVITÉS",
    "Missions et activités :",
    "Vos activités",
    "Activités :",
)
TITRES_SAVOIRS = ("Connaissances :", "Savoirs", "CONNAISSANCES", "Connaissances requises :")
TITRES_SAVOIR_FAIRE = (
    "Compétences opérationnelles :",
    "Savoir-faire :",
    "COMPÉTENCES",
    "Compétences attendues :",
)
TITRES_SAVOIR_ETRE = ("Savoir-être :", "Compétences comportementales :", "Qualités attendues :")
PUCES = ("- ", "• ", "– ", "* ")
CORPS = ("IR", "IE", "IE", "AI", "TECH", "ATRF")
STATUTS = ("Contrat : CDD de 12 mois", "Poste ouvert aux titulaires", "Quotité : 100 %")
ANGLAIS = (
    "The engineer will join the team and support the researchers in the design of the experiments. ",
    "You will be in charge of the maintenance of the instruments and of the training of the users. ",
    "We are looking for a candidate with a strong background in the field and good writing skills. ",
)


@cache
def lignes_du_livret() -> tuple[tuple[str, ...], ...]:
    """Activities, knowledge, skills and qualities of the booklet's emploi-type and fiches."""
    ref = Referentiel.livret()
    documents = (*ref.emplois_types, *ref.fiches)
    rubriques = ("activites", "connaissances", "competences_operationnelles", "competences_comportementales")
    return tuple(
        tuple(dict.fromkeys(ligne.libelle for un in documents for ligne in getattr(un, rubrique)))
        for rubrique in rubriques
    )


def bruiter(texte: str, hasard: Random) -> str:
    """A line as another person would have typed it."""
    tirage = hasard.random()
    if tirage < 0.12 and len(texte) > 12:
        place = hasard.randrange(3, len(texte) - 2)
        return texte[:place] + texte[place + 1] + texte[place] + texte[place + 2 :]
    if tirage < 0.22:
        return f"{texte} {hasard.choice(MANIERES)}"
    if tirage < 0.30:
        return f"{texte}, {hasard.choice(PARTENAIRES)}"
    if tirage < 0.36:
        return texte.lower()
    return f"{texte} ;" if tirage < 0.42 else texte


def activite(hasard: Random) -> str:
    """A line of activity."""
    if hasard.random() < 0.33:
        return bruiter(hasard.choice(lignes_du_livret()[0]), hasard)
    texte = f"{hasard.choice(VERBES)} {hasard.choice(OBJETS)}"
    if hasard.random() < 0.7:
        texte += f" {hasard.choice(MANIERES)}"
    if hasard.random() < 0.6:
        texte += f" {hasard.choice(PARTENAIRES)}"
    return bruiter(texte, hasard)


def savoir(hasard: Random, rubrique: int) -> str:
    """A line of knowledge (1) or of skill (2)."""
    if hasard.random() < 0.4:
        return bruiter(hasard.choice(lignes_du_livret()[rubrique]), hasard)
    if rubrique == 2:
        return bruiter(f"{hasard.choice(VERBES)} {hasard.choice(OBJETS)}", hasard)
    return bruiter(f"{hasard.choice(SAVOIRS)} {hasard.choice(DOMAINES)}", hasard)


def offre(hasard: Random) -> dict[str, Any]:
    """An offer, as a row."""
    puce, ville, corps = hasard.choice(PUCES), hasard.choice(VILLES), hasard.choice(CORPS)
    emploi = f"{hasard.choice(VERBES)} {hasard.choice(OBJETS)}".lower()
    parties = [
        f"Chargé·e de mission : {emploi}",
        f"Corps : {corps}",
        f"Lieu : {ville}",
        hasard.choice(STATUTS),
        "",
        "Contexte :",
        f"Le service compte {hasard.randrange(4, 60)} personnes et travaille {hasard.choice(PARTENAIRES)}.",
        f"Il est implanté à {ville}, sur le campus {hasard.choice('ABCDEFGH')}{hasard.randrange(1, 99)}.",
        "",
        "Mission :",
        f"{activite(hasard)} {hasard.choice(MANIERES)}.",
        "",
        hasard.choice(TITRES_ACTIVITES),
        *(puce + activite(hasard) for _ in range(hasard.randrange(6, 15))),
        "",
        hasard.choice(TITRES_SAVOIRS),
        *(puce + savoir(hasard, 1) for _ in range(hasard.randrange(3, 7))),
        "",
        hasard.choice(TITRES_SAVOIR_FAIRE),
        *(puce + savoir(hasard, 2) for _ in range(hasard.randrange(4, 9))),
        "",
        hasard.choice(TITRES_SAVOIR_ETRE),
        *(puce + qualite for qualite in hasard.sample(QUALITES, hasard.randrange(2, 6))),
        "",
        "Candidature :",
        f"Envoyer CV et lettre avant le {hasard.randrange(1, 29)} mars {hasard.randrange(2019, 2026)}.",
    ]
    return {
        "texte": "\n".join(parties),
        "employeur": f"Université de {ville}",
        "region": ville,
        "annee": hasard.randrange(2016, 2026),
    }


def lignes(nombre: int, *, graine: int = 1) -> Iterator[str]:
    """The lines of a JSONL of that many records."""
    hasard = Random(graine)
    derniere = offre(hasard)
    for numero in range(nombre):
        tirage = hasard.random()
        if tirage < PART_DE_MAUVAIS:
            yield hasard.choice(('{"texte": "coupé', "[]", '{"texte": ""}', "pas du JSON"))
            continue
        if tirage < PART_DE_MAUVAIS + PART_D_ANGLAIS:
            rangee: dict[str, Any] = {"texte": "".join(hasard.choices(ANGLAIS, k=5))}
        elif tirage < PART_DE_MAUVAIS + PART_D_ANGLAIS + PART_DE_DOUBLONS:
            autre = hasard.choice(VILLES)
            rangee = {**derniere, "texte": f"{derniere['texte']}\nLieu : {autre}", "region": autre}
        else:
            rangee = derniere = offre(hasard)
        yield json.dumps({"id": f"o{numero}", **rangee}, ensure_ascii=False)


def ecrire(chemin: Path, nombre: int, *, graine: int = 1) -> Path:
    """Write a corpus."""
    with chemin.open("w", encoding="utf-8") as sortie:
        for ligne in lignes(nombre, graine=graine):
            sortie.write(ligne + "\n")
    return chemin


if __name__ == "__main__":
    ecrire(Path(sys.argv[2]), int(sys.argv[1]))
