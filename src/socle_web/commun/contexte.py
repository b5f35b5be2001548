"""What every template may say of the site itself."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from socle import __version__


def site(request: HttpRequest) -> dict[str, Any]:
    return {"mode_local": settings.MODE_LOCAL, "version_socle": __version__}
