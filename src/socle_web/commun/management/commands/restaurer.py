"""``python -m socle_web restaurer FICHIER``: an installation as a backup describes it."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from socle_web.commun.sauvegarde import restaurer


class Command(BaseCommand):
    help = (
        "Remet la base de données, les éditions et ce qui en a été appris dans l’état d’une sauvegarde, "
        "sur SQLite comme sur PostgreSQL, quelle que soit celle d’où elle vient. Arrêtez d’abord le site."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("fichier", type=Path, help="fichier écrit par «\u00a0sauvegarder\u00a0»")
        parser.add_argument("--ecraser", action="store_true", help="remplacer les données présentes")

    def handle(self, *args: Any, fichier: Path, ecraser: bool, **options: Any) -> None:
        bilan = restaurer(chemin=fichier, ecraser=ecraser)
        self.stdout.write(
            f"Sauvegarde du {bilan.date:%d/%m/%Y à %H:%M} restaurée\u00a0: "
            f"{bilan.lignes} lignes, {bilan.fichiers} fichiers."
        )
        if bilan.precedente:
            self.stdout.write(f"Ce qui a été remplacé se trouve dans {bilan.precedente}.")
