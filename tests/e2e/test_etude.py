"""A round walked by an animator and three participants, each in a browser of their own."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from bench.essaim import serveur
from installation import poser_les_tables
from playwright.sync_api import Page, expect

from e2e.navigation import ETROIT, GRAND, Visite

Visiter = Callable[..., Visite]

LIGNES = ("Concevoir des parcours de verger", "Greffer avec les publics", "Tenir le carnet des haies")

OUVRIR = "for (const details of document.querySelectorAll('main details:not(.menu)')) details.open = true"


@pytest.fixture
def site(tmp_path: Path) -> Iterator[str]:
    """A server of its own: several browsers write at once, which needs more than one connection."""
    poser_les_tables(tmp_path)
    with serveur(tmp_path, processus=1) as adresse:
        yield adresse


def commencer(visite: Visite) -> None:
    """From the menu to a consultation by invitation, looking at every page on the way."""
    page = visite.aller("/etudes/")
    visite.examiner()
    page.get_by_role("link", name="Commencer une étude").click()
    visite.examiner()
    page.get_by_label("Titre de l’étude").fill("Les métiers du verger")
    page.get_by_role("button", name="Commencer", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Les métiers du verger")
    visite.examiner()
    page.get_by_role("link", name="Préparer une consultation").click()
    visite.examiner()
    page.get_by_label("Titre").fill("Ce qui compte au verger")
    page.get_by_label("Présentation").fill("Dites-nous ce qui est essentiel dans votre travail.")
    page.get_by_role("button", name="Continuer").click()
    visite.examiner()


def questionner(visite: Visite) -> None:
    """A ranking that names the lines, a rating of each, a free question; the rule looked at."""
    page = visite.page
    page.get_by_role("link", name="Écrire la première question").click()
    visite.examiner()
    page.get_by_label("Classer plusieurs éléments").check()
    page.locator("#id_texte").fill("Qu’est-ce qui compte d’abord ?")
    page.locator("#id_elements").fill("\n".join(LIGNES))
    page.get_by_role("button", name="Ajouter la question").click()
    page.get_by_role("button", name="Les faire noter").click()
    expect(page.locator(".questions > li")).to_have_count(4)
    page.get_by_role("link", name="Ajouter une question").click()
    page.get_by_label(re.compile("Écrire librement")).check()
    page.locator("#id_texte").fill("Que manque-t-il ?")
    page.get_by_role("button", name="Ajouter la question").click()
    page.get_by_role("link", name="Changer la règle").click()
    visite.examiner()
    page.get_by_label("Réponses nécessaires pour conclure").fill("3")
    page.get_by_role("button", name="Fixer cette règle").click()
    expect(page.locator("#messages")).to_contain_text("La règle est fixée")
    visite.examiner()


def inviter(visite: Visite) -> list[str]:
    page = visite.page
    page.get_by_role("link", name="Inviter, suivre").click()
    visite.examiner()
    page.get_by_label(re.compile("^Personnes à inviter")).fill("Haie Une\nHaie Deux\nHaie Trois")
    page.get_by_role("button", name="Tirer les liens").click()
    visite.examiner()
    return [champ.input_value() for champ in page.locator(".lien-personnel").all()]


def retour(page: Page) -> None:
    page.get_by_role("navigation", name="Fil d’Ariane").get_by_role(
        "link", name="Ce qui compte au verger"
    ).click()


def entrer(visite: Visite, lien: str) -> Page:
    page = visite.page
    page.goto(lien)
    visite.examiner()
    page.get_by_role("button", name="Commencer").click()
    expect(page.get_by_text("Votre code de reprise")).to_be_visible()
    visite.examiner()
    return page


def classer(page: Page) -> None:
    for rang, ligne in enumerate(LIGNES, start=1):
        page.get_by_label(ligne, exact=True).select_option(str(rang))


def noter(page: Page, ligne: str, note: int) -> None:
    question = page.locator(".question", has=page.locator("legend", has_text=ligne))
    question.locator(f"input[value='{note}']").check()


def test_an_animator_and_three_participants_walk_a_round(visiter: Visiter) -> None:
    animatrice = visiter()
    commencer(animatrice)
    questionner(animatrice)
    liens = inviter(animatrice)
    page = animatrice.page
    retour(page)
    page.get_by_role("button", name="Ouvrir le tour").click()
    expect(page.get_by_role("heading", name="Le tour 1 est ouvert")).to_be_visible()
    animatrice.examiner()
    page.get_by_role("link", name="Projeter").click()
    animatrice.examiner()
    expect(page.locator(".direct-nombre")).to_have_text("0")

    telephone, une = repondre_au_telephone(visiter, page, liens[0])
    repondre_sans_script(visiter, liens[1])
    repondre_au_clavier(visiter, liens[2])
    conclure(animatrice)
    deuxieme_tour(animatrice, telephone, une, liens[0])


def repondre_au_telephone(visiter: Visiter, page: Page, lien: str) -> tuple[Visite, Page]:
    """Answers leave as they are given; the projected page counts them without being touched."""
    telephone = visiter(taille=ETROIT)
    une = entrer(telephone, lien)
    classer(une)
    noter(une, LIGNES[0], 5)
    noter(une, LIGNES[1], 4)
    question = une.locator(".question", has=une.locator("legend", has_text=LIGNES[0]))
    question.get_by_text("Donner une raison").click()
    question.locator("textarea").fill("Sans parcours, pas de verger.")
    expect(une.locator("#progression")).to_contain_text("3 réponses sur 5")
    expect(question.locator(".etat")).to_contain_text("Enregistré")
    telephone.examiner()
    expect(page.locator(".direct-nombre")).to_have_text("1")
    # Left and come back to, by the same link.
    une.goto("about:blank")
    une.goto(lien)
    expect(question.locator("input[value='5']")).to_be_checked()
    expect(question.locator("textarea")).to_have_value("Sans parcours, pas de verger.")
    noter(une, LIGNES[2], 5)
    une.get_by_role("button", name="Enregistrer et terminer").click()
    expect(une.locator("#bilan")).to_contain_text("la question 5")
    telephone.examiner()

    return telephone, une


def repondre_sans_script(visiter: Visiter, lien: str) -> None:
    """The same in one form, without axe, which is itself a script."""
    page = visiter(javascript=False).page
    page.goto(lien)
    page.get_by_role("button", name="Commencer").click()
    classer(page)
    for ligne, note in zip(LIGNES, (4, 4, 2), strict=True):
        noter(page, ligne, note)
    page.locator("textarea").last.fill("Tailler en hiver.")
    page.get_by_role("button", name="Enregistrer et terminer").click()
    expect(page.locator("#bilan")).to_contain_text("Merci")


def conclure(animatrice: Visite) -> None:
    """Who answered is seen, never what; then the round is closed and its results read."""
    page = animatrice.page
    expect(page.locator(".direct-nombre")).to_have_text("3")
    page.get_by_role("link", name="Revenir à la conduite").click()
    page.get_by_role("link", name="Inviter, suivre").click()
    expect(page.get_by_text("a répondu", exact=True)).to_have_count(3)
    animatrice.examiner()
    retour(page)
    page.get_by_role("link", name="Clore le tour").click()
    animatrice.examiner()
    page.get_by_role("button", name="Clore et lire les résultats").click(timeout=60_000)
    expect(page.locator("#resultat-1")).to_contain_text("W de Kendall", timeout=60_000)
    expect(page.locator("#resultat-2 .pastille").first).to_have_text("Consensus")
    animatrice.examiner()
    page.evaluate(OUVRIR)
    animatrice.examiner()


def repondre_au_clavier(visiter: Visiter, lien: str) -> None:
    """Tab reaches each scale once; arrows choose in it; each choice is saved."""
    page = entrer(visiter(), lien)
    premiere = page.locator(".question", has=page.locator("legend", has_text=LIGNES[0]))
    page.locator("select").last.focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    expect(premiere.locator("input[value='1']")).to_be_checked()
    for _ in range(4):
        page.keyboard.press("ArrowRight")
    expect(premiere.locator("input[value='5']")).to_be_checked()
    expect(premiere.locator(".etat")).to_contain_text("Enregistré")


def deuxieme_tour(animatrice: Visite, telephone: Visite, une: Page, lien: str) -> None:
    """Each finds their answer and the group's; the place is kept between rounds."""
    une.goto(lien)
    expect(une.get_by_role("heading", name="Ce que le groupe a répondu")).to_be_visible()
    telephone.examiner()
    page = animatrice.page
    page.get_by_role("link", name="Continuer").click()
    animatrice.examiner()
    page.get_by_label(LIGNES[0]).check()
    page.get_by_role("button", name="Préparer le tour 2").click()
    page.get_by_role("button", name="Ouvrir le tour").click()
    une.goto(lien)
    expect(une.locator(".avant-tour").first).to_contain_text("Le groupe")
    expect(une.get_by_text("Votre réponse au tour précédent").first).to_be_visible()
    telephone.examiner()
    noter(une, LIGNES[0], 4)
    expect(une.locator("#progression")).to_contain_text("1 réponse")


