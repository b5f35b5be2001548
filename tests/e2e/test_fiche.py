"""From the home page to the file: writing a fiche de poste, with a mouse, a keyboard, a phone, no script."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from docx import Document
from playwright.sync_api import Locator, Page, Route, expect
from pypdf import PdfReader

from e2e.navigation import ETROIT, GRAND, Visite

Visiter = Callable[..., Visite]

TAILLES = pytest.mark.parametrize("taille", [GRAND, ETROIT], ids=["1280", "390"])
EDITEUR = re.compile(r"/fiches/[0-9a-f-]{36}/")
NOMS = {"docx": "Word", "odt": "OpenDocument", "pdf": "PDF", "html": "Page web", "json": "Données"}


def telecharger(page: Page, format: str) -> bytes:
    """Download the fiche from the menu."""
    page.locator("main .menu > summary").click()
    with page.expect_download() as attendu:
        page.get_by_role("link", name=re.compile(f"^{NOMS[format]}")).click()
    page.locator("h1").click()
    assert attendu.value.suggested_filename.endswith(f".{format}")
    return Path(attendu.value.path()).read_bytes()


def textes_docx(contenu: bytes) -> str:
    document = Document(io.BytesIO(contenu))
    return "\n".join(
        [paragraphe.text for paragraphe in document.paragraphs]
        + [cellule.text for table in document.tables for rang in table.rows for cellule in rang.cells]
    )


def textes_pdf(contenu: bytes) -> str:
    feuillets = PdfReader(io.BytesIO(contenu)).pages
    return " ".join(" ".join(feuillet.extract_text() for feuillet in feuillets).split())


def ligne(page: Page, texte: str) -> Locator:
    return page.locator(".feuille-fiche .ligne", has_text=texte)


def decliner(visite: Visite) -> Page:
    """Home page, search, emploi-type, « Décliner »."""
    page = visite.aller("/")
    visite.examiner()
    page.get_by_role("searchbox").fill("pédagogie")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("q="))
    page.get_by_role("link", name="Ingénieur-e en pédagogie du verger").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Ingénieur-e en pédagogie du verger")
    visite.examiner()
    page.get_by_role("button", name=re.compile("Décliner")).click()
    page.wait_for_url(EDITEUR)
    return page


def retirer_une_ligne(page: Page) -> None:
    """Remove, think better of it, remove again."""
    retiree = ligne(page, "Évaluer les dispositifs de cueillette")
    retiree.get_by_role("button", name="Retirer").click()
    expect(retiree).to_have_count(0)
    expect(page.locator("#etat")).to_contain_text("Enregistré à")
    page.get_by_role("button", name=re.compile("^Annuler")).click()
    expect(retiree).to_have_count(1)
    page.get_by_role("button", name=re.compile("^Refaire")).click()
    expect(retiree).to_have_count(0)
    expect(page.get_by_text("Reprendre une ligne de l’emploi-type")).to_be_visible()


def adapter_une_ligne(visite: Visite) -> None:
    """What is typed is saved without a click, and told apart from the original word by word."""
    page = visite.page
    adaptee = ligne(page, "Conduire un projet de plantation")
    adaptee.get_by_role("link", name=re.compile("Modifier")).click()
    zone = page.get_by_role("textbox", name=re.compile("Texte de la ligne"))
    expect(zone).to_be_focused()
    zone.fill("Conduire un projet de plantation hybride")
    expect(page.locator(".suivi ins")).to_have_text(re.compile("hybride"))
    expect(page.locator("#conformite")).not_to_contain_text("Emploi-type repris sans adaptation")
    visite.examiner()
    page.get_by_role("button", name="Terminé").click()
    expect(ligne(page, "Conduire un projet de plantation hybride").locator(".prov")).to_contain_text("adapté")


def ajouter_deux_lignes(page: Page) -> None:
    """A wording of one's own, then one of the dictionary."""
    section = page.locator("#bloc-connaissances")
    section.get_by_text("Ajouter une connaissance").click()
    saisie = section.get_by_label("Votre connaissance")
    saisie.fill("Sciences des vergers")
    saisie.press("Enter")
    expect(ligne(page, "Sciences des vergers")).to_have_count(1)
    expect(saisie).to_be_focused()
    saisie.fill("haie")
    section.get_by_role("button", name=re.compile("Droit des haies")).click()
    expect(ligne(page, "Droit des haies").locator(".prov")).to_contain_text("ajouté")


