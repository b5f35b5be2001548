"""``python -m socle_web purger``: forget what has been kept long enough. Meant for a daily timer."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from socle_web.commun.purges import purger


class Command(BaseCommand):
    help = (
        "Efface pour de bon ce qui a été gardé assez longtemps. Chaque durée se règle par une variable "
        "SOCLE_CONSERVATION_…, en jours. À lancer chaque jour sur un serveur."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--durees", action="store_true", help="dire les durées, sans rien effacer")

    def handle(self, *args: Any, durees: bool, **options: Any) -> None:
        if durees:
            for purge in settings.PURGES:
                variable = f"SOCLE_CONSERVATION_{purge.cle.upper()}"
                self.stdout.write(f"{purge.libelle}\u00a0: {purge.jours} jours ({variable})")
            return
        for effacees in purger():
            self.stdout.write(f"{effacees.libelle}\u00a0: {effacees.nombre}.")
