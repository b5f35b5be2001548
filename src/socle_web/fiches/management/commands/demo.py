"""``python -m socle_web demo``: a fictitious établissement, and how to sign in. ``make demo`` serves it."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.utils.module_loading import import_string

from socle_web.fiches.demonstration import NOM, construire

LOCAUX = {"localhost", "127.0.0.1", "[::1]"}


class Command(BaseCommand):
    help = (
        "Prépare un établissement de démonstration, fictif, et donne de quoi s’y connecter. Les mots de "
        "passe changent à chaque fois. Refusé sur un site que d’autres machines peuvent atteindre."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        if not set(settings.ALLOWED_HOSTS) <= LOCAUX:
            raise CommandError(
                "La démonstration ne s’installe que sur cette machine (SOCLE_HOTES=localhost)."
            )
        call_command("migrate", verbosity=0, interactive=False)
        acces = construire()
        for suite in settings.DEMONSTRATIONS:
            import_string(suite)()
        largeur = max(len(un.courriel) for un in acces)
        self.stdout.write(f"{NOM}. Pour s’y connecter\u00a0:")
        for un in acces:
            self.stdout.write(f"  {un.courriel:<{largeur}}  {un.mot_de_passe}  {un.poste.nom}")
