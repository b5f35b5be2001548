"""The lines and the mission: each gesture, with htmx and without, on the current state or an older one."""

from __future__ import annotations

import json

import pytest
from fiches_poste import Poste

pytestmark = pytest.mark.django_db

EVALUER = "Évaluer les dispositifs de cueillette"
PLANTER = "Conduire un projet de plantation"


def envoyes(html: str) -> set[str]:
    """The ids of the blocks that an answer replaces."""
    import re

    return set(re.findall(r'id="([\w-]+)"[^>]*hx-swap-oob', html))


def test_retirer_n_envoie_que_ce_qui_change_et_place_le_focus(poste: Poste) -> None:
    cle = poste.cle(PLANTER)
    suivante = poste.cle("Conseiller les services")
    response = poste.geste(f"retirer:{cle}")
    assert PLANTER not in poste.libelles()
    blocs = envoyes(response.content.decode())
    assert {"bloc-activites", "conformite", "sources", "etat"} <= blocs
    assert "bloc-connaissances" not in blocs
    assert json.loads(response.headers["HX-Trigger-After-Settle"]) == {"socle:focus": f"retirer-{suivante}"}
    assert "Activité retirée." in response.content.decode()


def test_retirer_la_derniere_ligne_rend_le_focus_a_la_rubrique(poste: Poste) -> None:
    for ligne in poste.fiche.competences_comportementales:
        response = poste.geste(f"retirer:{ligne.cle}")
    assert "titre-competences_comportementales" in response.headers["HX-Trigger-After-Settle"]
    assert "Aucune ligne pour l’instant." in poste.lire()


def test_sans_javascript_on_revient_a_la_ligne(poste: Poste) -> None:
    cle = poste.cle(EVALUER)
    response = poste.geste(f"monter:{cle}", htmx=False)
    assert response.status_code == 302
    assert response.headers["Location"].endswith(f"/fiches/{poste.pk}/#ligne-{cle}")
    assert poste.libelles()[-2] == EVALUER


def test_annuler_et_refaire_disent_ce_qu_ils_font(poste: Poste) -> None:
    poste.geste(f"retirer:{poste.cle(EVALUER)}")
    assert "Annuler" in poste.lire()
    assert "activité retirée" in poste.lire()
    assert "Annulé\u00a0: activité retirée." in poste.geste("annuler").content.decode()
    assert EVALUER in poste.libelles()
    poste.geste("refaire")
    assert EVALUER not in poste.libelles()


@pytest.mark.parametrize(
    ("geste", "avant", "attendu"),
    [
        ("monter", "", ["B", "A", "C", "D"]),
        ("descendre", "", ["A", "C", "B", "D"]),
        ("placer", "a4", ["A", "C", "B", "D"]),
        ("placer", "a1", ["B", "A", "C", "D"]),
        ("placer", "", ["A", "C", "D", "B"]),
    ],
)
def test_deplacer(poste: Poste, geste: str, avant: str, attendu: list[str]) -> None:
    for ligne in poste.fiche.activites[4:]:
        poste.geste(f"retirer:{ligne.cle}")
    for cle, texte in zip(("a1", "a2", "a3", "a4"), "ABCD", strict=True):
        poste.poster("ligne", {"libelle": texte}, cle=cle)
    poste.geste(f"{geste}:a2", avant=avant)
    assert poste.libelles() == attendu


def test_les_activites_secondaires_se_deplacent_entre_elles(poste: Poste) -> None:
    for cle in ("a1", "a3"):
        poste.geste(f"marquer:{cle}")
    html = poste.lire()
    assert "Activités secondaires" in html
    poste.geste("descendre:a1")
    secondaires = [ligne.cle for ligne in poste.fiche.activites if not ligne.principale]
    assert secondaires == ["a3", "a1"]
    poste.geste("marquer:a1")
    assert [ligne.cle for ligne in poste.fiche.activites if not ligne.principale] == ["a3"]


def test_adapter_garde_l_origine_et_montre_les_mots(poste: Poste) -> None:
    cle = poste.cle(PLANTER)
    poste.poster("ligne", {"libelle": f"{PLANTER} hybride"}, cle=cle)
    ligne = next(ligne for ligne in poste.fiche.activites if ligne.cle == cle)
    assert (ligne.provenance.nature, ligne.provenance.original) == ("adapte", PLANTER)
    html = poste.lire()
    assert "Adapté de F2Z01, activité n° 5" in html
    assert "hybride" in html
    poste.geste(f"original:{cle}")
    assert next(ligne for ligne in poste.fiche.activites if ligne.cle == cle).provenance.nature == "herite"


