"""The DOCX file: real styles, real fields, and nothing that Word would ask to repair."""

from __future__ import annotations

import zipfile
from io import BytesIO

import docx
import pytest
from docx.document import Document
from docx.oxml.ns import qn
from docx.shared import Cm
from tests.core.rendu.plans import CHARTE, fiche, riche

from socle.rendu import Charte, Element, Liste, Plan, Segment, Sommaire, Tableau, Titre, puces, texte
from socle.rendu.docx import ecrire
from socle.rendu.pdf import pages_des_titres

# The order that the standard (ECMA-376, part 1) sets for the children of these elements.
ORDRE = {
    "pPr": "pStyle keepNext keepLines pageBreakBefore widowControl numPr pBdr tabs spacing ind jc outlineLvl",
    "rPr": "rStyle rFonts b bCs i iCs smallCaps strike color spacing sz szCs u shd lang",
    "tblPr": "tblStyle tblW jc tblInd tblBorders tblLayout tblCellMar tblLook",
    "tcPr": "tcW tcBorders shd vAlign",
    "sectPr": "headerReference footerReference pgSz pgMar titlePg",
    "style": "name basedOn next uiPriority semiHidden unhideWhenUsed qFormat pPr rPr tblPr tcPr tblStylePr",
    "lvl": "start numFmt pStyle lvlText lvlJc pPr rPr",
    "numbering": "abstractNum num",
    "tbl": "tblPr tblGrid tr",
    "tc": "tcPr p tbl",
}  # fmt: skip


def ouvrir(plan: Plan, charte: Charte | None = None) -> Document:
    return docx.Document(BytesIO(ecrire(plan, charte=charte)))


def parties(plan: Plan, charte: Charte | None = None) -> dict[str, bytes]:
    archive = zipfile.ZipFile(BytesIO(ecrire(plan, charte=charte)))
    return {nom: archive.read(nom) for nom in archive.namelist()}


@pytest.fixture(scope="module")
def document() -> Document:
    return ouvrir(riche(couverture=True), CHARTE)


def tous(element, *balises: str) -> list:
    return [e for balise in balises for e in element.iter(qn(f"w:{balise}"))]


def racines(document: Document) -> list:
    section = document.sections[0]
    autour = (section.header, section.footer, section.first_page_header, section.first_page_footer)
    parts = [document.part, *(a.part for a in autour)]
    return [
        *(p.element for p in parts), document.styles.element, document.part.numbering_part.element,
        document.settings.element,
    ]  # fmt: skip


def test_children_stand_in_the_order_of_the_standard(document: Document) -> None:
    for racine in racines(document):
        for nom, ordre in ORDRE.items():
            rangs = {qn(f"w:{enfant}"): rang for rang, enfant in enumerate(ordre.split())}
            for element in [racine, *racine.iter()]:
                if element.tag != qn(f"w:{nom}") or nom == "tc":
                    continue
                places = [rangs[enfant.tag] for enfant in element]
                assert places == sorted(places), nom


def test_every_cell_ends_with_a_paragraph_and_no_two_tables_touch(document: Document) -> None:
    for case in tous(document.element, "tc"):
        assert case[-1].tag == qn("w:p")
    for tableau in tous(document.element, "tbl"):
        assert tableau.getnext().tag == qn("w:p")


def test_every_style_used_is_defined(document: Document) -> None:
    connus = {style.style_id for style in document.styles}
    utilises = {
        e.get(qn("w:val"))
        for racine in racines(document)
        for e in tous(racine, "pStyle", "rStyle", "tblStyle", "basedOn", "next")
    }

    assert utilises <= connus


def test_formatting_is_in_the_styles_alone(document: Document) -> None:
    directs = {
        enfant.tag.rsplit("}")[1]
        for proprietes in tous(document.element, "pPr", "rPr", "tcPr")
        for enfant in proprietes
    }

    assert directs == {"pStyle", "rStyle", "numPr", "pageBreakBefore", "b", "i", "tcW"}


def test_identifiers_are_unique_and_fields_are_closed(document: Document) -> None:
    signets = tous(document.element, "bookmarkStart")
    images = [e.get("id") for e in document.element.iter(qn("wp:docPr"))]
    champs = [c.get(qn("w:fldCharType")) for c in tous(document.element, "fldChar")]

    for attribut in ("w:id", "w:name"):
        assert len({s.get(qn(attribut)) for s in signets}) == len(signets)
    assert len(set(images)) == len(images)
    assert champs.count("begin") == champs.count("separate") == champs.count("end") > 0


