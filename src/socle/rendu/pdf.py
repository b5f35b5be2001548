"""The PDF writer: tagged, held to PDF/UA-1 by Typst, with its fonts inside."""

from __future__ import annotations

from typing import Any

from . import couleurs
from ._images import donnees_image, lire_logo
from ._normalise import normaliser
from ._tableaux import colonnes_chiffrees, largeurs
from ._typst import composer, interroger
from .plan import Charte, Plan, Tableau

_GABARIT = "document.typ"


def ecrire(plan: Plan, *, charte: Charte | None = None) -> bytes:
    """The outline as an A4 PDF in French, accessible, the same bytes for the same outline."""
    return composer(_GABARIT, _donnees(normaliser(plan), charte or Charte()), format="pdf")


def pages_des_titres(plan: Plan, *, charte: Charte | None = None) -> list[int]:
    """The page of each heading in the PDF, in order."""
    pages: list[int] = interroger(_GABARIT, _donnees(normaliser(plan), charte or Charte()), etiquette="pages")
    return pages


def _donnees(plan: Plan, charte: Charte) -> dict[str, Any]:
    donnees = plan.model_dump(mode="json")
    for bloc, sortie in zip(plan.blocs, donnees["blocs"], strict=True):
        if isinstance(bloc, Tableau):
            sortie["largeurs"], sortie["chiffrees"] = largeurs(bloc), colonnes_chiffrees(bloc)
    return {
        "plan": donnees,
        "nom": charte.nom,
        "logo": donnees_image(lire_logo(charte.logo)) if charte.logo else None,
        "logo_alternative": charte.logo_alternative or charte.nom or "Logo",
        "teintes": couleurs.teintes(charte.couleur),
    }
