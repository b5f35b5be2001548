"""A team of workers: processes started, watched, replaced when they die, and stopped with their parent.

The team runs no task itself, so that its heartbeat never waits for one.
"""

from __future__ import annotations

import logging
import secrets
import socket
import subprocess
import sys
import time
from contextlib import suppress

from django.db import InterfaceError, OperationalError, close_old_connections, connections

from socle_web.commun import taches
from socle_web.commun.processus import enfant

# How long a worker may take to end its task when the site stops; what is not ended begins again later.
PATIENCE = 5.0
# A worker that lives less than this was not able to start: the next one waits.
TROP_COURT = 5.0
_logger = logging.getLogger(__name__)


class Equipe:
    """``nombre`` workers, whoever dies.

    :param veille: the reading end of the pipe that closes with the parent.
    """

    def __init__(self, *, nombre: int, veille: int) -> None:
        self.nombre = nombre
        self._veille = veille
        self._membres: dict[str, _Membre] = {}
        self._battement = 0.0
        self._reprise = 0.0

    def veiller(self) -> None:
        """Replace the dead, say who lives. To be called twice a second or so; never fails.

        A database that is away for a moment is tried again at the next call.
        """
        close_old_connections()
        try:
            self._enterrer()
            self._completer()
            self._battre()
        except (OperationalError, InterfaceError) as erreur:
            _logger.warning("The team of workers cannot reach the database: %s", erreur)
            connections.close_all()

    def arreter(self) -> None:
        """Let each worker end its task, for a while; what is left begins again at the next start."""
        for membre in self._membres.values():
            membre.processus.terminate()
        fin = time.monotonic() + PATIENCE
        for membre in self._membres.values():
            try:
                membre.processus.wait(timeout=max(0.1, fin - time.monotonic()))
            except subprocess.TimeoutExpired:
                membre.processus.kill()
                membre.processus.wait()
        with suppress(OperationalError, InterfaceError):
            for identifiant in self._membres:
                taches.congedier(identifiant=identifiant)
        self._membres.clear()

    def _enterrer(self) -> None:
        morts = [nom for nom, membre in self._membres.items() if membre.processus.poll() is not None]
        for nom in morts:
            _logger.warning("Worker %s stopped (%s)", nom, self._membres[nom].processus.returncode)
            taches.congedier(identifiant=nom)
            if time.monotonic() - self._membres.pop(nom).debut < TROP_COURT:
                self._reprise = time.monotonic() + TROP_COURT

    def _completer(self) -> None:
        while len(self._membres) < self.nombre and time.monotonic() >= self._reprise:
            identifiant = f"{socket.gethostname()[:40]}-{secrets.token_hex(6)}"
            taches.battre(identifiants=[identifiant])
            command = [sys.executable, "-m", "socle_web", "ouvrier", "--identifiant", identifiant]
            self._membres[identifiant] = _Membre(enfant(command, veille=self._veille), time.monotonic())

    def _battre(self) -> None:
        if time.monotonic() - self._battement >= taches.BATTEMENT:
            taches.battre(identifiants=list(self._membres))
            taches.reprendre()
            self._battement = time.monotonic()


class _Membre:
    def __init__(self, processus: subprocess.Popen[bytes], debut: float) -> None:
        self.processus = processus
        self.debut = debut
