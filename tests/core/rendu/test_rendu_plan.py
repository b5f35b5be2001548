"""Outlines: what they refuse, and the clean form that the writers lay out."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from pydantic import ValidationError
from tests.core.rendu.test_rendu_formats import plans

from socle.rendu import (
    Charte,
    Definitions,
    Element,
    Encadre,
    Figure,
    Liste,
    Paragraphe,
    Plan,
    SautDePage,
    Segment,
    Signatures,
    Sommaire,
    Tableau,
    Titre,
    puces,
    texte,
)
from socle.rendu._normalise import Entree, entrees, insecable, lien_sur, ligne, normaliser, propre
from socle.rendu._tableaux import colonnes_chiffrees, largeurs


def blocs(*donnes: object) -> tuple[object, ...]:
    return normaliser(Plan(titre="Essai", blocs=donnes)).blocs


def test_a_table_refuses_a_row_of_another_width() -> None:
    with pytest.raises(ValidationError, match="as many cells"):
        Tableau(entetes=("a", "b"), lignes=(("1", "2"), ("3",)))


def test_every_row_of_a_table_leads_somewhere_or_says_that_it_does_not() -> None:
    with pytest.raises(ValidationError, match="leads somewhere"):
        Tableau(entetes=("a",), lignes=(("1",), ("2",)), renvois=("x",))


def test_a_name_is_that_of_one_heading_and_a_row_leads_only_to_a_heading() -> None:
    tableau = Tableau(entetes=("a",), lignes=(("1",), ("2",)), renvois=("x", "y"))
    regle, premier, second = blocs(
        tableau, Titre(niveau=1, texte="Un", ancre="x"), Titre(niveau=1, texte="Deux", ancre="x")
    )

    assert regle.renvois == ("x", "")
    assert (premier.ancre, second.ancre) == ("x", "")


def test_a_charte_refuses_what_is_not_a_colour() -> None:
    with pytest.raises(ValidationError):
        Charte(couleur="red; background: url(x)")


def test_an_outline_survives_json() -> None:
    plan = Plan(titre="Essai", blocs=(texte("Un", style="note"), puces(["deux"]), SautDePage()))

    assert Plan.model_validate_json(plan.model_dump_json()) == plan


def test_text_loses_only_what_no_format_can_hold() -> None:
    assert propre("a\x00b\x08c\x7f\ud800\ufffe\U0001ffff😀\N{NO-BREAK SPACE}d") == "abc😀\N{NO-BREAK SPACE}d"
    assert propre("un\r\ndeux\rtrois\u2028quatre\x85cinq") == "un\ndeux\ntrois\nquatre\ncinq"
    assert propre("a \t b") == "a b"
    assert ligne(" un\ndeux ") == "un deux"


@pytest.mark.parametrize(
    "lien", ["https://example.org", "HTTP://example.org/é?a=1&b#c", "mailto:a@example.org"]
)
def test_links_to_the_web_and_to_mailboxes_are_kept(lien: str) -> None:
    assert lien_sur(lien) == lien


@pytest.mark.parametrize(
    "lien",
    [None, "", "javascript:alert(1)", " https://example.org", "data:text/html,x", "//example.org", "file:///etc",
     "https://example.org/\nx", 'https://example.org/"onclick="x', "https:", "vbscript:x", "java\nscript:x"],
)  # fmt: skip
def test_other_links_are_dropped(lien: str | None) -> None:
    assert lien_sur(lien) is None


def test_a_dropped_link_leaves_its_text() -> None:
    (paragraphe,) = blocs(Paragraphe(segments=(Segment(texte="ici", lien="javascript:x"),)))

    assert paragraphe == texte("ici")


def test_empty_blocks_are_left_out() -> None:
    assert blocs(
        texte(" "),
        Paragraphe(segments=()),
        Liste(elements=()),
        puces([" "]),
        Definitions(paires=(("", " "),), titre="Vide"),
        Tableau(entetes=(), lignes=()),
        Encadre(blocs=(texte(""),)),
        Signatures(cases=()),
        Titre(niveau=1, texte=" "),
        Sommaire(),
    ) == ()  # fmt: skip


def test_a_field_to_fill_in_keeps_its_label() -> None:
    assert blocs(Definitions(paires=(("Référence", ""), ("", "")))) == (
        Definitions(paires=(("Référence", ""),)),
    )


def test_an_item_of_a_mention_alone_is_kept() -> None:
    (liste,) = blocs(Liste(elements=(Element(segments=(), mention="30 %"),)))

    assert liste.elements[0].mention == "30 %"


def test_a_short_mention_keeps_to_one_line() -> None:
    assert insecable("dans le premier") == "dans\N{NO-BREAK SPACE}le\N{NO-BREAK SPACE}premier"
    assert insecable("mot " * 20) == "mot " * 20


def test_a_box_of_a_title_alone_is_kept() -> None:
    assert blocs(Encadre(titre="À savoir", blocs=())) == (Encadre(titre="À savoir", blocs=()),)


@pytest.mark.parametrize(
    ("niveaux", "attendus"),
    [
        ([1, 2, 3, 2, 1], [1, 2, 3, 2, 1]),
        ([2, 2, 3], [1, 1, 2]),
        ([1, 3, 3, 2, 3], [1, 2, 2, 2, 3]),
        ([4, 1, 4], [1, 1, 2]),
    ],
)
def test_headings_start_at_1_and_skip_no_level(niveaux: list[int], attendus: list[int]) -> None:
    titres = blocs(*(Titre(niveau=n, texte="x") for n in niveaux))

    assert [titre.niveau for titre in titres] == attendus


def test_page_breaks_never_leave_an_empty_page() -> None:
    titre, suite, saut = Titre(niveau=1, texte="Partie"), texte("suite"), SautDePage()
    voulu = Titre(niveau=1, texte="Partie", nouvelle_page=True)

    sortie = blocs(saut, voulu, saut, voulu, suite, saut, saut, suite, saut)

    assert sortie == (titre, saut, titre, suite, saut, suite)


def test_a_blank_heading_on_a_new_page_still_starts_the_page() -> None:
    vide = Titre(niveau=1, texte="", nouvelle_page=True)

    assert blocs(texte("un"), vide, texte("deux")) == (texte("un"), SautDePage(), texte("deux"))


def test_a_figure_always_says_what_it_shows() -> None:
    figures = blocs(
        Figure(svg="<svg/>", alternative="", legende="Parts"), Figure(svg="<svg/>", alternative=" ")
    )

    assert [figure.alternative for figure in figures] == ["Parts", "Figure"]


def test_the_table_of_contents_lists_the_headings_down_to_its_depth() -> None:
    plan = normaliser(
        Plan(
            titre="",
            blocs=(Sommaire(titre="", profondeur=9), *(Titre(niveau=n, texte=f"T{n}") for n in (1, 2, 3))),
        )
    )

    assert plan.titre == "Document"
    assert plan.blocs[0] == Sommaire(titre="Sommaire", profondeur=4)
    assert entrees(plan, 2) == [Entree(1, "T1", 1), Entree(2, "T2", 2)]


@given(plans())
@settings(max_examples=40)
def test_the_clean_form_is_its_own_clean_form(plan: Plan) -> None:
    assert normaliser(normaliser(plan)) == normaliser(plan)


def test_columns_of_figures_are_known() -> None:
    tableau = Tableau(
        entetes=("Libellé", "Nombre", "Part", "Vide", "Mêlé"),
        lignes=(
            ("Un", "1\N{NARROW NO-BREAK SPACE}200", "45,5 %", "", "3"),
            ("Deux", "−3", "–", "", "trois"),
            ("Trois", "4", "< 0,001", "", "3"),
        ),
    )

    assert colonnes_chiffrees(tableau) == (False, True, True, False, False)


def test_a_column_of_long_text_is_wider_but_leaves_room() -> None:
    tableau = Tableau(entetes=("Code", "Libellé"), lignes=(("A1", "mot " * 60), ("A2", "court")))
    code, libelle = largeurs(tableau)

    assert code + libelle == pytest.approx(1)
    assert 0.08 < code < 0.3
