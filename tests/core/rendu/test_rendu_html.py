"""The HTML page: one file, no script, sound structure; and its content alone."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from selectolax.lexbor import LexborHTMLParser
from tests.core.rendu.plans import CHARTE, HOSTILE, LOGO, fiche, riche

from socle.rendu import Charte, Definitions, Encadre, Figure, Plan, Segment, Tableau, Titre, texte
from socle.rendu.html import ecrire, fragment, style
from socle.rendu.plan import Paragraphe


def page(plan: Plan, charte: Charte | None = None) -> LexborHTMLParser:
    return LexborHTMLParser(ecrire(plan, charte=charte).decode())


def test_the_page_says_its_language_its_title_and_its_metadata() -> None:
    arbre = page(riche())

    assert arbre.css_first("html").attributes["lang"] == "fr"
    assert arbre.css_first("title").text() == f"Document {HOSTILE}"
    metas = {m.attributes["name"]: m.attributes["content"] for m in arbre.css("meta[name]")}
    assert metas["author"] == "Une autrice & un auteur"
    assert metas["description"] == "Vérifier les formats"
    assert metas["keywords"] == "essai, formats <b>"


def test_the_page_needs_nothing_else_and_runs_nothing() -> None:
    source = ecrire(riche(couverture=True), charte=CHARTE).decode()
    arbre = LexborHTMLParser(source)

    assert not arbre.css("script, link, iframe, object, embed, form, base")
    assert not [n for n in arbre.css("*") for nom in n.attributes if nom.startswith("on") or nom == "style"]
    assert all(img.attributes["src"].startswith("data:image/") for img in arbre.css("img"))
    assert "url(" not in source
    assert "@import" not in source


def test_no_text_becomes_markup() -> None:
    balises = {n.tag for n in page(riche()).css("main *")}

    assert balises <= {
        *(
            "header",
            "footer",
            "h1",
            "h2",
            "h3",
            "h4",
            "h5",
            "p",
            "blockquote",
            "div",
            "nav",
            "ul",
            "ol",
            "li",
        ),
        *("a", "strong", "em", "ins", "del", "br", "span", "dl", "dt", "dd", "figure", "figcaption", "img"),
        *("table", "caption", "thead", "tbody", "tr", "th", "td"),
    }


def test_links_lead_where_they_say_and_nowhere_unsafe() -> None:
    plan = Plan(
        titre="Essai",
        blocs=(
            Paragraphe(
                segments=(
                    Segment(texte="sûr", lien='https://example.org/?a=1&b="2'),
                    Segment(texte="bon", lien="https://example.org/?a=1&b=2"),
                    Segment(texte="non", lien="javascript:alert(1)"),
                )
            ),
        ),
    )

    assert [a.attributes["href"] for a in page(plan).css("a")] == ["https://example.org/?a=1&b=2"]


def test_headings_follow_each_other_and_the_contents_lead_to_them() -> None:
    arbre = page(riche())
    niveaux = [int(n.tag[1]) for n in arbre.css("h1,h2,h3,h4,h5")]

    assert niveaux[0] == 1
    assert niveaux.count(1) == 1
    assert all(suivant <= niveau + 1 for niveau, suivant in pairwise(niveaux))
    cibles = [a.attributes["href"] for a in arbre.css("nav a")]
    assert [arbre.css_first(cible).text() for cible in cibles] == [a.text() for a in arbre.css("nav a")]


def test_a_row_leads_to_the_heading_that_it_names_and_back() -> None:
    arbre = page(riche())
    (renvoi,) = arbre.css("td a")
    (retour,) = arbre.css("a.retour")

    assert renvoi.text() == "n° 1"
    assert arbre.css_first(renvoi.attributes["href"]).text() == "1. Les douze offres"
    assert arbre.css_first(retour.attributes["href"]).html == renvoi.html


def test_tables_say_their_headers_and_their_caption() -> None:
    tableau = page(riche()).css_first("table")

    assert [th.attributes["scope"] for th in tableau.css("thead th")] == ["col"] * 3
    assert tableau.css_first("caption").text() == "Lignes par rubrique"
    assert [td.attributes.get("class") for td in tableau.css("tbody tr:first-child td")] == [
        None, "chiffres", "chiffres",
    ]  # fmt: skip


def test_a_region_that_scrolls_can_be_reached_and_named() -> None:
    plan = Plan(titre="Essai", blocs=(Tableau(entetes=("a",), lignes=()),))
    region = page(plan).css_first(".tableau")

    assert region.attributes["tabindex"] == "0"
    assert region.attributes["aria-label"] == "Tableau"


def test_differences_are_marked_as_such() -> None:
    arbre = page(riche())

    assert [n.text() for n in arbre.css("ins")] == [" ajouté", " lien ajouté"]
    assert [n.text() for n in arbre.css("del")] == [" retiré"]


def test_images_have_a_text_in_their_stead() -> None:
    arbre = page(riche(), CHARTE)

    assert [img.attributes["alt"] for img in arbre.css("img")] == [
        "Marque d’essai", "Une barre longue", "Une barre sans légende",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("nom", "alternative", "attendu"),
    [
        ("Université", "Université", ""),
        ("Université", "", ""),
        ("Université", "Une vague", "Une vague"),
        ("", "Une vague", "Une vague"),
        ("", "", "Logo"),
    ],
)
def test_a_logo_does_not_say_the_name_twice(nom: str, alternative: str, attendu: str) -> None:
    charte = Charte(nom=nom, logo=LOGO, logo_alternative=alternative)

    assert page(Plan(titre="Essai"), charte).css_first("img").attributes["alt"] == attendu


def test_a_script_inside_a_drawing_stays_inside_an_image() -> None:
    svg = '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"><script>alert(1)</script></svg>'
    source = ecrire(Plan(titre="Essai", blocs=(Figure(svg=svg, alternative='x" onerror="y'),))).decode()

    assert "alert(1)" not in source
    assert LexborHTMLParser(source).css_first("img").attributes["alt"] == 'x" onerror="y'


def test_the_colour_of_the_charte_is_darkened_until_it_reads() -> None:
    assert "--accent:#23457f" in style()
    assert "--accent:#ffcc00" not in style(charte=Charte(couleur="#ffcc00"))
    assert "@page" in style(page=True)
    assert "@page" not in style()


def test_every_rule_of_the_document_stays_within_the_document() -> None:
    regles = re.sub(r"@media print\{|/\*.*?\*/", "", style())
    selecteurs = [
        s.strip() for groupe in re.findall(r"([^{}]+)\{", regles) for s in re.split(r",(?![^(]*\))", groupe)
    ]

    assert selecteurs
    assert all(s.startswith(".document") for s in selecteurs)


def test_a_title_page_carries_the_author() -> None:
    plan = Plan(titre="Livret", auteur="Une association", couverture=True)

    assert page(plan).css_first("header.couverture .auteur").text() == "Une association"
    assert not page(plan.model_copy(update={"couverture": False})).css(".auteur")


@pytest.mark.parametrize(("depart", "balises"), [(1, ["h1", "h2"]), (2, ["h2", "h3"]), (6, ["h6", "h6"])])
def test_a_fragment_starts_at_the_level_asked_for(depart: int, balises: list[str]) -> None:
    plan = Plan(titre="Ailleurs", blocs=(Titre(niveau=1, texte="Un"), Titre(niveau=2, texte="Deux")))
    arbre = LexborHTMLParser(fragment(plan, niveau_depart=depart))

    assert [n.tag for n in arbre.css("h1,h2,h3,h4,h5,h6")] == balises
    assert "Ailleurs" not in arbre.text()


def test_fragments_of_one_page_keep_their_anchors_apart() -> None:
    deux = fragment(riche(), prefixe="a-") + fragment(riche(), prefixe='b"-')
    arbre = LexborHTMLParser(deux)
    ids = [n.attributes["id"] for n in arbre.css("[id]")]

    assert len(ids) == len(set(ids))
    assert {n.attributes["href"][1:] for n in arbre.css("nav a")} < set(ids)


def test_a_fragment_needs_no_title_in_its_blocks() -> None:
    plan = Plan(
        titre="Essai",
        blocs=(Definitions(paires=(("Corps", "IGE"),)), Encadre(blocs=(texte("Une remarque."),))),
    )

    assert fragment(plan) == (
        "<dl>\n<div><dt>Corps</dt><dd>IGE</dd></div>\n</dl>\n"
        '<div class="encadre">\n<p>Une remarque.</p>\n</div>'
    )


def test_an_ordinary_fiche_is_light() -> None:
    assert len(ecrire(fiche())) < 20_000


def test_two_tables_of_one_caption_are_told_apart() -> None:
    tableau = Tableau(legende="Fréquences", entetes=("Ligne",), lignes=(("Une",),))
    contenu = fragment(Plan(titre="Essai", blocs=(tableau, tableau)))
    assert 'aria-label="Fréquences"' in contenu
    assert 'aria-label="Fréquences (2)"' in contenu
    assert contenu.count("<caption>Fréquences</caption>") == 2
