"""A folding is the same whether it goes by bytes or by characters."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from socle.alignement import normalise
from socle.offre.decoupage import nettoyage, tables
from socle.pliage import Pliage
from socle.referentiel import texte

WINDOWS = [signe for octet in range(256) if (signe := bytes([octet]).decode("cp1252", "ignore"))]


def signe_a_signe(plier_signe: Callable[[str], str]) -> Callable[[str], str]:
    return lambda un: "".join(plier_signe(signe) for signe in un)


@pytest.mark.parametrize(
    ("vite", "lentement"),
    [
        (normalise.plier, signe_a_signe(normalise.plier_caractere)),
        (tables.plier, signe_a_signe(tables._plier_un_pour_un)),
        (tables.plier_en_cle, signe_a_signe(tables._plier_cle)),
        (texte.plier, texte._plier_lentement),
        (nettoyage._visible, nettoyage._rendre_visible),
    ],
)
@example(un="Chargé d¿études")
@given(un=st.one_of(st.text(st.sampled_from(WINDOWS)), st.text()))
def test_every_folding_of_the_house(vite: Pliage, lentement: Callable[[str], str], un: str) -> None:
    assert vite(un) == lentement(un)
