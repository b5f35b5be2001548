"""Work done in the background: who is alive to do it, and what becomes of what the dead had begun.

A task is a function decorated with ``django_tasks.task`` in an app's ``taches.py``; ``enqueue`` writes a
row in the same transaction as what asks for it. A worker that is killed leaves its row RUNNING:
:func:`reprendre` gives it to another. **A task may therefore run twice**, or be stopped anywhere: it looks
at what is done already, writes its result in one transaction, and a second run changes nothing.
"""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from socle_web.commun.models import Ouvrier

# A team says every BATTEMENT seconds that its workers live; one unheard of for SILENCE seconds is dead.
BATTEMENT = 10
SILENCE = 60
# A task whose workers die this many times is what kills them.
ESSAIS = 3


class TacheAbandonnee(Exception):
    """The workers that ran this task stopped, each time, before its end."""


def battre(*, identifiants: list[str]) -> None:
    """Say that these workers live."""
    now = timezone.now()
    Ouvrier.objects.bulk_create(
        [Ouvrier(identifiant=identifiant, vu_le=now) for identifiant in identifiants],
        update_conflicts=True,
        unique_fields=["identifiant"],
        update_fields=["vu_le"],
    )


def congedier(*, identifiant: str) -> int:
    """Say that a worker is dead, and give back what it was doing; how many tasks that makes."""
    Ouvrier.objects.filter(pk=identifiant).delete()
    return reprendre()


def vivants() -> set[str]:
    """The workers heard of lately."""
    limite = timezone.now() - timedelta(seconds=SILENCE)
    return set(Ouvrier.objects.filter(vu_le__gte=limite).values_list("pk", flat=True))


@transaction.atomic
def reprendre() -> int:
    """Put back in the queue the tasks of dead workers, whichever machine they ran on; how many there were.

    A task that has already cost :data:`ESSAIS` workers fails instead.
    """
    presents = vivants()
    Ouvrier.objects.exclude(pk__in=presents).delete()
    en_cours = DBTaskResult.objects.running().select_for_update(skip_locked=True)
    abandonnees = [tache for tache in en_cours if not presents.intersection(tache.worker_ids[-1:])]
    for tache in abandonnees:
        if len(tache.worker_ids) >= ESSAIS:
            tache.set_failed(TacheAbandonnee(f"{len(tache.worker_ids)} workers stopped before its end"))
        else:
            tache.status = TaskResultStatus.READY
            tache.started_at = None
            tache.save(update_fields=["status", "started_at"])
    return len(abandonnees)


def purger(*, jours: int) -> int:
    """Forget the tasks ended long ago; how many there were."""
    limite = timezone.now() - timedelta(days=jours)
    nombre, _ = DBTaskResult.objects.finished().filter(finished_at__lt=limite).delete()
    return nombre
