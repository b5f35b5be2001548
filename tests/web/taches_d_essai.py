"""Tasks that the tests enqueue."""

from __future__ import annotations

import os
import time
from pathlib import Path

from django_tasks import task


@task()
def patienter(dossier: str) -> str:
    """Say who runs it, wait for the file ``continuer``, then say that it ended."""
    racine = Path(dossier)
    with (racine / "executions").open("a") as sortie:
        sortie.write(f"{os.getpid()}\n")
    while not (racine / "continuer").exists():
        time.sleep(0.05)
    (racine / "fin").touch()
    return "fait"
