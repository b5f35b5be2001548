"""What templates say and how: French typography, nothing from elsewhere, small tags that help."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.template import Context, Template
from django.test import RequestFactory

import socle_web
from socle.referentiel import Extrait
from socle.rendu import Segment
from socle_web.commun.templatetags import socle as balises

RACINE = Path(socle_web.__file__).parent / "templates"
GABARITS = sorted(RACINE.rglob("*.html"))
_CODE = re.compile(r"\{%.*?%\}|\{\{.*?\}\}|\{#.*?#\}|<[^>]*>|&\w+;", re.S)


@pytest.mark.parametrize("gabarit", GABARITS, ids=lambda chemin: str(chemin.relative_to(RACINE)))
def test_french_typography(gabarit: Path) -> None:
    texte = _CODE.sub("\x00", gabarit.read_text("utf-8"))
    assert "'" not in texte, "typographic apostrophes"
    assert not re.search(r"[^\s] [;:?!»]", texte), "a non-breaking space before"
    assert not re.search(r"« |«[^\xa0]", texte), "a non-breaking space after"


@pytest.mark.parametrize("gabarit", GABARITS, ids=lambda chemin: str(chemin.relative_to(RACINE)))
def test_nothing_is_fetched_from_elsewhere(gabarit: Path) -> None:
    texte = re.sub(r"\{%.*?%\}", "", gabarit.read_text("utf-8"))
    assert not re.search(r"<(script|link|img|iframe|source)[^>]+(src|href)=[\"'](https?:)?//", texte)
    assert " style=" not in texte
    assert not re.search(r"\son(click|change|input|submit|load)=", texte)


def rendre(source: str, **contexte: object) -> str:
    return Template(source).render(Context(contexte))


def test_numbers_and_plurals_are_french() -> None:
    assert rendre('{{ n|pluriel:"emploi-type,emplois-types" }}', n=0) == "0\xa0emploi-type"
    assert rendre('{{ n|pluriel:"ligne" }}', n=2366) == "2\u202f366\xa0lignes"


def test_matches_are_marked_and_the_rest_escaped() -> None:
    extrait = Extrait(rubrique="mission", texte="<b>un mot</b>", marques=((3, 5),))
    assert balises.surligner(extrait) == "&lt;b&gt;<mark>un</mark> mot&lt;/b&gt;"


def test_differences_keep_one_side_and_speak() -> None:
    segments = (
        Segment(texte="un "),
        Segment(texte="vieux", marque="suppression"),
        Segment(texte="<neuf>", marque="insertion"),
    )
    avant, apres = balises.differences(segments, "avant"), balises.differences(segments, "apres")
    assert "<del>" in avant
    assert "<ins>" not in avant
    assert "&lt;neuf&gt;" in apres
    assert "[ajouté\xa0: " in apres
    assert "[retiré\xa0: " in balises.differences(segments)


def test_a_text_of_several_lines_is_a_list() -> None:
    assert balises.paragraphes("un\ndeux <\n\n") == "<ul><li>un</li><li>deux &lt;</li></ul>"
    assert balises.paragraphes("seul") == "<p>seul</p>"


def test_address_with_a_parameter_goes_back_to_the_first_page() -> None:
    request = RequestFactory().get("/liste/?q=mot&page=3&bap=F")
    assert balises.querystring_avec({"request": request}, "bap", "") == "/liste/?q=mot"
    assert balises.querystring_avec({"request": request}, "corps", "IE") == "/liste/?q=mot&bap=F&corps=IE"
    assert (
        balises.querystring_avec({"request": RequestFactory().get("/liste/?page=2")}, "bap", "") == "/liste/"
    )


def test_unknown_keys_are_shown_as_they_are() -> None:
    assert balises.nom_rubrique("autre") == "autre"
    assert balises.nom_genre("autre") == "autre"
    assert balises.plusieurs("a|b") == "a\xa0; b"
    assert balises.champ({"a": 1}, "b") == ""
    assert balises.champ(Segment(texte="x"), "texte") == "x"
    assert rendre("{% page_courante 'fiches' %}") == ""
