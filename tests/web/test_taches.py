"""Work in the background: nothing is lost with the process that did it."""

from __future__ import annotations

import os
import signal
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult
from installation import Installation, attendre
from pytest_django import Settings
from taches_d_essai import patienter

from socle_web.commun import taches
from socle_web.commun.models import Ouvrier

EN_BASE = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": []}}


@pytest.fixture
def en_cours(db: None, settings: Settings) -> DBTaskResult:
    """A task begun by the worker « a »."""
    settings.TASKS = EN_BASE
    tache = DBTaskResult.objects.get(pk=patienter.enqueue("/nulle-part").id)
    tache.claim("a")
    return tache


def _statut(tache: DBTaskResult) -> str:
    tache.refresh_from_db()
    return str(tache.status)


def test_the_task_of_a_living_worker_is_left_alone(en_cours: DBTaskResult) -> None:
    taches.battre(identifiants=["a"])
    assert taches.reprendre() == 0
    assert _statut(en_cours) == TaskResultStatus.RUNNING


def test_the_task_of_an_unknown_or_silent_worker_is_queued_again(en_cours: DBTaskResult) -> None:
    assert taches.reprendre() == 1
    assert _statut(en_cours) == TaskResultStatus.READY
    en_cours.claim("b")
    taches.battre(identifiants=["b"])
    Ouvrier.objects.update(vu_le=timezone.now() - timedelta(seconds=taches.SILENCE + 1))
    assert taches.reprendre() == 1
    assert _statut(en_cours) == TaskResultStatus.READY
    assert not Ouvrier.objects.exists()


def test_a_dead_worker_gives_back_its_own_task_only(en_cours: DBTaskResult) -> None:
    autre = DBTaskResult.objects.get(pk=patienter.enqueue("/nulle-part").id)
    autre.claim("b")
    taches.battre(identifiants=["a", "b"])
    assert taches.congedier(identifiant="a") == 1
    assert (_statut(en_cours), _statut(autre)) == (TaskResultStatus.READY, TaskResultStatus.RUNNING)


def test_a_task_that_kills_its_workers_ends_by_failing(en_cours: DBTaskResult) -> None:
    for identifiant in "bc":
        taches.reprendre()
        en_cours.refresh_from_db()
        en_cours.claim(identifiant)
    taches.reprendre()
    assert _statut(en_cours) == TaskResultStatus.FAILED
    assert "TacheAbandonnee" in en_cours.exception_class_path


def test_only_tasks_ended_long_ago_are_forgotten(en_cours: DBTaskResult) -> None:
    ancienne = DBTaskResult.objects.get(pk=patienter.enqueue("/nulle-part").id)
    ancienne.set_successful("fait")
    DBTaskResult.objects.filter(pk=ancienne.pk).update(finished_at=timezone.now() - timedelta(days=31))
    assert taches.purger(jours=30) == 1
    assert list(DBTaskResult.objects.all()) == [en_cours]


def _executions(dossier: Path) -> list[int]:
    fichier = dossier / "executions"
    return [int(ligne) for ligne in fichier.read_text().split()] if fichier.exists() else []


def _deposer(installation: Installation, dossier: Path) -> None:
    programme = f"from taches_d_essai import patienter; patienter.enqueue({str(dossier)!r})"
    installation.executer(programme)


def _bilan(installation: Installation) -> list[str]:
    programme = (
        "from django_tasks_db.models import DBTaskResult\n"
        "for t in DBTaskResult.objects.all(): print(t.status, len(t.worker_ids))"
    )
    return installation.executer(programme).splitlines()


def test_a_killed_worker_is_replaced_and_its_task_run_again(
    installation: Installation, tmp_path: Path
) -> None:
    _deposer(installation, tmp_path)
    with installation.processus("travailler", "--nombre", "1"):
        premier = attendre(lambda: _executions(tmp_path))[0]
        os.kill(premier, signal.SIGKILL)
        second = attendre(lambda: _executions(tmp_path)[1:])[0]
        (tmp_path / "continuer").touch()
        attendre((tmp_path / "fin").exists)
        attendre(lambda: _bilan(installation) == ["SUCCESSFUL 2"])
    assert second != premier


def test_a_killed_server_takes_its_worker_along_and_the_next_one_takes_over(
    installation: Installation, tmp_path: Path
) -> None:
    _deposer(installation, tmp_path)
    with installation.processus("travailler", "--nombre", "1") as equipe:
        premier = attendre(lambda: _executions(tmp_path))[0]
        equipe.kill()
        attendre(lambda: not Path(f"/proc/{premier}").exists())
    assert _bilan(installation) == ["RUNNING 1"]
    installation.executer(
        "from socle_web.commun.models import Ouvrier; Ouvrier.objects.update(vu_le='2020-01-01T00:00Z')"
    )
    (tmp_path / "continuer").touch()
    with installation.processus("travailler", "--nombre", "1"):
        attendre(lambda: _bilan(installation) == ["SUCCESSFUL 2"])


def test_stopping_in_good_order_leaves_nothing_running(installation: Installation, tmp_path: Path) -> None:
    _deposer(installation, tmp_path)
    with installation.processus("travailler", "--nombre", "1"):
        attendre(lambda: _executions(tmp_path))
    assert _bilan(installation) == ["READY 1"]
