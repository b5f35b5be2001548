"""Encoders for the benches: what each may learn from is said by name, so that no test leaks into it."""

from __future__ import annotations

import random
from collections.abc import Collection
from functools import cache
from typing import NamedTuple

from bench.moteur.donnees import Definition, definitions, esco, referentiel, rmfp, rome
from bench.moteur.mesures import ligne
from socle.alignement.apprentissage import Relation, entrainer
from socle.alignement.compact import EncodeurCompact
from socle.alignement.relations import rassembler
from socle.referentiel.rubriques import RUBRIQUES_DICTIONNAIRE

PLIS = 5


class Pli(NamedTuple):
    """Definitions kept out, and the encoder that learnt without them."""

    exclues: frozenset[Definition]
    encodeur: EncodeurCompact


def apprendre(exclues: Collection[Definition] = ()) -> EncodeurCompact:
    """ESCO, ROME, RMFP and RéFérens III, less the definitions kept out."""
    textes = {definition.texte for definition in exclues}
    relations = [
        Relation(
            relation.nom,
            relation.poids,
            tuple(groupe for groupe in relation.groupes if not textes & set(groupe.droite)),
        )
        for relation in rassembler([referentiel(), esco(), rome(), rmfp()])
    ]
    return entrainer(relations)


@cache
def complet() -> EncodeurCompact:
    """The encoder that learnt from everything; MELO's queries and judgements are no part of it."""
    ligne("apprentissage", "ESCO (formes), ROME 4.0, RMFP, RéFérens III")
    return apprendre()


@cache
def plis() -> tuple[Pli, ...]:
    """Five encoders, each without a fifth of the definitions of RéFérens."""
    toutes = [d for rubrique in RUBRIQUES_DICTIONNAIRE for d in definitions(rubrique)]
    random.Random(0).shuffle(toutes)
    return tuple(Pli(frozenset(toutes[pli::PLIS]), apprendre(toutes[pli::PLIS])) for pli in range(PLIS))
