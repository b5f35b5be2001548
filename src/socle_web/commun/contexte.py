"""What every template may say of the site itself."""

from __future__ import annotations

from importlib.metadata import version
from typing import Any

from django.conf import settings
from django.http import HttpRequest


def site(request: HttpRequest) -> dict[str, Any]:
    return {"mode_local": settings.MODE_LOCAL, "version_socle": version("socle")}
