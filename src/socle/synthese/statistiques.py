"""The statistics of a consultation, on plain numbers; each names where its definition comes from."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

import numpy as np

RISQUE = 0.05
"""The risk of error of tests and intervals."""

SEUIL_STABILITE = 0.15
"""Scheibe, Skutsch and Schofer (1975): a group that changes by less than this is stable."""


class Quartiles(NamedTuple):
    """First quartile, median, third quartile."""

    bas: float
    mediane: float
    haut: float


class Concordance(NamedTuple):
    """Kendall's W, its χ² with (objects minus 1) degrees of freedom, and the probability of as much."""

    w: float
    chi2: float
    p: float


def quartiles(notes: Sequence[float]) -> Quartiles | None:
    """The quartiles, by linear interpolation (definition 7 of Hyndman and Fan, 1996).

    >>> quartiles([1, 2, 3, 4])
    Quartiles(bas=1.75, mediane=2.5, haut=3.25)
    """
    if not notes:
        return None
    bas, mediane, haut = (float(valeur) for valeur in np.percentile(notes, (25, 50, 75)))
    return Quartiles(bas, mediane, haut)


def wilson(favorables: int, total: int) -> tuple[float, float] | None:
    """The score interval of a share at 95 % (Wilson, 1927), without continuity correction."""
    if not total:
        return None
    from scipy.stats import binomtest

    bornes = binomtest(favorables, total).proportion_ci(confidence_level=1 - RISQUE, method="wilson")
    return float(bornes.low), float(bornes.high)


def cvr(essentiels: int, total: int) -> float | None:
    """The content validity ratio (Lawshe, 1975), from -1 to 1.

    >>> cvr(9, 10)
    0.8
    """
    return (essentiels - total / 2) / (total / 2) if total else None


@lru_cache(maxsize=512)
def cvr_seuil(total: int) -> float | None:
    """The smallest CVR that chance does not explain: exact one-sided binomial test at 5 %.

    Ayre and Scally (2014), who corrected the table of Lawshe. ``None`` where even a unanimous panel is
    too small to tell (under five).
    """
    from scipy.stats import binom

    for essentiels in range(total // 2, total + 1):
        if total and binom.sf(essentiels - 1, total, 0.5) <= RISQUE:
            return cvr(essentiels, total)
    return None


def kappa_modifie(favorables: int, total: int) -> float | None:
    """The share of favourable ratings (I-CVI) corrected for chance (Polit, Beck and Owen, 2007)."""
    if not total:
        return None
    from scipy.stats import binom

    hasard = float(binom.pmf(favorables, total, 0.5))
    return (favorables / total - hasard) / (1 - hasard)


def kendall(rangs: Sequence[Sequence[float]]) -> Concordance | None:
    """Kendall's coefficient of concordance, corrected for ties (Kendall and Babington Smith, 1939).

    :param rangs: one row a judge, one column an object; equal objects share the mean of their ranks.
    """
    juges = len(rangs)
    objets = len(rangs[0]) if rangs else 0
    if juges < 2 or objets < 2:
        return None
    sommes = np.sum(np.asarray(rangs, dtype=float), axis=0)
    carres = float(np.sum((sommes - sommes.mean()) ** 2))
    egaux = sum(t**3 - t for rang in rangs for t in Counter(rang).values())
    denominateur = juges**2 * (objets**3 - objets) - juges * egaux
    if denominateur <= 0:
        return None
    from scipy.stats import chi2 as loi

    w = 12 * carres / denominateur
    chi2 = juges * (objets - 1) * w
    return Concordance(w, chi2, float(loi.sf(chi2, objets - 1)))


def rangs_moyens(paliers: Sequence[Sequence[str]]) -> dict[str, float]:
    """The rank of each object of a ranking in tiers: those of one tier share the mean of their ranks.

    >>> rangs_moyens([["a"], ["b", "c"]])
    {'a': 1.0, 'b': 2.5, 'c': 2.5}
    """
    rangs: dict[str, float] = {}
    for palier in paliers:
        moyen = len(rangs) + (len(palier) + 1) / 2
        rangs |= dict.fromkeys(palier, moyen)
    return rangs


def changement(avant: Sequence[float], apres: Sequence[float]) -> float:
    """Net changes of opinion between two rounds, as a share of the respondents (Scheibe et al., 1975).

    Half the sum of the differences between the two distributions. Where the rounds do not count the
    same people, distributions are compared as shares.

    >>> changement([1, 2, 3, 4], [1, 2, 4, 4])
    0.25
    """
    a, b = Counter(avant), Counter(apres)
    return sum(abs(a[note] / len(avant) - b[note] / len(apres)) for note in a.keys() | b.keys()) / 2
