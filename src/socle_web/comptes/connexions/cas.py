"""CAS, version 3: the établissement's own sign-in page."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from typing import Any
from xml.etree.ElementTree import ParseError

import requests
from django.conf import settings as reglages
from django.contrib import messages
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django_cas_ng.backends import CASBackend
from django_cas_ng.utils import get_cas_client
from django_cas_ng.views import LoginView
from lxml.etree import XMLSyntaxError

from socle_web.comptes.connexions.identites import rattacher

REFUS = "Le service d’authentification de votre établissement n’a pas confirmé cette connexion. Recommencez."
# A ticket refused, a server away or unreadable.
_REFUS = (PermissionDenied, requests.RequestException, ParseError, XMLSyntaxError)
# What the environment adds to the settings.
settings: Any = reglages
_logger = logging.getLogger(__name__)


class Fournisseur(CASBackend):
    """Asks the server what the ticket is worth, and takes no more from it than who the person is."""

    def authenticate(  # type: ignore[override]
        self, request: HttpRequest | None, ticket: str | None = "", service: str | None = "", **kwargs: Any
    ) -> User | None:
        if not ticket:
            return None
        sujet, attributs, _ = get_cas_client(service_url=service, request=request).verify_ticket(ticket)
        if not sujet:
            return None
        attributs = attributs or {}
        return rattacher(
            fournisseur="cas",
            sujet=str(sujet),
            courriel=_lire(attributs, "mail", "email"),
            verifie=settings.CAS_COURRIEL_VERIFIE,
            prenom=_lire(attributs, "givenName", "given_name"),
            nom=_lire(attributs, "sn", "family_name"),
        )


class Entree(LoginView):
    """To the server and back."""

    def get(self, request: HttpRequest) -> HttpResponse:
        suite = request.GET.get("next", "")
        # The library keeps this address as it comes, and goes there once the person is signed in.
        if suite and not url_has_allowed_host_and_scheme(suite, allowed_hosts={request.get_host()}):
            return redirect("comptes:connexion")
        try:
            response: HttpResponse = super().get(request)
        except _REFUS as erreur:
            _logger.warning("CAS sign-in refused: %s", erreur)
            messages.error(request, REFUS)
            return redirect("comptes:connexion")
        return response


def _lire(attributs: Mapping[str, Any], *noms: str) -> str:
    """The first value of the first of these attributes."""
    for nom in noms:
        valeur = attributs.get(nom)
        if valeur:
            return str(valeur[0] if isinstance(valeur, list | tuple) else valeur)
    return ""
