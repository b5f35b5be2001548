"""``python -m socle_web ouvrir_etablissement``: the first établissement of a server, and who runs it."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from socle_web.comptes import invitations, services
from socle_web.comptes.espaces import Espace
from socle_web.comptes.models import Etablissement


class Command(BaseCommand):
    help = (
        "Ouvre un établissement et invite la personne qui l’administrera. S’il y a un espace local, celui "
        "d’une seule personne, il devient cet établissement, avec ses fiches et ses services."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        hote = next((nom for nom in settings.ALLOWED_HOSTS if not nom.startswith((".", "*"))), "localhost")
        schema = "https" if settings.SECURE_SSL_REDIRECT else "http"
        parser.add_argument("--nom", required=True, help="nom de l’établissement")
        parser.add_argument("--courriel", required=True, help="adresse de la personne qui l’administrera")
        parser.add_argument("--neuf", action="store_true", help="laisser l’espace local comme il est")
        parser.add_argument("--site", default=f"{schema}://{hote}/", help="adresse du site (%(default)s)")

    def handle(self, *args: Any, nom: str, courriel: str, neuf: bool, site: str, **options: Any) -> None:
        site = site.rstrip("/") + "/"
        local = None if neuf else Etablissement.objects.filter(local=True).first()
        invitation = services.ouvrir_etablissement(
            par=Espace(None), nom=nom, courriel=courriel, site=site, depuis=local
        )
        depuis = ", avec tout ce que contenait l’espace local" if local else ""
        self.stdout.write(f"«\u00a0{nom}\u00a0» est ouvert{depuis}.")
        self.stdout.write(
            f"{invitation.courriel} est invité à l’administrer, par ce lien, qui sert une fois\u00a0:"
        )
        self.stdout.write(f"{site}invitation/{invitations.lien(invitation)}/")
