"""The statistics against worked examples that were published, or that fit on a page."""

from __future__ import annotations

import numpy as np
import pytest

from socle.corpus.chiffres_mesures import (
    bootstrap,
    corriger,
    delta_de_cliff,
    h_de_cohen,
    kruskal,
    pente,
    tendance_de_proportion,
    v_de_cramer,
    wilson,
)


@pytest.mark.parametrize(
    ("succes", "total", "bas", "haut"),
    [
        # Newcombe (1998), Statistics in Medicine 17, table I, method 3.
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0000, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_a_share_has_wilsons_interval(succes: int, total: int, bas: float, haut: float) -> None:
    assert wilson(succes, total) == pytest.approx((bas, haut), abs=5e-5)


def test_no_offer_says_nothing_of_a_share() -> None:
    assert wilson(0, 0) == (0.0, 1.0)
    assert wilson(7, 7).haut == 1.0


def test_cohens_h_is_a_difference_of_arcsines() -> None:
    """Cohen (1988), table 6.2.2: phi is 1.875 for .65 and 1.571 for .50, so that h is .304."""
    effet = h_de_cohen((65, 100), (50, 100))
    assert effet.valeur == pytest.approx(1.875 - 1.571, abs=1e-3)
    rayon = 1.96 * np.sqrt(2 / 100)
    assert (effet.bas, effet.haut) == pytest.approx((effet.valeur - rayon, effet.valeur + rayon), abs=1e-3)
    # z of the pooled test: .15 / sqrt(2 * .575 * .425 / 100) = 2.1455, p = .0319.
    assert effet.p == pytest.approx(0.0319, abs=1e-4)


def test_two_shares_of_nothing_do_not_differ() -> None:
    assert h_de_cohen((0, 30), (0, 40))[::3] == (0.0, 1.0)


def test_cliffs_delta_counts_pairs() -> None:
    """Of the 25 pairs, 3 are in favour of the first and 19 of the second: (3 - 19) / 25."""
    effet = delta_de_cliff(np.array([1.0, 2, 3, 4, 5]), np.array([3.0, 4, 5, 6, 7]))
    assert effet.valeur == pytest.approx(-0.64)
    assert -1 <= effet.bas < effet.valeur < effet.haut <= 1


def test_cliffs_delta_of_groups_that_never_cross_or_never_vary() -> None:
    bas, haut = np.array([1.0, 2, 3, 4, 5, 6]), np.array([11.0, 12, 13, 14, 15, 16])
    assert delta_de_cliff(bas, haut).valeur == -1.0
    assert delta_de_cliff(haut, bas).valeur == 1.0
    # The exact rank test of two groups of six that never cross: 2 / C(12, 6).
    assert delta_de_cliff(bas, haut).p == pytest.approx(2 / 924)
    assert delta_de_cliff(np.ones(5), np.ones(4)) == (0.0, 0.0, 0.0, 1.0)


def test_cramers_v_of_a_table_counted_by_hand() -> None:
    """Chi-square of [[30, 10], [10, 30]] is 80 (30·30 - 10·10)² / 40⁴ = 20; V = sqrt(20 / 80) = .5."""
    effet = v_de_cramer([[30, 10], [10, 30]])
    assert effet.valeur == pytest.approx(0.5)
    assert effet.bas < 0.5 < effet.haut
    assert v_de_cramer([[20, 20], [20, 20]]).bas == 0.0


def test_cramers_v_needs_two_groups_and_two_answers() -> None:
    with pytest.raises(ValueError, match="two rows"):
        v_de_cramer([[30, 0], [10, 0]])


def test_kruskal_orders_several_groups() -> None:
    """Ranks 1 to 9 in three groups that never cross: H = 12 / 90 · (6² + 15² + 24²) / 3 - 30 = 7.2."""
    effet = kruskal([np.array([1.0, 2, 3]), np.array([4.0, 5, 6]), np.array([7.0, 8, 9])])
    assert effet.valeur == pytest.approx(7.2 / 8)
    assert kruskal([np.ones(3), np.ones(3)]).p == 1.0


# Benjamini and Hochberg (1995), section 3.2: thrombolysis in myocardial infarction, fifteen hypotheses.
THROMBOLYSE = [
    0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344,
    0.0459, 0.3240, 0.4262, 0.5719, 0.6528, 0.7590, 1.0000,
]  # fmt: skip


def test_p_values_are_corrected_for_their_number() -> None:
    """In that paper, the false discovery rate keeps four hypotheses, and the family-wise ones three."""
    assert sum(p <= 0.05 for p in corriger(THROMBOLYSE, "fdr_bh")) == 4
    assert sum(p <= 0.05 for p in corriger(THROMBOLYSE, "holm")) == 3
    assert corriger([]) == []


def test_a_share_that_grows_is_tested_as_armitage_did() -> None:
    """Agresti (2002), Categorical Data Analysis, 5.3.5: malformations and alcohol, z² = 6.57, p = .0104."""
    z, p = tendance_de_proportion([48, 38, 5, 1, 1], [17114, 14502, 793, 127, 38], [0, 0.5, 1.5, 4, 7])
    assert z**2 == pytest.approx(6.57, abs=5e-3)
    assert p == pytest.approx(0.0104, abs=5e-5)
    assert tendance_de_proportion([0, 0, 0], [30, 30, 30], [1, 2, 3]) == (0.0, 1.0)


def test_the_slope_of_a_share_over_three_years() -> None:
    """Shares .1, .2, .3 of 100 offers: slope .1; variance (100 · .09 + 100 · .21) / 200² = .00075."""
    effet = pente([0.1, 0.2, 0.3], [0.09, 0.16, 0.21], effectifs=[100, 100, 100], scores=[2021, 2022, 2023])
    assert effet.valeur == pytest.approx(0.1)
    assert effet.haut - effet.valeur == pytest.approx(1.96 * 0.00075**0.5, rel=1e-3)
    assert pente([0.5, 0.5], [0.0, 0.0], effectifs=[3, 3], scores=[0, 1]).p == 1.0


def test_the_bootstrap_agrees_with_the_interval_of_a_known_law() -> None:
    """A share of .3 over 1,000 offers: .3 ± 1.96 sqrt(.21 / 1000), that is .2716 to .3284."""
    succes = np.r_[np.ones(300), np.zeros(700)]
    intervalle, tirages = bootstrap(succes, np.ones(1000), graine=1, tirages=4000)
    assert intervalle == pytest.approx((0.2716, 0.3284), abs=3e-3)
    assert tirages.sum(axis=1).tolist() == [1000] * 4000
    assert bootstrap(succes, np.ones(1000), graine=1, tirages=4000)[0] == intervalle
