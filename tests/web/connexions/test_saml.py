"""Signing in through SAML: an assertion signed by the provider, meant for us, that we asked for."""

from __future__ import annotations

import base64
import gc
import shutil
import subprocess
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit
from xml.etree import ElementTree

import pytest
from django.contrib.auth.models import User
from django.urls import reverse
from pytest_django import Settings
from saml2.config import IdPConfig
from saml2.metadata import entity_descriptor
from saml2.saml import NAMEID_FORMAT_PERSISTENT, NameID
from saml2.server import Server
from visite import Visiteur

from socle_web.comptes.models import Identite, Role

# pysaml2 leaves a temporary file open when it refuses a response.
pytestmark = [
    pytest.mark.django_db,
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning", "ignore::ResourceWarning"),
]
REDIRECTION = "urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect"
IDP = "https://idp.port-mer.example/metadata"
QUI = {"uid": ["agent01"], "mail": ["agent@port-mer.example"], "givenName": ["Agent"], "sn": ["Service"]}


def cles(dossier: Path, nom: str) -> tuple[str, str]:
    cle, certificat = dossier / f"{nom}.key", dossier / f"{nom}.pem"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", f"/CN={nom}",
         "-keyout", str(cle), "-out", str(certificat)],
        check=True, capture_output=True,
    )  # fmt: skip
    return str(cle), str(certificat)


class Fournisseur:
    """A provider of identity made with pysaml2; ``cle`` signs what it says."""

    def __init__(self, dossier: Path, cle: tuple[str, str]) -> None:
        self.reglages: dict[str, Any] = {
            "entityid": IDP,
            "xmlsec_binary": shutil.which("xmlsec1"),
            "key_file": cle[0],
            "cert_file": cle[1],
            "service": {
                "idp": {
                    "endpoints": {
                        "single_sign_on_service": [("https://idp.port-mer.example/sso", REDIRECTION)]
                    },
                    "sign_assertion": True,
                    "policy": {"default": {"lifetime": {"minutes": 5}, "attribute_restrictions": None}},
                }
            },
        }
        self.metadonnees = dossier / "idp.xml"
        self.metadonnees.write_text(str(entity_descriptor(IdPConfig().load(self.reglages))))

    def repondre(self, sp: Path, *, demande: str, destination: str, audience: str) -> str:
        serveur = Server(config=IdPConfig().load(self.reglages | {"metadata": {"local": [str(sp)]}}))
        reponse = serveur.create_authn_response(
            QUI,
            in_response_to=demande,
            destination=destination,
            sp_entity_id=audience,
            name_id=NameID(format=NAMEID_FORMAT_PERSISTENT, text="persistant-1"),
            authn={"class_ref": "urn:oasis:names:tc:SAML:2.0:ac:classes:PasswordProtectedTransport"},
            sign_assertion=True,
            sign_response=False,
        )
        return base64.b64encode(str(reponse).encode()).decode()


@pytest.fixture(autouse=True)
def xmlsec() -> Iterator[None]:
    assert shutil.which("xmlsec1"), "xmlsec1 checks signatures: install Debian's package xmlsec1"
    yield
    gc.collect()


@pytest.fixture
def fournisseur(tmp_path: Path, regler: Callable[..., None], settings: Settings) -> Fournisseur:
    faux = Fournisseur(tmp_path, cles(tmp_path, "idp"))
    regler(SAML_METADONNEES=str(faux.metadonnees), SAML_VERIFIE="true")
    # The tests speak in HTTP.
    settings.SAML_SESSION_COOKIE_SAMESITE = "Lax"
    return faux


def entrer(visiteur: Visiteur, faux: Fournisseur, tmp_path: Path, **change: str) -> str:
    depart = visiteur.get("/connexion/saml/?next=/mon-compte/")
    assert depart["Location"].startswith("https://idp.port-mer.example/sso?")
    demande = parse_qs(urlsplit(depart["Location"]).query)["SAMLRequest"][0]
    xml = ElementTree.fromstring(zlib.decompress(base64.b64decode(demande), -15))
    sp = tmp_path / "sp.xml"
    sp.write_bytes(visiteur.get("/connexion/saml/metadonnees/").content)
    attendu = {
        "demande": xml.attrib["ID"],
        "destination": "http://testserver/connexion/saml/acs/",
        "audience": "http://testserver/connexion/saml/metadonnees/",
    }
    reponse = faux.repondre(sp, **attendu | change)
    retour = visiteur.post("/connexion/saml/acs/", {"SAMLResponse": reponse, "RelayState": "/mon-compte/"})
    assert retour.status_code == 302, retour.content[:500]
    return str(retour["Location"])


def test_an_invited_person_finds_their_account(
    fournisseur: Fournisseur, client: Visiteur, membre: Callable[..., Visiteur], tmp_path: Path
) -> None:
    membre(Role.RH, nom="agent")
    assert entrer(client, fournisseur, tmp_path) == "/mon-compte/"
    assert client.get(reverse("comptes:compte")).status_code == 200
    assert Identite.objects.get().user == User.objects.get()
    assert Identite.objects.get().sujet == f"{IDP} agent01"


def test_an_unknown_person_has_an_account_and_no_role(
    fournisseur: Fournisseur, client: Visiteur, tmp_path: Path
) -> None:
    entrer(client, fournisseur, tmp_path)
    user = User.objects.get()
    assert (user.email, user.get_full_name()) == ("agent@port-mer.example", "Agent Service")
    assert not user.appartenances.exists()


def test_another_s_signature_is_refused(fournisseur: Fournisseur, client: Visiteur, tmp_path: Path) -> None:
    autre = cles(tmp_path, "autre")
    fournisseur.reglages |= {"key_file": autre[0], "cert_file": autre[1]}
    assert entrer(client, fournisseur, tmp_path) == reverse("comptes:connexion")
    assert not User.objects.exists()


def test_what_nobody_asked_for_is_refused(fournisseur: Fournisseur, client: Visiteur, tmp_path: Path) -> None:
    assert entrer(client, fournisseur, tmp_path, demande="id-inconnue") == reverse("comptes:connexion")
    assert not User.objects.exists()
