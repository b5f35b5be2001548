"""The statistics of a corpus: intervals, effect sizes, trends, corrections.

Each is a known one, taken from scipy or statsmodels where they hold it, and named in what the reader
sees. Sources: Wilson (1927) and Newcombe (1998) for proportions; Cramér (1946), Cohen (1988) and Cliff
(1993) for effect sizes; Brunner and Munzel (2000) for the interval of Cliff's delta; Armitage (1955) for
the trend of a proportion; Holm (1979) and Benjamini and Hochberg (1995) for multiple comparisons.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, NamedTuple

import numpy as np
import numpy.typing as npt

NIVEAU = 0.95
"""The confidence of every interval."""

Z = 1.959963984540054
"""The quantile of the normal law that goes with :data:`NIVEAU`."""

Methode = Literal["holm", "fdr_bh"]
Reels = npt.NDArray[np.float64]


class Intervalle(NamedTuple):
    """Bounds of a confidence interval."""

    bas: float
    haut: float


class Effet(NamedTuple):
    """The size of a difference, its interval and its p-value (before correction)."""

    valeur: float
    bas: float
    haut: float
    p: float


def wilson(succes: int, total: int) -> Intervalle:
    """The score interval of a proportion.

    >>> [round(borne, 4) for borne in wilson(81, 263)]
    [0.2553, 0.3662]
    """
    if not total:
        return Intervalle(0.0, 1.0)
    part, carre = succes / total, Z * Z / total
    milieu = part + carre / 2
    rayon = Z * np.sqrt(part * (1 - part) / total + carre / (4 * total))
    return Intervalle(
        max(0.0, float(milieu - rayon) / (1 + carre)), min(1.0, float(milieu + rayon) / (1 + carre))
    )


def v_de_cramer(table: npt.ArrayLike) -> Effet:
    """Cramér's V of a table of counts, with the chi-square test; rows or columns of zeros are set aside.

    The interval is that of the non-central chi-square (Smithson, 2003).

    :raises ValueError: fewer than two rows or two columns are left.
    """
    from scipy.optimize import brentq
    from scipy.stats import chi2, chi2_contingency, ncx2

    comptes = np.asarray(table, dtype=np.int64)
    comptes = comptes[comptes.sum(axis=1) > 0][:, comptes.sum(axis=0) > 0]
    if min(comptes.shape) < 2:
        raise ValueError("a table needs two rows and two columns")
    essai = chi2_contingency(comptes, correction=False)
    ddl = int(essai.dof)
    echelle = comptes.sum() * (min(comptes.shape) - 1)

    def decentrage(cible: float) -> float:
        if chi2.cdf(essai.statistic, ddl) <= cible:
            return 0.0
        haut = max(4 * essai.statistic, 100.0)
        return float(brentq(lambda nc: ncx2.cdf(essai.statistic, ddl, nc) - cible, 1e-9, haut)) + ddl

    marge = (1 - NIVEAU) / 2
    bas, haut = (min(1.0, np.sqrt(decentrage(cible) / echelle)) for cible in (1 - marge, marge))
    return Effet(float(np.sqrt(essai.statistic / echelle)), float(bas), float(haut), float(essai.pvalue))


def h_de_cohen(premier: tuple[int, int], second: tuple[int, int]) -> Effet:
    """Cohen's h between two proportions, each (successes, total): a difference of arcsines.

    The p-value is that of the pooled z test.
    """
    from statsmodels.stats.proportion import proportion_effectsize, proportions_ztest

    (a, n), (b, m) = premier, second
    valeur = float(proportion_effectsize(a / n, b / m))
    rayon = Z * np.sqrt(1 / n + 1 / m)
    varie = 0 < a + b < n + m
    p = float(proportions_ztest([a, b], [n, m])[1]) if varie else 1.0
    return Effet(valeur, float(valeur - rayon), float(valeur + rayon), p)


def delta_de_cliff(premier: Reels, second: Reels) -> Effet:
    """Cliff's delta: how much more often a value of the first exceeds one of the second than the reverse.

    From -1 to 1. Interval and p-value of Brunner and Munzel, which ask for no law of the values.
    """
    from statsmodels.stats.nonparametric import rank_compare_2indep

    if len(np.unique(np.concatenate([premier, second]))) < 2:
        return Effet(0.0, 0.0, 0.0, 1.0)
    if premier.min() > second.max() or second.min() > premier.max():
        # Complete separation has no variance to build an interval on: the rank test alone speaks.
        from scipy.stats import mannwhitneyu

        sens = 1.0 if premier.min() > second.max() else -1.0
        return Effet(sens, sens, sens, float(mannwhitneyu(premier, second).pvalue))
    essai = rank_compare_2indep(premier, second)
    bas, haut = essai.conf_int(alpha=1 - NIVEAU)
    return Effet(
        float(2 * essai.prob1 - 1),
        max(-1.0, float(2 * bas - 1)),
        min(1.0, float(2 * haut - 1)),
        float(essai.pvalue),
    )


def kruskal(groupes: Sequence[Reels]) -> Effet:
    """The rank test of several groups, and epsilon squared, its effect size (Tomczak and Tomczak, 2014)."""
    from scipy.stats import kruskal as essayer

    ensemble = np.concatenate(groupes)
    if len(np.unique(ensemble)) < 2:
        return Effet(0.0, 0.0, 0.0, 1.0)
    essai = essayer(*groupes)
    valeur = float(min(1.0, max(0.0, essai.statistic / (len(ensemble) - 1))))
    return Effet(valeur, float("nan"), float("nan"), float(essai.pvalue))


def corriger(valeurs_p: Sequence[float], methode: Methode = "holm") -> list[float]:
    """p-values corrected for their number.

    >>> [round(p, 3) for p in corriger([0.01, 0.04, 0.03, 0.005])]
    [0.03, 0.06, 0.06, 0.02]
    """
    if not valeurs_p:
        return []
    from statsmodels.stats.multitest import multipletests

    return [float(p) for p in multipletests(list(valeurs_p), method=methode)[1]]


def tendance_de_proportion(
    succes: Sequence[int], totaux: Sequence[int], scores: Sequence[float]
) -> tuple[float, float]:
    """The Cochran-Armitage test: z and two-sided p of a proportion that grows with the score."""
    from statsmodels.stats.contingency_tables import Table

    gagnes, tous = np.asarray(succes), np.asarray(totaux)
    if not 0 < gagnes.sum() < tous.sum():
        return 0.0, 1.0
    table = Table(np.column_stack([tous - gagnes, gagnes]))
    essai = table.test_ordinal_association(row_scores=np.asarray(scores), col_scores=np.array([0, 1]))
    return float(essai.zscore), float(essai.pvalue)


def pente(
    moyennes: Sequence[float],
    variances: Sequence[float],
    *,
    effectifs: Sequence[int],
    scores: Sequence[float],
) -> Effet:
    """The change of a mean, or of a proportion, for one unit of the score.

    Least squares over the members of the groups; the variance is that inside each group (``p(1 - p)`` for
    a proportion), which may differ from group to group.

    >>> round(pente([0.1, 0.2, 0.3], [0.09, 0.16, 0.21], effectifs=[50, 50, 50], scores=[0, 1, 2]).valeur, 3)
    0.1
    """
    from scipy.stats import norm

    poids, x = np.asarray(effectifs, dtype=float), np.asarray(scores, dtype=float)
    ecarts = x - np.average(x, weights=poids)
    etendue = float(poids @ ecarts**2)
    valeur = float((poids * ecarts) @ np.asarray(moyennes, dtype=float)) / etendue
    erreur = float(np.sqrt((poids * ecarts**2) @ np.asarray(variances, dtype=float))) / etendue
    p = float(2 * norm.sf(abs(valeur) / erreur)) if erreur else float(valeur == 0)
    return Effet(valeur, valeur - Z * erreur, valeur + Z * erreur, p)


def bootstrap(
    numerateurs: npt.ArrayLike, denominateurs: npt.ArrayLike, *, graine: int, tirages: int = 2000
) -> tuple[Intervalle, npt.NDArray[np.int64]]:
    """The percentile interval of a ratio of sums, offers drawn with replacement (Efron, 1979).

    Returns the interval and the draws (tirages, members), so that other figures reuse the same draws.
    """
    haut, bas = np.asarray(numerateurs, dtype=float), np.asarray(denominateurs, dtype=float)
    hasard = np.random.default_rng(graine)
    effectifs = hasard.multinomial(len(haut), np.full(len(haut), 1 / len(haut)), size=tirages)
    rapports = (effectifs @ haut) / np.maximum(effectifs @ bas, 1e-12)
    return percentiles(rapports), effectifs


def percentiles(valeurs: npt.ArrayLike) -> Intervalle:
    """The interval between the percentiles that leave :data:`NIVEAU` of the values inside."""
    marge = 100 * (1 - NIVEAU) / 2
    bas, haut = np.percentile(np.asarray(valeurs), [marge, 100 - marge])
    return Intervalle(float(bas), float(haut))
