"""Times of the writers on what ships: a model fiche de poste, and the whole booklet.

The baseline is the HTML writer on the same outline, in the same run: the least that laying out can cost.
"""

from __future__ import annotations

from functools import partial

from bench.commun import Mesure, afficher, chronometrer
from socle import Referentiel
from socle.rendu import FORMATS, Plan, ecrire


def plans() -> dict[str, Plan]:
    """The outlines measured, by name."""
    livret = Referentiel.livret()
    return {"fiche de poste": livret.fiches[0].plan(), "livret": livret.plan()}


def mesurer() -> list[Mesure]:
    """Each format beside HTML, for each outline."""
    mesures = []
    for nom, plan in plans().items():
        temps = {format: chronometrer(partial(ecrire, plan, format=format)) for format in FORMATS}
        mesures += [
            Mesure(f"{nom} en {format.upper()}", temps[format], "en HTML", temps["html"])
            for format in FORMATS
            if format != "html"
        ]
    return mesures


def main() -> None:
    """Print the measurements."""
    afficher("Rendu", "Données : la première fiche du livret, le livret entier ; médiane.", mesurer())
