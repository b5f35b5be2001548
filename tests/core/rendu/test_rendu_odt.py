"""The ODT file: real styles, header rows, French, metadata."""

from __future__ import annotations

import zipfile
from io import BytesIO

import pytest
from odfdo import Document
from tests.core.rendu.plans import CHARTE, fiche, riche

from socle.rendu import Charte, Definitions, Plan, SautDePage, Sommaire, Tableau, Titre, texte
from socle.rendu.odt import ecrire


def ouvrir(plan: Plan, charte: Charte | None = None) -> Document:
    return Document(BytesIO(ecrire(plan, charte=charte)))


def parties(plan: Plan, charte: Charte | None = None) -> dict[str, bytes]:
    archive = zipfile.ZipFile(BytesIO(ecrire(plan, charte=charte)))
    return {nom: archive.read(nom) for nom in archive.namelist()}


@pytest.fixture(scope="module")
def document() -> Document:
    return ouvrir(riche(couverture=True), CHARTE)


def test_the_file_says_what_it_is_in_its_first_bytes() -> None:
    octets = ecrire(Plan(titre="Essai"))

    assert octets[30:77] == b"mimetypeapplication/vnd.oasis.opendocument.text"


def test_the_manifest_lists_every_part() -> None:
    contenu = parties(riche(), CHARTE)
    manifeste = contenu.pop("META-INF/manifest.xml").decode()
    contenu.pop("mimetype")

    assert all(f'manifest:full-path="{nom}"' in manifeste for nom in contenu)
    assert manifeste.count("file-entry") == len(contenu) + 1


def test_the_metadata_are_those_of_the_outline(document: Document) -> None:
    meta = document.meta

    assert meta.title == riche().titre
    assert meta.subject == "Vérifier les formats"
    assert meta.initial_creator == "Une autrice & un auteur"
    assert meta.language == "fr-FR"
    assert meta.creation_date is None
    mots = [e.text for e in meta.get_elements("//meta:keyword")]
    assert mots == ["essai", "formats <b>"]


def test_empty_metadata_are_left_out() -> None:
    assert b"dc:subject" not in parties(Plan(titre="Essai"))["meta.xml"]


def test_the_language_is_french(document: Document) -> None:
    defaut = document.styles.get_element(
        "//style:default-style[@style:family='paragraph']/style:text-properties"
    )

    assert defaut.get_attribute("fo:language") == "fr"
    assert defaut.get_attribute("fo:country") == "FR"


def test_every_style_used_is_defined(document: Document) -> None:
    definis = {
        e.get_attribute("style:name")
        for part in (document.styles, document.content)
        for e in part.get_elements("//*[@style:name]")
    }
    attributs = ("text:style-name", "table:style-name", "draw:style-name", "style:parent-style-name",
                 "style:master-page-name", "style:page-layout-name", "style:next-style-name")  # fmt: skip
    utilises = {
        str(e.get_attribute(attribut))
        for part in (document.styles, document.content)
        for attribut in attributs
        for e in part.get_elements(f"//*[@{attribut}]")
    }

    assert utilises <= definis


def test_headings_have_their_level(document: Document) -> None:
    niveaux = [int(h.get_attribute("text:outline-level")) for h in document.body.get_elements("//text:h")]

    assert niveaux == [1, 2, 2, 3, 4]


def test_tables_have_header_rows(document: Document) -> None:
    entetes = document.body.get_elements("//table:table-header-rows")

    assert len(entetes) == 3
    assert len(entetes[0].get_elements("table:table-row/table:table-cell")) == 3


def test_a_table_has_as_many_columns_as_cells_in_each_row(document: Document) -> None:
    for tableau in document.body.get_elements("//table:table"):
        colonnes = len(tableau.get_elements("table:table-column"))
        rangs = tableau.get_elements("table:table-row|table:table-header-rows/table:table-row")
        assert {len(rang.get_elements("table:table-cell")) for rang in rangs} == {colonnes}


