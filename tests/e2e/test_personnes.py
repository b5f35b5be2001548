"""An établissement is set up by two people in two browsers: services, an invitation, a role, a password."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.contrib.auth.models import User
from playwright.sync_api import Page, expect

from e2e.navigation import ETROIT, GRAND, Visite
from socle_web.comptes import annuaire
from socle_web.comptes.models import Etablissement, Role

SECRET = "une phrase assez longue"


@pytest.fixture
def administration(serveur: None, transactional_db: None) -> None:
    """An établissement with one person, on a server."""
    etablissement = Etablissement.objects.create(nom="Université de Port-Mer")
    user = User.objects.create_user("admin@port-mer.example", "admin@port-mer.example", SECRET)
    annuaire.donner_role(user=user, etablissement=etablissement, role=Role.ADMINISTRATEUR)


def examiner(visite: Visite, javascript: bool) -> None:
    """Axe is a script: it looks at the pages of the visit that runs some."""
    if javascript:
        visite.examiner()


def entrer(visite: Visite, adresse: str, javascript: bool) -> Page:
    page = visite.aller("/connexion/")
    examiner(visite, javascript)
    page.get_by_label("Adresse électronique").fill(adresse)
    page.get_by_label("Mot de passe").fill(SECRET)
    page.get_by_role("button", name="Se connecter").click()
    expect(page.get_by_text("Compte", exact=True)).to_be_visible()
    return page


@pytest.mark.usefixtures("administration")
@pytest.mark.parametrize("javascript", [True, False])
def test_two_people_set_an_etablissement_up(visiter: Callable[..., Visite], javascript: bool) -> None:
    premiere = visiter(taille=GRAND, javascript=javascript)
    page = entrer(premiere, "Admin@port-mer.example", javascript)
    page.get_by_role("link", name="Réglages").click()
    page.get_by_role("link", name="Services").click()
    for nom, sous in (
        ("Direction de la formation", ""),
        ("Appui à la pédagogie", "Direction de la formation"),
    ):
        page.get_by_label("Nom du service").fill(nom)
        if sous:
            page.get_by_label("Rangé sous").select_option(label=sous)
        page.get_by_role("button", name="Ajouter").click()
        expect(page.get_by_role("link", name=nom)).to_be_visible()
    examiner(premiere, javascript)

    premiere.aller("/reglages/membres/")
    page.get_by_label("Adresse électronique").fill("responsable@port-mer.example")
    page.get_by_label("Rôle").select_option(label="Responsable de service")
    page.get_by_label("Dans").select_option(label="\u2003Appui à la pédagogie")
    page.get_by_role("button", name="Inviter").click()
    examiner(premiere, javascript)
    lien = page.locator(".empreinte").inner_text()

    seconde = visiter(taille=ETROIT, javascript=javascript)
    autre = seconde.aller(lien.removeprefix(seconde.site))
    examiner(seconde, javascript)
    autre.locator("#id_first_name").fill("Responsable")
    autre.locator("#id_last_name").fill("du service")
    autre.locator("#id_mot_de_passe").fill(SECRET)
    autre.locator("#id_confirmation").fill(SECRET)
    autre.get_by_role("button", name="Créer mon compte").click()
    expect(autre.get_by_text("Bienvenue")).to_be_visible()
    autre.get_by_text("Menu", exact=True).click()
    autre.get_by_role("link", name="Mon compte").click()
    examiner(seconde, javascript)
    expect(autre.get_by_text("Responsable de service (Appui à la pédagogie)")).to_be_visible()

    premiere.aller("/reglages/membres/")
    page.get_by_role("link", name="Responsable du service").click()
    examiner(premiere, javascript)
    premiere.aller("/reglages/journal/")
    examiner(premiere, javascript)
    expect(page.get_by_role("cell", name="Invitation acceptée")).to_be_visible()
    autre.get_by_text("Menu", exact=True).click()
    autre.get_by_role("button", name="Se déconnecter").click()
    autre.get_by_text("Menu", exact=True).click()
    expect(autre.get_by_role("link", name="Se connecter")).to_be_visible()


@pytest.mark.usefixtures("administration")
@pytest.mark.parametrize("sombre", [False, True])
def test_a_phone_has_one_line_and_one_menu_that_the_keyboard_opens(
    visiter: Callable[..., Visite], sombre: bool
) -> None:
    visite = visiter(taille=GRAND, sombre=sombre)
    page = entrer(visite, "admin@port-mer.example", javascript=True)
    expect(page.get_by_text("Menu", exact=True)).to_be_hidden()
    page.set_viewport_size(ETROIT)  # type: ignore[arg-type]
    visite.aller("/fiches/")
    menu = page.get_by_text("Menu", exact=True)
    barre = page.get_by_role("banner").bounding_box()
    assert barre is not None
    assert barre["height"] < 60
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    expect(menu).to_be_focused()
    page.keyboard.press("Enter")
    navigation = page.get_by_role("navigation", name="Navigation principale")
    expect(navigation.get_by_role("link", name="Fiches de poste")).to_have_attribute("aria-current", "page")
    expect(navigation.get_by_text("Université de Port-Mer")).to_be_visible()
    expect(navigation.get_by_role("button", name="Se déconnecter")).to_be_visible()
    visite.examiner()
    page.keyboard.press("Tab")
    expect(navigation.get_by_role("link", name="Emplois-types")).to_be_focused()
    page.keyboard.press("Escape")
    expect(menu).to_be_focused()
    expect(navigation.get_by_role("link", name="Emplois-types")).to_be_hidden()


@pytest.mark.usefixtures("serveur", "transactional_db")
@pytest.mark.parametrize("taille", [GRAND, ETROIT], ids=["grand", "etroit"])
def test_who_administers_the_site_reads_what_was_done_to_it(
    visiter: Callable[..., Visite], taille: dict[str, int]
) -> None:
    User.objects.create_user("site@port-mer.example", "site@port-mer.example", SECRET, is_staff=True)
    visite = visiter(taille=GRAND)
    page = entrer(visite, "site@port-mer.example", javascript=True)
    page.set_viewport_size(taille)  # type: ignore[arg-type]
    visite.aller("/site/etablissements/")
    page.get_by_label("Nom de l’établissement").fill("Université de Port-Mer")
    page.get_by_label("Adresse de la personne").fill("admin@port-mer.example")
    page.get_by_role("button", name="Ouvrir").click()
    visite.aller("/reglages/")
    visite.examiner()
    page.get_by_role("link", name="Journal du site").click()
    visite.examiner()
    expect(page.get_by_role("cell", name="Établissement ouvert")).to_be_visible()
    page.get_by_label("Nature").select_option(label="Lectures de données personnelles")
    page.get_by_role("button", name="Filtrer").click()
    expect(page.get_by_role("cell", name="Établissement ouvert")).to_have_count(0)
    page.get_by_role("link", name="Tout voir").click()
    expect(page.get_by_role("cell", name="Établissement ouvert")).to_be_visible()
