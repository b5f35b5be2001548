"""Measures of rankings, and how they are printed."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from typing import TypeVar

import numpy as np
import numpy.typing as npt

T = TypeVar("T")


def rangs(scores: npt.ArrayLike, justes: Sequence[int]) -> npt.NDArray[np.int64]:
    """The rank of the right column of each row, equal scores in the order of the columns."""
    tableau = np.asarray(scores)
    places = np.arange(tableau.shape[1])
    sortie = []
    for ligne, juste in zip(tableau, justes, strict=True):
        devant = (ligne > ligne[juste]) | ((ligne == ligne[juste]) & (places < juste))
        sortie.append(1 + int(devant.sum()))
    return np.array(sortie)


def resume(places: npt.NDArray[np.int64]) -> str:
    """MRR, share of first places, share among the first five."""
    return f"MRR {np.mean(1 / places):.3f}  A@1 {np.mean(places == 1):.3f}  A@5 {np.mean(places <= 5):.3f}"


def trec(classements: Mapping[str, Sequence[str]], jugements: Mapping[str, Mapping[str, int]]) -> str:
    """The same by trec_eval, on the first hundred of each ranking."""
    import pytrec_eval

    course = {
        requete: {forme: float(100 - rang) for rang, forme in enumerate(formes[:100])}
        for requete, formes in classements.items()
    }
    evaluation = pytrec_eval.RelevanceEvaluator(jugements, {"recip_rank", "success.1,5"}).evaluate(course)
    moyennes = [
        np.mean([mesure[nom] for mesure in evaluation.values()])
        for nom in ("recip_rank", "success_1", "success_5")
    ]
    return "MRR {:.3f}  A@1 {:.3f}  A@5 {:.3f}".format(*moyennes)


def titre(texte: str) -> None:
    print(f"\n## {texte}", flush=True)


def ligne(nom: str, valeur: str, reference: str = "") -> None:
    print(f"  {nom:<58} {valeur}" + (f"   [{reference}]" if reference else ""), flush=True)


def chronometrer(travail: Callable[[], T]) -> tuple[T, float]:
    """The result and the processor time that it took, all threads together, in seconds."""
    debut = time.process_time()
    resultat = travail()
    return resultat, time.process_time() - debut
