"""The data of the benches: public files beside the project, read by the project's own importers."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from bench.commun import DONNEES
from socle.alignement.emplois_types import Passage
from socle.alignement.normalise import cle, mots
from socle.alignement.relations import definition_utile
from socle.echanges import Esco, Rmfp, Rome
from socle.referentiel import Referentiel


@cache
def referentiel() -> Referentiel:
    return Referentiel.from_csv(DONNEES / "referens" / "referens3_noms_techniques.csv")


@cache
def esco() -> Esco:
    return Esco.from_dossier(DONNEES / "esco")


@cache
def rome() -> Rome:
    return Rome.from_dossier(DONNEES / "rome")


@cache
def rmfp() -> Rmfp:
    return Rmfp.from_csv(DONNEES / "rmfp" / "rmfp.csv")


class Melo(NamedTuple):
    """Queries and forms by identifier, judgements, and the concept of each form."""

    requetes: dict[str, str]
    formes: dict[str, str]
    jugements: dict[str, dict[str, int]]
    concepts: dict[str, str]


@cache
def melo() -> Melo:
    dossier = DONNEES / "melo" / "bel_q_fr_c_fr"

    def table(nom: str) -> list[list[str]]:
        return [ligne.split("\t") for ligne in (dossier / nom).read_text("utf-8").splitlines() if ligne]

    jugements: dict[str, dict[str, int]] = {}
    for requete, _, forme, note in table("annotations.tsv"):
        jugements.setdefault(requete, {})[forme] = int(note)
    return Melo(
        dict(table("queries.tsv")),
        dict(table("corpus_elements.tsv")),
        jugements,
        dict(table("concept_mapping.tsv")),
    )


class Definition(NamedTuple):
    """A definition and the label it defines."""

    rubrique: str
    libelle: str
    texte: str


@cache
def libelles(rubrique: str) -> tuple[str, ...]:
    """Every distinct label of a rubrique of the dictionary, with or without an id."""
    return tuple(
        {
            cle(entree.libelle): entree.libelle
            for entree in referentiel().dictionnaire.toutes
            if entree.rubrique == rubrique
        }.values()
    )


@cache
def definitions(rubrique: str) -> tuple[Definition, ...]:
    """The labels of a rubrique that an official definition explains, each once."""
    connus = {cle(libelle): libelle for libelle in libelles(rubrique)}
    trouvees: dict[str, Definition] = {}
    for entree in referentiel().dictionnaire:
        texte = definition_utile(entree.definition)
        if entree.rubrique == rubrique and texte:
            libelle = connus[cle(entree.libelle)]
            trouvees.setdefault(libelle, Definition(rubrique, libelle, texte))
    return tuple(trouvees.values())


class Profil(NamedTuple):
    """A competition profile: its passages, its corps, the codes that are right answers."""

    passages: list[Passage]
    texte: str
    corps: str
    codes: tuple[str, ...]


# A simple cut at the headings of these profiles, so that this bench depends on nothing above the engine.
TITRES = (
    ("affectation", r"affectation|groupe de fonction"),
    ("mission", r"missions?"),
    ("activites", r"activites?( principales?)?"),
    ("competences_comportementales", r"savoirs? etre.*|competences? comportementales?"),
    ("competences_operationnelles", r"savoirs? faires?.*|competences? operationnelles?"),
    ("connaissances", r"savoirs?( connaissances?)?|connaissances?( .{0,30})?|competences?( requises)?"),
    ("contexte", r"contexte.*"),
    ("conditions", r"(conditions|contraintes).*"),
)


def _titre(texte: str) -> str | None:
    plie = " ".join(mots(texte))
    return next((nom for nom, motif in TITRES if re.fullmatch(motif, plie)), None)


def couper(texte: str) -> Iterator[Passage]:
    """The lines of a profile with their rubriques."""
    rubrique = ""
    for ligne in filter(None, map(str.strip, texte.splitlines())):
        debut, separateur, suite = ligne.partition(":")
        if len(ligne) < 70 and _titre(ligne):
            rubrique = _titre(ligne) or ""
        elif separateur and suite.strip() and len(debut) < 40 and _titre(debut):
            rubrique = _titre(debut) or ""
            yield Passage(rubrique, suite.strip())
        else:
            yield Passage(rubrique, ligne)


@cache
def profils() -> tuple[Profil, ...]:
    lignes = (DONNEES / "offres" / "cnrs_2025_dev.jsonl").read_text("utf-8").splitlines()
    return tuple(
        Profil(list(couper(p["texte"])), p["texte"], p["corps"], tuple(p["codes_acceptes"]))
        for p in map(json.loads, lignes)
    )


def lignes_de_travail() -> list[str]:
    """Some 46,000 lines as people write them (RMFP, ROME), none of them from RéFérens."""
    lignes = [
        ligne
        for fiche in rmfp().fiches
        for ligne in (*fiche.activites, *fiche.connaissances, *fiche.savoir_faire)
    ]
    return lignes + [competence.libelle for competence in rome().competences]


def entrees(nombre: int) -> list[str]:
    """Distinct labels to index: RéFérens first, then ESCO, RMFP and ROME, then pairs of them."""
    suite: Sequence[str] = [
        *(ligne.libelle for emploi in referentiel().emplois_types for _, ligne in emploi.toutes_les_lignes()),
        *(nom for concept in (*esco().metiers, *esco().competences) for nom in concept.noms),
        *lignes_de_travail(),
        *(nom for metier in rome().metiers for nom in (*metier.noms, *metier.savoirs)),
    ]
    distinctes = list(dict.fromkeys(suite))
    couples = (f"{a} ; {b}" for a, b in zip(distinctes, distinctes[977:], strict=False))
    return list(dict.fromkeys((*distinctes, *couples)))[:nombre]