def appliquer_une_correction(page: Page) -> None:
    constat = page.locator(
        "#conformite .constat", has=page.get_by_role("button", name=re.compile("libellé exact"))
    )
    expect(constat).to_have_count(1)
    constat.get_by_role("button", name=re.compile("libellé exact")).click()
    expect(constat).to_have_count(0)
    expect(ligne(page, "Sciences des vergers")).to_have_count(0)


def remplir_un_champ(page: Page) -> None:
    """Saved as it is typed, read when its section is closed."""
    page.locator("#groupe-affectation summary").click()
    page.get_by_label("Service d’affectation").fill("Service des vergers")
    lecture = page.locator("#lecture-affectation")
    expect(lecture).to_contain_text("Service des vergers")
    page.locator("#groupe-affectation summary").click()
    expect(lecture).to_be_visible()


@TAILLES
def test_une_personne_ecrit_une_fiche(
    serveur: None, visiter: Visiter, taille: dict[str, int], tmp_path: Path
) -> None:
    visite = visiter(taille=taille)
    page = decliner(visite)
    visite.examiner()
    expect(page.locator("#conformite")).to_contain_text("Emploi-type repris sans adaptation")
    retirer_une_ligne(page)
    adapter_une_ligne(visite)
    ajouter_deux_lignes(page)
    visite.examiner()
    appliquer_une_correction(page)
    remplir_un_champ(page)
    visite.examiner()

    textes, lu = textes_docx(telecharger(page, "docx")), textes_pdf(telecharger(page, "pdf"))
    for attendu in ("Conduire un projet de plantation hybride", "Droit des haies", "Service des vergers"):
        assert attendu in textes
        assert attendu in lu
    assert "Évaluer les dispositifs de cueillette" not in textes + lu
    brut = telecharger(page, "json")

    # Brought back in another browser, which knows nothing of the first one's drafts.
    fichier = tmp_path / "fiche.json"
    fichier.write_bytes(brut)
    autre = visiter(taille=taille)
    autre.aller("/fiches/")
    expect(autre.page.locator(".brouillon")).to_have_count(0)
    autre.examiner()
    autre.page.set_input_files("#id_fichier", str(fichier))
    autre.page.get_by_role("button", name="Reprendre cette fiche").click()
    autre.page.wait_for_url(EDITEUR)
    reprise = ligne(autre.page, "Conduire un projet de plantation hybride")
    expect(reprise.locator(".prov")).to_contain_text("adapté")
    assert json.loads(telecharger(autre.page, "json")) == json.loads(brut)


def test_le_clavier_suffit(visiter: Visiter) -> None:
    visite = visiter()
    page = visite.aller("/")
    page.get_by_role("searchbox").focus()
    page.keyboard.type("pédagogie")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("q="))
    au_clavier(page, page.get_by_role("link", name="Ingénieur-e en pédagogie du verger").first)
    au_clavier(page, page.get_by_role("button", name=re.compile("Décliner")))
    page.wait_for_url(EDITEUR)
    deplacer_et_modifier_au_clavier(page)
    ajouter_au_clavier(page)
    ecarter_au_clavier(page)
    visite.examiner()


def deplacer_et_modifier_au_clavier(page: Page) -> None:
    lignes = page.locator("#bloc-activites .ligne")
    premiere, suivante = (lignes.nth(rang).get_attribute("data-cle") for rang in (0, 1))
    # Removing leaves the focus on the next line's button; Alt and an arrow move a line.
    au_clavier(page, page.locator(f"#retirer-{premiere}"))
    expect(page.locator(f"#ligne-{premiere}")).to_have_count(0)
    expect(page.locator(f"#retirer-{suivante}")).to_be_focused()
    page.keyboard.press("Alt+ArrowDown")
    expect(lignes.nth(1)).to_have_attribute("data-cle", str(suivante))
    expect(page.locator(f"#descendre-{suivante}")).to_be_focused()
    # Opening a line puts the caret in it; Enter closes it and gives the focus back.
    au_clavier(page, page.locator(f"#modifier-{suivante}"))
    expect(page.get_by_role("textbox", name=re.compile("Texte de la ligne"))).to_be_focused()
    page.keyboard.type(" avec les apprentis")
    page.keyboard.press("Enter")
    expect(ligne(page, "avec les apprentis")).to_have_count(1)
    expect(page.locator(f"#modifier-{suivante}")).to_be_focused()


