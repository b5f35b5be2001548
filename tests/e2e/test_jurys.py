"""A grid, two members who score on a phone and by the keyboard, the comparison, the record."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from e2e.navigation import ETROIT, Visite

Visiter = Callable[..., Visite]
CRITERES = 9


def dresser(visite: Visite) -> Page:
    """The grid of a model's fiche, with a criterion that outweighs its place."""
    page = visite.aller("/modeles/generaliste/")
    page.get_by_role("button", name="Partir de ce modèle").first.click()
    page.wait_for_url("**/fiches/*-*/")
    page.get_by_role("button", name="Grille du jury").click()
    page.wait_for_url("**/jurys/*-*/")
    visite.examiner()
    page.locator("#ajout summary").click()
    page.get_by_label("Ou dans vos mots").fill("Production de ressources")
    page.locator("#poids-ajout").fill("40")
    page.locator("#motif-ajout").fill("Habitude")
    page.get_by_role("button", name="Ajouter le critère").click()
    page.get_by_role("button", name="Ramener à 100").click()
    expect(page.locator(".alerte-grille")).to_contain_text(
        re.compile("La production de ressources pèse 38\u00a0% de la grille, et 12\u00a0% du poste")
    )
    visite.examiner()
    return page


def reunir(visite: Visite) -> list[str]:
    """Two members and three candidates; the members' links."""
    page = visite.page
    page.get_by_role("link", name="Membres et candidatures").first.click()
    for nom in ("Présidence", "Direction du service"):
        page.get_by_label("Nom ou fonction du membre").fill(nom)
        page.get_by_role("button", name="Ajouter ce membre").click()
    page.get_by_label("Numéros des candidatures").fill("1-3")
    page.get_by_role("button", name="Inscrire").click()
    visite.examiner()
    page.get_by_role("button", name="Ouvrir la notation").click()
    expect(page.get_by_text("Chacun note de son côté")).to_be_visible()
    return [lien.input_value() for lien in page.locator(".lien-membre").all()]


def noter_au_doigt(visite: Visite, lien: str) -> None:
    """Every candidate, one tap a criterion."""
    page = visite.page
    page.goto(lien)
    visite.examiner()
    page.locator(".a-noter a").first.click()
    for candidat in range(3):
        expect(page.get_by_role("heading", level=1)).to_have_text(f"Candidat {candidat + 1}")
        visite.examiner()
        groupes = page.locator("fieldset")
        expect(groupes).to_have_count(CRITERES)
        for rang in range(CRITERES):
            groupes.nth(rang).locator("label").nth((rang + candidat) % 5).click()
        page.get_by_role("button", name="Enregistrer").first.click()
    expect(page.get_by_text("3 sur 3")).to_be_visible()


def noter_au_clavier(visite: Visite, lien: str) -> None:
    """Arrows choose a level, Tab goes to the next criterion, Enter saves."""
    page = visite.page
    page.goto(lien)
    page.locator(".a-noter a").first.click()
    for candidat in range(3):
        expect(page.get_by_role("heading", level=1)).to_have_text(f"Candidat {candidat + 1}")
        for rang in range(CRITERES):
            page.locator("fieldset").nth(rang).get_by_role("radio").first.focus()
            page.keyboard.press("Space")
            for _ in range((rang + candidat) % 4):
                page.keyboard.press("ArrowRight")
        page.keyboard.press("Enter")
    expect(page.get_by_text("3 sur 3")).to_be_visible()


@pytest.mark.django_db(transaction=True)
def test_a_jury_weighs_scores_compares_and_records(visiter: Visiter) -> None:
    presidence = visiter()
    page = dresser(presidence)
    premier, second = reunir(presidence)
    suivi = page.url

    noter_au_doigt(visiter(taille=ETROIT), premier)
    noter_au_clavier(visiter(), second)

    page.goto(suivi)
    expect(page.get_by_text("3 sur 3")).to_have_count(2)
    page.get_by_role("button", name="Ouvrir la comparaison").click()
    expect(page.locator(".phrase-accord")).to_contain_text("Deux membres donnent la même note")
    expect(page.locator(".phrase-accord")).to_contain_text("L’alpha de Krippendorff vaut")
    presidence.examiner()
    premiere = page.locator(".decisions li").first
    premiere.get_by_label("Décision").select_option("retenu")
    premiere.get_by_label("Motif").fill("Le plus proche du besoin")
    premiere.get_by_role("button", name="Enregistrer").click()
    page.get_by_role("button", name="Clore le jury").click()
    page.locator("main .menu > summary").click()
    with page.expect_download() as attendu:
        page.get_by_role("link", name=re.compile("^PDF")).click()
    feuillets = PdfReader(Path(attendu.value.path())).pages
    texte = " ".join(" ".join(feuillet.extract_text() for feuillet in feuillets).split())
    for dit in (
        "Procès-verbal du jury",
        "Présidence",
        "Habitude",
        "Le plus proche du besoin",
        "Krippendorff",
    ):
        assert dit in texte
    membre = visiter(taille=ETROIT)
    membre.page.goto(premier)
    membre.page.get_by_role("link", name="voir les notes de chacun").click()
    membre.examiner()
