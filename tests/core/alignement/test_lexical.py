"""The lexical space by itself."""

from __future__ import annotations

import pytest

from socle.alignement import Index, lexical
from socle.alignement.lexical import UNITE, EspaceLexical, plafond

FORMES = ["conduite de projet", "projet pédagogique", "de la"]


def scores(espace: EspaceLexical, texte: str) -> list[float]:
    requete = espace.vectoriser([texte])
    return [point / UNITE for point in espace.scores(requete.traits, requete.poids)]


def test_a_form_is_like_itself_and_a_factor_scales_it() -> None:
    assert scores(EspaceLexical.apprendre(FORMES), FORMES[0])[0] == pytest.approx(1, abs=1e-3)
    moitie = EspaceLexical.apprendre(FORMES, [0.5, 1, 1])
    assert scores(moitie, FORMES[0])[0] == pytest.approx(0.5, abs=1e-3)


def test_words_without_meaning_match_nothing() -> None:
    assert scores(EspaceLexical.apprendre(FORMES), "de la") == [0, 0, 0]


def test_the_cache_of_words_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lexical, "MAX_JETONS", 2)
    espace = EspaceLexical.apprendre(FORMES)
    attendus = scores(espace, "conduite du projet pédagogique")
    assert scores(espace, "conduite du projet pédagogique") == attendus


def test_very_common_grams_are_not_followed() -> None:
    assert [plafond(total) for total in (100, 3000, 10**6)] == [50, 150, 1000]
    labels = [f"gestion{rang:03d}" for rang in range(60)]
    index = Index(labels, labels)
    assert len(index) == 60
    assert index.search("gestion") == [[]]
    assert index.search("gestions007")[0][0].id == "gestion007"