def ajouter_au_clavier(page: Page) -> None:
    """Suggestions are reached with the arrow, chosen with Enter; the focus stays to add another."""
    au_clavier(page, page.locator("#bloc-connaissances .ajout summary"))
    page.keyboard.press("Tab")
    page.keyboard.type("haies")
    expect(page.locator("#suggestions-connaissances button")).to_have_count(1)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(ligne(page, "Droit des haies")).to_have_count(1)
    expect(page.locator("#ajout-connaissances")).to_be_focused()
    page.keyboard.type("Cidrologie appliquée")
    page.keyboard.press("Enter")
    expect(ligne(page, "Cidrologie")).to_have_count(1)


def ecarter_au_clavier(page: Page) -> None:
    """A finding leads to its line and back; setting it aside asks why; it can be brought back."""
    constat = page.locator("#conformite .constat", has_text="Cidrologie")
    au_clavier(page, constat.get_by_role("link", name=re.compile("Voir la ligne")))
    expect(ligne(page, "Cidrologie")).to_be_focused()
    au_clavier(page, ligne(page, "Cidrologie").get_by_role("link", name=re.compile("voir le constat")))
    expect(constat).to_be_focused()
    au_clavier(page, constat.locator(".garder summary"))
    page.keyboard.press("Tab")
    page.keyboard.type("Propre à l’établissement")
    page.keyboard.press("Enter")
    expect(page.locator("#conformite")).to_contain_text("1\u00a0constat écarté")
    au_clavier(page, page.locator(".ecartes summary"))
    au_clavier(page, page.get_by_role("button", name=re.compile("Rétablir")))
    expect(page.locator("#conformite .ecartes")).to_have_count(0)


def au_clavier(page: Page, cible: Locator) -> None:
    """Reach a control with Tab, from where the focus is, then press Enter."""
    cible.wait_for(state="attached")
    for sens in ("Tab", "Shift+Tab"):
        for _ in range(220):
            if cible.evaluate("element => element === document.activeElement"):
                page.keyboard.press("Enter")
                return
            page.keyboard.press(sens)
    raise AssertionError(f"Tab never reaches {cible}")


@TAILLES
def test_sans_javascript(visiter: Visiter, taille: dict[str, int]) -> None:
    visite = visiter(taille=taille, javascript=False)
    page = visite.aller("/")
    page.get_by_role("searchbox").fill("pédagogie")
    page.get_by_role("button", name="Chercher").click()
    page.get_by_role("link", name="Ingénieur-e en pédagogie du verger").first.click()
    page.get_by_role("button", name=re.compile("Décliner")).click()
    page.wait_for_url(EDITEUR)

    ligne(page, "Évaluer les dispositifs").get_by_role("button", name="Retirer").click()
    expect(ligne(page, "Évaluer les dispositifs")).to_have_count(0)

    ligne(page, "Conduire un projet").get_by_role("link", name=re.compile("Modifier")).click()
    page.get_by_role("textbox", name=re.compile("Texte de la ligne")).fill("Conduire un projet hybride")
    page.get_by_role("button", name="Terminé").click()
    expect(page).to_have_url(re.compile(r"#ligne-a\d+$"))
    expect(ligne(page, "Conduire un projet hybride").locator(".prov")).to_contain_text("adapté")

    section = page.locator("#bloc-connaissances")
    section.get_by_text("Ajouter une connaissance").click()
    section.get_by_label("Votre connaissance").fill("Sciences des vergers")
    section.get_by_role("button", name="Ajouter", exact=True).click()
    appliquer_une_correction(page)

    page.locator("#groupe-affectation summary").click()
    page.get_by_label("Service d’affectation").fill("Service des vergers")
    page.locator("#groupe-affectation").get_by_role("button", name="Enregistrer").click()
    expect(page.locator("#lecture-affectation")).to_contain_text("Service des vergers")

    textes = textes_docx(telecharger(page, "docx"))
    assert "Conduire un projet hybride" in textes
    assert "Service des vergers" in textes


