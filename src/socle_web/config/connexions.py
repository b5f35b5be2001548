"""How people may sign in besides a password, from the environment: nothing unless a provider is named."""

from __future__ import annotations

import shutil
from importlib.util import find_spec
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured
from environs import Env

# djangosaml2 and pysaml2 name attributes as the federation's directories do.
_ATTRIBUTS = ("eduPersonUniqueId", "eduPersonPrincipalName", "uid")


class Connexion(NamedTuple):
    """A button of the sign-in page."""

    cle: str
    vue: str
    libelle: str


class Reglages(NamedTuple):
    """What a way to sign in adds to the site's settings; ``origines`` are where a form may lead."""

    connexion: Connexion
    fournisseur: str
    reglages: dict[str, Any]
    applications: tuple[str, ...] = ()
    intergiciels: tuple[str, ...] = ()
    origines: tuple[str, ...] = ()


def connexions(env: Env, *, hote: str, https: bool) -> list[Reglages]:
    """Those that the environment configures.

    :raises ImproperlyConfigured: an option is not installed, or a value is missing.
    """
    base = f"{'https' if https else 'http'}://{hote}"
    lues = (_oidc(env), _cas(env), _saml(env, base=base))
    return [reglages for reglages in lues if reglages is not None]


def _oidc(env: Env) -> Reglages | None:
    emetteur = env.str("OIDC_EMETTEUR", "")
    if not emetteur:
        return None
    _exiger("mozilla_django_oidc", variable="SOCLE_OIDC_EMETTEUR", option="oidc")
    nom = "ProConnect" if "proconnect" in emetteur or "agentconnect" in emetteur else "Connexion unique"
    morceaux = urlsplit(emetteur)
    return Reglages(
        Connexion("oidc", "oidc_authentication_init", env.str("OIDC_NOM", nom)),
        "socle_web.comptes.connexions.oidc.Fournisseur",
        {
            "OIDC_EMETTEUR": emetteur,
            "OIDC_RP_CLIENT_ID": _requis(env, "OIDC_CLIENT"),
            "OIDC_RP_CLIENT_SECRET": _requis(env, "OIDC_SECRET"),
            "OIDC_RP_SIGN_ALGO": env.str("OIDC_ALGORITHME", "RS256"),
            "OIDC_RP_SCOPES": env.str("OIDC_PORTEES", "openid email profile"),
            "OIDC_AUTH_REQUEST_EXTRA_PARAMS": env.dict("OIDC_PARAMETRES", {}),
            "OIDC_COURRIEL_VERIFIE": env.bool("OIDC_VERIFIE", False),
            "OIDC_USE_PKCE": True,
            "OIDC_STORE_ID_TOKEN": True,
            "OIDC_TIMEOUT": 15,
        },
        origines=(f"{morceaux.scheme}://{morceaux.netloc}",),
    )


def _cas(env: Env) -> Reglages | None:
    serveur = env.str("CAS_SERVEUR", "")
    if not serveur:
        return None
    _exiger("django_cas_ng", variable="SOCLE_CAS_SERVEUR", option="cas")
    return Reglages(
        Connexion("cas", "cas_ng_login", env.str("CAS_NOM", "Connexion de l’établissement")),
        "socle_web.comptes.connexions.cas.Fournisseur",
        {
            "CAS_SERVER_URL": serveur.rstrip("/") + "/",
            "CAS_VERSION": "3",
            "CAS_CREATE_USER": False,
            "CAS_REDIRECT_URL": "/",
            "CAS_STORE_NEXT": True,
            "CAS_IGNORE_REFERER": True,
            "CAS_LOGIN_MSG": None,
            "CAS_LOGGED_MSG": None,
            "CAS_COURRIEL_VERIFIE": env.bool("CAS_VERIFIE", False),
        },
        applications=("django_cas_ng",),
    )


def _saml(env: Env, *, base: str) -> Reglages | None:
    metadonnees = env.str("SAML_METADONNEES", "")
    if not metadonnees:
        return None
    _exiger("djangosaml2", variable="SOCLE_SAML_METADONNEES", option="saml")
    return Reglages(
        Connexion("saml", "saml2_login", env.str("SAML_NOM", "Fédération d’identité")),
        "socle_web.comptes.connexions.saml.Fournisseur",
        {
            "SAML_CONFIG": config_saml(
                base=base,
                metadonnees=metadonnees,
                cle=env.str("SAML_CLE", ""),
                certificat=env.str("SAML_CERTIFICAT", ""),
            ),
            "SAML_SUJET": tuple(env.list("SAML_SUJET", list(_ATTRIBUTS))),
            "SAML_COURRIEL_VERIFIE": env.bool("SAML_VERIFIE", False),
            "SAML_CREATE_UNKNOWN_USER": False,
            "SAML_ACS_FAILURE_RESPONSE_FUNCTION": "socle_web.comptes.connexions.saml.echouer",
            "SAML_CSP_HANDLER": "",
            # A request by POST would be a page with a script of its own.
            "SAML_DEFAULT_BINDING": "urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect",
            "ACS_DEFAULT_REDIRECT_URL": "/",
        },
        applications=("djangosaml2",),
        intergiciels=("djangosaml2.middleware.SamlSessionMiddleware",),
    )


def config_saml(*, base: str, metadonnees: str, cle: str = "", certificat: str = "") -> dict[str, Any]:
    """pysaml2's description of this service: assertions signed, asked for, and meant for it.

    :param metadonnees: the provider's metadata, a file or an address.
    :raises ImproperlyConfigured: xmlsec1, which checks the signatures, is not installed.
    """
    xmlsec = shutil.which("xmlsec1")
    if xmlsec is None:
        raise ImproperlyConfigured(
            "SOCLE_SAML_METADONNEES demande le programme xmlsec1, qui vérifie les signatures : "
            "installez le paquet xmlsec1 du système."
        )
    distantes = metadonnees.startswith(("http://", "https://"))
    return {
        "entityid": f"{base}/connexion/saml/metadonnees/",
        "xmlsec_binary": xmlsec,
        "allow_unknown_attributes": True,
        "metadata": {"remote": [{"url": metadonnees}]} if distantes else {"local": [metadonnees]},
        "service": {
            "sp": {
                "name": "Socle",
                "endpoints": {
                    "assertion_consumer_service": [
                        (f"{base}/connexion/saml/acs/", "urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST")
                    ]
                },
                "want_assertions_signed": True,
                "want_response_signed": False,
                "authn_requests_signed": bool(cle),
                "allow_unsolicited": False,
                "required_attributes": ["mail"],
                "optional_attributes": ["givenName", "sn", *_ATTRIBUTS],
            }
        },
        **({"key_file": cle, "cert_file": certificat} if cle else {}),
    }


def _exiger(module: str, *, variable: str, option: str) -> None:
    if find_spec(module) is None:
        raise ImproperlyConfigured(
            f"{variable} est réglée, mais l’option qu’elle demande n’est pas installée : "
            f'installez-la avec pip install "socle[{option}]", ou retirez la variable.'
        )


def _requis(env: Env, nom: str) -> str:
    valeur: str = env.str(nom, "")
    if not valeur:
        raise ImproperlyConfigured(f"La connexion par OpenID Connect demande aussi SOCLE_{nom}.")
    return valeur