def test_names_and_anchors_are_unique(document: Document) -> None:
    tableaux = [t.get_attribute("table:name") for t in document.body.get_elements("//table:table")]
    signets = [s.get_attribute("text:name") for s in document.body.get_elements("//text:bookmark-start")]

    assert len(set(tableaux)) == len(tableaux)
    assert len(set(signets)) == len(signets)


def test_images_have_a_text_in_their_stead(document: Document) -> None:
    textes = [e.text for e in document.body.get_elements("//svg:desc")]

    assert textes == ["Marque d’essai", "Une barre longue", "Une barre sans légende"]


def test_the_contents_lead_to_the_headings(document: Document) -> None:
    sommaire = document.body.get_element("//text:table-of-content")
    cibles = [a.get_attribute("xlink:href") for a in sommaire.get_elements("descendant::text:a")]
    signets = {s.get_attribute("text:name") for s in document.body.get_elements("//text:bookmark-start")}

    assert len(cibles) == 3
    assert {str(cible).removeprefix("#") for cible in cibles} <= signets
    assert len(sommaire.get_elements("descendant::text:table-of-content-entry-template")) == 2


def test_a_row_leads_to_the_heading_that_it_names(document: Document) -> None:
    (renvoi,) = document.body.get_elements("//table:table//text:a[starts-with(@xlink:href, '#')]")
    signet = str(renvoi.get_attribute("xlink:href")).removeprefix("#")
    (titre,) = document.body.get_elements(f"//text:h[text:bookmark-start/@text:name='{signet}']")

    assert renvoi.text == "n° 1"
    assert titre.text_recursive == "1. Les douze offres"


def test_the_first_page_carries_the_establishment_and_the_next_ones_the_title() -> None:
    document = ouvrir(fiche(), CHARTE)
    premiere, suivante = document.styles.get_elements("//style:header")

    assert "Université d’essai" in premiere.text_recursive
    assert len(premiere.get_elements("descendant::draw:image")) == 1
    assert fiche().titre in suivante.text_recursive
    corps = document.body.get_elements("text:p")[0].get_attribute("text:style-name")
    style = document.content.get_element(f"//style:style[@style:name='{corps}']")
    assert style.get_attribute("style:master-page-name") == "Premiere"


def test_a_title_page_has_no_page_number() -> None:
    for plan, attendu in ((fiche(), [1, 1]), (riche(couverture=True), [0, 1])):
        pieds = ouvrir(plan).styles.get_elements("//style:footer")
        assert [len(p.get_elements("descendant::text:page-number")) for p in pieds] == attendu


@pytest.mark.parametrize(
    "bloc", [Tableau(entetes=("a",), lignes=()), Definitions(paires=(("a", "b"),)), texte("suite")]
)
def test_a_page_break_precedes_whatever_follows_it(bloc: object) -> None:
    contenu = parties(Plan(titre="Essai", blocs=(texte("un"), SautDePage(), bloc)))["content.xml"].decode()

    assert contenu.count('fo:break-before="page"') == 1


def test_a_summary_of_one_level_has_one_template() -> None:
    plan = Plan(
        titre="Essai", blocs=(Sommaire(profondeur=1), Titre(niveau=1, texte="A"), Titre(niveau=2, texte="B"))
    )
    sommaire = ouvrir(plan).body.get_element("//text:table-of-content")

    assert len(sommaire.get_elements("descendant::text:a")) == 1


def test_differences_have_a_style_of_their_own(document: Document) -> None:
    marques = [
        (s.get_attribute("text:style-name"), s.text_recursive)
        for s in document.body.get_elements("//text:span")
        if s.get_attribute("text:style-name") in ("Insertion", "Suppression")
    ]

    assert marques == [
        ("Insertion", " ajouté"), ("Suppression", " retiré"), ("Insertion", " lien ajouté"),
    ]  # fmt: skip


def test_the_colour_of_the_charte_is_in_the_styles() -> None:
    styles = parties(fiche(), Charte(couleur="#0b6e4f"))["styles.xml"].decode()

    assert 'fo:color="#0b6e4f"' in styles
    assert "$" not in styles
