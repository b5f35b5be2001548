"""Lines of pseudo-offers against the whole référentiel: what the offer and the neighbouring lines bring.

Each emploi-type makes an offer whose lines are the definitions of its skills, half of its activities
half erased; each definition is to be placed at its label among all the lines of the référentiel.
"""

from __future__ import annotations

import random
from functools import cache
from typing import NamedTuple

import numpy as np

from bench.moteur.donnees import Definition, definitions, referentiel
from bench.moteur.mesures import ligne, resume, titre
from socle.alignement import lignes as module
from socle.alignement.emplois_types import ClassementEmploisTypes, EmploiTypeProche, Passage
from socle.alignement.encodeur import Encodeur
from socle.alignement.lignes import AlignementLignes, Entree, entrees_du_referentiel
from socle.alignement.normalise import cle
from socle.referentiel import EmploiType

Poids = tuple[float, float, float]
REGLAGES: tuple[Poids, ...] = (
    (0.0, 0.0, 0.0),
    (0.0, 0.3, 0.0),
    (1.0, 0.0, 0.0),
    (1.0, 0.3, 0.0),
    (2.0, 0.3, 0.0),
    (1.0, 0.3, 0.5),
    (1.0, 0.3, 1.0),
    (1.0, 0.3, 2.0),
)
RUBRIQUES = ("connaissances", "competences_operationnelles")


def pseudo_offre(emploi: EmploiType, hasard: random.Random) -> tuple[list[Passage], list[Definition]]:
    """The passages, and the definition behind each of the first ones."""
    connues = {(d.rubrique, cle(d.libelle)): d for nom in RUBRIQUES for d in definitions(nom)}
    trouvees = [
        connues[nom, cle(item.libelle)]
        for nom in RUBRIQUES
        for item in emploi.lignes(nom)
        if (nom, cle(item.libelle)) in connues
    ]
    passages = [Passage(definition.rubrique, definition.texte) for definition in trouvees]
    for item in hasard.sample(emploi.activites, (len(emploi.activites) + 1) // 2):
        mots = [mot for mot in item.libelle.split() if hasard.random() < 0.5]
        passages.append(Passage("activites", " ".join(mots)))
    return passages, trouvees


class Essai(NamedTuple):
    """A pseudo-offer ready to be aligned: its passages, the definitions of the first ones, its context."""

    passages: list[Passage]
    trouvees: list[Definition]
    proches: list[EmploiTypeProche]


@cache
def essais(*, melees: bool) -> tuple[Essai, ...]:
    """One pseudo-offer an emploi-type; ``melees``: half of it and half of another one's, drawn by chance."""
    classement = ClassementEmploisTypes(referentiel().emplois_types)
    hasard = random.Random(0)
    sortie = []
    for emploi in referentiel().emplois_types:
        passages, trouvees = pseudo_offre(emploi, hasard)
        reste = passages[len(trouvees) :]
        if melees:
            autres, suivantes = pseudo_offre(hasard.choice(referentiel().emplois_types), hasard)
            debut, fin = (len(trouvees) + 1) // 2, len(suivantes) // 2
            passages = passages[:debut] + autres[fin : len(suivantes)]
            trouvees = trouvees[:debut] + suivantes[fin:]
            reste += autres[len(suivantes) :]
        sortie.append(Essai(passages[: len(trouvees)], trouvees, classement.classer(passages + reste, k=8)))
    return tuple(sortie)


def places(encodeur: Encodeur | None, poids: Poids, *, melees: bool = False) -> np.ndarray:
    """The rank of the right entry of each definition, beyond the last when it is no candidate."""
    entrees = [entree._replace(definition="") for entree in entrees_du_referentiel(referentiel())]
    aligneur = AlignementLignes(entrees, compact=encodeur)
    noms = ("POIDS_CONTEXTE", "POIDS_RUBRIQUE", "POIDS_VOISINES")
    avant = [getattr(module, nom) for nom in noms]
    for nom, valeur in zip(noms, poids, strict=True):
        setattr(module, nom, valeur)
    try:
        rangs = []
        for passages, trouvees, proches in essais(melees=melees):
            alignees = aligneur.aligner(passages, proches=proches, k=module.CANDIDATES)
            for definition, alignee in zip(trouvees, alignees, strict=True):
                justes = [_est(p.entree, definition) for p in alignee.propositions]
                rangs.append(1 + justes.index(True) if True in justes else module.CANDIDATES + 1)
    finally:
        for nom, valeur in zip(noms, avant, strict=True):
            setattr(module, nom, valeur)
    return np.array(rangs)


def _est(entree: Entree, definition: Definition) -> bool:
    return entree.rubrique == definition.rubrique and cle(entree.libelle) == cle(definition.libelle)


def main() -> None:
    titre("Lignes de 242 pseudo-offres (définitions) parmi toutes les lignes de RéFérens")
    print(
        "  Constantes choisies sur ce jeu : poids du contexte, de la rubrique, des lignes voisines (celui-ci"
    )
    print("  sur une moitié des emplois-types, avec le même gain sur l’autre).")
    for melees, nom in ((False, "un emploi-type"), (True, "deux emplois-types mêlés")):
        ligne(nom, "")
        for poids in REGLAGES:
            contexte, rubrique, voisines = poids
            ligne(
                f"  contexte {contexte}, rubrique {rubrique}, voisines {voisines}",
                resume(places(None, poids, melees=melees)),
            )
