"""OpenID Connect, with PKCE and a signed userinfo: ProConnect, or an établissement's own provider."""

from __future__ import annotations

import logging
import time
from typing import Any
from urllib.parse import urlencode

import jwt
import requests
from django.conf import settings as reglages
from django.contrib import messages
from django.contrib.auth import get_user_model
from django.contrib.auth.models import User
from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.crypto import get_random_string
from mozilla_django_oidc.auth import OIDCAuthenticationBackend
from mozilla_django_oidc.utils import import_from_settings
from mozilla_django_oidc.views import OIDCAuthenticationCallbackView, OIDCAuthenticationRequestView

from socle_web.comptes.connexions.identites import rattacher

ECHEC = (
    "La connexion n’a pas abouti. Recommencez\u00a0; si cela se répète, prévenez la personne qui "
    "administre le site."
)
_DECOUVERTE = {
    "OIDC_OP_AUTHORIZATION_ENDPOINT": "authorization_endpoint",
    "OIDC_OP_TOKEN_ENDPOINT": "token_endpoint",
    "OIDC_OP_USER_ENDPOINT": "userinfo_endpoint",
    "OIDC_OP_JWKS_ENDPOINT": "jwks_uri",
}
_ERREURS = (SuspiciousOperation, requests.RequestException, jwt.PyJWTError, KeyError, ValueError)
_DUREE = 3600
# What the environment adds to the settings.
settings: Any = reglages
_logger = logging.getLogger(__name__)
_connues: dict[str, tuple[float, dict[str, Any]]] = {}


def decouverte() -> dict[str, Any]:
    """What the provider says of itself, asked once an hour.

    :raises SuspiciousOperation: it speaks for another.
    """
    emetteur: str = settings.OIDC_EMETTEUR
    lu, document = _connues.get(emetteur, (0.0, {}))
    if time.monotonic() - lu > _DUREE or not document:
        reponse = requests.get(
            f"{emetteur.rstrip('/')}/.well-known/openid-configuration", timeout=settings.OIDC_TIMEOUT
        )
        reponse.raise_for_status()
        document = reponse.json()
        if document.get("issuer") != emetteur:
            raise SuspiciousOperation("The provider's discovery document has another issuer.")
        _connues[emetteur] = (time.monotonic(), document)
    return document


def _reglage(attr: str, *args: Any) -> Any:
    return decouverte()[_DECOUVERTE[attr]] if attr in _DECOUVERTE else import_from_settings(attr, *args)


class Fournisseur(OIDCAuthenticationBackend):  # type: ignore[misc]
    """Reads the provider's settings only when somebody signs in: not at each page of a signed-in person."""

    get_settings = staticmethod(_reglage)

    def __init__(self) -> None:
        self.UserModel = get_user_model()

    def authenticate(self, request: HttpRequest | None, **kwargs: Any) -> User | None:
        if "nonce" not in kwargs:
            return None
        super().__init__()
        user: User | None = super().authenticate(request, **kwargs)
        return user

    def verify_token(self, token: str, **kwargs: Any) -> dict[str, Any]:
        """Signature, expiry and nonce are checked by the library; who it comes from and is for, here."""
        payload: dict[str, Any] = super().verify_token(token, **kwargs)
        destinataires = payload.get("aud")
        if isinstance(destinataires, str):
            destinataires = [destinataires]
        if payload.get("iss") != settings.OIDC_EMETTEUR:
            raise SuspiciousOperation("A token comes from another issuer.")
        if settings.OIDC_RP_CLIENT_ID not in (destinataires or ()):
            raise SuspiciousOperation("A token is meant for another client.")
        return payload

    def get_or_create_user(self, access_token: str, id_token: str, payload: dict[str, Any]) -> User | None:
        dit = self.get_userinfo(access_token, id_token, payload)
        if dit.get("sub") != payload["sub"]:
            raise SuspiciousOperation("The userinfo speaks of another person.")
        return rattacher(
            fournisseur="oidc",
            sujet=str(dit["sub"]),
            courriel=str(dit.get("email", "")),
            verifie=dit.get("email_verified") is True or settings.OIDC_COURRIEL_VERIFIE,
            prenom=str(dit.get("given_name", "")),
            nom=str(dit.get("usual_name") or dit.get("family_name") or ""),
        )


class Depart(OIDCAuthenticationRequestView):  # type: ignore[misc]
    """Towards the provider."""

    get_settings = staticmethod(_reglage)

    def __init__(self, **kwargs: Any) -> None:
        super(OIDCAuthenticationRequestView, self).__init__(**kwargs)

    def get(self, request: HttpRequest) -> HttpResponse:
        try:
            self.OIDC_OP_AUTH_ENDPOINT = _reglage("OIDC_OP_AUTHORIZATION_ENDPOINT")
        except _ERREURS:
            _logger.exception("The OpenID provider cannot be reached")
            return _echouer(request)
        self.OIDC_RP_CLIENT_ID = settings.OIDC_RP_CLIENT_ID
        response: HttpResponse = super().get(request)
        return response


class Retour(OIDCAuthenticationCallbackView):  # type: ignore[misc]
    """Back from the provider; whatever goes wrong is logged and said in one sentence."""

    get_settings = staticmethod(_reglage)

    def get(self, request: HttpRequest) -> HttpResponse:
        try:
            response: HttpResponse = super().get(request)
        except _ERREURS as erreur:
            _logger.warning("OpenID sign-in refused: %s", erreur)
            return self.login_failure()
        return response

    def login_failure(self) -> HttpResponse:
        return _echouer(self.request)


def _echouer(request: HttpRequest) -> HttpResponse:
    messages.error(request, ECHEC)
    return redirect("comptes:connexion")


def deconnexion(request: HttpRequest) -> str:
    """Where to go so that the provider signs the person out too; empty when it offers nothing of the kind."""
    jeton = request.session.get("oidc_id_token")
    if not jeton:
        return ""
    try:
        fin = decouverte().get("end_session_endpoint", "")
    except _ERREURS:
        return ""
    parametres = {
        "id_token_hint": jeton,
        "post_logout_redirect_uri": request.build_absolute_uri("/"),
        "state": get_random_string(32),
    }
    return f"{fin}?{urlencode(parametres)}" if fin else ""
