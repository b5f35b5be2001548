"""``python -m socle_web purger_analyses``: remove old analyses. Meant for a daily timer."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from socle_web.offres import services


class Command(BaseCommand):
    help = (
        "Supprime pour de bon les analyses d’offres anciennes, avec les documents conservés "
        "(90 jours par défaut, la durée d’une session). À lancer chaque jour sur un serveur partagé."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--jours", type=int, default=90, help="jours depuis l’analyse")

    def handle(self, *args: Any, jours: int, **options: Any) -> None:
        self.stdout.write(f"Analyses supprimées\u00a0: {services.purger(jours=jours)}.")
