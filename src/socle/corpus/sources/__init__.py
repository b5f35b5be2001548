"""Where the records of a corpus come from: a folder, an archive, a table; told by the file itself."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any

from socle.corpus.colonnes import Correspondance
from socle.corpus.entree import Enregistrement
from socle.corpus.sources.fichiers import lire_archive, lire_dossier, lire_seul
from socle.corpus.sources.tables import EXTENSIONS, TABLE_ABIMEE, Options, ouvrir_table
from socle.erreurs import DocumentIllisible

__all__ = ["Apercu", "Source", "apercevoir"]


@dataclass(frozen=True, slots=True)
class Source:
    """A corpus to read, and how its tables are to be understood.

    :param choix: pairs of field and column (see :mod:`socle.corpus.colonnes`).
    :param format: a format known by name; recognised when empty.
    """

    chemin: Path
    choix: tuple[tuple[str, str], ...] = ()
    format: str = ""

    def __iter__(self) -> Iterator[Enregistrement]:
        """The records, in an order that is always the same.

        :raises DocumentIllisible: there is nothing there, or the only table cannot be understood.
        """
        options = Options(self.choix, self.format)
        if self.chemin.is_dir():
            return lire_dossier(self.chemin, options)
        if not self.chemin.is_file():
            raise DocumentIllisible(
                f"« {self.chemin} » n’existe pas.",
                remede="Indiquez un dossier, une archive ZIP ou un tableau (CSV, XLSX, JSONL, Parquet).",
                code="corpus-introuvable",
            )
        suffixe = self.chemin.suffix.lower()
        if suffixe == ".json":
            try:
                return ouvrir_table(self.chemin, options).lire()
            except DocumentIllisible as erreur:
                if erreur.code != TABLE_ABIMEE:
                    raise
                return lire_seul(self.chemin, options)
        if suffixe in EXTENSIONS:
            return ouvrir_table(self.chemin, options).lire()
        return lire_archive(self.chemin, options) if suffixe == ".zip" else lire_seul(self.chemin, options)

    def empreinte(self) -> str:
        """A print of the names, sizes and dates of the files: whether a run may go on where it stopped."""
        fichiers = sorted(self.chemin.rglob("*")) if self.chemin.is_dir() else [self.chemin]
        marque = hashlib.sha256()
        for fichier in fichiers:
            if fichier.is_file():
                etat = fichier.stat()
                marque.update(f"{fichier}|{etat.st_size}|{etat.st_mtime_ns}\n".encode())
        return marque.hexdigest()


@dataclass(frozen=True, slots=True)
class Apercu:
    """What a table looks like, before anything is analysed: its columns, how they are understood, why they
    are not when they are not, and its first records."""

    colonnes: tuple[str, ...]
    correspondance: Correspondance | None
    probleme: str = ""
    exemples: tuple[dict[str, Any], ...] = field(default=())


def apercevoir(source: Source, *, nombre: int = 5) -> Apercu:
    """The columns of a table, and its first records as they would be read.

    :raises DocumentIllisible: the file is no table.
    """
    table = ouvrir_table(source.chemin, Options(source.choix, source.format))
    try:
        correspondance = table.correspondance()
    except DocumentIllisible as erreur:
        return Apercu(tuple(table.colonnes), None, str(erreur))
    rangees: Sequence[dict[str, Any]] = [
        correspondance.lire(rangee) for rangee in islice(table.rangees(), nombre) if isinstance(rangee, dict)
    ]
    return Apercu(tuple(table.colonnes), correspondance, exemples=tuple(rangees))
