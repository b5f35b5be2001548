"""Items a second and memory, next to scikit-learn in the same run, as the number of entries grows.

The text's normalisation is part of every time. Times are processor times of one thread; with two, the
processor time is shared and the wall time is printed beside it.
"""

from __future__ import annotations

import time
import tracemalloc

from bench.moteur.apprentissages import complet
from bench.moteur.donnees import entrees, lignes_de_travail, profils, referentiel
from bench.moteur.emplois_types import fiche_de
from bench.moteur.mesures import chronometrer, ligne, titre
from bench.moteur.references import LETTRES, MOTS, CosinusTfidf
from socle.alignement import ClassementEmploisTypes, Index
from socle.offre import Analyseur

TAILLES = (3_500, 15_000, 100_000)


def main() -> None:
    textes = lignes_de_travail()
    titre(f"Vitesse : {len(textes)} lignes de RMFP et ROME → cinq premières entrées, normalisation comprise")
    for taille in TAILLES:
        labels = entrees(taille)
        ligne(f"{len(labels)} entrées", "")
        references = []
        for nom, reglages in (("mots", MOTS), ("char_wb 3–5", LETTRES)):
            part = textes[: 4000 if taille < 50_000 else 600]
            tracemalloc.start()
            reference = CosinusTfidf(labels, **reglages)
            memoire = tracemalloc.get_traced_memory()[0] / 1e6
            tracemalloc.stop()
            _, temps = chronometrer(lambda r=reference, p=part: r.chercher(p, lot=200))  # type: ignore[misc]
            references.append(len(part) / temps)
            ligne(f"  scikit-learn TF-IDF, {nom}", f"{references[-1]:,.0f} textes/s, {memoire:.0f} Mo tenus")
        tracemalloc.start()
        index, temps = chronometrer(lambda textes=labels: Index(map(str, range(len(textes))), textes))  # type: ignore[misc]
        memoire = tracemalloc.get_traced_memory()[0] / 1e6
        tracemalloc.stop()
        ligne("  construction de l’index", f"{temps:.2f} s (mesurée), {memoire:.0f} Mo tenus")
        index.search_arrays(textes[:1000], k=5)
        for passage in ("premier passage (mots à découvrir)", "passages suivants"):
            _, temps = chronometrer(lambda i=index: i.search_arrays(textes, k=5))  # type: ignore[misc]
            debit = len(textes) / temps
            ligne(
                f"  Socle, lot, un cœur, {passage}",
                f"{debit:,.0f} textes/s : × {debit / references[0]:.0f} (mots), "
                f"× {debit / references[1]:.0f} (char_wb)",
                "plancher × 15, but × 90",
            )
        debut = time.perf_counter()
        index.search_arrays(textes, k=5, processes=2)
        mur = time.perf_counter() - debut
        debit = len(textes) / mur
        ligne(
            "  Socle, lot, deux cœurs",
            f"{debit:,.0f} textes/s (horloge) : × {debit / references[0]:.0f} (mots), "
            f"× {debit / references[1]:.0f} (char_wb)",
        )
        _, temps = chronometrer(lambda i=index: [i.search(texte, k=5) for texte in textes[:300]])  # type: ignore[misc]
        ligne("  Socle, un texte à la fois", f"{300 / temps:,.0f} textes/s")
        if taille <= 15_000:
            savant = index.avec(compact=complet())
            savant.search_arrays(textes[:1000], k=5)
            _, temps = chronometrer(lambda i=savant: i.search_arrays(textes[:8000], k=5))  # type: ignore[misc]
            ligne("  Socle, lot, avec le sens", f"{8000 / temps:,.0f} textes/s")
    _documents()


def _documents() -> None:
    """Whole offers: ranked among emplois-types, then analysed line by line."""
    offres = [profil.texte for profil in profils()]
    titre(f"Vitesse : {len(offres)} profils entiers, 242 emplois-types")
    fiches = [fiche_de(emploi) for emploi in referentiel().emplois_types]
    reference = CosinusTfidf(fiches)
    _, temps = chronometrer(lambda: reference.chercher(offres))
    ligne("scikit-learn TF-IDF, classement seul", f"{len(offres) / temps:,.0f} documents/s")
    classement = ClassementEmploisTypes(referentiel().emplois_types)
    _, temps = chronometrer(lambda: [classement.classer(offre, k=5) for offre in offres])
    ligne("Socle, classement seul (familles et corps compris)", f"{len(offres) / temps:,.0f} documents/s")
    for nom, compact in (("mots seuls", None), ("avec le sens", complet())):
        analyseur = Analyseur(referentiel(), compact=compact)
        analyseur.analyser(offres[0])
        _, temps = chronometrer(lambda a=analyseur: [a.analyser(offre) for offre in offres])  # type: ignore[misc]
        ligne(f"Socle, analyse entière, {nom}", f"{len(offres) / temps:,.1f} documents/s")
