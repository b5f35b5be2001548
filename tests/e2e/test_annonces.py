"""From a fiche to a public page, then its withdrawal: with a mouse, on a phone, without script."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import timedelta

import jsonschema
import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from e2e.navigation import ETROIT, GRAND, Visite
from exemples.jobposting import SCHEMA
from socle.echanges.jobposting import proprietes_manquantes

Visiter = Callable[..., Visite]

CHAMPS = {
    "poste": {"grade": "Ingénieur d’études", "quotite": "100", "reference": "EX-2026-01"},
    "employeur": {"etablissement": "Université de l’Exemple", "code_postal": "44000", "ville": "Nantes"},
    "remuneration": {"salaire_min": "26000", "salaire_max": "34000"},
    "avis": {
        "versant": "Fonction publique de l’État",
        "date_vacance": "2027-03-01",
        "autorite_recrutement": "Présidence de l’université",
        "organisme": "Université de l’Exemple",
    },
    "candidature": {"candidature_adresse": "recrutement@exemple.fr", "contact": "Direction du service"},
}


def preparer(visite: Visite) -> Page:
    """A fiche made from a model, then its offer."""
    page = visite.aller("/modeles/hybridation/")
    page.get_by_role("button", name="Partir de ce modèle").first.click()
    page.wait_for_url("**/fiches/*-*/")
    page.get_by_role("button", name="Publier une offre").click()
    page.wait_for_url("**/annonces/*-*/")
    return page


def enregistre(page: Page, geste: Callable[[], object]) -> None:
    """Do something, and wait until it is saved."""
    with page.expect_response(lambda response: response.request.method == "POST"):
        geste()


def remplir(page: Page) -> None:
    """Everything that the notice asks, but for a deadline that is too soon."""
    for groupe, champs in CHAMPS.items():
        page.locator(f"#groupe-{groupe} summary").first.click()
        for nom, valeur in champs.items():
            page.locator(f"#champ-{nom}").fill(valeur)
        enregistre(page, lambda: page.keyboard.press("Tab"))
    enregistre(page, lambda: page.locator("#champ-vacance").select_option("vacance"))
    trop_tot = (timezone.localdate() + timedelta(days=10)).isoformat()
    enregistre(page, lambda: page.locator("#champ-date_limite").fill(trop_tot))
    for section, texte in (
        ("presentation", "Une université au bord de l’eau."),
        ("mission", "Vous aidez les équipes à concevoir des cours hybrides."),
        ("conditions", "Des déplacements entre deux campus."),
    ):
        enregistre(page, lambda s=section, t=texte: page.locator(f"#texte-{s}").fill(t))


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("taille", [GRAND, ETROIT], ids=["1280", "390"])
def test_an_offer_is_written_checked_published_and_withdrawn(
    visiter: Visiter, taille: dict[str, int]
) -> None:
    visite = visiter(taille=taille)
    page = preparer(visite)
    visite.examiner()
    expect(page.locator("#controle")).to_contain_text("À corriger avant de publier")
    expect(page.locator("#etat-mission")).to_have_text("texte de la fiche")
    remplir(page)
    expect(page.locator("#etat-mission")).to_have_text("écrit pour l’offre")
    expect(page.locator("#controle")).to_contain_text("Publicité de moins d’un mois")
    page.get_by_role("button", name="Repousser la date limite").click()
    expect(page.locator("#controle")).not_to_contain_text("À corriger avant de publier")
    visite.examiner()
    page.get_by_role("link", name="Publier", exact=True).click()
    visite.examiner()
    page.get_by_role("button", name="Publier l’offre").click()
    expect(page.locator("#messages")).to_contain_text("L’offre est publiée")
    editeur = page.url

    public = visiter(taille=taille)
    page.get_by_role("link", name="Page publique").click()
    page.wait_for_url(lambda adresse: adresse != editeur)
    public.page.goto(page.url)
    expect(public.page.get_by_role("heading", level=1)).to_have_text("Ingénieur-e pédagogique")
    public.examiner()
    jsonld = json.loads(public.page.locator('script[type="application/ld+json"]').text_content() or "")
    jsonschema.validate(jsonld, SCHEMA)
    assert proprietes_manquantes(jsonld) == ()
    public.aller("/annonces/publiees/")
    public.examiner()

    page.goto(editeur)
    page.get_by_role("link", name="Retirer l’offre").click()
    page.get_by_label("Pourquoi").fill("Poste pourvu")
    page.get_by_role("button", name="Retirer l’offre").click()
    expect(page.locator(".publications")).to_contain_text("Poste pourvu")
    visite.examiner()
    retiree = public.page.request.get(editeur.replace("/annonces/", "/annonces/publiees/"))
    assert retiree.status == 410


@pytest.mark.django_db(transaction=True)
def test_an_offer_is_written_without_script(visiter: Visiter) -> None:
    visite = visiter(javascript=False)
    page = preparer(visite)
    section = page.locator("#section-mission")
    section.get_by_role("textbox").fill("Vous aidez les équipes.")
    section.get_by_role("button", name="Enregistrer").click()
    expect(page.locator("#texte-mission")).to_have_value("Vous aidez les équipes.")
    page.locator("#groupe-employeur summary").first.click()
    page.locator("#champ-ville").fill("Nantes")
    page.locator("#groupe-employeur").get_by_role("button", name="Enregistrer").click()
    expect(page.locator("#lecture-employeur")).to_contain_text("Nantes")
    page.get_by_role("link", name="Publier", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Publier cette offre")
