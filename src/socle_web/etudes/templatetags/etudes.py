"""Filters of the studies' templates."""

from __future__ import annotations

from django import template

from socle_web.etudes.restitution import nombre_court

register = template.Library()

_QUESTIONS = {
    "notation": "Noter",
    "oui-non": "Oui ou non",
    "classement": "Classer",
    "proposition": "Écrire librement",
}


@register.filter
def nom_question(genre: str) -> str:
    """What a kind of question asks for."""
    return _QUESTIONS.get(genre, genre)


@register.filter
def pourcent(part: float) -> str:
    """A share as a whole percentage: ``75 %``."""
    return f"{round(100 * part)}\u00a0%"


@register.filter
def decimal(valeur: float | None) -> str:
    """A figure with two decimals at most, as French prints it."""
    return nombre_court(valeur)
