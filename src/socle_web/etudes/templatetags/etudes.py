"""Filters of the studies' templates."""

from __future__ import annotations

from django import template

from socle.synthese import GENRES_SOURCE, VALEURS, VERDICTS
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


_SIGNES = {
    "present": "●",
    "partiel": "◐",
    "absent": "○",
    "non-traite": "–",
    "desaccord": "≠",
    "non-code": "·",
}


@register.filter
def signe(etat: str) -> str:
    """The sign of a cell of the matrix; its words stand beside it for who does not see it."""
    return _SIGNES.get(etat, etat)


@register.filter
def nom_valeur(valeur: str) -> str:
    """What a coder's value is called."""
    return {str(cle): libelle for cle, libelle in VALEURS.items()}.get(valeur, valeur)


@register.filter
def nom_verdict(verdict: str) -> str:
    """What a verdict is called."""
    return {str(cle): libelle for cle, libelle in VERDICTS.items()}.get(verdict, verdict)


@register.filter
def nom_genre_source(genre: str) -> str:
    """What a kind of source is called."""
    return {str(cle): libelle for cle, libelle in GENRES_SOURCE.items()}.get(genre, genre)
