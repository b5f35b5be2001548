"""The PDF file: tagged, in French, complete, the same everywhere."""

from __future__ import annotations

from collections import Counter
from io import BytesIO

import pytest
from pypdf import PdfReader
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject
from tests.core.rendu.plans import CHARTE, HOSTILE, fiche, riche

from socle.rendu import Definitions, Plan, Sommaire, Tableau, Titre, puces, texte
from socle.rendu.pdf import ecrire, pages_des_titres


def lire(plan: Plan, charte=None) -> PdfReader:
    return PdfReader(BytesIO(ecrire(plan, charte=charte)))


def noeuds(racine: object) -> list[DictionaryObject]:
    """The structure elements of a tagged PDF, in reading order."""
    if isinstance(racine, IndirectObject):
        racine = racine.get_object()
    if isinstance(racine, ArrayObject):
        return [n for enfant in racine for n in noeuds(enfant)]
    if not isinstance(racine, DictionaryObject):
        return []
    return [racine, *(noeuds(racine["/K"]) if "/K" in racine else [])]


@pytest.fixture(scope="module")
def document() -> PdfReader:
    return lire(riche(couverture=True), CHARTE)


@pytest.fixture(scope="module")
def balises(document: PdfReader) -> list[DictionaryObject]:
    return noeuds(document.root_object["/StructTreeRoot"]["/K"])


def test_it_is_tagged_in_french_and_shows_its_title(document: PdfReader) -> None:
    racine = document.root_object

    assert racine["/MarkInfo"]["/Marked"]
    assert racine["/StructTreeRoot"]
    assert racine["/Lang"] in ("fr", "fr-FR")
    assert racine["/ViewerPreferences"]["/DisplayDocTitle"]
    assert document.metadata.title == f"Document {HOSTILE}"
    assert document.metadata.author == "Une autrice & un auteur"
    assert document.metadata.subject == "Vérifier les formats"


def test_it_claims_pdf_ua(document: PdfReader) -> None:
    assert b"<pdfuaid:part>1</pdfuaid:part>" in racine_xmp(document)


def racine_xmp(document: PdfReader) -> bytes:
    return document.root_object["/Metadata"].get_object().get_data()


def test_it_carries_no_date(document: PdfReader) -> None:
    assert document.metadata.creation_date is None
    assert b"CreateDate" not in racine_xmp(document)


def test_its_structure_says_what_each_thing_is(balises: list[DictionaryObject]) -> None:
    compte = Counter(str(n["/S"]) for n in balises if "/S" in n)

    assert [n for n in ("/H1", "/H2", "/H3", "/H4") if compte[n]] == ["/H1", "/H2", "/H3", "/H4"]
    assert compte["/Table"] == 3
    assert compte["/TH"] == 6
    assert compte["/L"] >= 3
    assert compte["/TOCI"] == 3
    assert compte["/Link"] >= 5


def test_a_row_leads_to_the_heading_that_it_names() -> None:
    plan = Plan(
        titre="Essai",
        blocs=(
            Tableau(entetes=("Chiffre", "Exemples"), lignes=(("12", "n° 1"),), renvois=("exemple-1",)),
            Titre(niveau=1, texte="Exemple", ancre="exemple-1", nouvelle_page=True),
        ),
    )
    document = lire(plan)
    (lien,) = [annotation.get_object() for annotation in document.pages[0]["/Annots"]]

    assert lien["/Subtype"] == "/Link"
    cible = document.named_destinations[lien["/Dest"]].page if "/Dest" in lien else lien["/A"]["/D"][0]
    assert cible.get_object() == document.pages[1]


def test_images_have_a_text_in_their_stead(balises: list[DictionaryObject]) -> None:
    textes = [str(n["/Alt"]) for n in balises if n.get("/S") == "/Figure"]

    assert textes == ["Marque d’essai", "Une barre longue", "Une barre sans légende"]


def test_its_fonts_are_inside_and_come_from_the_packages(document: PdfReader) -> None:
    polices = {
        str(police.get_object()["/BaseFont"]).split("+")[-1]
        for page in document.pages
        for police in page["/Resources"]["/Font"].values()
    }

    assert {"SourceSerifPro-Regular", "SourceSansPro-Semibold", "SourceSerifPro-It"} <= {
        police.removesuffix("-Identity-H") for police in polices
    }


