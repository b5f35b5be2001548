"""The audit trail: every write of an établissement's data, every reading of personal data, what is done to
the site itself."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any, NamedTuple

from django.db import models
from django.utils import timezone

from socle_web.commun.purges import Effacees
from socle_web.comptes.espaces import Espace
from socle_web.comptes.models import Etablissement, Trace

# How long a burst of typing, or of reading, is one line.
RAFALE = timedelta(minutes=15)


class Objet(NamedTuple):
    """What a line is about, where it is no row of the database: an édition is a folder."""

    type: str
    id: str
    titre: str


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
    if espace.etablissement is not None:
        _ecrire(espace, espace.etablissement, geste, objet, lecture, details)


def noter_une_fois(
    espace: Espace,
    *,
    geste: str,
    objet: models.Model | None = None,
    lecture: bool = False,
    details: dict[str, Any] | None = None,
    sur_le_site: bool = False,
) -> None:
    """The same, once for a whole burst: typing saved at each pause, a list read page after page.

    Another line is written when the last one of this person, about the same object with the same details,
    is :data:`RAFALE` old.

    :param sur_le_site: in the site's own trail.
    """
    etablissement = None if sur_le_site else espace.etablissement
    if etablissement is None and not sur_le_site:
        return
    recentes = Trace.objects.filter(
        auteur=espace.user,
        geste=geste,
        le__gt=timezone.now() - RAFALE,
        etablissement=etablissement,
        objet_type=objet._meta.label_lower if objet is not None else "",
        objet_id=str(objet.pk) if objet is not None else "",
        details=details or {},
    )
    if not recentes.exists():
        _ecrire(espace, etablissement, geste, objet, lecture, details)


def noter_sur_le_site(
    espace: Espace,
    *,
    geste: str,
    objet: models.Model | Objet | None = None,
    lecture: bool = False,
    details: dict[str, Any] | None = None,
) -> None:
    """Write one line of the site's own trail: what is done to the site, whatever the établissement of who
    does it."""
    _ecrire(espace, None, geste, objet, lecture, details)


def _ecrire(
    espace: Espace,
    etablissement: Etablissement | None,
    geste: str,
    objet: models.Model | Objet | None,
    lecture: bool,
    details: dict[str, Any] | None,
) -> None:
    user = espace.user
    if isinstance(objet, models.Model):
        objet = Objet(objet._meta.label_lower, str(objet.pk), str(objet))
    vise = objet or Objet("", "", "")
    Trace.objects.create(
        etablissement=etablissement,
        auteur=user,
        auteur_nom=(user.get_full_name() or user.get_username())[:200] if user else "",
        geste=geste,
        lecture=lecture,
        objet_type=vise.type,
        objet_id=vise.id,
        objet_titre=vise.titre[:300],
        details=details or {},
    )


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


def noter_la_purge(effacees: Iterable[Effacees]) -> None:
    """One line for a run of the purges that removed something, with how many of each kind."""
    nombres = {effacee.libelle: effacee.nombre for effacee in effacees if effacee.nombre}
    if nombres:
        noter_sur_le_site(Espace(None), geste="donnees.purgees", details=nombres)


def purger(*, jours: int) -> int:
    """Forget the lines written long ago; how many there were."""
    nombre, _ = Trace.objects.filter(le__lt=timezone.now() - timedelta(days=jours)).delete()
    return nombre