def test_every_relationship_leads_somewhere() -> None:
    contenu = parties(riche(), CHARTE)
    types = contenu["[Content_Types].xml"].decode()

    for nom in contenu:
        assert nom.endswith((".rels", ".png")) or nom == "[Content_Types].xml" or f"/{nom}" in types, nom


def test_the_language_is_french_everywhere(document: Document) -> None:
    langue = document.styles.element.find(f"{qn('w:docDefaults')}//{qn('w:lang')}")

    assert langue.get(qn("w:val")) == "fr-FR"
    assert document.core_properties.language == "fr-FR"


def test_the_properties_are_those_of_the_outline(document: Document) -> None:
    proprietes = document.core_properties

    assert proprietes.title == document.core_properties.title == riche().titre
    assert proprietes.author == "Une autrice & un auteur"
    assert proprietes.subject == "Vérifier les formats"
    assert proprietes.keywords == "essai, formats <b>"
    assert b"dcterms" not in parties(riche())["docProps/core.xml"].split(b">", 2)[2]


def test_properties_longer_than_the_standard_allows_are_cut() -> None:
    assert len(ouvrir(Plan(titre="t" * 400)).core_properties.title) == 255


def test_the_page_is_a4_with_two_centimetre_margins(document: Document) -> None:
    section = document.sections[0]

    assert section.page_width == pytest.approx(Cm(21), abs=2000)
    assert section.page_height == pytest.approx(Cm(29.7), abs=2000)
    for marge in (section.left_margin, section.right_margin, section.top_margin, section.bottom_margin):
        assert marge == pytest.approx(Cm(2), abs=2000)


def test_it_does_not_open_in_compatibility_mode(document: Document) -> None:
    reglage = document.settings.element.find(f".//{qn('w:compatSetting')}")

    assert reglage.get(qn("w:val")) == "15"


def test_headings_are_headings(document: Document) -> None:
    titres = [p.style.name for p in document.paragraphs if p.style.name.startswith(("Heading", "Title"))]

    assert titres == ["Title", "Heading 1", "Heading 2", "Heading 2", "Heading 3", "Heading 4"]


def test_lists_are_numbered_by_word_and_each_starts_again() -> None:
    def ordonnee(*lignes: str) -> Liste:
        return Liste(
            elements=tuple(Element(segments=(Segment(texte=ligne),)) for ligne in lignes), ordonnee=True
        )

    document = ouvrir(Plan(titre="Essai", blocs=(ordonnee("a", "b"), puces(["c"]), ordonnee("d"))))
    numeros = [
        (p.style.name, p._p.pPr.numPr.numId.val if p._p.pPr.numPr is not None else None)
        for p in document.paragraphs
        if p.style.name.startswith("List")
    ]

    assert numeros == [("List Number", 3), ("List Number", 3), ("List Bullet", None), ("List Number", 4)]
    reprises = tous(document.part.numbering_part.element, "startOverride")
    assert [r.get(qn("w:val")) for r in reprises] == ["1", "1"]


def test_the_header_row_is_repeated_and_rows_are_not_cut() -> None:
    tableau = Tableau(entetes=("a", "b"), lignes=(("1", "x"), ("2", "y")))
    (grille,) = ouvrir(Plan(titre="Essai", blocs=(tableau,))).tables

    entetes = [rang._tr.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None for rang in grille.rows]
    assert entetes == [True, False, False]
    assert len(tous(grille._tbl, "cantSplit")) == 3
    assert grille.style.name == "Tableau"
    assert [c.paragraphs[0].style.name for c in grille.columns[0].cells] == [
        "Cellule d’en-tête de chiffres", "Cellule de chiffres", "Cellule de chiffres",
    ]  # fmt: skip


def test_the_identification_is_a_table_of_two_columns() -> None:
    grille = ouvrir(fiche()).tables[0]

    assert grille.style.name == "Identification"
    assert len(grille.columns) == 2
    assert {c.paragraphs[0].style.name for c in grille.columns[0].cells} == {"Étiquette"}
    assert {c.paragraphs[0].style.name for c in grille.columns[1].cells} == {"Valeur"}


