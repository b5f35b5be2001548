"""The audit trail: every write of an établissement's data, every reading of personal data."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.db import models
from django.utils import timezone

from socle_web.comptes.espaces import Espace
from socle_web.comptes.models import Trace


def noter(
    espace: Espace,
    *,
    geste: str,
    objet: models.Model | None = None,
    lecture: bool = False,
    details: dict[str, Any] | None = None,
) -> None:
    """Write one line of the trail, in the transaction of the gesture: both happen or neither.

    Nothing is kept of a visitor's own drafts: they are nobody's data but theirs.

    :param geste: a stable code, noun and participle, as ``fiche.validee``.
    :param lecture: personal data was read, nothing was changed.
    :param details: plain values that help to understand, never the data itself.
    """
    if espace.etablissement is None:
        return
    user = espace.user
    Trace.objects.create(
        etablissement=espace.etablissement,
        auteur=user,
        auteur_nom=(user.get_full_name() or user.get_username())[:200] if user else "",
        geste=geste,
        lecture=lecture,
        objet_type=objet._meta.label_lower if objet is not None else "",
        objet_id=str(objet.pk) if objet is not None else "",
        objet_titre=str(objet)[:300] if objet is not None else "",
        details=details or {},
    )


def noter_la_frappe(espace: Espace, *, geste: str, objet: models.Model, pause: timedelta) -> None:
    """Write one line for a whole burst of typing by one person on one object, however often it is saved.

    :param pause: after how long without a line the next save makes another.
    """
    recente = Trace.objects.filter(
        objet_type=objet._meta.label_lower,
        objet_id=str(objet.pk),
        geste=geste,
        auteur=espace.user,
        le__gt=timezone.now() - pause,
    )
    if not recente.exists():
        noter(espace, geste=geste, objet=objet)


def filtrer(
    traces: models.QuerySet[Trace],
    *,
    personne: str | None = None,
    geste: str | None = None,
    objet: str | None = None,
    du: date | None = None,
    au: date | None = None,
    nature: str | None = None,
) -> models.QuerySet[Trace]:
    """Lines by person, gesture, object, dates (both included) and nature, ``ecriture`` or ``lecture``."""
    if personne:
        traces = traces.filter(auteur_nom__icontains=personne)
    if geste:
        traces = traces.filter(geste=geste)
    if objet:
        traces = traces.filter(models.Q(objet_titre__icontains=objet) | models.Q(objet_id=objet))
    if du:
        traces = traces.filter(le__date__gte=du)
    if au:
        traces = traces.filter(le__date__lte=au)
    return traces.filter(lecture=nature == "lecture") if nature else traces


def purger(*, jours: int) -> int:
    """Forget the lines written long ago; how many there were."""
    nombre, _ = Trace.objects.filter(le__lt=timezone.now() - timedelta(days=jours)).delete()
    return nombre
