"""My drafts, in this browser: list, copy, delete, bring back, take away and take up again."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from fiches_poste import Poste, commencer
from pytest_django import DjangoAssertNumQueries
from visite import Visiteur

from socle.referentiel import FicheDePoste, Referentiel
from socle_web.fiches.models import Fiche

pytestmark = pytest.mark.django_db


def reprendre(client: Visiteur, contenu: bytes, nom: str = "fiche.json") -> HttpResponse:
    return client.post(reverse("fiches:reprendre"), {"fichier": SimpleUploadedFile(nom, contenu)})


def test_une_liste_vide_apprend_a_commencer(client: Visiteur) -> None:
    html = client.get(reverse("fiches:liste")).content.decode()
    assert "Vos fiches de poste seront ici" in html
    assert reverse("fiches:nouvelle") in html
    assert "Hybridation des enseignements" in html
    assert "restent sur cette machine" in html


def test_un_visiteur_sait_que_ses_fiches_tiennent_a_son_navigateur(serveur: None, client: Visiteur) -> None:
    html = client.get(reverse("fiches:liste")).content.decode()
    assert "restent attachées à ce navigateur" in html


def test_la_liste_montre_mes_fiches_seulement(serveur: None, poste: Poste) -> None:
    commencer(Visiteur(), modele="hybridation")
    html = poste.client.get(reverse("fiches:liste")).content.decode()
    assert html.count('class="brouillon"') == 1
    assert "Ingénieur-e en pédagogie du verger" in html
    assert "F2Z01" in html


def test_dupliquer(poste: Poste) -> None:
    response = poste.client.post(poste.adresse("dupliquer"))
    copie = Fiche.objects.exclude(pk=poste.pk).get()
    assert response.headers["Location"] == reverse("fiches:editeur", kwargs={"pk": copie.pk})
    assert copie.intitule.endswith("(copie)")
    assert copie.contenu.activites == poste.fiche.activites


def test_supprimer_demande_puis_se_retablit(poste: Poste) -> None:
    assert "Supprimer cette fiche" in poste.lire("supprimer")
    assert poste.brouillon.supprime_le is None
    poste.client.post(poste.adresse("supprimer"))
    assert poste.client.get(poste.adresse("editeur")).status_code == 404
    html = poste.client.get(reverse("fiches:liste")).content.decode()
    assert "1\u00a0fiche supprimée" in html
    poste.client.post(poste.adresse("restaurer"))
    assert poste.client.get(poste.adresse("editeur")).status_code == 200


def test_ce_qui_est_emporte_revient_entier(modele: Poste) -> None:
    modele.poster("ligne", {"libelle": "Un texte à moi"}, cle=modele.fiche.activites[0].cle)
    modele.poster("groupe", {"lieu": "Port-Mer"}, cle="statut")
    emporte = modele.client.get(modele.adresse("telecharger", format="json")).content
    autre = Visiteur()
    response = reprendre(autre, emporte)
    assert response.status_code == 302
    assert Fiche.objects.exclude(pk=modele.pk).get().contenu == modele.fiche
    assert autre.get(response.headers["Location"]).status_code == 200


@pytest.mark.parametrize("fiche", Referentiel.livret().fiches, ids=lambda fiche: fiche.modele)
def test_chaque_modele_fait_l_aller_retour(fiche: FicheDePoste, client: Visiteur) -> None:
    reprendre(client, b"\xef\xbb\xbf" + fiche.to_json().encode())
    assert Fiche.objects.get().contenu == fiche


@pytest.mark.parametrize(
    ("contenu", "dit"),
    [
        (b"", "Ce fichier est vide"),
        (b"PK\x03\x04\x00\x00", "n’est pas du texte"),
        (b"bonjour", "n’est pas un document que Socle sait relire"),
        (b"\xff\xfe{}", "n’est pas"),
        (b"[]", "n’est pas un document que Socle sait relire"),
        (b'{"intitule": ""}', "intitule"),
        (b'{"intitule": "A", "inconnu": 1}', "inconnu"),
        (b"[" * 100_000, "n’est pas un document que Socle sait relire"),
        (
            b'{"intitule": "A", "activites": [%s, %s]}' % ((b'{"cle": "a1", "libelle": "B"}',) * 2),
            "n’est pas",
        ),
        (b" " * 1_100_000, "la limite de 1\u00a0Mo"),
    ],
    ids=[
        "vide",
        "zip",
        "texte",
        "utf-16",
        "liste",
        "sans-titre",
        "champ-inconnu",
        "profond",
        "cles-doubles",
        "trop-grand",
    ],
)
def test_un_mauvais_fichier_est_refuse_en_francais(client: Visiteur, contenu: bytes, dit: str) -> None:
    response = reprendre(client, contenu)
    assert response.status_code == 422
    html = response.content.decode()
    assert dit in html
    assert 'href="#id_fichier"' in html
    assert not Fiche.objects.exists()


def test_sans_fichier_on_demande_lequel(client: Visiteur) -> None:
    assert "Choisissez le fichier JSON" in client.post(reverse("fiches:reprendre")).content.decode()


def _lignes(*cles: str) -> list[dict[str, Any]]:
    return [{"cle": cle, "libelle": f"Ligne {rang}"} for rang, cle in enumerate(cles)]


@pytest.mark.parametrize("cles", [("a1", '"><script>'), ("", "x y"), ("a1", "a" * 300)])
def test_des_cles_ecrites_a_la_main_sont_renumerotees(client: Visiteur, cles: tuple[str, str]) -> None:
    contenu = json.dumps({"intitule": "Essai", "activites": _lignes(*cles)}).encode()
    response = reprendre(client, contenu)
    fiche = Fiche.objects.get().contenu
    assert [ligne.cle for ligne in fiche.activites] == ["a1", "a2"]
    assert client.get(response.headers["Location"]).status_code == 200


def test_ce_qui_ne_s_imprime_pas_est_laisse(client: Visiteur) -> None:
    contenu = r'{"intitule": "Es\u0000sai\b", "contexte": "C:\\u0000 gardé\nici"}'.encode()
    reprendre(client, contenu)
    fiche = Fiche.objects.get().contenu
    assert (fiche.intitule, fiche.contexte) == ("Essai", "C:\\u0000 gardé\nici")


def test_un_texte_hostile_reste_du_texte(client: Visiteur) -> None:
    piege = '<b class=x>gras</b>"{{ 7|add:7 }}'
    brut = {"intitule": piege, "mission": piege, "contexte": piege, "activites": _lignes("a1")}
    brut["activites"][0]["libelle"] = piege
    brut["emplois_types"] = [{"code": "../x", "intitule": piege, "edition": "../..", "corps": "IE"}]
    response = reprendre(client, json.dumps(brut).encode())
    for suite in ("", "apercu/", "comparer/"):
        html = client.get(response.headers["Location"] + suite).content.decode()
        assert "<b class=x" not in html
        assert "14" not in html.split("</h1>")[0][-40:]


def test_ouvrir_la_liste_ne_coute_pas_plus_avec_plus_de_fiches(
    poste: Poste, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(6):
        poste.client.post(poste.adresse("dupliquer"))
    poste.client.get(reverse("fiches:liste"))
    with django_assert_max_num_queries(8):
        assert poste.client.get(reverse("fiches:liste")).content.decode().count('class="brouillon"') == 7


def test_ecrire_ne_coute_pas_plus_avec_plus_d_histoire(
    poste: Poste, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for rang in range(12):
        poste.poster("ligne", {"libelle": f"Texte {rang}"}, cle="a1")
    with django_assert_max_num_queries(10):
        poste.client.get(poste.adresse("editeur"))
    with django_assert_max_num_queries(21):
        poste.poster("ligne", {"libelle": "Encore", "frappe": "1"}, cle="a1")


def test_l_heure_d_enregistrement(poste: Poste) -> None:
    assert "Enregistré à" in poste.lire()
    Fiche.objects.update(modifie_le=timezone.now() - timedelta(days=3))
    assert "Enregistré le" in poste.lire()


def test_se_deconnecter_garde_les_fiches_de_ce_navigateur(serveur: None, poste: Poste) -> None:
    User.objects.create_user("agent", password="un mot de passe")
    assert poste.client.login(username="agent", password="un mot de passe")
    poste.client.post(reverse("comptes:deconnexion"))
    assert "_auth_user_id" not in poste.client.session
    assert poste.client.get(poste.adresse("editeur")).status_code == 200
