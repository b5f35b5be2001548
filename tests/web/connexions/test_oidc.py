"""Signing in through an OpenID provider: signed userinfo, PKCE, verified addresses only."""

from __future__ import annotations

import base64
import hashlib
import json
import time
from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs, urlsplit

import jwt
import pytest
from connexions.conftest import Demande, Serveur
from cryptography.hazmat.primitives.asymmetric import rsa
from django.contrib.auth.models import User
from django.urls import reverse
from visite import Visiteur

from socle_web.comptes.connexions import oidc
from socle_web.comptes.models import Appartenance, Identite, Role

pytestmark = pytest.mark.django_db
CLIENT = "socle-essai"


class Fournisseur:
    """A provider that knows one person; ``dit`` and ``jeton`` change what it says of them."""

    def __init__(self) -> None:
        self.cle = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        self.signature = self.cle
        self.nonce = self.defi = ""
        self.dit: dict[str, Any] = {
            "sub": "abc-123", "email": "agent@port-mer.example", "email_verified": True,
            "given_name": "Agent", "usual_name": "Service",
        }  # fmt: skip
        self.jeton: dict[str, Any] = {}
        self.serveur: Serveur

    def repondre(self, demande: Demande) -> tuple[int, str, bytes]:
        chemin = urlsplit(demande.chemin).path
        if chemin == "/.well-known/openid-configuration":
            base = self.serveur.adresse
            return _json({
                "issuer": base, "authorization_endpoint": f"{base}/auth", "token_endpoint": f"{base}/token",
                "userinfo_endpoint": f"{base}/userinfo", "jwks_uri": f"{base}/jwks",
                "end_session_endpoint": f"{base}/fin",
            })  # fmt: skip
        if chemin == "/jwks":
            publique = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(self.cle.public_key()))
            return _json({"keys": [publique | {"kid": "un", "alg": "RS256", "use": "sig"}]})
        if chemin == "/token":
            return self.echanger(parse_qs(demande.corps.decode()))
        return 200, "application/jwt", self.signer(self.dit | self._entete()).encode()

    def echanger(self, recu: dict[str, list[str]]) -> tuple[int, str, bytes]:
        verifieur = recu["code_verifier"][0].encode()
        defi = base64.urlsafe_b64encode(hashlib.sha256(verifieur).digest()).rstrip(b"=").decode()
        if defi != self.defi or recu["client_secret"] != ["secret"]:
            return 400, "application/json", b'{"error": "invalid_grant"}'
        entete = {"sub": self.dit["sub"], "nonce": self.nonce} | self._entete() | self.jeton
        return _json({"access_token": "acces", "token_type": "Bearer", "id_token": self.signer(entete)})

    def signer(self, contenu: dict[str, Any]) -> str:
        return jwt.encode(contenu, self.signature, algorithm="RS256", headers={"kid": "un"})

    def _entete(self) -> dict[str, Any]:
        return {"iss": self.serveur.adresse, "aud": CLIENT, "exp": int(time.time()) + 60}

    def entrer(self, visiteur: Visiteur, suite: str = "") -> Any:
        """Go to the provider, sign in there, come back."""
        depart = visiteur.get("/connexion/oidc/" + (f"?next={suite}" if suite else ""))
        parametres = parse_qs(urlsplit(depart["Location"]).query)
        self.nonce, self.defi = parametres["nonce"][0], parametres["code_challenge"][0]
        assert parametres["code_challenge_method"] == ["S256"]
        assert parametres["redirect_uri"] == ["http://testserver/connexion/oidc/retour/"]
        return visiteur.get(f"/connexion/oidc/retour/?code=un-code&state={parametres['state'][0]}")


def _json(contenu: dict[str, Any]) -> tuple[int, str, bytes]:
    return 200, "application/json", json.dumps(contenu).encode()


@pytest.fixture
def fournisseur(demarrer: Callable[..., Serveur], regler: Callable[..., None]) -> Fournisseur:
    oidc._connues.clear()
    faux = Fournisseur()
    faux.serveur = demarrer(faux.repondre)
    regler(
        OIDC_EMETTEUR=faux.serveur.adresse, OIDC_CLIENT=CLIENT, OIDC_SECRET="secret", OIDC_NOM="ProConnect"
    )
    return faux


