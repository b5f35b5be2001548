"""The second passage: a batch of offers read in, a batch of results out (``pa.RecordBatch`` both).

The results of one batch are one batch of :data:`RESULTATS`: the columns of the offers, and for each offer
its lines and its coverage as nested lists. :func:`eclater` turns it into the three tables.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import pyarrow as pa

from socle.alignement import Encodeur
from socle.corpus.entree import LUE
from socle.corpus.journal import en_parquet
from socle.corpus.preparation import offre_de
from socle.corpus.resultats import rangees_de
from socle.corpus.schema import COUVERTURE, LIGNES, OFFRES
from socle.offre import Analyseur, decouper
from socle.referentiel import Referentiel


def _liste(schema: pa.Schema) -> pa.DataType:
    return pa.list_(pa.field("item", pa.struct(list(schema)), nullable=False))


RESULTATS = pa.schema(
    [
        *OFFRES,
        pa.field("lignes_analysees", _liste(LIGNES), nullable=False),
        pa.field("couvertures", _liste(COUVERTURE), nullable=False),
    ]
)


class Part(NamedTuple):
    """The tables of one batch, ready to be written, and how many rows each has."""

    tables: dict[str, bytes]
    nombres: dict[str, int]
    etats: dict[str, int]


class AnalyseDeLot:
    """Analyses batches; sent as such to other processes, where the référentiel is made ready once.

    :param codes: the emplois-types to measure against, instead of the nearest.
    """

    def __init__(
        self, referentiel: Referentiel, *, codes: Sequence[str] = (), compact: Encodeur | None = None
    ) -> None:
        self.referentiel = referentiel
        self.codes = tuple(codes)
        self.compact = compact
        self._pret: Analyseur | None = None

    def __getstate__(self) -> dict[str, Any]:
        return {**self.__dict__, "_pret": None}

    def __call__(self, lot: pa.RecordBatch) -> pa.RecordBatch:
        """The results of a batch."""
        if self._pret is None:
            self._pret = Analyseur(self.referentiel, compact=self.compact)
        return pa.RecordBatch.from_pylist([self._une(rangee) for rangee in lot.to_pylist()], schema=RESULTATS)

    def _une(self, rangee: dict[str, Any]) -> dict[str, Any]:
        assert self._pret is not None
        entree = {champ: rangee[champ] for champ in rangee if champ in OFFRES.names}
        if rangee["etat"] != LUE:
            return {**_NON_ANALYSEE, **entree}
        offre = offre_de(rangee) or decouper(rangee["texte"], nom=rangee["nom"])
        analyse = self._pret.analyser(
            offre, corps=rangee["corps"] or None, emploi_type=self.codes[0] if self.codes else None
        )
        resume, lignes, couverture = rangees_de(
            analyse, entree=entree, analyseur=self._pret, codes=self.codes
        )
        resume["titre"] = entree["titre"] or offre.titre or ""
        resume["langue"] = entree["langue"]
        resume["code_annonce"] = rangee["code"] or resume["code_annonce"]
        return {**_NON_ANALYSEE, **resume, "lignes_analysees": lignes, "couvertures": couverture}


_NON_ANALYSEE: dict[str, Any] = {
    "code_annonce": "", "code_proche": "", "intitule_proche": "", "probabilite": None, "emplois_types": [],
    "lignes": 0, "code_mesure": "", "decalage": None, "numerique": "indetermine", "niveaux": [],
    "posture": "indetermine", "categories": [], "lignes_analysees": [], "couvertures": [],
}  # fmt: skip


def eclater(resultats: pa.RecordBatch) -> dict[str, pa.Table]:
    """The three tables of a batch of results."""
    offres = pa.Table.from_batches([resultats]).select(OFFRES.names).cast(OFFRES)
    lignes = resultats.column("lignes_analysees").flatten()
    couverture = resultats.column("couvertures").flatten()
    return {
        "offres": offres,
        "lignes": pa.Table.from_arrays(lignes.flatten(), schema=LIGNES),
        "couverture": pa.Table.from_arrays(couverture.flatten(), schema=COUVERTURE),
    }


class Ecriture:
    """The work of the second passage: analyse a batch, and give its tables as Parquet."""

    def __init__(self, analyse: AnalyseDeLot) -> None:
        self.analyse = analyse

    def __call__(self, lot: pa.RecordBatch) -> Part:
        """The tables of a batch."""
        tables = eclater(self.analyse(lot))
        etats: dict[str, int] = {}
        for etat in tables["offres"].column("etat").to_pylist():
            etats[etat] = etats.get(etat, 0) + 1
        return Part(
            {nom: en_parquet(table) for nom, table in tables.items()},
            {nom: table.num_rows for nom, table in tables.items()},
            etats,
        )