def test_links_and_bookmarks_lead_to_their_targets(document: PdfReader) -> None:
    liens = {
        str(a.get_object()["/A"]["/URI"])
        for page in document.pages
        for a in page.get("/Annots", [])
        if "/URI" in a.get_object().get("/A", {})
    }
    signets = [s for s in document.outline if not isinstance(s, list)]

    assert liens == {"https://example.org/?a=1&b=2", "mailto:contact@example.org"}
    assert signets[0].title.startswith("Première partie")


def test_an_ordinary_fiche_fits_on_two_pages() -> None:
    for charte in (None, CHARTE):
        assert len(lire(fiche(), charte).pages) <= 2


def test_pages_are_a4_and_numbered() -> None:
    document = lire(fiche())
    page = document.pages[0]

    assert (round(page.mediabox.width), round(page.mediabox.height)) == (595, 842)
    assert f"Page 1 / {len(document.pages)}" in page.extract_text()
    assert "Fiche de poste" in document.pages[-1].extract_text()


def test_a_booklet_has_a_title_page_then_its_contents_with_the_right_pages() -> None:
    parties = [
        bloc
        for i in range(1, 6)
        for bloc in (
            Titre(niveau=1, texte=f"Partie {i}", nouvelle_page=True),
            texte("Un texte. " * 300 * (i % 2)),
        )
    ]
    plan = Plan(titre="Livret", couverture=True, pied="Pied", blocs=(Sommaire(profondeur=1), *parties))
    document = lire(plan)
    textes = [page.extract_text() for page in document.pages]

    assert "Page" not in textes[0]
    assert "Sommaire" in textes[1]
    pages = pages_des_titres(plan)
    assert pages == [3, 4, 5, 6, 7]
    for rang, page in enumerate(pages, 1):
        assert f"Partie {rang}" in textes[page - 1]
        assert any(ligne.endswith(str(page)) for ligne in textes[1].splitlines() if f"Partie {rang}" in ligne)


@pytest.mark.parametrize("lignes", range(36, 48))
def test_a_heading_is_never_left_at_the_foot_of_a_page(lignes: int) -> None:
    avant = puces([f"ligne {i}" for i in range(lignes)])
    plan = Plan(titre="Essai", blocs=(avant, Titre(niveau=1, texte="Orphelin"), texte("suite")))

    for page in lire(plan).pages:
        contenu = page.extract_text()
        assert ("Orphelin" in contenu) == ("suite" in contenu)


def test_a_long_table_goes_on_under_the_same_header() -> None:
    tableau = Tableau(entetes=("Entête unique",), lignes=tuple((f"ligne {i}",) for i in range(120)))
    pages = [page.extract_text() for page in lire(Plan(titre="Essai", blocs=(tableau,))).pages]

    assert len(pages) > 1
    assert all("Entête unique" in page for page in pages)


def test_a_short_table_stays_whole() -> None:
    avant = puces([f"puce {i}" for i in range(44)])
    tableau = Tableau(entetes=("Colonne",), lignes=tuple((f"rang {i}",) for i in range(6)), legende="Titre")
    pages = [page.extract_text() for page in lire(Plan(titre="Essai", blocs=(avant, tableau))).pages]

    assert [("rang 0" in page, "rang 5" in page, "Titre" in page) for page in pages] == [
        (False,) * 3, (True,) * 3,
    ]  # fmt: skip


@pytest.mark.parametrize("colonnes", [1, 4, 6, 9])
def test_wide_tables_stay_within_the_page(colonnes: int) -> None:
    entetes = tuple(f"Colonne {i}" for i in range(colonnes))
    tableau = Tableau(entetes=entetes, lignes=(("anticonstitutionnellement",) * colonnes,))
    document = lire(Plan(titre="Essai", blocs=(tableau,)))

    assert len(document.pages) == 1


@pytest.mark.parametrize("nombre", [1, 3, 4, 7])
def test_definitions_of_any_number_and_length_keep_their_order(nombre: int) -> None:
    paires = tuple((f"Clé{i}", f"Valeur{i}" + " très longue" * (8 * (i % 2))) for i in range(nombre))
    contenu = lire(Plan(titre="Essai", blocs=(Definitions(paires=paires),))).pages[0].extract_text()
    positions = [contenu.index(mot) for paire in paires for mot in (paire[0], paire[1].split()[0])]

    assert positions == sorted(positions)


def test_a_word_longer_than_the_line_breaks() -> None:
    document = lire(Plan(titre="Essai", blocs=(texte("x" * 400),)))
    boites: list[float] = []
    document.pages[0].extract_text(visitor_text=lambda _t, _cm, tm, _f, _s: boites.append(tm[4]))

    assert max(boites) < 595
