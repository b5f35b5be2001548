"""Template tags and filters of the site, available in every template without ``load``."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

register = template.Library()

ESPACE = "\N{NO-BREAK SPACE}"
ESPACE_FINE = "\N{NARROW NO-BREAK SPACE}"


@register.filter
def nombre(valeur: int) -> str:
    """A whole number as French prints it: ``2 366``."""
    return f"{valeur:,}".replace(",", ESPACE_FINE)


@register.filter
def pluriel(valeur: int, formes: str) -> str:
    """The number and its noun: ``{{ 3|pluriel:"emploi-type,emplois-types" }}``; 0 and 1 are singular."""
    singulier, _, autre = formes.partition(",")
    return f"{nombre(valeur)}{ESPACE}{singulier if abs(valeur) < 2 else autre or singulier + 's'}"


@register.simple_tag(takes_context=True)
def page_courante(context: dict[str, Any], *noms: str) -> SafeString:
    """``aria-current`` for a link of the navigation: ``page`` on an exact view, ``true`` inside its app.

    A name is a namespace (``fiches``) or a view (``referentiels:vocabulaire``).
    """
    match = getattr(context.get("request"), "resolver_match", None)
    current = {match.view_name, match.namespace} if match else set()
    return SafeString(' aria-current="page"' if current.intersection(noms) else "")


@register.filter
def surligner(extrait: Any) -> SafeString:
    """An extract of a search with its matches in ``<mark>``."""
    morceaux: list[tuple[str, str, str]] = []
    place = 0
    for debut, fin in sorted(extrait.marques):
        morceaux.append((extrait.texte[place:debut], "mark", extrait.texte[debut:fin]))
        place = fin
    marked = format_html_join("", "{}<{}>{}</mark>", morceaux)
    return format_html("{}{}", marked, extrait.texte[place:])


@register.filter
def champ(valeurs: Any, cle: str) -> Any:
    """``valeurs[cle]``, or nothing: a dictionary read with a key held in a variable."""
    return valeurs.get(cle, "") if hasattr(valeurs, "get") else getattr(valeurs, cle, "")


@register.filter
def differences(segments: Iterable[Any]) -> SafeString:
    """The words added and removed, in ``ins`` and ``del`` that a screen reader announces too."""
    return format_html_join("", "{}", ((_segment(segment),) for segment in segments))


def _segment(segment: Any) -> SafeString:
    genre = getattr(segment, "marque", None)
    if genre == "insertion":
        return format_html(
            '<ins><span class="visually-hidden"> [ajouté : </span>{}<span class="visually-hidden">] </span></ins>',
            segment.texte,
        )
    if genre == "suppression":
        return format_html(
            '<del><span class="visually-hidden"> [retiré : </span>{}<span class="visually-hidden">] </span></del>',
            segment.texte,
        )
    return format_html("{}", segment.texte)
