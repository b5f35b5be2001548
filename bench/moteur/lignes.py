"""Lines of pseudo-offers against the whole référentiel: what the context of the offer brings.

Each emploi-type makes an offer whose lines are the definitions of its skills, half of its activities
half erased; each definition is to be placed at its label among all the lines of the référentiel.
"""

from __future__ import annotations

import random

import numpy as np

from bench.moteur.donnees import Definition, definitions, referentiel
from bench.moteur.mesures import ligne, resume, titre
from socle.alignement import lignes as module
from socle.alignement.emplois_types import ClassementEmploisTypes, Passage
from socle.alignement.encodeur import Encodeur
from socle.alignement.lignes import AlignementLignes, Entree, entrees_du_referentiel
from socle.alignement.normalise import cle
from socle.referentiel import EmploiType

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


def places(encodeur: Encodeur | None, poids_contexte: float, poids_rubrique: float) -> np.ndarray:
    """The rank of the right entry of each definition, beyond the last when it is no candidate."""
    entrees = [entree._replace(definition="") for entree in entrees_du_referentiel(referentiel())]
    aligneur = AlignementLignes(entrees, compact=encodeur)
    classement = ClassementEmploisTypes(referentiel().emplois_types)
    hasard = random.Random(0)
    avant = module.POIDS_CONTEXTE, module.POIDS_RUBRIQUE
    module.POIDS_CONTEXTE, module.POIDS_RUBRIQUE = poids_contexte, poids_rubrique  # type: ignore[misc]
    try:
        rangs = []
        for emploi in referentiel().emplois_types:
            passages, trouvees = pseudo_offre(emploi, hasard)
            proches = classement.classer(passages, k=10)
            alignees = aligneur.aligner(passages[: len(trouvees)], proches=proches, k=module.CANDIDATES)
            for definition, alignee in zip(trouvees, alignees, strict=True):
                justes = [_est(p.entree, definition) for p in alignee.propositions]
                rangs.append(1 + justes.index(True) if True in justes else module.CANDIDATES + 1)
    finally:
        module.POIDS_CONTEXTE, module.POIDS_RUBRIQUE = avant  # type: ignore[misc]
    return np.array(rangs)


def _est(entree: Entree, definition: Definition) -> bool:
    return entree.rubrique == definition.rubrique and cle(entree.libelle) == cle(definition.libelle)


def main() -> None:
    titre("Lignes de 242 pseudo-offres (définitions) parmi toutes les lignes de RéFérens")
    print("  Constantes choisies sur ce jeu : poids du contexte et de la rubrique.")
    for contexte, rubrique in ((0.0, 0.0), (0.0, 0.3), (1.0, 0.0), (1.0, 0.3), (2.0, 0.3), (3.0, 0.3)):
        ligne(f"contexte {contexte}, rubrique {rubrique}", resume(places(None, contexte, rubrique)))
