"""``python -m socle_web servir``: bring the database up to date, then serve the site and run its tasks.

This process serves nothing and runs no task: it starts gunicorn and the workers, replaces a worker that
dies, and stops them all when it is asked to.
"""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from socle_web.commun.equipe import Equipe
from socle_web.commun.processus import Arret, enfant, tube


class Command(BaseCommand):
    help = "Prépare la base de données, sert le site et exécute ses tâches de fond."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--adresse", default="127.0.0.1")

    def handle(self, *args: Any, port: int, adresse: str, **options: Any) -> None:
        _check_port_is_free(adresse, port)
        settings.SOCLE_DONNEES.mkdir(parents=True, exist_ok=True)
        call_command("migrate", verbosity=0, interactive=False)
        call_command("clearsessions", verbosity=0)
        if not settings.MODE_LOCAL:
            call_command("collectstatic", verbosity=0, interactive=False)
        os.environ.update(SOCLE_PORT=str(port), SOCLE_ADRESSE=adresse)
        arret = Arret()
        with tube() as veille:
            command = [sys.executable, "-m", "gunicorn", "--config", "python:socle_web.config.gunicorn"]
            site = enfant(command, veille=veille)
            equipe = Equipe(nombre=settings.OUVRIERS, veille=veille)
            for _ in arret.tics():
                equipe.veiller()
                if site.poll() is not None:
                    break
            _arreter(site, arret.signal or signal.SIGTERM)
            equipe.arreter()
        if arret.signal is None:
            raise CommandError(f"Le site s’est arrêté (code {site.returncode}).")


def _arreter(site: subprocess.Popen[bytes], numero: int) -> None:
    if site.poll() is None:
        site.send_signal(numero)
    try:
        site.wait(timeout=40)
    except subprocess.TimeoutExpired:
        site.kill()
        site.wait()


def _check_port_is_free(adresse: str, port: int) -> None:
    family = socket.AF_INET6 if ":" in adresse else socket.AF_INET
    with socket.socket(family) as essai:
        essai.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            essai.bind((adresse, port))
        except OSError as erreur:
            raise CommandError(
                f"Le port {port} ne peut pas être ouvert sur {adresse} : il sert sans doute déjà. "
                f"Choisissez-en un autre, par exemple {port + 1}."
            ) from erreur
