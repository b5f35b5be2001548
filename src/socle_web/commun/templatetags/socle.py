"""Template tags and filters of the site, available in every template without ``load``."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import Any

from django import template
from django.http import HttpRequest
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from socle.referentiel.rubriques import TITRES_RUBRIQUES

register = template.Library()

_RUBRIQUES = {
    **TITRES_RUBRIQUES,
    "activites": "Activités",
    "intitule": "Intitulé",
    "metiers": "Métiers",
    "bap": "BAP",
    "famille": "Famille",
}
_GENRES = {
    "mooc": "cours en ligne",
    "ouvrage": "ouvrage",
    "temoignage": "témoignage",
    "guide": "guide",
    "outil": "outil",
    "article": "article",
}
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


@register.filter
def part(valeur: float) -> str:
    """A share as French prints it: ``98,9 %``."""
    return f"{100 * valeur:.1f}{ESPACE}%".replace(".", ",")


@register.filter
def plafond(valeur: int, maximum: int) -> int:
    """The value, or the maximum when it is over it."""
    return min(valeur, maximum)


@register.filter
def octets(valeur: int) -> str:
    """The size of a file as French says it: ``438 ko``, ``2,1 Mo``."""
    if valeur < 1_000_000:
        return f"{math.ceil(valeur / 1000)}{ESPACE}ko"
    return f"{valeur / 1_000_000:.1f}".replace(".", ",") + f"{ESPACE}Mo"


@register.filter
def minutes(secondes: float) -> str:
    """A length of time as one says it: ``3 minutes``, ``1 heure 20``."""
    heures, reste = divmod(math.ceil(secondes / 60), 60)
    if not heures:
        return pluriel(reste, "minute")
    return pluriel(heures, "heure") + (f"{ESPACE}{reste:02d}" if reste else "")


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
def differences(segments: Iterable[Any], cote: str = "") -> SafeString:
    """The words added and removed, in ``ins`` and ``del`` that a screen reader announces too.

    ``cote`` keeps one side only: ``avant`` leaves the additions out, ``apres`` the removals.
    """
    exclue = {"avant": "insertion", "apres": "suppression"}.get(cote)
    return format_html_join(
        "",
        "{}",
        ((_segment(segment),) for segment in segments if segment.marque is None or segment.marque != exclue),
    )


_BALISES = {"insertion": ("ins", "ajouté"), "suppression": ("del", "retiré")}


def _segment(segment: Any) -> SafeString:
    if segment.marque is None:
        return format_html("{}", segment.texte)
    balise, mot = _BALISES[segment.marque]
    return format_html(
        '<{0}><span class="visually-hidden"> [{1} : </span>{2}<span class="visually-hidden">] </span></{0}>',
        balise,
        mot,
        segment.texte,
    )


@register.filter
def nom_rubrique(cle: str) -> str:
    """The title of a rubrique from its field name."""
    return _RUBRIQUES.get(cle, cle)


@register.filter
def plusieurs(texte: str) -> str:
    """A cell of the source that holds several values, « a|b », as it is read."""
    return f"{ESPACE}; ".join(partie.strip() for partie in texte.split("|"))


@register.filter
def nom_genre(cle: str) -> str:
    """What kind of resource a thing to learn from is."""
    return _GENRES.get(cle, cle)


@register.filter
def paragraphes(texte: str) -> SafeString:
    """A text of several lines as a list, of one line as a paragraph."""
    lignes = [ligne.strip() for ligne in texte.splitlines() if ligne.strip()]
    if len(lignes) < 2:
        return format_html("<p>{}</p>", texte.strip())
    return format_html("<ul>{}</ul>", format_html_join("", "<li>{}</li>", ((ligne,) for ligne in lignes)))


@register.filter
def numeros(page: Any) -> Iterable[int | str]:
    """The numbers to show under a list of pages, ``…`` standing for those left out."""
    numbers: Iterable[int | str] = page.paginator.get_elided_page_range(
        page.number, on_each_side=1, on_ends=1
    )
    return numbers


@register.simple_tag(takes_context=True)
def querystring_avec(context: dict[str, Any], nom: str, valeur: str) -> str:
    """The address of this page with one parameter set (or removed when empty), back to its first page."""
    request: HttpRequest = context["request"]
    parametres = request.GET.copy()
    parametres.pop("page", None)
    parametres.pop(nom, None)
    if valeur:
        parametres[nom] = valeur
    return f"{request.path}?{parametres.urlencode()}" if parametres else request.path
