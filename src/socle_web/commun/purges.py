"""All that is kept for a time, and no longer: one list, one command."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from django.conf import settings
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.utils.module_loading import import_string


class Effacees(NamedTuple):
    """What one purge has done."""

    libelle: str
    jours: int
    nombre: int


def purger() -> Iterator[Effacees]:
    """Run every purge of the settings, then say what went."""
    effacees = []
    for purge in settings.PURGES:
        fonction: Callable[..., Any] = import_string(purge.fonction)
        effacees.append(Effacees(purge.libelle, purge.jours, int(fonction(jours=purge.jours))))
        yield effacees[-1]
    import_string(settings.NOTER_LA_PURGE)(effacees)


def sessions(*, jours: int) -> int:
    """Forget the sessions that have expired; ``jours`` is how long they last, and is set elsewhere."""
    avant = Session.objects.count()
    call_command("clearsessions", verbosity=0)
    return avant - Session.objects.count()
