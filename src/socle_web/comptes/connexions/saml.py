"""SAML 2: an établissement's identity provider, alone or through a federation."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from typing import Any

from django.conf import settings as reglages
from django.contrib import messages
from django.contrib.auth.models import User
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from djangosaml2.backends import Saml2Backend

from socle_web.comptes.connexions.identites import rattacher

REFUS = "Le fournisseur d’identité de votre établissement n’a pas confirmé cette connexion. Recommencez."
# What the environment adds to the settings.
settings: Any = reglages
_logger = logging.getLogger(__name__)


class Fournisseur(Saml2Backend):  # type: ignore[misc]
    """Takes a signed assertion that djangosaml2 has checked, and no more than who the person is."""

    def authenticate(
        self, request: HttpRequest | None, session_info: Mapping[str, Any] | None = None, **kwargs: Any
    ) -> User | None:
        if session_info is None:
            return None
        dit: Mapping[str, Sequence[str]] = session_info.get("ava", {})
        sujet = _premier(dit, *settings.SAML_SUJET)
        if not sujet:
            _logger.warning("A SAML assertion has none of the attributes %s", settings.SAML_SUJET)
            return None
        return rattacher(
            fournisseur="saml",
            sujet=f"{session_info['issuer']} {sujet}"[:255],
            courriel=_premier(dit, "mail", "email"),
            verifie=settings.SAML_COURRIEL_VERIFIE,
            prenom=_premier(dit, "givenName"),
            nom=_premier(dit, "sn", "surname"),
        )


def echouer(
    request: HttpRequest, exception: Exception | None = None, status: int = 403, **kwargs: Any
) -> HttpResponse:
    """One sentence instead of the library's page; it has logged why."""
    messages.error(request, REFUS)
    return redirect("comptes:connexion")


def _premier(dit: Mapping[str, Sequence[str]], *noms: str) -> str:
    return next((str(dit[nom][0]) for nom in noms if dit.get(nom)), "")
