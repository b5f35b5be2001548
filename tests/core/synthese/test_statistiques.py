"""Each statistic gives what a published worked example prints."""

from __future__ import annotations

import math

import pytest
from scipy.stats import friedmanchisquare, rankdata

from socle.synthese.accord import fleiss, krippendorff_alpha
from socle.synthese.statistiques import (
    changement,
    cvr,
    cvr_seuil,
    kappa_modifie,
    kendall,
    quartiles,
    rangs_moyens,
    wilson,
)

N = math.nan
# Krippendorff, K. (2011), « Computing Krippendorff's Alpha-Reliability »: four observers, twelve units.
KRIPPENDORFF = [
    [1, 2, 3, 3, 2, 1, 4, 1, 2, N, N, N],
    [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, N, 3],
    [N, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, N],
    [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, N],
]
# The table worked out under « Fleiss' kappa » in Wikipedia: ten subjects, fourteen raters, kappa 0.210.
FLEISS = [
    (0, 0, 0, 0, 14),
    (0, 2, 6, 4, 2),
    (0, 0, 3, 5, 6),
    (0, 3, 9, 2, 0),
    (2, 2, 8, 1, 1),
    (7, 7, 0, 0, 0),
    (3, 2, 6, 3, 0),
    (2, 5, 3, 2, 2),
    (6, 5, 2, 1, 0),
    (0, 2, 2, 3, 7),
]
# Zar, J. H. (2010), Biostatistical Analysis, 5th ed., example 20.5: wing, tail and bill of twelve birds.
ZAR = [
    [10.4, 10.8, 11.1, 10.2, 10.3, 10.2, 10.7, 10.5, 10.8, 11.2, 10.6, 11.4],
    [7.4, 7.6, 7.9, 7.2, 7.4, 7.1, 7.4, 7.2, 7.8, 7.7, 7.8, 8.3],
    [17.0, 17.0, 20.0, 14.5, 15.5, 13.0, 19.5, 16.0, 21.0, 20.0, 18.0, 22.0],
]


@pytest.mark.parametrize(("niveau", "attendu"), [("nominal", 0.743), ("ordinal", 0.815)])
def test_alpha_is_krippendorff_s(niveau: str, attendu: float) -> None:
    assert krippendorff_alpha(KRIPPENDORFF, niveau=niveau) == pytest.approx(attendu, abs=5e-4)


def test_alpha_of_a_single_value_says_nothing() -> None:
    assert krippendorff_alpha([[1, 1, N], [1, 1, 2]], niveau="nominal") is None


def test_kappa_is_fleiss_s() -> None:
    unites = [dict(zip("abcde", ligne, strict=True)) for ligne in FLEISS]
    assert fleiss(unites) == pytest.approx(0.210, abs=5e-4)
    assert fleiss([{"a": 3}, {"a": 3}]) is None


@pytest.mark.parametrize(
    ("favorables", "total", "bas", "haut"),
    # Newcombe, R. G. (1998), Statistics in Medicine 17, table I, method 3.
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)],
)
def test_intervals_are_wilson_s(favorables: int, total: int, bas: float, haut: float) -> None:
    assert wilson(favorables, total) == pytest.approx((bas, haut), abs=5e-5)
    assert wilson(0, 0) is None


@pytest.mark.parametrize(
    ("total", "essentiels"),
    # Ayre, C. and Scally, A. J. (2014), Measurement and Evaluation in Counseling and Development 47(1).
    [(5, 5), (6, 6), (7, 7), (8, 7), (9, 8), (10, 9), (13, 10), (15, 12), (20, 15), (30, 20), (40, 26)],
)
def test_the_threshold_of_the_cvr_is_exact(total: int, essentiels: int) -> None:
    assert cvr_seuil(total) == cvr(essentiels, total)


def test_the_cvr_goes_from_minus_one_to_one() -> None:
    assert (cvr(0, 8), cvr(4, 8), cvr(8, 8), cvr(0, 0)) == (-1, 0, 1, None)
    assert cvr_seuil(4) is None
    assert cvr_seuil(0) is None


@pytest.mark.parametrize(
    ("experts", "accords", "kappa"),
    # Polit, D. F., Beck, C. T. and Owen, S. V. (2007), Research in Nursing & Health 30, table 4; kappa is
    # computed there from an I-CVI rounded to two decimals, hence the tolerance.
    [(3, 3, 1.00), (3, 2, 0.47), (4, 3, 0.67), (5, 4, 0.76), (6, 5, 0.81), (9, 7, 0.76), (10, 8, 0.79)],
)
def test_kappa_corrects_the_cvi_for_chance(experts: int, accords: int, kappa: float) -> None:
    assert kappa_modifie(accords, experts) == pytest.approx(kappa, abs=7e-3)
    assert kappa_modifie(0, 0) is None


def test_w_is_corrected_for_ties() -> None:
    rangs = [rankdata(mesures).tolist() for mesures in ZAR]
    sommes = [sum(colonne) for colonne in zip(*rangs, strict=True)]
    # The rank sums that the UNISTAT manual (6.5.6) prints for this example.
    assert sommes == [14.5, 21, 30.5, 6, 11, 3.5, 20, 11.5, 29, 28.5, 22.5, 36]
    concordance = kendall(rangs)
    assert concordance is not None
    assert concordance.w == pytest.approx(0.924, abs=5e-4)
    # Friedman's χ² is m (n - 1) W, whatever the ties: another library computes it another way.
    friedman = friedmanchisquare(*zip(*ZAR, strict=True))
    assert (concordance.chi2, concordance.p) == pytest.approx((friedman.statistic, friedman.pvalue))


def test_w_without_ties() -> None:
    # Ten projects ranked by four judges: S = 1048, so W = 12 × 1048 / (16 × 990).
    juges = [
        [1, 3, 4, 5, 2, 8, 6, 7, 10, 9],
        [2, 1, 4, 5, 6, 3, 8, 7, 10, 9],
        [3, 2, 1, 5, 7, 4, 6, 8, 9, 10],
        [4, 2, 3, 1, 6, 7, 5, 9, 8, 10],
    ]
    concordance = kendall(juges)
    assert concordance is not None
    assert concordance.w == pytest.approx(0.794, abs=5e-4)


@pytest.mark.parametrize("rangs", [[], [[1, 2, 3]], [[1], [1]], [[1.5, 1.5], [1.5, 1.5]]])
def test_w_needs_judges_objects_and_an_order(rangs: list[list[float]]) -> None:
    assert kendall(rangs) is None


def test_tiers_share_their_ranks() -> None:
    assert rangs_moyens([("b", "a"), ("c",), ("e", "d", "f")]) == {
        "b": 1.5,
        "a": 1.5,
        "c": 3,
        "e": 5,
        "d": 5,
        "f": 5,
    }


def test_quartiles_interpolate() -> None:
    # Hyndman, R. J. and Fan, Y. (1996): definition 7, on a series of six.
    assert quartiles([1, 3, 4, 4, 5, 9]) == (3.25, 4, 4.75)
    assert quartiles([]) is None


def test_net_change_ignores_moves_that_cancel_out() -> None:
    # Scheibe, Skutsch and Schofer (1975): half the sum of the differences, over the participants.
    assert changement([1, 2, 3, 4, 5], [2, 1, 3, 4, 5]) == 0
    assert changement([1, 1, 1, 1], [5, 5, 5, 5]) == 1
    assert changement([4, 4, 4, 2], [4, 4, 4, 4, 4, 2, 2, 2]) == pytest.approx(0.125)
