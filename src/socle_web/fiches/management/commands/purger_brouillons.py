"""``python -m socle_web purger_brouillons``: remove drafts left alone. Meant for a daily timer."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from socle_web.fiches import services


class Command(BaseCommand):
    help = (
        "Supprime pour de bon les brouillons de fiches laissés sans modification (90 jours par défaut, "
        "la durée d’une session) et ceux qui ont été supprimés (7 jours par défaut). "
        "À lancer chaque jour sur un serveur partagé ; sur un seul poste, rien n’oblige à le faire."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--jours", type=int, default=90, help="jours sans modification")
        parser.add_argument("--jours-supprimes", type=int, default=7, help="jours depuis la suppression")

    def handle(self, *args: Any, jours: int, jours_supprimes: int, **options: Any) -> None:
        nombre = services.purger(jours=jours, jours_supprimes=jours_supprimes)
        self.stdout.write(f"Brouillons supprimés : {nombre}.")