def test_pendant_la_frappe_le_formulaire_reste_en_place(poste: Poste) -> None:
    cle = poste.cle(PLANTER)
    response = poste.poster("ligne", {"libelle": f"{PLANTER} hybride", "frappe": "1"}, cle=cle)
    blocs = envoyes(response.content.decode())
    assert f"suivi-{cle}" in blocs
    assert "bloc-activites" not in blocs
    assert f"{PLANTER} hybride" in poste.libelles()

    vide = poste.poster("ligne", {"libelle": "   ", "frappe": "1"}, cle=cle)
    assert "Une ligne vide n’est pas enregistrée." in vide.content.decode()
    assert f"{PLANTER} hybride" in poste.libelles()


def test_niveau_part_et_importance(poste: Poste) -> None:
    cle = poste.cle("Sciences du verger")
    poste.poster("ligne", {"libelle": "Sciences du verger", "niveau": "connaissance générale"}, cle=cle)
    ligne = next(ligne for ligne in poste.fiche.connaissances if ligne.cle == cle)
    assert (ligne.niveau, ligne.identifiant) == ("connaissance générale", "0902")
    poste.poster("ligne", {"libelle": "Activité", "part": "30 %", "rang": "secondaire"}, cle="a1")
    activite = poste.fiche.activites[0]
    assert (activite.part, activite.principale) == (30, False)
    assert "Temps de travail réparti\u00a0: 30\u00a0%" in poste.lire()
    refus = poste.poster("ligne", {"libelle": "Activité", "part": "beaucoup"}, cle="a1")
    assert "nombre de 0 à 100" in refus.content.decode()
    refus = poste.poster("ligne", {"libelle": "Activité", "part": "130"}, cle="a1", htmx=False)
    assert refus.status_code == 409
    assert "Activité" in refus.content.decode()


def test_choisir_une_proposition_remplace_ce_qui_etait_ecrit(poste: Poste) -> None:
    cle = poste.cle("Sciences du verger")
    poste.poster("ligne", {"libelle": "droit des", "choix": "Droit des haies"}, cle=cle)
    ligne = next(ligne for ligne in poste.fiche.connaissances if ligne.cle == cle)
    assert (ligne.libelle, ligne.identifiant) == ("Droit des haies", "0904")


def test_ajouter(poste: Poste) -> None:
    response = poste.poster("ajouter", {"libelle": "Droit des haies"}, rubrique="connaissances")
    nouvelle = poste.fiche.connaissances[-1]
    assert (nouvelle.libelle, nouvelle.identifiant, nouvelle.provenance.nature) == (
        "Droit des haies",
        "0904",
        "ajoute",
    )
    assert "ajout-connaissances" in response.headers["HX-Trigger-After-Settle"]
    poste.poster("ajouter", {"libelle": "Ranger", "rang": "secondaire"}, rubrique="activites")
    assert not poste.fiche.activites[-1].principale
    poste.poster("ajouter", {"libelle": "Ranger\x00 vite\x1b"}, rubrique="activites")
    assert poste.libelles()[-1] == "Ranger vite"
    vide = poste.poster("ajouter", {"libelle": " "}, rubrique="activites")
    assert "Écrivez la ligne avant de l’ajouter." in vide.content.decode()
    assert poste.poster("ajouter", {"libelle": ""}, rubrique="activites", htmx=False).status_code == 409


def test_reprendre_une_ligne_retiree(poste: Poste) -> None:
    poste.geste(f"retirer:{poste.cle(EVALUER)}")
    html = poste.lire()
    assert "Reprendre une ligne de l’emploi-type (1\u00a0retirée)" in html
    assert "reprendre:F2Z01:activites:7" in html
    poste.geste("reprendre:F2Z01:activites:7")
    assert poste.libelles()[-1] == EVALUER
    assert poste.geste("reprendre:F9Z99:activites:1").status_code == 409
    assert poste.geste("reprendre:F2Z01:activites:99").status_code == 409
    assert poste.geste("voler:a1").status_code == 409


