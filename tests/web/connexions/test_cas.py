"""Signing in through CAS: the ticket is checked with the server, and gives no role."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import parse_qs, urlsplit

import pytest
from connexions.conftest import Demande, Serveur
from django.contrib.auth.models import User
from django.urls import reverse
from visite import Visiteur

from socle_web.comptes.models import Role

pytestmark = pytest.mark.django_db
OUI = """<cas:serviceResponse xmlns:cas="http://www.yale.edu/tp/cas"><cas:authenticationSuccess>
<cas:user>agent01</cas:user><cas:attributes><cas:mail>Agent@port-mer.example</cas:mail>
<cas:givenName>Agent</cas:givenName><cas:sn>Service</cas:sn></cas:attributes>
</cas:authenticationSuccess></cas:serviceResponse>"""
NON = """<cas:serviceResponse xmlns:cas="http://www.yale.edu/tp/cas">
<cas:authenticationFailure code="INVALID_TICKET">inconnu</cas:authenticationFailure></cas:serviceResponse>"""


def repondre(demande: Demande) -> tuple[int, str, bytes]:
    lue = urlsplit(demande.chemin)
    parametres = parse_qs(lue.query)
    bon = lue.path == "/cas/p3/serviceValidate" and parametres["ticket"] == ["ST-bon"]
    return 200, "text/xml", (OUI if bon else NON).encode()


@pytest.fixture
def serveur_cas(demarrer: Callable[..., Serveur]) -> Serveur:
    return demarrer(repondre)


def entrer(visiteur: Visiteur, ticket: str) -> str:
    depart = visiteur.get("/connexion/cas/")["Location"]
    service = parse_qs(urlsplit(depart).query)["service"][0]
    assert service.startswith("http://testserver/connexion/cas/")
    return visiteur.get(f"/connexion/cas/?ticket={ticket}")["Location"]


def test_an_invited_person_finds_their_account(
    serveur_cas: Serveur, regler: Callable[..., None], client: Visiteur, membre: Callable[..., Visiteur]
) -> None:
    membre(Role.RH, nom="agent")
    regler(CAS_SERVEUR=f"{serveur_cas.adresse}/cas", CAS_VERIFIE="true")
    assert entrer(client, "ST-bon") == "/"
    assert client.get(reverse("comptes:compte")).status_code == 200
    assert User.objects.count() == 1


def test_without_a_word_on_addresses_nobody_is_joined(
    serveur_cas: Serveur, regler: Callable[..., None], client: Visiteur, membre: Callable[..., Visiteur]
) -> None:
    membre(Role.RH, nom="agent")
    regler(CAS_SERVEUR=f"{serveur_cas.adresse}/cas")
    entrer(client, "ST-bon")
    user = User.objects.get(username="cas:agent01")
    assert (user.email, user.get_full_name()) == ("", "Agent Service")
    assert not user.appartenances.exists()


def test_a_bad_ticket_is_refused(serveur_cas: Serveur, regler: Callable[..., None], client: Visiteur) -> None:
    regler(CAS_SERVEUR=f"{serveur_cas.adresse}/cas")
    assert entrer(client, "ST-faux") == reverse("comptes:connexion")
    assert "n’a pas confirmé" in client.get(reverse("comptes:connexion")).content.decode()
    assert not User.objects.exists()


def test_a_server_that_is_away_is_said(
    serveur_cas: Serveur, regler: Callable[..., None], client: Visiteur
) -> None:
    regler(CAS_SERVEUR=f"{serveur_cas.adresse}/cas")
    serveur_cas.http.shutdown()
    serveur_cas.http.server_close()
    assert entrer(client, "ST-bon") == reverse("comptes:connexion")


def test_it_does_not_lead_to_another_site(
    serveur_cas: Serveur, regler: Callable[..., None], client: Visiteur
) -> None:
    regler(CAS_SERVEUR=f"{serveur_cas.adresse}/cas")
    ailleurs = "/connexion/cas/?next=https://ailleurs.example/"
    assert client.get(ailleurs)["Location"] == reverse("comptes:connexion")
    client.get("/connexion/cas/?next=/vocabulaire/")
    assert client.get("/connexion/cas/?ticket=ST-bon")["Location"] == "/vocabulaire/"
    assert client.get(ailleurs)["Location"] == reverse("comptes:connexion"), "signed in as well"
