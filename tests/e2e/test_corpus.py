"""Upload, follow, read, label a sample, read the corrected figures; with a mouse, on a phone."""

from __future__ import annotations

import itertools
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from corpus_analyses import offres
from playwright.sync_api import Page, expect

from e2e.navigation import ETROIT, GRAND, Visite

Visiter = Callable[..., Visite]
TAILLES = pytest.mark.parametrize("taille", [GRAND, ETROIT], ids=["1280", "390"])
RAPPORT = re.compile(r"/corpus/analyses/[0-9a-f-]{36}/rapport/$")


@pytest.fixture
def jsonl(tmp_path: Path) -> Path:
    fichier = tmp_path / "offres-du-verger.jsonl"
    fichier.write_text("\n".join(json.dumps(offre, ensure_ascii=False) for offre in offres(20)), "utf-8")
    return fichier


@pytest.fixture(autouse=True)
def taches_immediates(settings: Any) -> None:
    """The run is made while it is asked for: no worker stands beside the test's server."""
    immediat = {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend", "QUEUES": []}
    settings.TASKS = {"default": immediat}


def analyser(visite: Visite, fichier: Path) -> Page:
    page = visite.aller("/corpus/")
    expect(page.get_by_role("heading", name="Les offres que vous rassemblerez seront ici")).to_be_visible()
    visite.examiner()
    page.get_by_role("link", name="Apporter des offres").click()
    visite.examiner()
    page.set_input_files("#fichiers", str(fichier))
    page.get_by_label("Nom du corpus").fill("Offres du verger")
    page.get_by_role("button", name="Recevoir ces offres").click()
    expect(page.get_by_role("heading", name="Quelle colonne contient quoi ?")).to_be_visible()
    visite.examiner()
    page.get_by_role("button", name="Garder ces colonnes").click()
    visite.examiner()
    page.get_by_label("Emplois-types à mesurer").fill("F2Z01")
    page.set_default_timeout(120_000)
    page.get_by_role("button", name="Lancer l’analyse").click()
    expect(page.get_by_text("L’analyse est terminée")).to_be_visible(timeout=120_000)
    visite.examiner()
    page.get_by_role("link", name="Lire le rapport").click()
    page.wait_for_url(RAPPORT)
    return page


@TAILLES
def test_from_a_table_of_offers_to_corrected_figures(
    visiter: Visiter, taille: dict[str, int], jsonl: Path, tmp_path: Path
) -> None:
    visite = visiter(taille=taille)
    page = analyser(visite, jsonl)
    expect(page.locator("article")).to_contain_text("F2Z01")
    visite.examiner()

    apporter_des_postes(visite, tmp_path)

    page.get_by_role("link", name="Chiffres et exemples").click()
    visite.examiner()
    exemples = page.locator("details.exemples").first
    exemples.locator("summary").click()
    exemples.get_by_role("link").first.click()
    expect(page.locator("h1")).to_contain_text("pédagogie du verger")
    visite.examiner()
    page.go_back()

    page.get_by_role("link", name="Travail émergent").click()
    expect(page.locator(".liste-emergents")).to_contain_text("ruche pédagogique")
    visite.examiner()

    page.get_by_role("link", name="Échantillon à vérifier").click()
    page.get_by_label(re.compile("^150 lignes")).check()
    page.get_by_role("button", name="Tirer l’échantillon").click()
    visite.examiner()
    etiqueter(page)
    visite.examiner()
    page.get_by_role("link", name="Lire le rapport corrigé").click()
    expect(page.locator("article")).to_contain_text(re.compile("corrig", re.I))
    visite.examiner()


def apporter_des_postes(visite: Visite, dossier: Path) -> None:
    """From the report to the corpus, with the posts opened, and back to the report that draws them."""
    page = visite.page
    postes = dossier / "postes.csv"
    postes.write_text(
        "année;BAP;corps normalisé;EMPLOIS TYPES;NOMBRE d'emplois\n"
        "2023;F;ingénieur d’études;Ingénieur-e en pédagogie du verger;4\n",
        "utf-8",
    )
    page.get_by_role("link", name="Offres du verger").first.click()
    page.get_by_text("Ce que le tableau doit contenir").click()
    visite.examiner()
    page.set_input_files("#id_concours", str(postes))
    page.get_by_role("button", name="Apporter").click()
    expect(page.get_by_text("4 postes ouverts en 2023")).to_be_visible()
    visite.examiner()
    page.get_by_role("link", name="Mesurée à F2Z01").click()
    page.get_by_role("button", name="Refaire ce rapport").click()
    expect(page.get_by_text("L’analyse est terminée")).to_be_visible()
    page.get_by_role("link", name="Lire le rapport").click()
    expect(page.locator("article")).to_contain_text("La demande : postes ouverts et offres")


def etiqueter(page: Page) -> None:
    """Say of every line that it is right, faster than the answers are kept, page after page."""
    faites = 0
    for suivante in itertools.count(2):
        lignes = page.locator(".lignes-tirees > li")
        for rang in range(lignes.count()):
            lignes.nth(rang).get_by_label(re.compile("^Juste")).check()
            faites += 1
        # The link to the report comes with the count of the last answer.
        expect(page.locator("#bilan h2")).to_contain_text(re.compile(rf"^\s*{faites} sur "))
        if page.get_by_role("link", name=re.compile("Lire le rapport corrigé")).count():
            return
        page.get_by_role("link", name=re.compile("suivante")).click()
        page.wait_for_url(re.compile(rf"page={suivante}$"))


def test_a_wrong_file_is_told_and_nothing_is_lost(visiter: Visiter, tmp_path: Path) -> None:
    visite = visiter()
    page = visite.aller("/corpus/nouveau/")
    fichier = tmp_path / "abime.xlsx"
    fichier.write_bytes(b"PK\x03\x04 rien")
    page.get_by_label("Nom du corpus").fill("Essai")
    page.set_input_files("#fichiers", str(fichier))
    page.get_by_role("button", name="Recevoir ces offres").click()
    expect(page.get_by_role("alert")).to_contain_text("est abîmé ou incomplet")
    expect(page.get_by_label("Nom du corpus")).to_have_value("Essai")
    # A form that is refused answers 422, and the browser notes it.
    assert all("422" in probleme for probleme in visite.problemes)
    visite.problemes.clear()
