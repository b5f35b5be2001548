"""``python -m socle_web purger_annonces``: remove the offers that browsers have left. For a daily timer."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from socle_web.annonces import services


class Command(BaseCommand):
    help = (
        "Supprime pour de bon les offres préparées sans compte, jamais publiées et laissées de côté "
        "(90 jours par défaut). Ce qui a été publié reste. À lancer chaque jour sur un serveur partagé."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--jours", type=int, default=90, help="jours depuis le dernier changement")

    def handle(self, *args: Any, jours: int, **options: Any) -> None:
        self.stdout.write(f"Offres supprimées\u00a0: {services.purger(jours=jours)}.")
