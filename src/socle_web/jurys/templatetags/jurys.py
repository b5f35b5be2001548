"""What templates ask of juries."""

from __future__ import annotations

from django import template

from socle_web.comptes.espaces import Espace
from socle_web.fiches.models import Fiche
from socle_web.jurys import perms

register = template.Library()


@register.filter
def peut_reunir(espace: Espace, fiche: Fiche) -> bool:
    """Whether this person may begin the jury of a fiche."""
    return bool(perms.peut_reunir.test(espace, fiche))
