"""What every template may say of where the person stands."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from socle_web.comptes import espaces


def espace(request: HttpRequest) -> dict[str, Any]:
    """``espace``, found only when a template asks for it."""
    return {"espace": SimpleLazyObject(lambda: espaces.espace(request))}
