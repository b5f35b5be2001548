"""How many things a person is told and has not read: the bell of every page."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from socle_web.comptes.espaces import espace
from socle_web.fiches.models import Avis


def avis(request: HttpRequest) -> dict[str, Any]:
    """``avis_non_lus``, counted only when a template asks for it."""
    return {"avis_non_lus": SimpleLazyObject(lambda: _compter(request))}


def _compter(request: HttpRequest) -> int:
    ici = espace(request)
    return Avis.objects.de(ici).non_lus().count() if ici.user and ici.etablissement else 0
