"""What is done to the site without a page: its administrators, made by a command, and what it forgets."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib.auth.models import User
from django.db.models.signals import post_save
from django.dispatch import receiver

from socle_web.commun.purges import Effacees
from socle_web.commun.signaux import purge_faite
from socle_web.comptes import journal
from socle_web.comptes.espaces import Espace


@receiver(post_save, sender=User)
def noter_l_administrateur(instance: User, created: bool, raw: bool = False, **_: Any) -> None:
    """A line in the site's trail for each account opened with the right to administer the site."""
    if created and instance.is_staff and not raw:
        journal.noter_sur_le_site(Espace(None), geste="administrateur.ouvert", objet=instance)


@receiver(purge_faite)
def noter_la_purge(effacees: Iterable[Effacees], **_: Any) -> None:
    """A line for each purge that removed something, with how many of each kind."""
    nombres = {effacee.libelle: effacee.nombre for effacee in effacees if effacee.nombre}
    if nombres:
        journal.noter_sur_le_site(Espace(None), geste="donnees.purgees", details=nombres)
