"""Two spellings that a reader takes for one are one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from socle.alignement.normalise import cle, grammes, mots, mots_pleins, plier, racines


@pytest.mark.parametrize(
    ("une", "autre"),
    [
        ("Mettre en œuvre", "METTRE EN OEUVRE"),
        ("L'établissement", "l’etablissement"),
        ("L\u2019e\u0301tablissement", "l'établissement"),
        ("bases  de\u00a0données", "Bases de données."),
        ("finances ﬁnales", "finances finales"),
    ],
)
def test_spellings_that_are_one(une: str, autre: str) -> None:
    assert cle(une) == cle(autre)


def test_programming_languages_keep_their_sign() -> None:
    assert mots("C++, C# et R") == ("c++", "c#", "et", "r")


def test_inclusive_endings_carry_no_meaning() -> None:
    assert mots_pleins("Technicien-ne en conception (h/f/x)") == ["technicien", "conception"]


def test_plural_and_singular_share_their_stem() -> None:
    assert racines("des projets pédagogiques") == racines("projet pédagogique")


@given(st.text())
def test_folding_twice_changes_nothing(texte: str) -> None:
    assert plier(plier(texte)) == plier(texte)


@given(st.text(alphabet="abcdefghij", min_size=1, max_size=20))
def test_grams_cover_the_word(mot: str) -> None:
    assert {lettre for gramme in grammes(mot) for lettre in gramme.strip()} == set(mot)
