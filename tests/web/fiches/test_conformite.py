"""Conformity beside the sheet: see, apply, set aside, bring back, prepare the publication."""

from __future__ import annotations

import pytest
from fiches_poste import Poste

from socle.fiche import Constat, verifier
from socle_web.fiches import sources

pytestmark = pytest.mark.django_db


def constats(poste: Poste, code: str) -> list[Constat]:
    rapport = verifier(poste.fiche, sources.referentiel())
    return [constat for constat in rapport.constats if constat.code == code]


def test_le_rapport_se_lit_et_mene_aux_lignes(modele: Poste) -> None:
    html = modele.lire()
    rapport = verifier(modele.fiche, sources.referentiel())
    assert rapport.resume() in html
    for constat in rapport.constats:
        assert f'id="constat-{constat.cle}"' in html
        if constat.cle_ligne:
            assert f'href="#ligne-{constat.cle_ligne}"' in html
            assert f'href="#constat-{constat.cle}"' in html
    assert "Pourquoi\u00a0?" in html
    assert "Repères du corps" in html


def test_appliquer_une_correction(poste: Poste) -> None:
    poste.poster("ajouter", {"libelle": "sciences DU verger"}, rubrique="connaissances")
    poste.geste(f"retirer:{poste.cle('Sciences du verger')}")
    (constat,) = constats(poste, "libelle-variante")
    response = poste.geste(f"appliquer:{constat.cle}")
    assert response.status_code == 200
    assert "Sciences du verger" in poste.libelles("connaissances")
    assert "socle:focus" in response.headers["HX-Trigger-After-Settle"]
    ancien = poste.geste(f"appliquer:{constat.cle}")
    assert ancien.status_code == 409
    assert "n’est plus d’actualité" in ancien.content.decode()


def test_deplacer_une_ligne_mal_rangee(poste: Poste) -> None:
    poste.poster("ajouter", {"libelle": "Animer une cueillette"}, rubrique="connaissances")
    poste.geste(f"retirer:{poste.fiche.competences_operationnelles[1].cle}")
    (constat,) = constats(poste, "mauvaise-rubrique")
    poste.geste(f"appliquer:{constat.cle}", htmx=False)
    assert "Animer une cueillette" in poste.libelles("competences_operationnelles")
    assert "Animer une cueillette" not in poste.libelles("connaissances")


def test_ecarter_demande_un_motif_et_se_retablit(poste: Poste) -> None:
    poste.poster("ajouter", {"libelle": "Cidrologie appliquée"}, rubrique="connaissances")
    (constat,) = constats(poste, "hors-dictionnaire")
    sans = poste.geste(f"ecarter:{constat.cle}", motif="  ")
    assert sans.status_code == 409
    assert "Dites en quelques mots pourquoi" in sans.content.decode()
    poste.geste(f"ecarter:{constat.cle}", motif="Savoir-faire de la maison")
    html = poste.lire()
    assert "1\u00a0constat écarté" in html
    assert "Savoir-faire de la maison" in html
    assert not constats(poste, "hors-dictionnaire")
    poste.geste(f"retablir:{constat.cle}")
    assert constats(poste, "hors-dictionnaire")


def test_preparer_la_publication_ajoute_les_mentions_de_l_avis(poste: Poste) -> None:
    assert "L’avis doit donner" not in poste.lire()
    response = poste.poster("publication", {"publication": "1"})
    assert "L’avis doit donner" in response.content.decode()
    html = poste.lire()
    assert "L’avis doit donner la localisation du poste." in html
    assert 'href="#champ-lieu"' in html
    poste.poster("groupe", {"lieu": "Port-Mer"}, cle="statut")
    assert "L’avis doit donner la localisation du poste." not in poste.lire()
    poste.poster("publication", {}, htmx=False)
    assert "L’avis doit donner" not in poste.lire()


def test_une_fiche_conforme_le_dit(poste: Poste) -> None:
    poste.poster("mission", {"mission": "Accompagner le verger de Port-Mer."})
    poste.poster("ligne", {"libelle": "Concevoir des parcours pour les apprentis"}, cle="a1")
    html = poste.lire()
    assert "Rien à signaler." in html
    assert "conforme" in html
