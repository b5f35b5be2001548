"""The whole life of a fiche, by four people in four browsers: writer, head, HR, holder."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import petite_edition
import pytest
from django.contrib.auth.models import User
from playwright.sync_api import Page, expect

from e2e.navigation import ETROIT, GRAND, Visite
from socle.referentiel import Editions
from socle_web.comptes import annuaire
from socle_web.comptes.models import Etablissement, Role

Visiter = Callable[..., Visite]

MOT_DE_PASSE = "quatre pommes mûres"
CONFLIT = re.compile("409")


@pytest.fixture
def gens(serveur: None, transactional_db: None) -> None:
    """Four accounts: three in the service, one for the whole établissement."""
    etablissement = Etablissement.objects.create(nom="Université de Port-Mer")
    service = annuaire.creer_service(etablissement=etablissement, nom="Appui à la pédagogie")
    for nom, role, ou in (
        ("redaction", Role.REDACTEUR, service),
        ("responsable", Role.RESPONSABLE, service),
        ("ressources", Role.RH, None),
        ("titulaire", Role.LECTEUR, service),
    ):
        user = User.objects.create_user(nom, f"{nom}@port-mer.example", MOT_DE_PASSE)
        annuaire.donner_role(user=user, etablissement=etablissement, role=role, service=ou)


def entrer(visite: Visite, nom: str) -> Page:
    page = visite.aller("/connexion/")
    page.locator("[name=username]").fill(nom)
    page.locator("[name=password]").fill(MOT_DE_PASSE)
    page.locator("main button[type=submit]").click()
    page.wait_for_url(re.compile(r"/$"))
    return page


def pardonner(visite: Visite) -> None:
    """A conflict answers 409: the browser says so, and that is all that it has to say."""
    autres = [probleme for probleme in visite.problemes if not CONFLIT.search(probleme)]
    assert len(autres) < len(visite.problemes)
    visite.problemes[:] = autres


def ecrire_ligne(page: Page, avant: str, apres: str) -> None:
    page.locator(".feuille-fiche .ligne", has_text=avant).get_by_role(
        "link", name=re.compile("Modifier")
    ).click()
    page.locator(".ligne-ouverte textarea").first.fill(apres)


def decliner(visite: Visite) -> str:
    """The writer starts the fiche; where it is followed."""
    page = visite.aller(f"/emplois-types/{petite_edition.NOM}/F2Z01/")
    page.get_by_role("button", name=re.compile("Décliner")).click()
    page.wait_for_url(re.compile(r"/fiches/[0-9a-f-]{36}/"))
    visite.examiner()
    return page.url.removeprefix(visite.site) + "suivi/"


def refuser(redaction: Visite, responsable: Visite, suivi: str) -> None:
    """Submitted, remarked upon, sent back with a reason."""
    page = redaction.aller(suivi)
    page.get_by_role("button", name="Soumettre à la relecture").click()
    expect(page.locator(".tour")).to_contain_text("C’est au responsable du service de relire")
    redaction.examiner()

    page = responsable.aller("/fiches/")
    expect(page.locator(".attendues")).to_contain_text("Ingénieur-e en pédagogie du verger")
    responsable.examiner()
    page.locator(".attendues a").click()
    ligne = page.locator("#ligne-a3")
    ligne.locator(".commenter summary").click()
    ligne.get_by_label("Votre commentaire").fill("Préciser les publics.")
    ligne.get_by_role("button", name="Envoyer").click()
    expect(page.locator("#ligne-a3")).to_contain_text("Préciser les publics.")
    page.locator(".passage-dit summary").click()
    page.get_by_label("Ce qui est à corriger").fill("Les publics des ateliers manquent.")
    responsable.examiner()
    page.get_by_role("button", name="Renvoyer").click()
    page.wait_for_url(re.compile(r"/fiches/[0-9a-f-]{36}/$"))


def se_heurter(redaction: Visite, responsable: Visite, suivi: str) -> None:
    """Two people write one line at once: the second is shown both texts, and chooses."""
    editeur = suivi.removesuffix("suivi/")
    page = redaction.aller("/fiches/avis/")
    expect(page.locator(".liste-avis")).to_contain_text("renvoyée pour correction")
    redaction.examiner()
    une, autre = redaction.aller(editeur), responsable.aller(editeur)
    expect(une.locator(".ouverts")).to_contain_text("Préciser les publics.")
    ecrire_ligne(autre, "Animer des ateliers", "Animer des ateliers de greffe pour les écoles")
    expect(autre.locator("#etat")).to_contain_text("Enregistré à")
    ecrire_ligne(une, "Animer des ateliers", "Animer des ateliers de greffe pour les étudiants")
    message = une.locator("#messages")
    expect(message).to_contain_text("responsable a changé ce texte entre-temps")
    expect(message).to_contain_text("pour les écoles")
    expect(message.get_by_role("textbox")).to_have_value(re.compile("pour les étudiants"))
    redaction.examiner()
    message.get_by_role("link", name="Garder celui de la fiche").click()
    expect(une.locator(".ligne", has_text="pour les écoles")).to_have_count(1)
    pardonner(redaction)


def valider(redaction: Visite, responsable: Visite, ressources: Visite, suivi: str) -> None:
    page = redaction.aller(suivi)
    page.locator("#ligne-a3").get_by_role("button", name=re.compile("C’est réglé")).click()
    page.get_by_role("button", name="Soumettre à la relecture").click()
    expect(page.locator(".tour")).to_contain_text("C’est au responsable")
    responsable.aller(suivi).get_by_role("button", name="Valider").click()
    page = ressources.aller(suivi)
    expect(page.locator(".tour")).to_contain_text("désigner la personne titulaire")
    page.get_by_label("Titulaire, dans l’établissement").select_option(label="titulaire")
    ressources.examiner()
    page.locator("#personnes").get_by_role("button", name="Enregistrer").click()
    expect(page.locator(".tour")).to_contain_text("C’est à la personne titulaire")


def signer(titulaire: Visite) -> None:
    """On a phone: the notice, the sheet, the signature with an observation."""
    page = titulaire.aller("/fiches/avis/")
    titulaire.examiner()
    page.locator(".liste-avis .lien-bouton").first.click()
    expect(page.locator(".signer")).to_contain_text("Ce n’est pas l’acceptation d’un contrat")
    page.get_by_label("Votre nom").fill("La personne titulaire")
    page.get_by_label(re.compile("Vos observations")).fill("Lue avec ma responsable.")
    titulaire.examiner()
    page.emulate_media(media="print")
    expect(page.locator(".signer")).to_be_hidden()
    expect(page.locator(".feuille-titre .titre")).to_be_visible()
    page.emulate_media(media="screen")
    page.get_by_role("button", name=re.compile("J’ai pris connaissance")).click()
    expect(page.locator(".parcours")).to_contain_text("La personne titulaire en a pris connaissance")
    titulaire.examiner()


def nouvelle_edition(settings: Any) -> None:
    """The same référentiel a year later: one activité is reworded, one has left."""
    texte = petite_edition.ecrire().decode()
    texte = texte.replace(
        "Assurer le suivi des récoltes et en rendre compte", "Assurer le suivi des récoltes"
    )
    texte = texte.replace("|Évaluer les dispositifs de cueillette", "|Tenir le cahier du verger")
    stored = Editions(settings.SOCLE_DONNEES)
    stored.enregistrer(stored.preparer(texte.encode(), nom="referens-suivant", titre="RéFérens suivant"))


def suivre_l_edition(redaction: Visite, suivi: str) -> None:
    page = redaction.aller(suivi)
    page.get_by_role("link", name="Voir ce qui change pour elle").click()
    expect(page.locator(".chapo")).to_contain_text("est reformulée")
    redaction.examiner()
    page.get_by_role("button", name="Préparer une nouvelle version").click()
    page.wait_for_url(re.compile(r"/fiches/[0-9a-f-]{36}/$"))
    page = redaction.aller(suivi.replace("suivi", "actualiser"))
    reformulee = page.locator(".proposition", has_text="Assurer le suivi des récoltes")
    reformulee.get_by_label("Prendre la nouvelle rédaction").check()
    redaction.examiner()
    page.get_by_role("button", name="Enregistrer ces choix").click()
    expect(page.locator(".feuille-fiche .ligne", has_text="en rendre compte")).to_have_count(0)
    expect(page.locator(".feuille-fiche .ligne", has_text="Évaluer les dispositifs")).to_have_count(1)


def comparer(ressources: Visite, suivi: str) -> None:
    """What was signed has not moved; what is being written differs by the words taken."""
    page = ressources.aller(suivi.replace("suivi", "versions"))
    supprime = page.locator(".comparaison del", has_text="et en rendre compte")
    expect(supprime).to_have_count(1)
    ressources.examiner()
    page = ressources.aller(suivi.replace("suivi", "versions/2"))
    expect(page.locator(".feuille-suivie")).to_contain_text(
        "Assurer le suivi des récoltes et en rendre compte"
    )
    expect(page.locator(".feuille-suivie")).to_contain_text("La personne titulaire")
    ressources.examiner()


def test_four_people_lead_a_fiche_through_its_life(visiter: Visiter, settings: Any, gens: None) -> None:
    redaction, responsable, ressources = (visiter(taille=GRAND) for _ in range(3))
    titulaire = visiter(taille=ETROIT)
    for visite, nom in (
        (redaction, "redaction"),
        (responsable, "responsable"),
        (ressources, "ressources"),
        (titulaire, "titulaire"),
    ):
        entrer(visite, nom)
    suivi = decliner(redaction)
    refuser(redaction, responsable, suivi)
    se_heurter(redaction, responsable, suivi)
    valider(redaction, responsable, ressources, suivi)
    signer(titulaire)
    nouvelle_edition(settings)
    suivre_l_edition(redaction, suivi)
    comparer(ressources, suivi)
    etroit = visiter(taille=ETROIT)
    entrer(etroit, "ressources")
    for adresse in ("suivi", "versions", "versions/1", "actualiser"):
        etroit.aller(suivi.replace("suivi", adresse))
        etroit.examiner()
    for adresse in ("/fiches/", "/fiches/importer/", "/fiches/?etat=brouillon&q=verger"):
        etroit.aller(adresse)
        etroit.examiner()
