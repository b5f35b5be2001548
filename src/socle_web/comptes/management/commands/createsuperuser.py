"""``python -m socle_web createsuperuser``: who administers the site, and the line of it in the trail."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.management.commands import createsuperuser
from django.contrib.auth.models import User

from socle_web.comptes import journal
from socle_web.comptes.espaces import Espace


class Command(createsuperuser.Command):
    def handle(self, *args: Any, **options: Any) -> None:
        # Not in one transaction with the account: the command waits for its questions to be answered.
        connus = list(User.objects.filter(is_staff=True).values_list("pk", flat=True))
        super().handle(*args, **options)
        for user in User.objects.filter(is_staff=True).exclude(pk__in=connus):
            journal.noter_sur_le_site(Espace(None), geste="administrateur.ouvert", objet=user)
