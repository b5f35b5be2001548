"""The same lines in the same order, whatever the format, whatever the text."""

from __future__ import annotations

import subprocess
import sys
import unicodedata
import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.core.rendu.lignes_rendues import attendues, dans_l_ordre, de_docx, de_html, de_odt, de_pdf, serrer
from tests.core.rendu.plans import CHARTE, DESSIN, riche

from socle.erreurs import ErreurSocle
from socle.rendu import (
    FORMATS,
    TYPES_MIME,
    Definitions,
    Element,
    Encadre,
    Figure,
    Liste,
    Paragraphe,
    Plan,
    Segment,
    Signatures,
    Sommaire,
    Tableau,
    Titre,
    ecrire,
    texte,
)

RACINE = Path(__file__).resolve().parents[3]
LECTEURS = {"docx": de_docx, "odt": de_odt, "html": de_html}


@pytest.mark.parametrize("couverture", [False, True])
@pytest.mark.parametrize("format", LECTEURS)
def test_the_lines_are_those_of_the_outline(format: str, couverture: bool) -> None:
    plan = riche(couverture=couverture)

    lignes = LECTEURS[format](ecrire(plan, format=format, charte=CHARTE))

    # On a title page the establishment is part of the text; elsewhere it stands in the header.
    etablissement = [serrer(CHARTE.nom)] if couverture and format != "html" else []
    assert lignes == etablissement + attendues(plan)


@pytest.mark.parametrize("couverture", [False, True])
def test_the_pdf_holds_the_lines_of_the_outline_in_order(couverture: bool) -> None:
    plan = riche(couverture=couverture)

    assert dans_l_ordre(attendues(plan), de_pdf(ecrire(plan, format="pdf", charte=CHARTE))) == []


@pytest.mark.parametrize("format", FORMATS)
def test_the_same_outline_gives_the_same_bytes(format: str) -> None:
    plan = riche(couverture=True)

    premier, second = (ecrire(plan, format=format, charte=CHARTE) for _ in range(2))

    assert premier == second


@pytest.mark.parametrize("format", FORMATS)
def test_the_bytes_do_not_depend_on_the_process(format: str, tmp_path) -> None:
    programme = (
        "import hashlib\nfrom tests.core.rendu.plans import riche, CHARTE\nfrom socle.rendu import ecrire\n"
        f"print(hashlib.sha256(ecrire(riche(), format={format!r}, charte=CHARTE)).hexdigest())"
    )
    empreintes = {
        subprocess.run(
            [sys.executable, "-c", programme],
            cwd=RACINE,
            env={"PYTHONHASHSEED": graine, "TZ": fuseau, "HOME": str(tmp_path)},
            check=True,
            capture_output=True,
            text=True,
        ).stdout
        for graine, fuseau in (("1", "UTC"), ("2", "Pacific/Noumea"))
    }

    assert len(empreintes) == 1


@pytest.mark.parametrize("format", FORMATS)
def test_an_outline_with_nothing_but_a_title_is_a_document(format: str) -> None:
    assert ecrire(Plan(titre=""), format=format)


def test_every_format_has_a_media_type() -> None:
    assert tuple(TYPES_MIME) == FORMATS


def test_an_unknown_format_is_refused_with_the_list_of_the_known_ones() -> None:
    with pytest.raises(ErreurSocle, match=r"«.rtf.».*docx, odt, pdf ou html") as erreur:
        ecrire(Plan(titre="Essai"), format="rtf")

    assert erreur.value.code == "format-inconnu"


def test_a_module_of_the_package_is_not_a_format() -> None:
    with pytest.raises(ErreurSocle):
        ecrire(Plan(titre="Essai"), format="plan")


def test_importing_the_package_imports_no_writer() -> None:
    programme = "import sys, socle.rendu; print([m for m in ('typst', 'docx', 'odfdo') if m in sys.modules])"

    sortie = subprocess.run([sys.executable, "-c", programme], check=True, capture_output=True, text=True)

    assert sortie.stdout.strip() == "[]"


