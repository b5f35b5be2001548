"""What an expression cannot match without: looked for first, it must never hide a match."""

from __future__ import annotations

import pytest

from socle.offre.decoupage.exigences import fragments
from socle.offre.decoupage.tables import cle, motifs_juridiques, plier_en_cle, regles_titres


@pytest.mark.parametrize(
    ("motif", "attendus"),
    [
        ("rgpd", {"rgpd"}),
        ("(?:loi|decret)s? n", {"decret", "loi"}),
        (r"articles? l ?\d{2,4}|code du travail", {"article", "travail"}),
        ("(?:postes )?(?:sont )*ouverts?", {"ouvert"}),
        ("(?:inclusive){1,2}", {"inclusive"}),
        ("handicap|.*", set()),
        ("[a-z]+", set()),
    ],
)
def test_the_pieces_that_an_expression_needs(motif: str, attendus: set[str]) -> None:
    assert fragments(motif) == attendus


@pytest.mark.parametrize("motif", motifs_juridiques(), ids=lambda motif: motif.exemple)
def test_a_notice_holds_a_piece_that_its_expression_needs(motif) -> None:
    assert motif.fragments
    trouve = motif.motif.search(cle(motif.exemple))
    assert trouve is not None
    assert any(piece in trouve[0] for piece in motif.fragments)


@pytest.mark.parametrize("regle", regles_titres(), ids=lambda regle: regle.exemple)
def test_what_the_expression_of_a_heading_needs_stands_in_its_example(regle) -> None:
    pieces = fragments(regle.motif)
    assert not pieces or any(piece in cle(regle.exemple) for piece in pieces)


def test_inclusive_marks_hide_no_piece() -> None:
    texte = "Postes ouvert·e·s aux personnes en situation de handicap"
    assert "ouvert" in plier_en_cle(texte)
    assert "ouvert" in cle(texte)
