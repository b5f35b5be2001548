"""Charts: the same bytes each time, their letters inside, their words said in another way."""

from __future__ import annotations

import re
from itertools import pairwise
from xml.etree import ElementTree

import pytest

from socle.corpus.graphiques import deux_mesures, evolution, parts_empilees, parts_et_intervalles
from socle.rendu import FORMATS, Figure, Plan, ecrire
from socle.rendu.couleurs import contraste

LONG = "Concevoir et mettre en œuvre des actions de formation à destination des enseignants et des équipes"
SERIES = ("demandée", "en partie", "non demandée")


def figures() -> dict[str, Figure]:
    parts = [
        {"nom": nom, "serie": serie, "valeur": valeur}
        for nom in (LONG, "Assurer une veille")
        for serie, valeur in zip(SERIES, (0.5, 0.2, 0.3), strict=True)
    ]
    points = [{"nom": nom, "valeur": 0.4, "bas": 0.3, "haut": 0.6} for nom in (LONG, "Assurer une veille")]
    annees = [{"annee": 2020 + i, "valeur": 0.2, "bas": 0.1, "haut": 0.3} for i in range(4)]
    comptes = [
        {"annee": annee, "serie": serie, "valeur": n}
        for annee in (2020, 2021)
        for n, serie in enumerate(("postes", "offres"), start=1)
    ]
    return {
        "parts": parts_empilees(parts, series=SERIES, alternative="Parts : tout.", legende="Parts"),
        "points": parts_et_intervalles(points, alternative="Points", legende="Points"),
        "evolution": evolution(annees, alternative="Évolution", legende="Évolution"),
        "comptes": deux_mesures(comptes, series=("postes", "offres"), alternative="Deux", legende="Deux"),
    }


@pytest.fixture(scope="module")
def dessins() -> dict[str, Figure]:
    return figures()


def test_a_chart_is_the_same_each_time(dessins: dict[str, Figure]) -> None:
    assert figures() == dessins


def test_a_chart_holds_the_letters_that_it_shows_and_asks_for_nothing_else(
    dessins: dict[str, Figure],
) -> None:
    for figure in dessins.values():
        ElementTree.fromstring(figure.svg)
        assert "@font-face" in figure.svg
        assert "data:font/woff;base64," in figure.svg
        adresses = set(re.findall(r"https?://[^\"' ]+", figure.svg))
        assert adresses <= {"http://www.w3.org/2000/svg", "http://www.w3.org/1999/xlink"}


def test_shares_are_read_in_french(dessins: dict[str, Figure]) -> None:
    assert ">100\u00a0%<" in dessins["parts"].svg
    assert "\u00a0:" in dessins["parts"].alternative


def test_a_long_label_is_cut_between_words(dessins: dict[str, Figure]) -> None:
    libelle = next(
        t for t in re.findall(r">([^<]+)</text>", dessins["parts"].svg) if t.startswith("Concevoir")
    )
    assert libelle.endswith("…")
    assert LONG.startswith(libelle.rstrip("…") + " ")


def test_the_series_of_a_chart_part_in_grey(dessins: dict[str, Figure]) -> None:
    """Whoever sees no colour sees lightness: neighbours differ by a contrast of 1.5 or more."""
    teintes = list(dict.fromkeys(re.findall(r'fill="(#[0-9a-f]{6})"', dessins["parts"].svg)))
    barres = [teinte for teinte in teintes if teinte in ("#1f4e8c", "#7fb0dd", "#e3e7ec")]
    assert len(barres) == 3
    contrastes = [contraste(a, b) for a, b in pairwise(barres)]
    assert min(contrastes) > 1.5


@pytest.mark.parametrize("format", FORMATS)
def test_every_format_lays_the_charts_out(dessins: dict[str, Figure], format: str) -> None:
    contenu = ecrire(Plan(titre="Essai", blocs=tuple(dessins.values())), format=format)
    assert len(contenu) > 20_000
