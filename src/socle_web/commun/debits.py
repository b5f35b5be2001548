"""How often one person, or one address, may do what costs the server: sending files, asking for mail.

The count is in the database, so that several processes share it; who it counts is kept as a keyed hash.
"""

from __future__ import annotations

import math
import time
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from django.conf import settings
from django.db.models import F
from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import salted_hmac

from socle.erreurs import ErreurSocle
from socle_web.commun.models import Debit


class Limite(NamedTuple):
    """So many times in so many seconds."""

    nombre: int
    secondes: int


class TropDeDemandes(ErreurSocle):
    """Too many times in too little time; ``attente`` is how many seconds are left to wait."""

    code = "trop-de-demandes"

    def __init__(self, *, attente: int) -> None:
        super().__init__(
            "Vous avez fait beaucoup de demandes en peu de temps.",
            cause="Le site limite leur nombre, pour rester disponible à tous.",
            remede=f"Recommencez dans {duree(attente)}.",
        )
        self.attente = attente


def adresse(request: HttpRequest) -> str:
    """The address of who asks; behind a proxy, the one that the proxy itself has seen.

    The last of ``X-Forwarded-For`` is written by our proxy, those before it by anybody.
    """
    if settings.DERRIERE_PROXY:
        return str(request.headers.get("X-Forwarded-For", "").rpartition(",")[2]).strip()
    return str(request.META.get("REMOTE_ADDR", ""))


def compter(request: HttpRequest, *, quoi: str, limite: Limite) -> None:
    """Count one more.

    :raises TropDeDemandes: it is one too many.
    """
    now = int(time.time())
    debut = now - now % limite.secondes
    user = getattr(request, "user", None)
    qui = f"compte {user.pk}" if user is not None and user.is_authenticated else f"adresse {adresse(request)}"
    cle = salted_hmac("socle.debits", f"{quoi} {qui}", algorithm="sha256").hexdigest()
    fenetre = datetime.fromtimestamp(debut, tz=UTC)
    ligne, _ = Debit.objects.get_or_create(cle=cle, fenetre=fenetre)
    Debit.objects.filter(pk=ligne.pk).update(nombre=F("nombre") + 1)
    ligne.refresh_from_db(fields=["nombre"])
    if ligne.nombre > limite.nombre:
        raise TropDeDemandes(attente=debut + limite.secondes - now)


def purger(*, jours: int) -> int:
    """Forget the counts of the past; how many there were."""
    nombre, _ = Debit.objects.filter(fenetre__lt=timezone.now() - timedelta(days=jours)).delete()
    return nombre


def duree(secondes: int) -> str:
    """A wait as one says it: « 3 minutes ».

    >>> duree(61), duree(20), duree(7000)
    ('2\\xa0minutes', '1\\xa0minute', '2\\xa0heures')
    """
    minutes = max(1, math.ceil(secondes / 60))
    if minutes < 60:
        return f"{minutes}\u00a0minute{'s' if minutes > 1 else ''}"
    heures = math.ceil(minutes / 60)
    return f"{heures}\u00a0heure{'s' if heures > 1 else ''}"
