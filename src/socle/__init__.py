"""Socle: from a national référentiel to the documents that a university lives by.

The public face is loaded on demand, so that a command pays only for what it uses.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from socle.fiche import decliner, verifier
    from socle.offre import analyser
    from socle.referentiel import FicheDePoste, Referentiel, comparer

__version__ = "0.1.0"

_ORIGINES = {
    "FicheDePoste": "socle.referentiel",
    "Referentiel": "socle.referentiel",
    "analyser": "socle.offre",
    "comparer": "socle.referentiel",
    "decliner": "socle.fiche",
    "verifier": "socle.fiche",
}

__all__ = ["FicheDePoste", "Referentiel", "analyser", "comparer", "decliner", "verifier"]


def __getattr__(nom: str) -> Any:
    if nom in _ORIGINES:
        return getattr(import_module(_ORIGINES[nom]), nom)
    raise AttributeError(f"module 'socle' has no attribute {nom!r}")
