"""Reading requests."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest


def postes(request: HttpRequest) -> Any:
    """The fields of a posted form, even empty; ``None`` when the page is only read."""
    return request.POST if request.method == "POST" else None