def connecte(visiteur: Visiteur) -> bool:
    return visiteur.get(reverse("comptes:compte")).status_code == 200


def test_the_button_is_on_the_sign_in_page(fournisseur: Fournisseur, client: Visiteur) -> None:
    assert "ProConnect" in client.get(reverse("comptes:connexion")).content.decode()


def test_an_invited_person_finds_their_account(
    fournisseur: Fournisseur, client: Visiteur, membre: Callable[..., Visiteur]
) -> None:
    membre(Role.RH, nom="agent")
    retour = fournisseur.entrer(client, reverse("comptes:compte"))
    assert retour["Location"] == reverse("comptes:compte")
    assert connecte(client)
    assert User.objects.count() == 1
    fournisseur.dit |= {"email": "change@ailleurs.example", "email_verified": False}
    seconde = Visiteur()
    fournisseur.entrer(seconde)
    assert connecte(seconde), "known by the provider's own name from now on"
    assert Identite.objects.get().user == User.objects.get()


def test_an_unverified_address_joins_nobody(
    fournisseur: Fournisseur, client: Visiteur, membre: Callable[..., Visiteur]
) -> None:
    membre(Role.ADMINISTRATEUR, nom="agent")
    fournisseur.dit["email_verified"] = False
    fournisseur.entrer(client)
    assert connecte(client)
    nouveau = Identite.objects.get().user
    assert nouveau.email == ""
    assert not Appartenance.objects.filter(user=nouveau).exists()
    assert client.get(reverse("comptes:membres")).status_code == 403


def test_an_unknown_person_has_an_account_and_no_role(fournisseur: Fournisseur, client: Visiteur) -> None:
    fournisseur.entrer(client)
    user = User.objects.get()
    assert (user.email, user.get_full_name()) == ("agent@port-mer.example", "Agent Service")
    assert not user.has_usable_password()
    assert "aucun établissement" in client.get(reverse("comptes:compte")).content.decode()


def test_a_closed_account_stays_closed(fournisseur: Fournisseur, client: Visiteur) -> None:
    User.objects.create_user("agent", "agent@port-mer.example", is_active=False)
    assert fournisseur.entrer(client)["Location"] == reverse("comptes:connexion")
    assert not connecte(client)


@pytest.mark.parametrize(
    "jeton",
    [
        {"aud": "un-autre"},
        {"iss": "https://ailleurs.example"},
        {"nonce": "rejoue"},
        {"exp": 1},
        {"sub": "quelqu-un-d-autre"},
    ],
)
def test_a_token_for_another_or_too_old_is_refused(
    fournisseur: Fournisseur, client: Visiteur, jeton: dict[str, Any]
) -> None:
    fournisseur.jeton = jeton
    retour = fournisseur.entrer(client)
    assert retour["Location"] == reverse("comptes:connexion")
    assert "n’a pas abouti" in client.get(retour["Location"]).content.decode()
    assert not User.objects.exists()


def test_a_forged_signature_is_refused(fournisseur: Fournisseur, client: Visiteur) -> None:
    fournisseur.signature = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    assert fournisseur.entrer(client)["Location"] == reverse("comptes:connexion")
    assert not User.objects.exists()


def test_a_state_of_another_browser_is_refused(fournisseur: Fournisseur, client: Visiteur) -> None:
    client.get("/connexion/oidc/")
    retour = client.get("/connexion/oidc/retour/?code=un-code&state=un-autre")
    assert retour["Location"] == reverse("comptes:connexion")


def test_a_provider_that_is_away_is_said_and_stops_nobody(fournisseur: Fournisseur, client: Visiteur) -> None:
    fournisseur.entrer(client)
    fournisseur.serveur.http.shutdown()
    fournisseur.serveur.http.server_close()
    oidc._connues.clear()
    assert connecte(client), "who is signed in stays so"
    assert Visiteur().get("/connexion/oidc/")["Location"] == reverse("comptes:connexion")


def test_signing_out_goes_on_to_the_provider(fournisseur: Fournisseur, client: Visiteur) -> None:
    fournisseur.entrer(client)
    suite = client.post(reverse("comptes:deconnexion"))["Location"]
    assert suite.startswith(f"{fournisseur.serveur.adresse}/fin?id_token_hint=")
    assert not connecte(client)
    assert "oidc_id_token" not in client.session
