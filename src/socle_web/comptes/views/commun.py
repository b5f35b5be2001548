"""What the pages of people and places share."""

from __future__ import annotations

from collections.abc import Callable

from django import forms
from django.contrib import messages
from django.http import HttpRequest

from socle.erreurs import ErreurSocle
from socle_web.comptes.espaces import espace
from socle_web.comptes.models import Etablissement


def ici(request: HttpRequest) -> Etablissement:
    """The établissement of a view that only members reach."""
    actuel = espace(request).etablissement
    assert actuel is not None, "guarded: members only"
    return actuel


def site(request: HttpRequest) -> str:
    """The site's own address, for links that leave it."""
    return request.build_absolute_uri("/")


def essayer(form: forms.BaseForm, geste: Callable[[], object]) -> bool:
    """Do it when the form is valid; what the core refuses is said in the form, which keeps what was typed."""
    if not form.is_valid():
        return False
    try:
        geste()
    except ErreurSocle as erreur:
        form.add_error(None, str(erreur))
        return False
    return True


def tenter(request: HttpRequest, geste: Callable[[], object], *, succes: str) -> None:
    """Do what a button asks, and say how it went."""
    try:
        geste()
    except ErreurSocle as erreur:
        messages.error(request, str(erreur))
    else:
        messages.success(request, succes)
