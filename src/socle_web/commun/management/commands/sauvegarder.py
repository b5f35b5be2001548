"""``python -m socle_web sauvegarder FICHIER``: everything in one file, while the site runs."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from socle_web.commun.sauvegarde import sauvegarder


class Command(BaseCommand):
    help = (
        "Écrit dans un seul fichier la base de données, les éditions et ce qui en a été appris. Le site peut "
        "rester en marche. Le fichier contient des données personnelles\u00a0: rangez-le en lieu sûr. La clé "
        "secrète (SOCLE_SECRET) n’y est pas."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("fichier", type=Path, help="fichier à écrire, par exemple socle-2026-11-26.zip")
        parser.add_argument("--remplacer", action="store_true", help="remplacer le fichier s’il existe")

    def handle(self, *args: Any, fichier: Path, remplacer: bool, **options: Any) -> None:
        bilan = sauvegarder(chemin=fichier, remplacer=remplacer)
        self.stdout.write(
            f"Sauvegarde écrite dans {fichier}\u00a0: {bilan.lignes} lignes, {bilan.fichiers} fichiers."
        )
