"""Filters of the editor's templates."""

from __future__ import annotations

from django import template

from socle.fiche import Constat
from socle.referentiel import CORPS, RUBRIQUES_LISTE
from socle.referentiel.alignement_lignes import mots_differents
from socle.referentiel.champs import TOUS_LES_CHAMPS
from socle.rendu.plan import Segment

register = template.Library()


@register.filter
def ecart_propose(constat: Constat) -> tuple[Segment, ...]:
    """The words that a correction would change in a line."""
    return mots_differents(constat.ligne, constat.correction.valeur if constat.correction else constat.ligne)


@register.filter
def lieu(constat: Constat) -> str:
    """The id of what a finding is about: its line, else its rubrique, else its field."""
    if constat.cle_ligne:
        return f"ligne-{constat.cle_ligne}"
    if constat.rubrique in (*RUBRIQUES_LISTE, "mission", "emplois_types"):
        return f"bloc-{constat.rubrique}"
    if constat.rubrique in TOUS_LES_CHAMPS:
        return "champ-" + constat.rubrique.replace(".", "-")
    return ""


@register.filter
def nom_corps(code: str) -> str:
    """The full name of a corps."""
    return CORPS[code].libelle if code in CORPS else code
