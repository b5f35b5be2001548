"""``python -m socle_web personne exporter|effacer ADRESSE``: what the law lets somebody ask for."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.contrib.auth.models import User
from django.core.management.base import BaseCommand, CommandError

from socle_web.comptes import personnes


class Command(BaseCommand):
    help = (
        "Exporte les données d’une personne, ou efface son compte en gardant les fiches de l’établissement."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        gestes = parser.add_subparsers(dest="geste", required=True)
        exporter = gestes.add_parser("exporter", help="écrire un ZIP de tout ce que le site sait d’elle")
        exporter.add_argument("adresse")
        exporter.add_argument("-o", "--sortie", type=Path, required=True)
        effacer = gestes.add_parser("effacer", help="effacer son compte ; cela ne peut pas être annulé")
        effacer.add_argument("adresse")

    def handle(self, *args: Any, geste: str, adresse: str, **options: Any) -> None:
        user = User.objects.filter(email__iexact=adresse).first()
        if user is None:
            raise CommandError(f"Aucun compte n’a l’adresse {adresse}.")
        if geste == "exporter":
            sortie: Path = options["sortie"]
            sortie.write_bytes(personnes.exporter(user=user, par=None))
            self.stdout.write(f"Données de {adresse} écrites dans {sortie}.")
        else:
            personnes.effacer(user=user, par=None)
            self.stdout.write(f"Le compte {adresse} est effacé ; ses fiches restent à l’établissement.")
