"""``python -m socle_web ouvrier``: one process that runs tasks. Started by ``servir`` or ``travailler``."""

from __future__ import annotations

import os
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django_tasks import DEFAULT_TASK_BACKEND_ALIAS
from django_tasks_db.management.commands.db_worker import Worker

from socle_web.commun.processus import suivre


class Command(BaseCommand):
    help = (
        "Exécute les tâches de fond, l’une après l’autre. Les commandes servir et travailler s’en chargent."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--identifiant", required=True)
        parser.add_argument("--jusqu-au-bout", action="store_true", help="s’arrêter quand il n’y a plus rien")

    def handle(self, *args: Any, identifiant: str, jusqu_au_bout: bool, **options: Any) -> None:
        # Without its team nobody says that it lives: another would begin its task again beside it.
        suivre(lambda: os._exit(1))
        worker = Worker(
            queue_names=["*"],
            interval=1,
            batch=jusqu_au_bout,
            backend_name=DEFAULT_TASK_BACKEND_ALIAS,
            startup_delay=False,
            max_tasks=None,
            worker_id=identifiant,
            excluded_queue_names=[],
        )
        worker.configure_signals()
        worker.run()