@pytest.mark.parametrize("taille", [GRAND, ETROIT], ids=["1280", "390"])
def test_a_workshop_is_joined_and_projected(visiter: Visiter, taille: dict[str, int]) -> None:
    animatrice = visiter(taille=taille, sombre=True)
    commencer(animatrice)
    page = animatrice.page
    page.get_by_role("navigation", name="Fil d’Ariane").get_by_role(
        "link", name="Les métiers du verger"
    ).click()
    page.get_by_role("link", name="Préparer une consultation").click()
    page.get_by_label("Titre").fill("Atelier du verger")
    page.get_by_label(re.compile("^Atelier")).check()
    page.get_by_role("button", name="Continuer").click()
    page.get_by_role("link", name="Écrire la première question").click()
    page.get_by_label("Répondre par oui ou par non").check()
    page.locator("#id_texte").fill("Taillez-vous en hiver ?")
    page.get_by_role("button", name="Ajouter la question").click()
    page.get_by_role("button", name="Ouvrir le tour").click()
    page.get_by_role("link", name="Projeter").click()
    animatrice.examiner()
    adresse = page.locator(".direct-adresse").inner_text()
    expect(page.get_by_role("img", name=re.compile("Code à photographier"))).to_be_visible()
    telephone = visiter(taille=ETROIT)
    une = entrer(telephone, adresse)
    une.get_by_label("Oui").check()
    expect(une.locator(".etat").first).to_contain_text("Enregistré")
    expect(page.locator(".direct-nombre")).to_have_text("1")
    page.get_by_role("link", name="Revenir à la conduite").click()
    page.get_by_role("link", name="Clore le tour").click()
    page.get_by_role("button", name="Clore et lire les résultats").click(timeout=60_000)
    animatrice.examiner()
    page.get_by_role("link", name="Continuer").click()
    page.get_by_role("link", name="Projeter").click()
    expect(page.locator(".direct-resultats")).to_contain_text("1\u00a0oui sur 1")
    animatrice.examiner()


