"""MELO, Belgian French queries against the French forms of ESCO (328 × 15,227)."""

from __future__ import annotations

from bench.moteur.apprentissages import complet
from bench.moteur.donnees import Melo, melo, rome
from bench.moteur.mesures import ligne, titre, trec
from socle.alignement import Index, Pivot
from socle.alignement.encodeur import Encodeur

PUBLIES = (
    ("OpenAI (publié)", "MRR 0.578  A@1 0.500  A@5 0.674"),
    ("E5 (publié)", "MRR 0.561  A@1 0.491  A@5 0.643"),
    ("meilleur lexical (publié)", "MRR 0.468  A@1 0.421  A@5 0.524"),
)


def main() -> None:
    titre("MELO bel_q_fr_c_fr : 328 requêtes, 15 227 formes, cent premières par requête, trec_eval")
    print("  Constantes choisies sur ce jeu : parts des racines et des 4-grammes, plafond des 4-grammes,")
    print(
        "  poids du sens selon la longueur, pivot. Ni les requêtes ni les jugements n’instruisent l’encodeur."
    )
    for nom, valeur in PUBLIES:
        ligne(nom, valeur)
    donnees = melo()
    index = Index(donnees.formes, donnees.formes.values())
    ligne("mots seuls", par_formes(donnees, index), "plancher MRR 0.475")
    encodeur = complet()
    for poids in (1.0, 2.0, 4.0, 6.0):
        savant = index.avec(compact=encodeur, poids_sens=poids)
        ligne(f"mots + {poids} × sens", par_formes(donnees, savant))
    ligne(
        "mots + sens, poids selon la longueur",
        par_formes(donnees, index.avec(compact=encodeur)),
        "plancher 0.520, but 0.580",
    )
    pivot = Pivot(encodeur, rome().noms_par_metier().values())
    ligne(
        "mots + sens, questions menées par les métiers du ROME",
        par_formes(donnees, index.avec(compact=pivot)),
        "plancher 0.520, but 0.580",
    )
    print("  Le même jeu, un concept d’ESCO par entrée, ses formes en alias : meilleure forme de chaque")
    print("  concept d’abord. C’est l’usage du produit ; ce n’est pas le protocole des chiffres publiés.")
    ligne("mots seuls, par concepts", par_concepts(donnees, None))
    ligne("mots + sens, par concepts", par_concepts(donnees, encodeur))
    ligne("mots + sens par le ROME, par concepts", par_concepts(donnees, pivot))


def par_formes(donnees: Melo, index: Index) -> str:
    resultats = index.search(list(donnees.requetes.values()), k=100)
    return trec(
        {
            requete: [hit.id for hit in hits]
            for requete, hits in zip(donnees.requetes, resultats, strict=True)
        },
        donnees.jugements,
    )


def par_concepts(donnees: Melo, encodeur: Encodeur | None) -> str:
    formes: dict[str, list[str]] = {}
    for forme, concept in donnees.concepts.items():
        formes.setdefault(concept, []).append(forme)
    index = Index(
        formes,
        [donnees.formes[noms[0]] for noms in formes.values()],
        aliases={concept: [donnees.formes[nom] for nom in noms[1:]] for concept, noms in formes.items()},
        compact=encodeur,
    )
    resultats = index.search(list(donnees.requetes.values()), k=100)
    return trec(
        {
            requete: [formes[hit.id][0] for hit in hits]
            for requete, hits in zip(donnees.requetes, resultats, strict=True)
        },
        donnees.jugements,
    )
