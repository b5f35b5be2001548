"""Official definition → label, inside RéFérens III, by five-fold cross-validation: a true paraphrase."""

from __future__ import annotations

import numpy as np

from bench.moteur.apprentissages import plis
from bench.moteur.donnees import definitions, libelles
from bench.moteur.mesures import ligne, rangs, resume, titre
from bench.moteur.references import tfidf
from socle.alignement import Index
from socle.alignement.encodeur import Encodeur
from socle.alignement.relations import pli_de

BUTS = {
    "competences_operationnelles": "plancher 0.470, but 0.600",
    "connaissances": "plancher 0.520, but 0.650",
}


def main() -> None:
    titre("Définition officielle → libellé, RéFérens III, cinq plis (définitions du pli jamais apprises)")
    print("  Constantes choisies sur ce jeu : poids du sens pour les lignes, poids des définitions.")
    for rubrique, but in BUTS.items():
        labels = list(libelles(rubrique))
        toutes = definitions(rubrique)
        justes = [labels.index(definition.libelle) for definition in toutes]
        textes = [definition.texte for definition in toutes]
        ligne(f"{rubrique} : {len(textes)} définitions, {len(labels)} libellés", "")
        ligne("  TF-IDF scikit-learn (mots)", resume(rangs(tfidf(labels, textes), justes)))
        ligne("  mots seuls", resume(rangs(scores(labels, textes, None, 0.0), justes)), but)
        for poids in (0.5, 1.0, None):
            places = [
                rangs(
                    scores(labels, [d.texte for d in gardees], encodeur, poids),
                    [labels.index(d.libelle) for d in gardees],
                )
                for pli, encodeur in enumerate(plis())
                for gardees in ([d for d in toutes if pli_de(d.libelle) == pli],)
            ]
            ligne(f"  mots + sens, poids {poids or 'selon la longueur'}", resume(np.concatenate(places)), but)


def scores(
    labels: list[str], textes: list[str], encodeur: Encodeur | None, poids: float | None
) -> np.ndarray:
    """The score of every label for every text, by the index's own fast path."""
    index = Index(map(str, range(len(labels))), labels, compact=encodeur, poids_sens=poids)
    numeros, valeurs = index.search_arrays(textes, k=len(labels))
    tableau = np.zeros((len(textes), len(labels)))
    for rang, (places, points) in enumerate(zip(numeros, valeurs, strict=True)):
        tableau[rang, places[places >= 0]] = points[places >= 0]
    return tableau
