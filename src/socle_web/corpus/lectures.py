"""Reading the tables of a run: one offer with its lines, what was not read."""

from __future__ import annotations

from typing import Any, NamedTuple

import polars as pl

from socle.erreurs import Introuvable
from socle_web.corpus.models import Execution

COLONNES_OFFRE = (
    "id", "nom", "etat", "titre", "employeur", "region", "date", "annee", "statut", "corps", "code_annonce",
    "code_proche", "intitule_proche", "probabilite", "code_mesure", "decalage",
)  # fmt: skip
NON_LUES = ("illisible", "doublon", "autre-langue")


class OffreLue(NamedTuple):
    """One offer of a run: its row, and those of its lines in order."""

    offre: dict[str, Any]
    lignes: list[dict[str, Any]]


class NonLues(NamedTuple):
    """Records that were not analysed: how many of each state, and one page of one state."""

    nombres: dict[str, int]
    page: list[dict[str, Any]]


def lire_offre(execution: Execution, *, identifiant: str) -> OffreLue:
    """One offer.

    :raises Introuvable: the run has no such offer.
    """
    trouvees = (
        _table(execution, "offres")
        .filter(pl.col("id") == identifiant)
        .select(COLONNES_OFFRE)
        .collect(engine="streaming")
    )
    if trouvees.is_empty():
        raise Introuvable(
            "Cette offre n’est pas dans le corpus.",
            remede="Revenez au rapport et suivez de nouveau le lien.",
            code="offre-introuvable",
        )
    lignes = (
        _table(execution, "lignes")
        .filter(pl.col("offre") == identifiant)
        .sort("rang")
        .collect(engine="streaming")
    )
    return OffreLue(trouvees.row(0, named=True), lignes.to_dicts())


def non_lues(execution: Execution, *, etat: str, debut: int, nombre: int) -> NonLues:
    """What was set aside or could not be read, from ``debut`` in the order of the corpus."""
    offres = _table(execution, "offres")
    comptes = offres.filter(pl.col("etat").is_in(NON_LUES)).group_by("etat").len().collect(engine="streaming")
    page = (
        offres.filter(pl.col("etat") == etat)
        .select("id", "nom", "titre", "cause", "remede", "groupe", "langue", "rang")
        .sort("rang")
        .slice(debut, nombre)
        .collect(engine="streaming")
    )
    return NonLues(dict(comptes.iter_rows()), page.to_dicts())


def _table(execution: Execution, nom: str) -> pl.LazyFrame:
    return pl.scan_parquet(execution.dossier / nom / "*.parquet")
