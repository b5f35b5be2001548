"""What templates ask of offers."""

from __future__ import annotations

from django import template

from socle_web.annonces import perms, vues
from socle_web.comptes.espaces import Espace
from socle_web.fiches.models import Fiche

register = template.Library()
register.filter("lieu_annonce", vues.lieu)


@register.filter
def peut_annoncer(espace: Espace, fiche: Fiche) -> bool:
    """Whether this person may prepare an offer from a fiche."""
    return bool(perms.peut_annoncer.test(espace, fiche))
