"""Who may do what. One named function per permission; views and templates ask nothing else."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest


def peut_administrer(request: HttpRequest) -> bool:
    """Import or remove an édition, set the établissement's charte.

    On one machine, the person in front of it; on a server, staff only.
    """
    user = getattr(request, "user", None)
    return settings.MODE_LOCAL or bool(user is not None and user.is_active and user.is_staff)
