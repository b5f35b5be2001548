"""Official definition → label, inside RéFérens III, by five-fold cross-validation: a true paraphrase."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from bench.moteur.apprentissages import plis
from bench.moteur.donnees import Definition, definitions, libelles, rome
from bench.moteur.mesures import ligne, rangs, resume, titre
from bench.moteur.references import tfidf
from socle.alignement import Index, Pivot
from socle.alignement.encodeur import Encodeur
from socle.alignement.lignes import PENTE_LONGUEUR
from socle.alignement.relations import pli_de

BUTS = {
    "competences_operationnelles": "plancher 0.470, but 0.600",
    "connaissances": "plancher 0.520, but 0.650",
}


def main() -> None:
    titre("Définition officielle → libellé, RéFérens III, cinq plis (définitions du pli jamais apprises)")
    print("  Constantes choisies sur ce jeu : poids du sens pour les lignes, poids des définitions, pente de")
    print("  longueur.")
    for rubrique, but in BUTS.items():
        labels = list(libelles(rubrique))
        toutes = definitions(rubrique)
        justes = [labels.index(definition.libelle) for definition in toutes]
        textes = [definition.texte for definition in toutes]
        ligne(f"{rubrique} : {len(textes)} définitions, {len(labels)} libellés", "")
        ligne("  TF-IDF scikit-learn (mots)", resume(rangs(tfidf(labels, textes), justes)))
        ligne("  mots seuls", resume(rangs(scores(labels, textes, None, 0.0), justes)), but)
        for poids in (0.5, 1.0, None):
            places = [_places(labels, toutes, pli, encodeur, poids) for pli, encodeur in enumerate(plis())]
            ligne(f"  mots + sens, poids {poids or 'selon la longueur'}", resume(np.concatenate(places)), but)
        metiers = list(rome().noms_par_metier().values())
        places = [
            _places(labels, toutes, pli, Pivot(encodeur, metiers), None)
            for pli, encodeur in enumerate(plis())
        ]
        ligne("  mots + sens, questions menées par le ROME", resume(np.concatenate(places)), but)


def _places(
    labels: list[str], toutes: Sequence[Definition], pli: int, encodeur: Encodeur, poids: float | None
) -> npt.NDArray[np.int64]:
    """The ranks of the right labels of a fold, by an encoder that did not learn its definitions."""
    gardees = [definition for definition in toutes if pli_de(definition.libelle) == pli]
    notes = scores(labels, [definition.texte for definition in gardees], encodeur, poids)
    return rangs(notes, [labels.index(definition.libelle) for definition in gardees])


def scores(
    labels: list[str], textes: list[str], encodeur: Encodeur | None, poids: float | None
) -> np.ndarray:
    """The score of every label for every text, by the index's own fast path."""
    index = Index(
        map(str, range(len(labels))),
        labels,
        compact=encodeur,
        poids_sens=poids,
        pente_longueur=PENTE_LONGUEUR,
    )
    numeros, valeurs = index.search_arrays(textes, k=len(labels))
    tableau = np.zeros((len(textes), len(labels)))
    for rang, (places, points) in enumerate(zip(numeros, valeurs, strict=True)):
        tableau[rang, places[places >= 0]] = points[places >= 0]
    return tableau