def test_images_have_a_text_in_their_stead(document: Document) -> None:
    textes = [e.get("descr") for e in document.element.iter(qn("wp:docPr"))]

    assert textes == ["Marque d’essai", "Une barre longue", "Une barre sans légende"]


def test_the_first_page_carries_the_establishment_and_the_next_ones_the_title() -> None:
    section = ouvrir(fiche(), CHARTE).sections[0]

    assert "Université d’essai" in section.first_page_header.paragraphs[0].text
    assert len(tous(section.first_page_header._element, "drawing")) == 1
    assert section.header.paragraphs[0].text == f"{fiche().titre}\tUniversité d’essai"


def test_the_feet_carry_the_page_number_but_not_on_a_title_page() -> None:
    for plan, premiere in ((fiche(), True), (riche(couverture=True), False)):
        section = ouvrir(plan).sections[0]
        champs = [
            [t.text.strip() for t in tous(pied._element, "instrText")]
            for pied in (section.first_page_footer, section.footer)
        ]
        assert champs == [["PAGE", "NUMPAGES"] if premiere else [], ["PAGE", "NUMPAGES"]]
        assert section.footer.paragraphs[0].text.startswith(plan.pied)


def test_the_table_of_contents_is_a_field_already_filled() -> None:
    plan = Plan(
        titre="Livret",
        couverture=True,
        blocs=(
            Sommaire(profondeur=1),
            *(
                b
                for i in (1, 2)
                for b in (Titre(niveau=1, texte=f"Partie {i}", nouvelle_page=True), texte("x"))
            ),
        ),
    )
    document = ouvrir(plan)
    lignes = [p.text for p in document.paragraphs if p.style.name == "toc 1"]
    instructions = [t.text.strip() for t in tous(document.element, "instrText")]
    ancres = [lien.get(qn("w:anchor")) for lien in tous(document.element, "hyperlink")]

    assert lignes == [f"Partie {i + 1}\t{page}" for i, page in enumerate(pages_des_titres(plan))]
    assert [ligne[-1] for ligne in lignes] == ["3", "4"]
    assert instructions[0] == 'TOC \\o "1-1" \\h \\z \\u'
    assert ancres == [s.get(qn("w:name")) for s in tous(document.element, "bookmarkStart")]
    assert not tous(document.settings.element, "updateFields")


def test_a_row_leads_to_the_heading_that_it_names(document: Document) -> None:
    (renvoi,) = [h for tableau in document.tables for h in tous(tableau._tbl, "hyperlink")]
    (titre,) = [
        p.text
        for p in document.paragraphs
        if any(s.get(qn("w:name")) == renvoi.get(qn("w:anchor")) for s in tous(p._p, "bookmarkStart"))
    ]

    assert [t.text for t in tous(renvoi, "t")] == ["n° 1"]
    assert titre == "1. Les douze offres"


def test_links_are_relationships(document: Document) -> None:
    cibles = {r.target_ref for r in document.part.rels.values() if r.is_external}

    assert cibles == {"https://example.org/?a=1&b=2", "mailto:contact@example.org"}


def test_differences_have_a_style_of_their_own(document: Document) -> None:
    marques = {
        run.text: run.style.name
        for p in document.paragraphs
        for run in [*p.runs, *(r for lien in p.hyperlinks for r in lien.runs)]
        if run.style.name in ("Insertion", "Suppression")
    }

    assert marques == {" ajouté": "Insertion", " retiré": "Suppression", " lien ajouté": "Insertion"}
    insertion, suppression = (document.styles[nom] for nom in ("Insertion", "Suppression"))
    assert insertion.font.underline
    assert suppression.font.strike


def test_a_new_page_is_a_property_of_what_starts_it() -> None:
    plan = Plan(
        titre="Essai",
        blocs=(texte("un"), Titre(niveau=1, texte="Partie", nouvelle_page=True), texte("deux")),
    )
    sauts = [p.text for p in ouvrir(plan).paragraphs if p.paragraph_format.page_break_before]

    assert sauts == ["Partie"]


def test_the_colour_of_the_charte_is_in_the_styles() -> None:
    styles = parties(fiche(), Charte(couleur="#0b6e4f"))["word/styles.xml"].decode()

    assert 'w:color w:val="0b6e4f"' in styles
    assert "$" not in styles
