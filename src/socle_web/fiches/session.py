"""Whose drafts are whose: a token kept in the browser's session, and nothing else."""

from __future__ import annotations

import secrets
from uuid import UUID

from django.http import Http404, HttpRequest

from socle_web.fiches.models import Brouillon

_CLE = "fiches_proprietaire"


def proprietaire(request: HttpRequest) -> str:
    """The browser's token, empty when it has written nothing yet."""
    return str(request.session.get(_CLE, ""))


def ouvrir(request: HttpRequest) -> str:
    """The browser's token, drawn the first time. Writing it also makes the session last longer."""
    token = proprietaire(request) or secrets.token_urlsafe(32)
    request.session[_CLE] = token
    return token


def brouillon(request: HttpRequest, pk: UUID, *, supprime: bool = False) -> Brouillon:
    """A draft of this browser.

    :raises Http404: there is none, or it belongs to another browser.
    """
    drafts = Brouillon.objects.de(proprietaire(request))
    drafts = drafts.supprimes() if supprime else drafts.presents()
    trouve: Brouillon | None = drafts.filter(pk=pk).first()
    if trouve is None:
        raise Http404("Cette fiche n’existe pas dans ce navigateur.")
    return trouve
