"""What the workers run for corpora."""

from __future__ import annotations

from uuid import UUID

from django_tasks import task

from socle_web.corpus import executions


@task(queue_name="corpus")
def analyser(execution_id: str) -> None:
    """Make a run; begun again after a worker's death, it goes on at its last finished batch."""
    executions.executer(UUID(execution_id))