@pytest.mark.parametrize(("taille", "sombre"), [(GRAND, False), (ETROIT, True)], ids=["1280", "390-sombre"])
def test_les_pages_autour_de_l_editeur(visiter: Visiter, taille: dict[str, int], sombre: bool) -> None:
    visite = visiter(taille=taille, sombre=sombre)
    page = visite.aller("/fiches/")
    expect(page.get_by_role("heading", name="Vos fiches de poste seront ici")).to_be_visible()
    visite.examiner()
    page.get_by_role("link", name="Écrire une fiche").click()
    visite.examiner()
    page.get_by_role("searchbox").fill("verger")
    page.get_by_role("link", name=re.compile("Choisir Ingénieur-e en pédagogie du verger")).click()
    page.get_by_role("searchbox").fill("médiation")
    page.get_by_role("link", name=re.compile("Choisir Chargé-e de médiation")).click()
    visite.examiner()
    page.get_by_label("Intitulé du poste").fill("Médiateur-trice du verger")
    page.get_by_role("button", name="Commencer la fiche").click()
    page.wait_for_url(EDITEUR)
    expect(page.locator("#entete")).to_contain_text("70")
    visite.examiner()
    editeur = page.url
    for suite in ("apercu/", "comparer/", "supprimer/"):
        page.goto(editeur + suite)
        visite.examiner()
    page.get_by_role("button", name="Supprimer la fiche").click()
    visite.examiner()
    page.get_by_role("button", name="Rétablir").click()
    expect(page.get_by_role("link", name="Médiateur-trice du verger", exact=True)).to_be_visible()
    visite.examiner()


def test_preparer_la_publication(visiter: Visiter) -> None:
    visite = visiter()
    page = decliner(visite)
    page.get_by_label("Préparer la publication").check()
    expect(page.locator("#conformite")).to_contain_text("L’avis doit donner")
    constat = page.locator(".constat", has_text="localisation du poste")
    constat.get_by_role("link", name=re.compile("Y aller")).click()
    lieu = page.get_by_label("Lieu de travail")
    expect(lieu).to_be_focused()
    lieu.fill("Port-Mer")
    expect(constat).to_have_count(0)
    expect(lieu).to_be_focused()
    visite.examiner()
    page.emulate_media(media="print")
    expect(page.locator("#conformite")).to_be_hidden()
    expect(page.locator("#lecture-statut")).to_be_visible()


def test_ce_que_l_on_ecrivait_a_cote_reste(visiter: Visiter) -> None:
    """A gesture redraws its rubrique and the panel: neither what is typed there nor what is open is lost."""
    page = decliner(visiter())
    section = page.locator("#bloc-activites")
    section.get_by_text("Ajouter une activité").click()
    section.get_by_label("Votre activité").fill("Tenir le registre")
    page.locator("#conformite .pourquoi summary").first.click()
    ligne(page, "Animer des ateliers").get_by_role("button", name="Descendre").click()
    expect(page.locator("#etat")).to_contain_text("activité descendue")
    expect(section.get_by_label("Votre activité")).to_have_value("Tenir le registre")
    ligne(page, "Évaluer les dispositifs").get_by_role("button", name="Retirer").click()
    expect(ligne(page, "Évaluer les dispositifs")).to_have_count(0)
    expect(page.locator("#conformite .pourquoi-texte").first).to_be_visible()
    section.get_by_role("button", name="Ajouter", exact=True).click()
    expect(ligne(page, "Tenir le registre")).to_have_count(1)
    expect(section.get_by_label("Votre activité")).to_have_value("")


def test_glisser_une_ligne(visiter: Visiter) -> None:
    page = decliner(visiter())
    lignes = page.locator("#bloc-activites .ligne")
    premiere = str(lignes.first.get_attribute("data-cle"))
    page.locator("#bloc-activites").evaluate("bloc => bloc.scrollIntoView()")
    poignee, cible = lignes.first.locator(".poignee").bounding_box(), lignes.nth(2).bounding_box()
    assert poignee is not None
    assert cible is not None
    page.mouse.move(poignee["x"] + 8, poignee["y"] + 8)
    page.mouse.down()
    page.mouse.move(poignee["x"] + 30, poignee["y"] + 30, steps=5)
    page.mouse.move(cible["x"] + 60, cible["y"] + cible["height"] - 4, steps=10)
    page.mouse.up()
    expect(lignes.nth(2)).to_have_attribute("data-cle", premiere)
    expect(page.locator("#etat")).to_contain_text("activité déplacée")