def test_les_propositions_suivent_la_rubrique(poste: Poste) -> None:
    adresse = poste.adresse("suggestions", rubrique="connaissances")
    html = poste.client.get(adresse, {"libelle": "sciences verg"}).content.decode()
    assert 'value="Sciences du verger"' in html
    assert "dans 8\u00a0emplois-types" in html
    assert "Piloter" not in html
    assert not poste.client.get(adresse, {"libelle": "s"}).content.strip()
    assert "propre à l’établissement" in poste.client.get(adresse, {"libelle": "cidrologie"}).content.decode()
    activites = poste.adresse("suggestions", rubrique="activites")
    html = poste.client.get(activites, {"libelle": "tailler arbre"}).content.decode()
    assert "Tailler les arbres fruitiers" in html


def test_un_geste_prepare_avant_un_autre_s_applique_encore(poste: Poste) -> None:
    """Two tabs: the second gesture was prepared on an older state, and its line is still there."""
    base = poste.brouillon.numero
    poste.geste(f"retirer:{poste.cle(EVALUER)}", base=base)
    response = poste.geste(f"retirer:{poste.cle(PLANTER)}", base=base)
    assert response.status_code == 200
    assert {EVALUER, PLANTER}.isdisjoint(poste.libelles())
    # The second tab also receives what the first one changed.
    assert f'<span class="ligne-texte">{EVALUER}' not in response.content.decode()


def test_une_ligne_partie_rend_ce_que_l_on_ecrivait(poste: Poste) -> None:
    base, cle = poste.brouillon.numero, poste.cle(EVALUER)
    poste.geste(f"retirer:{cle}")
    response = poste.poster("ligne", {"libelle": "Évaluer avec soin", "base": base}, cle=cle, htmx=False)
    assert response.status_code == 409
    html = response.content.decode()
    assert "Évaluer avec soin" in html
    assert "L’ajouter comme nouvelle ligne" in html
    fragment = poste.poster("ligne", {"libelle": "Évaluer avec soin", "base": base}, cle=cle)
    assert fragment.headers["HX-Retarget"] == "#messages"
    assert poste.geste(f"retirer:{cle}").status_code == 409


def test_deux_textes_pour_la_meme_ligne_se_choisissent(poste: Poste) -> None:
    base, cle = poste.brouillon.numero, poste.cle(PLANTER)
    poste.poster("ligne", {"libelle": "Planter au nord"}, cle=cle)
    response = poste.poster("ligne", {"libelle": "Planter au sud", "base": base}, cle=cle, htmx=False)
    assert response.status_code == 409
    html = response.content.decode()
    assert "Planter au nord" in html
    assert "Planter au sud" in html
    assert "Planter au nord" in poste.libelles()
    poste.poster("ligne", {"libelle": "Planter au sud", "remplacer": "1"}, cle=cle, htmx=False)
    assert "Planter au sud" in poste.libelles()


def test_la_mission_s_adapte_comme_une_ligne(poste: Poste) -> None:
    base = poste.brouillon.numero
    originale = poste.fiche.mission
    poste.poster("mission", {"mission": f"{originale} Et du cidre."})
    assert poste.fiche.mission_provenance.nature == "adapte"
    refus = poste.poster("mission", {"mission": "Tout autre chose", "base": base}, htmx=False)
    assert refus.status_code == 409
    assert "Tout autre chose" in refus.content.decode()
    poste.poster("mission", {"mission": originale})
    assert poste.fiche.mission_provenance.nature == "herite"
    frappe = poste.poster("mission", {"mission": f"{originale} Vite.", "frappe": "1"})
    assert "suivi-mission" in envoyes(frappe.content.decode())
    assert "bloc-mission" not in envoyes(frappe.content.decode())


def test_ouvrir_une_ligne_se_fait_aussi_par_l_adresse(poste: Poste) -> None:
    cle = poste.cle(PLANTER)
    html = poste.client.get(poste.adresse("editeur"), {"ligne": cle}).content.decode()
    assert f'id="texte-{cle}"' in html
    fragment = poste.client.get(poste.adresse("bloc", identifiant="bloc-activites"), {"ligne": cle})
    assert f'id="texte-{cle}"' in fragment.content.decode()
    html = poste.client.get(poste.adresse("editeur"), {"ligne": "mission"}).content.decode()
    assert 'id="texte-mission"' in html
