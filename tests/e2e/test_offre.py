"""From a PDF to a fiche: reading an offer with a mouse, on a phone, without a script."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from offres_analysees import TEXTE, docx_simple
from playwright.sync_api import Page, expect

from e2e.navigation import ETROIT, GRAND, Visite
from e2e.test_fiche import EDITEUR, ligne, telecharger, textes_docx
from socle.rendu import Paragraphe, Plan, Segment, Titre, ecrire, puces

Visiter = Callable[..., Visite]

TAILLES = pytest.mark.parametrize("taille", [GRAND, ETROIT], ids=["1280", "390"])
ANALYSE = re.compile(r"/offres/[0-9a-f-]{36}/$")
ACTIVITES = (
    "Concevoir des parcours de découverte du verger",
    "Animer des ateliers de greffe pour les publics",
    "Conduire un projet de plantation",
    "Tenir la comptabilité analytique du laboratoire",
)


@pytest.fixture
def pdf(tmp_path: Path) -> Path:
    """An offer as an établissement publishes it."""
    plan = Plan(
        titre="Ingénieur-e en pédagogie du verger",
        blocs=(
            Paragraphe(segments=(Segment(texte="Corps : IGE"),)),
            Titre(niveau=2, texte="Activités"),
            puces(list(ACTIVITES)),
            Titre(niveau=2, texte="Connaissances"),
            puces(["Ingénierie de la pomme (connaissance approfondie)", "Droit maritime international"]),
        ),
    )
    fichier = tmp_path / "offre-verger.pdf"
    fichier.write_bytes(ecrire(plan, format="pdf"))
    return fichier


def deposer(visite: Visite, *fichiers: Path) -> Page:
    """Home page, third door, files."""
    page = visite.aller("/")
    page.get_by_role("link", name="Analyser un document").click()
    page.set_input_files("#fichiers", [str(fichier) for fichier in fichiers])
    page.get_by_role("button", name="Analyser", exact=True).click()
    return page


def suivre_les_liens(page: Page) -> None:
    """A line of the document shows what answers to it; so does the reverse."""
    marque = page.locator("mark", has_text="Conduire un projet de plantation")
    marque.locator("a").focus()
    page.keyboard.press("Enter")
    reponse = page.locator(".constat.lie").first
    expect(reponse).to_contain_text("Conduire un projet de plantation")
    reponse.get_by_role("link", name=re.compile("^ligne")).first.click()
    expect(page.locator("mark.lie").first).to_be_visible()
    marque = page.locator("mark", has_text="comptabilité")
    marque.locator("a").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".detail:target .petit").first).to_be_visible()


@TAILLES
def test_d_un_pdf_a_une_fiche(visiter: Visiter, taille: dict[str, int], pdf: Path) -> None:
    visite = visiter(taille=taille)
    visite.aller("/offres/")
    visite.examiner()
    page = deposer(visite, pdf)
    page.wait_for_url(ANALYSE)
    expect(page.locator(".phrases")).to_contain_text("Ingénieur-e en pédagogie du verger")
    expect(page.locator("#titre-decalage + p + .taux")).to_contain_text("demandent autre chose")
    visite.examiner()

    # Every disclosure holds text that can be read, and nothing overflows once open.
    page.evaluate(
        "for (const details of document.querySelectorAll('main details:not(.menu)')) details.open = true"
    )
    visite.examiner()
    page.reload()

    suivre_les_liens(page)
    page.get_by_role("navigation", name="Filtrer").get_by_role("link", name=re.compile("^hors")).click()
    expect(page.locator(".detail.d-sur")).to_have_count(0)
    visite.examiner()

    # Another emploi-type, found by its words, without giving the file again.
    page.get_by_text("Mesurer avec un autre emploi-type").click()
    page.locator("#q").fill("médiation")
    page.get_by_role("button", name=re.compile("Mesurer le décalage avec Chargé-e de médiation")).last.click()
    expect(page.locator("#messages")).to_contain_text("Chargé-e de médiation des jardins")
    expect(page.get_by_text("choisi par vous")).to_be_visible()
    visite.examiner()
    page.get_by_role("button", name="Revenir à l’emploi-type le plus proche").click()
    expect(page.get_by_text("choisi par vous")).to_have_count(0)

    assert "Conduire un projet de plantation" in textes_docx(telecharger(page, "docx"))
    assert json.loads(telecharger(page, "json"))["emploi_type"] == "F2Z01"

    page.get_by_role("button", name="En faire une fiche").click()
    page.wait_for_url(EDITEUR)
    expect(ligne(page, "Conduire un projet de plantation")).to_have_count(1)
    expect(ligne(page, "Droit maritime international").locator(".prov")).to_contain_text("ajout")
    visite.examiner()
    textes = textes_docx(telecharger(page, "docx"))
    for attendu in ("Conduire un projet de plantation", "Droit maritime international"):
        assert attendu in textes


def test_plusieurs_documents_avancent_un_par_un(visiter: Visiter, pdf: Path, tmp_path: Path) -> None:
    vide, autre = tmp_path / "vide.pdf", tmp_path / "offre.docx"
    vide.write_bytes(b"%PDF-1.7\n")
    autre.write_bytes(docx_simple())
    visite = visiter()
    page = deposer(visite, pdf, vide, autre)
    expect(page.get_by_role("status")).to_have_text("Terminé\u00a0: 2 sur 3 analysés.")
    expect(page.locator(".liste-recus .echec")).to_contain_text("vide.pdf")
    visite.examiner()
    page.locator(".liste-recus .reussi a").first.click()
    page.wait_for_url(ANALYSE)
    page.goto(f"{visite.site}/offres/")
    expect(page.locator("#analyses li")).to_have_count(2)
    visite.examiner()
    page.get_by_role("link", name=re.compile("^Supprimer")).first.click()
    visite.examiner()
    page.get_by_role("button", name="Supprimer l’analyse").click()
    expect(page.locator("#analyses li")).to_have_count(1)


@TAILLES
def test_sans_javascript(visiter: Visiter, taille: dict[str, int], pdf: Path) -> None:
    visite = visiter(taille=taille, javascript=False)
    page = deposer(visite, pdf)
    page.wait_for_url(ANALYSE)
    page.get_by_text("Mesurer avec un autre emploi-type").click()
    page.get_by_role("searchbox").fill("F2Z02")
    page.locator(".recherche-emploi").get_by_role("button").click()
    page.locator("#emplois-trouves").get_by_role("button").first.click()
    expect(page.get_by_text("choisi par vous")).to_be_visible()
    page.get_by_role("button", name="En faire une fiche").click()
    page.wait_for_url(EDITEUR)


def test_l_exemple_le_portrait_et_le_sombre(visiter: Visiter) -> None:
    visite = visiter(sombre=True)
    page = visite.aller("/offres/")
    page.get_by_role("button", name="Analyser cet exemple").click()
    page.wait_for_url(ANALYSE)
    visite.examiner()
    page.get_by_role("link", name="Les règles du portrait").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Les règles du portrait")
    visite.examiner()


def test_ce_qui_s_imprime_est_l_analyse(visiter: Visiter) -> None:
    visite = visiter()
    page = visite.aller("/offres/")
    page.get_by_label("Collez le texte de l’offre").fill(TEXTE)
    page.get_by_role("button", name="Analyser", exact=True).click()
    page.wait_for_url(ANALYSE)
    page.emulate_media(media="print")
    expect(page.get_by_role("button", name="En faire une fiche")).to_be_hidden()
    expect(page.locator(".filtres")).to_be_hidden()
    expect(page.locator(".texte-offre")).to_be_visible()
