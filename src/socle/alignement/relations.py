"""What a référentiel teaches: which of its texts mean the same, which go together."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Protocol
from zlib import crc32

from socle.alignement.apprentissage import Groupe, Relation
from socle.alignement.normalise import cle
from socle.referentiel.referentiel import Referentiel

# Weights next to those of RMFP, ROME and ESCO; chosen on MELO bel and by cross-validation on the
# definitions of RéFérens (bench/moteur/definitions.py).
POIDS_DEFINITION = 1.5
POIDS_INTITULE = 0.5
POIDS_ACTIVITES = 0.1
POIDS_SOI = 0.25

PLIS = 5
PLI_RESERVE = 0
"""The fold of entries whose definitions an édition does not learn: its decision is fitted on them."""

_MENTION_SOURCE = re.compile(r"\s*\(source\s*:[^()]*\)\s*$", re.I)


def definition_utile(definition: str) -> str:
    """A definition without its mention of source; empty when it defines nothing.

    >>> definition_utile("Définition non nécessaire (source : Dictionnaire des compétences)")
    ''
    >>> definition_utile("Savoir conduire un projet (source : Dictionnaire des compétences)")
    'Savoir conduire un projet'
    """
    texte = _MENTION_SOURCE.sub("", definition).strip()
    return "" if cle(texte).startswith("definition non necessaire") else texte


def pli_de(libelle: str) -> int:
    """The fold that a line is dealt into by its wording, one for all its spellings.

    >>> pli_de("Gestion de projet") == pli_de("GESTION DE PROJET")
    True
    """
    return crc32(cle(libelle).encode()) % PLIS


class Source(Protocol):
    """Anything that says what it teaches."""

    def relations(self) -> list[Relation]:
        """Its relations, the most telling first."""


def synonymes(nom: str, poids: float, noms: Mapping[str, Sequence[str]]) -> Relation:
    """A relation between the names of one thing; things with one name teach nothing here."""
    return Relation(
        nom,
        poids,
        tuple(Groupe(cle, tuple(formes), tuple(formes)) for cle, formes in noms.items() if len(formes) > 1),
    )


def associations(
    nom: str, poids: float, couples: Iterable[tuple[str, Sequence[str], Sequence[str]]]
) -> Relation:
    """A relation between two kinds of texts about one thing."""
    return Relation(
        nom,
        poids,
        tuple(
            Groupe(cle, tuple(gauche), tuple(droite)) for cle, gauche, droite in couples if gauche and droite
        ),
    )


def relations_du_referentiel(referentiel: Referentiel, *, reserve: int | None = None) -> list[Relation]:
    """Definitions with their entries, titles with missions and activities, activities with skills.

    :param reserve: the fold whose definitions are left out.
    """
    emplois = referentiel.emplois_types
    reservees = {
        definition_utile(entree.definition)
        for entree in referentiel.dictionnaire
        if pli_de(entree.libelle) == reserve
    }
    activites = {
        emploi.code: tuple(ligne.libelle for ligne in emploi.activites if ligne.libelle) for emploi in emplois
    }
    return [
        associations(
            "définitions",
            POIDS_DEFINITION,
            (
                (f"entrée {entree.rubrique} {entree.libelle}", [entree.libelle], [definition])
                for entree in referentiel.dictionnaire
                for definition in (definition_utile(entree.definition),)
                if definition and definition not in reservees
            ),
        ),
        associations(
            "intitulés et activités",
            POIDS_INTITULE,
            (
                (emploi.code, [emploi.intitule], [*filter(None, [emploi.mission]), *activites[emploi.code]])
                for emploi in emplois
            ),
        ),
        associations(
            "activités et compétences",
            POIDS_ACTIVITES,
            (
                (
                    emploi.code,
                    activites[emploi.code],
                    [ligne.libelle for ligne in emploi.competences_operationnelles],
                )
                for emploi in emplois
            ),
        ),
    ]


def rassembler(sources: Iterable[Source | Referentiel], *, reserve: int | None = None) -> list[Relation]:
    """All that the sources teach, with each text next to itself so that no word is forgotten.

    :param reserve: the fold of entries whose definitions are left out.
    """
    relations: list[Relation] = []
    for source in sources:
        relations += (
            relations_du_referentiel(source, reserve=reserve)
            if isinstance(source, Referentiel)
            else source.relations()
        )
    textes = dict.fromkeys(
        texte for relation in relations for groupe in relation.groupes for texte in groupe.gauche
    )
    soi = Relation("textes seuls", POIDS_SOI, tuple(Groupe(texte, (texte,), (texte,)) for texte in textes))
    return [relation for relation in (*relations, soi) if relation.groupes]