def test_the_booklets_study_reads_whole(visiter: Visiter) -> None:
    """Every page of the worked example, at both sizes."""
    visite = visiter()
    page = visite.aller("/etudes/")
    page.get_by_role("button", name="Ouvrir l’exemple du livret").click()
    page.wait_for_selector(".entonnoir")
    visite.examiner()
    adresse = page.url.removeprefix(visite.site)
    etroite = visiter(taille=ETROIT)
    for partie in ("sources", "candidats", "regle", "matrice", "desaccords", "verdicts", "proposition"):
        for une in (visite, etroite):
            une.aller(f"{adresse}{partie}/")
            une.page.evaluate(OUVRIR)
            une.examiner()
    page.goto(f"{visite.site}{adresse}matrice/")
    page.locator(".matrice td a").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Apporter un soutien")
    visite.examiner()
    page.goto(f"{visite.site}{adresse}sources/")
    page.get_by_role("link", name=re.compile("^Coder")).first.click()
    visite.examiner()
    page.goto(f"{visite.site}{adresse}proposition/")
    page.get_by_role("button", name="Publier l’étude").click()
    publiee = str(page.get_by_role("link", name="sa page").get_attribute("href"))
    for une in (visiter(), visiter(taille=ETROIT), visiter(sombre=True)):
        une.aller(publiee)
        une.examiner()
