"""The lists of offers: those of an espace by state, service and word; those that everyone may answer."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.apps import apps
from django.contrib.auth.models import User
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from offre_a_publier import OffreAPublier
from visite import Visiteur

from socle_web.annonces import perms
from socle_web.annonces.models import AnnonceEnregistree, Publication, aujourd_hui
from socle_web.comptes import annuaire
from socle_web.comptes.espaces import Espace
from socle_web.comptes.models import Etablissement, Role, Service

pytestmark = pytest.mark.django_db
LISTE, PUBLIQUES = "/annonces/", "/annonces/publiees/"


@pytest.fixture
def poser(mettre: Callable[..., OffreAPublier]) -> Callable[..., OffreAPublier]:
    """An offer under a title."""

    def poser(intitule: str, *ou: Etablissement, service: Service | None = None) -> OffreAPublier:
        offre = mettre(*ou, service=service)
        offre.renseigner(intitule=intitule)
        return offre

    return poser


@pytest.fixture
def quatre(poser: Callable[..., OffreAPublier]) -> None:
    """One offer in each state."""
    poser("Préparée")
    poser("Publiée").publier()
    publication = poser("Close").publier()
    Publication.objects.filter(pk=publication.pk).update(date_limite=aujourd_hui() - timedelta(days=1))
    retiree = poser("Retirée")
    retiree.publier()
    retiree.retirer()


def montrees(visiteur: Visiteur, adresse: str = LISTE, **requete: object) -> list[str]:
    html = visiteur.get(adresse, requete)
    return [ligne.intitule for ligne in html.context["liste"].pages]


@pytest.mark.parametrize(
    ("etat", "attendues"),
    [
        ("", {"Préparée", "Publiée", "Close", "Retirée"}),
        ("preparation", {"Préparée"}),
        ("publiee", {"Publiée"}),
        ("close", {"Close"}),
        ("retiree", {"Retirée"}),
        ("inconnu", {"Préparée", "Publiée", "Close", "Retirée"}),
    ],
)
def test_by_state(quatre: None, client: Visiteur, etat: str, attendues: set[str]) -> None:
    assert set(montrees(client, etat=etat)) == attendues


def test_the_state_of_the_list_is_the_state_of_the_offer(
    quatre: None, poser: Callable[..., OffreAPublier]
) -> None:
    reprise = poser("Retirée puis republiée")
    reprise.publier()
    reprise.retirer()
    reprise.publier()
    for annonce in AnnonceEnregistree.objects.avec_etat(aujourd_hui()):
        assert annonce.ou_en_est == annonce.etat, annonce.intitule


def test_states_are_counted_in_what_is_searched(quatre: None, client: Visiteur) -> None:
    reponse = client.get(LISTE, {"etat": "close"})
    assert {cle: nombre for cle, _, nombre in reponse.context["liste"].etats} == dict.fromkeys(
        ("preparation", "publiee", "close", "retiree"), 1
    )
    assert "1\u00a0offre répond à votre demande" in reponse.content.decode()
    seules = client.get(LISTE, {"q": "retiree"}).context["liste"].etats
    assert [cle for cle, _, _ in seules] == ["retiree"]


@pytest.mark.parametrize("mots", ["CUISINE", "charges", "port-mer cuisine", "hybridation cuisine"])
def test_by_word(poser: Callable[..., OffreAPublier], client: Visiteur, mots: str) -> None:
    offre = poser("Chargée de cuisine")
    offre.renseigner(ville="Port-Mer", metier="Hybridation des formations")
    poser("Maître d’œuvre")
    assert montrees(client, q=mots) == ["Chargée de cuisine"]
    assert montrees(client, q=f"{mots} introuvable") == []
    assert "Aucune offre ne répond" in client.get(LISTE, {"q": "introuvable"}).content.decode()


def test_by_service_and_those_under_it(
    poser: Callable[..., OffreAPublier],
    membre: Callable[..., Visiteur],
    etablissement: Etablissement,
    service: Service,
    autre_service: Service,
) -> None:
    sous = annuaire.creer_service(etablissement=etablissement, nom="Studio", parent=service)
    poser("Du service", etablissement, service=service)
    poser("Du studio", etablissement, service=sous)
    poser("D’ailleurs", etablissement, service=autre_service)
    rh = membre(Role.RH)
    assert set(montrees(rh, service=service.pk)) == {"Du service", "Du studio"}
    assert montrees(rh, service=autre_service.pk) == ["D’ailleurs"]
    assert montrees(rh, service=999_999) == []
    assert "– Studio" in rh.get(LISTE).content.decode()


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize("partout", [True, False])
def test_the_list_shows_what_a_role_may_read(
    poser: Callable[..., OffreAPublier],
    etablissement: Etablissement,
    service: Service,
    autre_service: Service,
    role: Role,
    partout: bool,
) -> None:
    poser("Du service", etablissement, service=service)
    poser("D’ailleurs", etablissement, service=autre_service)
    poser("D’aucun service", etablissement)
    poser("D’un autre établissement", Etablissement.objects.create(nom="Université du Val"))
    user = User.objects.create_user("quelqu-un")
    sienne = poser("La sienne", etablissement, service=autre_service)
    AnnonceEnregistree.objects.filter(pk=sienne.pk).update(auteur=user)
    tenue = annuaire.donner_role(
        user=user, etablissement=etablissement, role=role, service=None if partout else service
    )
    ici = Espace(etablissement, user, appartenances=(tenue,))
    lisibles = {une.pk for une in AnnonceEnregistree.objects.de(ici) if perms.peut_voir.test(ici, une)}
    assert {une.pk for une in AnnonceEnregistree.objects.visibles(ici)} == lisibles


def test_orders(poser: Callable[..., OffreAPublier], client: Visiteur) -> None:
    for rang, intitule in enumerate(("Béta", "Alpha", "Gamma")):
        offre = poser(intitule)
        offre.renseigner(date_limite=(aujourd_hui() + timedelta(days=60 - rang)).isoformat())
        offre.publier()
    assert montrees(client) == ["Gamma", "Alpha", "Béta"]
    assert montrees(client, tri="intitule") == ["Alpha", "Béta", "Gamma"]
    assert montrees(client, tri="anciennes") == ["Béta", "Alpha", "Gamma"]
    assert montrees(client, tri="echeance") == ["Gamma", "Alpha", "Béta"]


def copier(offre: OffreAPublier, nombre: int) -> None:
    """The same offer many times, published if it is."""
    modele = offre.enregistree
    derniere = modele.derniere
    for rang in range(nombre):
        modele.pk, modele.intitule, modele._state.adding = None, f"Copie {rang:02}", True
        modele.id = AnnonceEnregistree._meta.pk.get_default()
        modele.save()
        if derniere:
            derniere.pk, derniere.annonce, derniere._state.adding = None, modele, True
            derniere.save()


def test_pages_keep_the_demand_and_cost_the_same(offre: OffreAPublier, client: Visiteur) -> None:
    requetes = []
    for nombre in (3, 27):
        copier(offre, nombre)
        with CaptureQueriesContext(connection) as lues:
            html = client.get(LISTE, {"tri": "intitule", "etat": "preparation"}).content.decode()
        requetes.append(len(lues))
    assert requetes[0] == requetes[1]
    assert html.count('<li class="brouillon">') == 25
    assert "tri=intitule&amp;etat=preparation&amp;page=2" in html
    assert len(montrees(client, tri="intitule", page=2)) == 31 - 25
    assert montrees(client, page="zéro") == montrees(client)


def test_everyone_searches_the_open_offers_page_by_page(
    poser: Callable[..., OffreAPublier], etablissement: Etablissement
) -> None:
    offre = poser("Chargée de cuisine")
    offre.publier()
    copier(offre, 26)
    autre = poser("Apicultrice", etablissement)
    autre.publier()
    autre.renseigner(intitule="Apicultrice chevronnée")
    visiteur = Visiteur()
    html = visiteur.get(PUBLIQUES).content.decode()
    assert "28\u00a0offres ouvertes aujourd’hui" in html
    assert html.count("Candidatures jusqu’au") == 25
    assert visiteur.get(PUBLIQUES, {"page": 2}).content.decode().count("Candidatures jusqu’au") == 3
    trouvee = visiteur.get(PUBLIQUES, {"q": "apicultrice"}).content.decode()
    assert "1\u00a0offre ouverte répond" in trouvee
    assert reverse("annonces:publique", kwargs={"pk": autre.pk}) in trouvee
    assert (
        "Aucune offre ouverte ne répond" in visiteur.get(PUBLIQUES, {"q": "chevronnée"}).content.decode()
    ), "what is not published yet is not found"
    par_employeur = visiteur.get(PUBLIQUES, {"etablissement": etablissement.pk})
    assert par_employeur.context["liste"].pages.paginator.count == 1
    assert "Université de Port-Mer</option>" in par_employeur.content.decode()
    assert visiteur.get(PUBLIQUES, {"tri": "recentes"}).context["liste"].pages[0].annonce_id == autre.pk


def test_offers_written_before_are_found_too(offre: OffreAPublier, client: Visiteur) -> None:
    offre.publier()
    for modele in (AnnonceEnregistree, Publication):
        modele.objects.update(recherche="")
    assert montrees(client, q="pédagogique") == []
    migration = importlib.import_module("socle_web.annonces.migrations.0003_recherche")
    migration.remplir(apps, connection.schema_editor())
    assert montrees(client, q="pédagogique") == ["Ingénieur-e pédagogique"]
    assert Visiteur().get(PUBLIQUES, {"q": "pédagogique"}).context["liste"].pages.paginator.count == 1
