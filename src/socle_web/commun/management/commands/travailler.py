"""``python -m socle_web travailler``: a team of workers without the site, on another machine for instance."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from socle_web.commun.equipe import Equipe
from socle_web.commun.processus import Arret, tube


class Command(BaseCommand):
    help = (
        "Exécute les tâches de fond, sans servir le site\u00a0: pour leur donner une machine à part, "
        "qui partage la base PostgreSQL et le dossier des données (SOCLE_OUVRIERS=0 sur l’autre)."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--nombre", type=int, default=settings.OUVRIERS or 1, help="nombre d’ouvriers")

    def handle(self, *args: Any, nombre: int, **options: Any) -> None:
        arret = Arret()
        with tube() as veille:
            equipe = Equipe(nombre=nombre, veille=veille)
            for _ in arret.tics():
                equipe.veiller()
            equipe.arreter()