def test_rien_ne_deborde_a_320_pixels(visiter: Visiter) -> None:
    """The width of a page zoomed four times: everything open, nothing to scroll sideways."""
    visite = visiter(taille={"width": 320, "height": 640})
    page = decliner(visite)
    page.locator("#modifier-a5").click()
    expect(page.locator("#texte-a5")).to_be_focused()
    page.locator("#bloc-connaissances .ajout summary").click()
    page.locator("#ajout-connaissances").fill("verger")
    expect(page.locator("#suggestions-connaissances button").first).to_be_visible()
    for ouvrir in ("#groupe-statut summary", "#bloc-signatures summary", "#conformite .garder summary"):
        page.locator(ouvrir).first.click()
    visite.examiner()
    page.locator("label[for=volet-sources]").click()
    visite.examiner()


def test_ce_qui_n_est_pas_enregistre_se_dit(visiter: Visiter) -> None:
    visite = visiter()
    page = decliner(visite)
    page.locator("#groupe-affectation summary").click()
    champ = page.get_by_label("Service d’affectation")
    visite.context.set_offline(True)
    champ.fill("Service des vergers")
    expect(page.locator("#etat")).to_contain_text("n’est pas enregistré")
    expect(champ).to_have_value("Service des vergers")
    visite.context.set_offline(False)
    champ.fill("Service des vergers et jardins")
    expect(page.locator("#lecture-affectation")).to_contain_text("Service des vergers et jardins")
    expect(page.locator("#etat")).not_to_contain_text("n’est pas enregistré")
    # The lost connection is what this test asks for.
    visite.problemes = [probleme for probleme in visite.problemes if "htmx" not in probleme]
    visite.problemes = [probleme for probleme in visite.problemes if "ERR_INTERNET" not in probleme]


def ralentir(page: Page) -> None:
    """A save takes its time, as it does far from the server."""

    def attendre(route: Route) -> None:
        page.wait_for_timeout(400)
        route.continue_()

    page.route(
        EDITEUR, lambda route: attendre(route) if route.request.method == "POST" else route.continue_()
    )


def taper(page: Page) -> None:
    """Type in a field of a group, saved only once the field is left."""
    page.locator("#groupe-affectation summary").click()
    page.get_by_label("Service d’affectation").fill("Service des vergers")


def test_un_geste_fait_pendant_l_enregistrement_a_lieu(visiter: Visiter) -> None:
    """Its button, or its form, stands in what the save redraws."""
    visite = visiter()
    page = decliner(visite)
    section = page.locator("#bloc-connaissances")
    section.get_by_text("Ajouter une connaissance").click()
    section.get_by_label("Votre connaissance").fill("Sciences des vergers")
    section.get_by_role("button", name="Ajouter", exact=True).click()
    correction = page.locator("#conformite").get_by_role("button", name=re.compile("libellé exact"))
    expect(correction).to_have_count(1)
    page.locator("#modifier-mission").click()
    mission = page.get_by_role("textbox", name="Mission du poste")
    ralentir(page)
    mission.fill("Accompagner les équipes du verger de Port-Mer.")
    correction.click()
    expect(correction).to_have_count(0)
    expect(page.locator("#conformite")).not_to_contain_text("Emploi-type repris sans adaptation")
    mission.fill("")
    page.get_by_label("Préparer la publication").check()
    expect(page.locator("#conformite")).to_contain_text("L’avis doit donner")
    expect(page.get_by_label("Préparer la publication")).to_be_checked()
    page.locator("#modifier-mission").click()
    mission.fill("Accompagner les équipes du verger.")
    page.get_by_role("button", name=re.compile("^Annuler")).click()
    expect(page.get_by_role("button", name=re.compile("^Refaire"))).to_contain_text("mission")


def test_un_bouton_redessine_sous_le_doigt_fait_son_geste(visiter: Visiter) -> None:
    """The save that leaving a field starts may come back between the press and the release."""
    page = decliner(visiter())
    ligne(page, "Évaluer les dispositifs").get_by_role("button", name="Retirer").click()
    expect(ligne(page, "Évaluer les dispositifs")).to_have_count(0)
    taper(page)
    page.get_by_role("button", name=re.compile("^Annuler")).scroll_into_view_if_needed()
    place = page.get_by_role("button", name=re.compile("^Annuler")).bounding_box()
    assert place is not None
    page.mouse.move(place["x"] + 12, place["y"] + 12)
    with page.expect_response(lambda response: response.request.method == "POST"):
        page.mouse.down()
    expect(page.locator("#lecture-affectation")).to_contain_text("Service des vergers")
    page.mouse.up()
    expect(page.locator("#lecture-affectation")).not_to_contain_text("Service des vergers")
