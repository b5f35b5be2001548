"""The fields around the lists: only what was changed is saved, what does not fit is said."""

from __future__ import annotations

from datetime import date

import pytest
from fiches_poste import Poste, commencer
from visite import Visiteur

from socle.referentiel import CHAMPS

pytestmark = pytest.mark.django_db


def test_tous_les_champs_du_document_ont_leur_controle_etiquete(poste: Poste) -> None:
    html = poste.lire()
    for groupe in CHAMPS:
        assert f'id="groupe-{groupe.cle}"' in html
        for champ in groupe.champs:
            identifiant = "champ-" + champ.nom.replace(".", "-")
            assert f'for="{identifiant}"' in html
            assert f'id="{identifiant}" name="{champ.nom}"' in html


def test_remplir_par_genre(poste: Poste) -> None:
    poste.poster("groupe", {"nature": "contractuel", "quotite": "80"}, cle="statut")
    poste.poster("groupe", {"encadrement.categorie_b": "3"}, cle="encadrement")
    poste.poster("groupe", {"projet.debut": "2026-09-01"}, cle="projet")
    poste.poster("groupe", {"contexte": "Une ligne\r\nune autre"}, cle="contexte")
    fiche = poste.fiche
    assert (fiche.nature, fiche.quotite) == ("contractuel", 80)
    assert fiche.encadrement.categorie_b == 3
    assert fiche.projet.debut == date(2026, 9, 1)
    assert fiche.contexte == "Une ligne\nune autre"
    assert "1er septembre 2026" in poste.lire()
    poste.poster("groupe", {"quotite": ""}, cle="statut")
    assert poste.fiche.quotite is None


def test_ce_qui_ne_va_pas_se_dit_et_le_reste_est_garde(poste: Poste) -> None:
    response = poste.poster("groupe", {"quotite": "300", "lieu": "Port-Mer"}, cle="statut")
    html = response.content.decode()
    assert "attend un nombre de 0 à 100" in html
    assert 'href="#champ-quotite"' in html
    assert (poste.fiche.quotite, poste.fiche.lieu) == (None, "Port-Mer")
    page = poste.poster("groupe", {"quotite": "trois"}, cle="statut", htmx=False)
    assert page.status_code == 409
    assert "Vous aviez écrit\u00a0: «\u00a0trois\u00a0»" in page.content.decode()
    sans_titre = poste.poster("groupe", {"intitule": "  "}, cle="identification")
    assert "L’intitulé du poste est nécessaire." in sans_titre.content.decode()
    assert poste.fiche.intitule


def test_deux_onglets_remplissent_chacun_leur_champ(poste: Poste) -> None:
    """A form posts its whole group: an old value that nobody touched never comes back."""
    base = poste.brouillon.numero
    poste.poster("groupe", {"affectation": "Service A", "superieur": ""}, cle="affectation", htmx=False)
    poste.poster(
        "groupe", {"affectation": "", "superieur": "Direction", "base": base}, cle="affectation", htmx=False
    )
    assert (poste.fiche.affectation, poste.fiche.superieur) == ("Service A", "Direction")


def test_le_titre_change_partout(poste: Poste) -> None:
    response = poste.poster("groupe", {"intitule": "Gardien-ne du verger"}, cle="identification")
    assert 'id="entete"' in response.content.decode()
    assert poste.brouillon.intitule == "Gardien-ne du verger"


def test_les_quotites(db: None, essai: str, client: Visiteur) -> None:
    poste = commencer(client, source=[f"{essai}:F2Z01", f"{essai}:F2Z02"], quotite=["70", "30"])
    poste.poster("emplois", {"quotite": ["40", "60"]})
    assert [emploi.quotite for emploi in poste.fiche.emplois_types] == [40, 60]
    html = poste.lire()
    assert "40\u00a0% du poste" in html
    assert 'id="quotite-2"' in html
    assert poste.poster("emplois", {"quotite": ["beaucoup", "60"]}).status_code == 409
    assert [emploi.quotite for emploi in poste.fiche.emplois_types] == [40, 60]


def test_les_signatures(poste: Poste) -> None:
    poste.poster(
        "signatures",
        {
            "role": ["Titulaire du poste", "", "Direction"],
            "mention": ["Pris connaissance le", "", "Visa"],
            "nom": ["", "", ""],
            "date_signature": ["2026-10-02", "", ""],
        },
    )
    assert [signature.role for signature in poste.fiche.signatures] == ["Titulaire du poste", "Direction"]
    assert poste.fiche.signatures[0].date_signature == date(2026, 10, 2)
    mauvaise = {"role": ["Titulaire"], "mention": [""], "nom": [""], "date_signature": ["demain"]}
    assert poste.poster("signatures", mauvaise).status_code == 409
    assert len(poste.fiche.signatures) == 2


@pytest.mark.parametrize("saisie", ["²", "9" * 5000, "-1", "101"])
def test_un_nombre_mal_ecrit_est_refuse_et_ne_change_rien(poste: Poste, saisie: str) -> None:
    avant = poste.brouillon.document
    cle = poste.fiche.activites[0].cle
    assert poste.poster("emplois", {"quotite": saisie}).status_code == 409
    poste.poster("ligne", {"libelle": poste.fiche.activites[0].libelle, "part": saisie}, cle=cle)
    reprise = poste.geste(f"reprendre:F2Z01:activites:{saisie}")
    assert reprise.status_code == 409
    assert poste.brouillon.document == avant


def test_une_base_mal_ecrite_vaut_l_etat_courant(poste: Poste) -> None:
    assert poste.poster("groupe", {"quotite": "80", "base": "²"}, cle="statut").status_code == 200
    assert poste.fiche.quotite == 80
