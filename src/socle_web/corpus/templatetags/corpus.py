"""How figures are written in the pages of corpora: as the report writes them."""

from __future__ import annotations

from django import template

from socle.corpus.chiffres import LIBELLES_SELON, Comparaison
from socle.corpus.chiffres_offres import TITRES_DIMENSIONS
from socle.corpus.rapport_textes import bornes, corrigee, decimal, pourcent
from socle.typographie import francais
from socle_web.corpus.models import Execution
from socle_web.corpus.reproduction import edition_de
from socle_web.referentiels.services import titre_avec_livret

register = template.Library()
register.filter("pourcent", pourcent)
register.filter("bornes", bornes)
register.filter("corrigee", corrigee)
register.filter("decimal", decimal)
register.filter("francais", francais)


@register.filter
def nom_comparaison(comparaison: Comparaison) -> str:
    """What is compared, and over what."""
    return f"{comparaison.libelle}, selon {LIBELLES_SELON[comparaison.critere]}"


@register.filter
def nom_dimension(dimension: str) -> str:
    """The title of a dimension of the portrait."""
    return next((titre for cle, titre in TITRES_DIMENSIONS.items() if cle == dimension), dimension)


@register.filter
def nom_referentiel(execution: Execution) -> str:
    """What a run was measured against; empty as long as « the latest » is not known."""
    nom = edition_de(execution)
    return titre_avec_livret(nom) if nom else ""