# Anything that a person can paste; unassigned and private code points included.
TEXTES = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)
MARQUES = st.sampled_from([None, "insertion", "suppression"])


@st.composite
def plans(draw: st.DrawFn) -> Plan:
    """An outline where every text is any text."""
    portions = st.builds(
        Segment,
        texte=TEXTES,
        gras=st.booleans(),
        italique=st.booleans(),
        lien=st.none() | TEXTES,
        marque=MARQUES,
    )
    suites = st.lists(portions, max_size=3).map(tuple)
    paragraphes = st.builds(
        Paragraphe, segments=suites, style=st.sampled_from(["courant", "chapeau", "note", "citation"])
    )
    elements = st.builds(Element, segments=suites, mention=TEXTES)
    listes = st.builds(Liste, elements=st.lists(elements, max_size=3).map(tuple), ordonnee=st.booleans())
    paires = st.lists(st.tuples(TEXTES, TEXTES), max_size=5).map(tuple)
    definitions = st.builds(Definitions, paires=paires, titre=TEXTES)
    tableaux = st.integers(1, 3).flatmap(
        lambda n: st.builds(
            Tableau,
            entetes=st.tuples(*[TEXTES] * n),
            lignes=st.lists(st.tuples(*[TEXTES] * n), max_size=3).map(tuple),
            legende=TEXTES,
        )
    )
    simples = paragraphes | listes | definitions
    blocs = (
        simples
        | st.builds(Titre, niveau=st.integers(1, 4), texte=TEXTES, nouvelle_page=st.booleans())
        | tableaux
        | st.builds(Encadre, titre=TEXTES, blocs=st.lists(simples, max_size=2).map(tuple))
        | st.builds(Signatures, cases=paires)
        | st.builds(Figure, svg=st.just(DESSIN), alternative=TEXTES, legende=TEXTES)
        | st.builds(Sommaire, titre=TEXTES, profondeur=st.integers(0, 5))
    )
    return Plan(
        titre=draw(TEXTES),
        sous_titre=draw(TEXTES),
        surtitre=draw(TEXTES),
        couverture=draw(st.booleans()),
        auteur=draw(TEXTES),
        sujet=draw(TEXTES),
        mots_cles=draw(st.lists(TEXTES, max_size=2).map(tuple)),
        pied=draw(TEXTES),
        blocs=draw(st.lists(blocs, max_size=4).map(tuple)),
    )


@pytest.mark.parametrize("format", LECTEURS)
@given(plan=plans())
@settings(max_examples=60)
def test_any_text_comes_back_whole(format: str, plan: Plan) -> None:
    assert LECTEURS[format](ecrire(plan, format=format)) == attendues(plan)


@given(plan=plans())
@settings(max_examples=60)
def test_any_text_makes_an_accessible_pdf(plan: Plan) -> None:
    assert ecrire(plan, format="pdf").startswith(b"%PDF-")


@pytest.mark.parametrize("format", LECTEURS)
def test_non_breaking_spaces_are_kept(format: str) -> None:
    ligne = "Attention\N{NO-BREAK SPACE}: «\N{NARROW NO-BREAK SPACE}essai\N{NARROW NO-BREAK SPACE}»"
    octets = ecrire(Plan(titre="Essai", blocs=(texte(ligne),)), format=format)

    if format == "html":
        assert ligne in octets.decode()
    else:
        partie = {"docx": "word/document.xml", "odt": "content.xml"}[format]
        assert ligne in zipfile.ZipFile(BytesIO(octets)).read(partie).decode()


def test_every_assigned_block_of_unicode_has_a_glyph() -> None:
    lettres = [chr(c) for c in range(0x20, 0x110000, 97) if unicodedata.category(chr(c)) not in ("Cs", "Cc")]

    assert ecrire(Plan(titre="Essai", blocs=(texte(" ".join(lettres)),)), format="pdf")
