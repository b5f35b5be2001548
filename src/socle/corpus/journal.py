"""What a run has finished, written as it goes, so that it can be stopped at any time and taken up again.

A part is written beside, put in its place, and only then noted: what is noted is whole. A line cut by a
stop is ignored.
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

Note = dict[str, Any]


class Journal:
    """The notes of one run, in ``journal.jsonl``."""

    def __init__(self, dossier: Path) -> None:
        self.fichier = dossier / "journal.jsonl"
        self.notes: list[Note] = []
        if self.fichier.is_file():
            entieres = self.fichier.read_bytes().split(b"\n")[:-1]
            for ligne in entieres:
                self.notes.append(json.loads(ligne))
            # A cut line would swallow the next note.
            taille = sum(len(ligne) + 1 for ligne in entieres)
            with self.fichier.open("r+b") as flux:
                flux.truncate(taille)

    def noter(self, note: Note) -> None:
        """Add a note, on the disk before going on."""
        with self.fichier.open("ab") as flux:
            flux.write(json.dumps(note, ensure_ascii=False).encode() + b"\n")
            flux.flush()
            os.fsync(flux.fileno())
        self.notes.append(note)

    def de(self, etape: str) -> list[Note]:
        """The notes of one step, in their order."""
        return [note for note in self.notes if note["etape"] == etape]


def nom_de_part(numero: int) -> str:
    """The name of a part of a table.

    >>> nom_de_part(12)
    'part-00012.parquet'
    """
    return f"part-{numero:05d}.parquet"


def en_parquet(table: pa.Table | pa.RecordBatch) -> bytes:
    """A table as the bytes of a Parquet file; the same table always gives the same bytes."""
    entiere = pa.Table.from_batches([table]) if isinstance(table, pa.RecordBatch) else table
    sortie = pa.BufferOutputStream()
    pq.write_table(entiere, sortie, compression="zstd", compression_level=1)
    octets: bytes = sortie.getvalue().to_pybytes()
    return octets


def poser(fichier: Path, octets: bytes) -> None:
    """Write a file so that it is whole or absent."""
    fichier.parent.mkdir(parents=True, exist_ok=True)
    brouillon = fichier.with_suffix(".partiel")
    with brouillon.open("wb") as flux:
        flux.write(octets)
        flux.flush()
        os.fsync(flux.fileno())
    brouillon.replace(fichier)
