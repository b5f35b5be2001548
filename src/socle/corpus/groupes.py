"""What is known of a corpus once it is read whole: which records are one, and a distinct name for each."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from socle.corpus.doublons import Entiers, Marque, grouper
from socle.corpus.entree import LUE

Parts = Callable[[list[str]], Iterable[pa.Table]]
"""Reads some columns of every part of the input, in their order."""


class Groupes(NamedTuple):
    """``premiers`` is for each record the place of the first of its group; ``repetes`` are the places of the
    records whose identifier was already borne; ``noms`` gives the identifier of the first of each group."""

    premiers: Entiers
    repetes: frozenset[int]
    noms: dict[int, str]

    def completer(self, entree: pa.Table) -> pa.RecordBatch:
        """A part of the input with its groups and its distinct identifiers, duplicates told from the rest."""
        rangs = entree.column("rang").to_pylist()
        premiers = self.premiers[rangs].tolist()
        etats = [
            "doublon" if etat == LUE and premier != rang else etat
            for etat, premier, rang in zip(entree.column("etat").to_pylist(), premiers, rangs, strict=True)
        ]
        ids = [
            distinguer(ident, rang) if rang in self.repetes else ident
            for ident, rang in zip(entree.column("id").to_pylist(), rangs, strict=True)
        ]
        groupes = pa.array([self.noms.get(premier, "") for premier in premiers], pa.string())
        for nom, valeurs in (("etat", etats), ("id", ids)):
            place = entree.schema.get_field_index(nom)
            entree = entree.set_column(place, entree.schema.field(nom), pa.array(valeurs, pa.string()))
        entree = entree.append_column(pa.field("groupe", pa.string(), nullable=False), groupes)
        lot: pa.RecordBatch = entree.combine_chunks().to_batches()[0]
        return lot


def distinguer(ident: str, rang: int) -> str:
    """An identifier that another record bears already, made its own by its place."""
    return f"{ident}#{rang}"


def former(parts: Parts, travail: Path) -> Groupes:
    """Group the records of a corpus; what is long to find is kept in a file, and found once."""
    fichier = travail / "groupes.npz"
    if not fichier.is_file():
        premiers = grouper(_marques(parts), travail=travail)
        brouillon = travail / "groupes.partiel.npz"
        np.savez(brouillon, premiers=premiers, repetes=_repetes(parts))
        brouillon.replace(fichier)
    with np.load(fichier) as lu:
        premiers, repetes = lu["premiers"], frozenset(lu["repetes"].tolist())
    return Groupes(premiers, repetes, _noms(parts, premiers, repetes))


def _marques(parts: Parts) -> Iterable[Marque]:
    for table in parts(["rang", "exacte", "signature"]):
        yield Marque(
            table.column("rang").to_numpy(),
            table.column("exacte").to_pylist(),
            table.column("signature").to_pylist(),
        )


def _repetes(parts: Parts) -> npt.NDArray[np.int64]:
    morceaux = [
        np.array([hash(ident) for ident in table.column("id").to_pylist()], dtype=np.int64)
        for table in parts(["id"])
    ]
    condenses = np.concatenate(morceaux)
    _, premiers = np.unique(condenses, return_index=True)
    repetes = np.ones(len(condenses), dtype=np.bool_)
    repetes[premiers] = False
    return np.flatnonzero(repetes)


def _noms(parts: Parts, premiers: Entiers, repetes: frozenset[int]) -> dict[int, str]:
    tailles = np.bincount(premiers, minlength=len(premiers))
    tetes = tailles > 1
    noms: dict[int, str] = {}
    for table in parts(["rang", "id"]):
        rangs = table.column("rang").to_numpy()
        voulus = np.flatnonzero(tetes[rangs])
        idents = table.column("id").take(pa.array(voulus)).to_pylist()
        for rang, ident in zip(rangs[voulus].tolist(), idents, strict=True):
            noms[rang] = distinguer(ident, rang) if rang in repetes else ident
    return noms
