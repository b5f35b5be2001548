"""Reading the results of a run: the offers in one narrow table, the lines part by part.

A million offers hold some twenty million lines: what is kept of each offer is a few bytes, and lines are
read a few parts at a time, so that memory does not grow with the corpus.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple, cast

import polars as pl
import pyarrow.parquet as pq

from socle.corpus.schema import TABLES
from socle.erreurs import DocumentIllisible

LIGNES_PAR_LOT = 100_000
"""Lines read at a time."""

MANIFESTE = "manifeste.json"

#: What is kept of every offer, whatever their number.
_COLONNES = (
    "id",
    "etat",
    "employeur",
    "region",
    "annee",
    "statut",
    "corps",
    "code_annonce",
    "code_proche",
    "intitule_proche",
    "code_mesure",
    "lignes",
    "decalage",
    "numerique",
    "niveaux",
    "posture",
    "categories",
)
_REPETEES = (
    "etat",
    "employeur",
    "region",
    "statut",
    "corps",
    "code_annonce",
    "code_proche",
    "intitule_proche",
    "code_mesure",
    "numerique",
    "posture",
)
#: What is read of each part, and no more: the other columns are for those who open the tables themselves.
_COLONNES_DU_LOT = {
    "offres": ["etat"],
    "lignes": [
        "offre",
        "rang",
        "rubrique",
        "texte",
        "decision",
        "rubrique_entree",
        "libelle",
        "cle",
        "activite_de",
    ],
    "couverture": ["offre", "code", "rubrique", "rang", "etat", "ligne"],
}


class Lot(NamedTuple):
    """A few parts: some of the analysed offers, their lines, and their coverage of emplois-types, each with
    ``place``, the offer's rank among the analysed ones."""

    offres: pl.DataFrame
    lignes: pl.DataFrame
    couverture: pl.DataFrame


def tasser(table: pl.DataFrame) -> pl.DataFrame:
    """The same table, holding its own texts and nothing else.

    A text taken from a lot keeps in memory every text of that lot: what is kept from lot to lot would hold
    the whole corpus.
    """
    tassee = pl.from_arrow(table.to_arrow(compat_level=pl.CompatLevel.oldest()))
    return cast("pl.DataFrame", tassee)


class Resultats:
    """The folder that ``socle corpus analyser`` writes, ready to be counted.

    :raises DocumentIllisible: the folder is not one of results, or a part of it is missing or damaged.
    """

    def __init__(self, dossier: Path) -> None:
        self.dossier = Path(dossier)
        for table in TABLES:
            if not list((self.dossier / table).glob("part-*.parquet")):
                raise DocumentIllisible(
                    f"Le dossier « {self.dossier.name} » ne contient pas de résultats complets.",
                    cause=f"Le sous-dossier « {table} » y est absent ou vide.",
                    remede="Donnez le dossier écrit par socle corpus analyser, ou relancez l’analyse.",
                )

    @cached_property
    def manifeste(self) -> dict[str, Any]:
        """What the run says of itself; empty when the file is missing."""
        chemin = self.dossier / MANIFESTE
        if not chemin.is_file():
            return {}
        contenu: dict[str, Any] = json.loads(chemin.read_text("utf-8"))
        return contenu

    @cached_property
    def enregistrements(self) -> dict[str, int]:
        """How many records in each state."""
        comptes = self._balayer("offres").group_by("etat").len().sort("etat").collect()
        return dict(zip(comptes["etat"], comptes["len"], strict=True))

    @cached_property
    def offres(self) -> pl.DataFrame:
        """The analysed offers in the order of the parts; ``place`` is their rank."""
        return (
            self._balayer("offres")
            .filter(pl.col("etat") == "analysee")
            .select(_COLONNES)
            .with_columns(pl.col(nom).cast(pl.Categorical) for nom in _REPETEES)
            .drop("etat")
            .collect(engine="streaming")
            .with_row_index("place")
        )

    def lots(self) -> Iterator[Lot]:
        """The lines and the coverage of the analysed offers, a few parts at a time."""
        debut = 0
        for noms in self._groupes_de_parts():
            nombre = self._lire("offres", noms).filter(pl.col("etat") == "analysee").height
            offres = self.offres.slice(debut, nombre)
            debut += nombre
            places = offres.select("place", offre="id")
            yield Lot(
                offres,
                *(
                    self._lire(table, noms).join(places, on="offre", how="inner", maintain_order="left")
                    for table in ("lignes", "couverture")
                ),
            )

    def citer(self, places: pl.DataFrame) -> pl.DataFrame:
        """A few lines, told by the ``place`` of their offer and their ``rang``, as they are written."""
        cherchees = places.join(self.offres.select("place", offre="id"), on="place").cast({"rang": pl.Int32})
        idents = cherchees["offre"].unique()
        return (
            self._balayer("lignes")
            .filter(pl.col("offre").is_in(idents.implode()))
            .join(cherchees.lazy(), on=["offre", "rang"])
            .collect(engine="streaming")
        )

    def titres(self, idents: Iterable[str]) -> dict[str, str]:
        """The titles of a few offers."""
        cherches = pl.Series(sorted(idents), dtype=pl.String)
        trouves = self._balayer("offres").filter(pl.col("id").is_in(cherches.implode())).select("id", "titre")
        return dict(trouves.collect(engine="streaming").iter_rows())

    def _groupes_de_parts(self) -> Iterator[list[str]]:
        groupe: list[str] = []
        lues = 0
        noms = {chemin.name for table in TABLES for chemin in self._parts(table)}
        for nom in sorted(noms):
            chemin = self.dossier / "lignes" / nom
            groupe.append(nom)
            lues += pq.read_metadata(chemin).num_rows if chemin.is_file() else 0
            if lues >= LIGNES_PAR_LOT:
                yield groupe
                groupe, lues = [], 0
        if groupe:
            yield groupe

    def _lire(self, table: str, noms: list[str]) -> pl.DataFrame:
        chemins = [chemin for nom in noms if (chemin := self.dossier / table / nom).is_file()]
        colonnes = _COLONNES_DU_LOT[table]
        if not chemins:
            vide: pl.DataFrame = pl.from_arrow(TABLES[table].empty_table())  # type: ignore[assignment]
            return vide.select(colonnes)
        return pl.read_parquet(chemins, columns=colonnes)

    def _parts(self, table: str) -> list[Path]:
        return sorted((self.dossier / table).glob("part-*.parquet"))

    def _balayer(self, table: str) -> pl.LazyFrame:
        return pl.scan_parquet(self._parts(table))
