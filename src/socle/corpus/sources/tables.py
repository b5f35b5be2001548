"""Tables of offers: CSV, XLSX, JSON, JSONL, Parquet, read as a stream; a bad row is one bad record."""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, NamedTuple

from socle.corpus.colonnes import Correspondance, correspondre, liste_d_offres
from socle.corpus.entree import Enregistrement
from socle.corpus.sources.csv_ import RangeeIllisible, entete_csv, lire_csv
from socle.erreurs import DocumentIllisible, DocumentTropGrand, ErreurSocle
from socle.offre import BORNES

MAX_LIGNE = 8 * BORNES.caracteres
"""Bytes of one line of JSONL."""

MAX_EN_MEMOIRE = 300_000_000
"""Bytes of a table that has to be held whole (JSON, XLSX, a member of an archive)."""

TABLE_ABIMEE = "table-abimee"
"""The code of the error of a file that is no table, or a damaged one."""

_OUVRIR = "Vérifiez que le fichier s’ouvre sur votre poste, puis exportez-le de nouveau."


class Options(NamedTuple):
    """How tables are to be understood."""

    choix: tuple[tuple[str, str], ...] = ()
    format: str = ""


Ouvrir = Callable[[], IO[bytes]]
Rangee = dict[str, Any] | RangeeIllisible


@dataclass(slots=True)
class Table:
    """A table opened: its columns, and its rows each time they are asked for."""

    nom: str
    colonnes: Sequence[str]
    rangees: Callable[[], Iterator[Rangee]]
    options: Options

    def correspondance(self) -> Correspondance:
        """:raises DocumentIllisible: the columns do not say where the text is."""
        return correspondre(self.colonnes, choix=self.options.choix, format=self.options.format, nom=self.nom)

    def lire(self) -> Iterator[Enregistrement]:
        """The records of the rows.

        :raises DocumentIllisible: the columns do not say where the text is.
        """
        correspondance = self.correspondance()
        return (
            _illisible(f"{self.nom}, {rangee.ou}", rangee)
            if isinstance(rangee, RangeeIllisible)
            else Enregistrement(nom=f"{self.nom}, n° {numero}", **correspondance.lire(rangee))
            for numero, rangee in enumerate(self.rangees(), start=1)
        )


def _illisible(nom: str, rangee: RangeeIllisible) -> Enregistrement:
    return Enregistrement(nom, cause=rangee.cause, remede=rangee.remede)


def ouvrir_table(fichier: Path | tuple[str, bytes], options: Options) -> Table:
    """A table, from a file or from a name and bytes; its kind is told by the name.

    :raises DocumentIllisible: it is empty, damaged, or no table at all.
    """
    nom, ouvrir, taille = _source(fichier)
    if taille == 0:
        raise DocumentIllisible(f"Le fichier « {nom} » est vide.", remede=_OUVRIR, code="table-vide")
    lecteur = EXTENSIONS.get(Path(nom).suffix.lower())
    if lecteur is None:
        raise DocumentIllisible(
            f"« {nom} » n’est pas un tableau.",
            remede=f"Les tableaux lus sont : {', '.join(EXTENSIONS)}.",
            code="table-inconnue",
        )
    colonnes, rangees = lecteur(ouvrir, nom, taille)
    return Table(nom, colonnes, rangees, options)


def _source(fichier: Path | tuple[str, bytes]) -> tuple[str, Ouvrir, int]:
    if isinstance(fichier, Path):
        return fichier.name, lambda: fichier.open("rb"), fichier.stat().st_size
    nom, contenu = fichier
    return nom, lambda: io.BytesIO(contenu), len(contenu)


Lecteur = Callable[[Ouvrir, str, int], tuple[Sequence[str], Callable[[], Iterator[Rangee]]]]


def _csv(ouvrir: Ouvrir, nom: str, taille: int) -> tuple[Sequence[str], Callable[[], Iterator[Rangee]]]:
    forme = entete_csv(ouvrir, nom)
    return forme.colonnes, lambda: lire_csv(ouvrir, forme)


def _jsonl(ouvrir: Ouvrir, nom: str, taille: int) -> tuple[Sequence[str], Callable[[], Iterator[Rangee]]]:
    def rangees() -> Iterator[Rangee]:
        with ouvrir() as flux:
            numero = 0
            while ligne := flux.readline(MAX_LIGNE):
                numero += 1
                if not ligne.endswith(b"\n") and len(ligne) == MAX_LIGNE:
                    while (suite := flux.readline(MAX_LIGNE)) and not suite.endswith(b"\n"):
                        pass
                    yield RangeeIllisible(f"ligne {numero}", "La ligne est démesurée.", _UNE_OFFRE)
                elif ligne.strip():
                    yield _objet(ligne, numero)

    colonnes: dict[str, None] = {}
    for rangee, _ in zip(rangees(), range(200), strict=False):
        if isinstance(rangee, dict):
            colonnes.update(dict.fromkeys(rangee))
    return list(colonnes), rangees


_UNE_OFFRE = "Chaque ligne doit être un objet JSON, une offre par ligne."


def _objet(ligne: bytes, numero: int) -> Rangee:
    try:
        valeur = json.loads(ligne)
    except (ValueError, RecursionError):
        return RangeeIllisible(f"ligne {numero}", "La ligne n’est pas du JSON bien formé.", _UNE_OFFRE)
    if isinstance(valeur, dict):
        return valeur
    return RangeeIllisible(f"ligne {numero}", "La ligne n’est pas un objet JSON.", _UNE_OFFRE)


def _json(ouvrir: Ouvrir, nom: str, taille: int) -> tuple[Sequence[str], Callable[[], Iterator[Rangee]]]:
    _borner(nom, taille, remede="Enregistrez-le en JSONL, une offre par ligne.")
    with ouvrir() as flux:
        try:
            offres = liste_d_offres(json.loads(flux.read()))
        except (ValueError, RecursionError) as erreur:
            raise _abime(nom, "Ce n’est pas du JSON bien formé.") from erreur
    if offres is None:
        raise _abime(nom, "Ce JSON ne contient pas une liste d’offres.")
    colonnes: dict[str, None] = {}
    for valeur in offres[:200]:
        if isinstance(valeur, dict):
            colonnes.update(dict.fromkeys(valeur))

    def rangees() -> Iterator[Rangee]:
        for numero, valeur in enumerate(offres, start=1):
            yield (
                valeur
                if isinstance(valeur, dict)
                else RangeeIllisible(f"n° {numero}", "Ce n’est pas un objet JSON.", _UNE_OFFRE)
            )

    return list(colonnes), rangees


def _xlsx(ouvrir: Ouvrir, nom: str, taille: int) -> tuple[Sequence[str], Callable[[], Iterator[Rangee]]]:
    _borner(nom, taille, remede="Enregistrez la feuille en CSV.")
    import re

    from socle.offre.lecture.bornes import verifier_archive

    with ouvrir() as flux:
        contenu = flux.read()
    verifier_archive(contenu, bornes=BORNES, quoi=f"Le classeur « {nom} »", noms=re.compile(r"\.xml$"))

    def cellules() -> Iterator[tuple[Any, ...]]:
        from openpyxl import load_workbook

        with _tolerer(nom):
            classeur = load_workbook(io.BytesIO(contenu), read_only=True, data_only=True)
            feuille = classeur.worksheets[0]
            # Some writers leave a wrong extent in the sheet, and most of it would not be read.
            feuille.reset_dimensions()
            yield from feuille.iter_rows(values_only=True)

    entete = next((rangee for rangee in cellules() if any(cellule is not None for cellule in rangee)), ())
    colonnes = [str(cellule).strip() if cellule is not None else "" for cellule in entete]

    def rangees() -> Iterator[Rangee]:
        suite = (rangee for rangee in cellules() if any(cellule is not None for cellule in rangee))
        next(suite, None)
        for rangee in suite:
            yield {nom: _cellule(valeur) for nom, valeur in zip(colonnes, rangee, strict=False) if nom}

    return [colonne for colonne in colonnes if colonne], rangees


def _cellule(valeur: Any) -> Any:
    return valeur.isoformat()[:10] if hasattr(valeur, "isoformat") else valeur


def _parquet(ouvrir: Ouvrir, nom: str, taille: int) -> tuple[Sequence[str], Callable[[], Iterator[Rangee]]]:
    import pyarrow.parquet as pq

    with _tolerer(nom), ouvrir() as flux:
        colonnes = pq.ParquetFile(flux).schema_arrow.names

    def rangees() -> Iterator[Rangee]:
        with ouvrir() as flux, _tolerer(nom):
            for lot in pq.ParquetFile(flux).iter_batches(batch_size=2_000):
                for rangee in lot.to_pylist():
                    yield {champ: _cellule(valeur) for champ, valeur in rangee.items()}

    return colonnes, rangees


EXTENSIONS: dict[str, Lecteur] = {
    ".csv": _csv, ".tsv": _csv, ".xlsx": _xlsx, ".jsonl": _jsonl, ".ndjson": _jsonl, ".json": _json,
    ".parquet": _parquet,
}  # fmt: skip
"""The kinds of tables, by the ending of their names."""


@contextmanager
def _tolerer(nom: str) -> Iterator[None]:
    """Whatever a library raises on a damaged table speaks of the file."""
    try:
        yield
    except ErreurSocle:
        raise
    except GeneratorExit:
        raise
    except Exception as erreur:  # the libraries fail in open-ended ways on damaged files
        raise _abime(nom, "Sa structure ne peut pas être suivie jusqu’au bout.") from erreur


def _abime(nom: str, cause: str) -> DocumentIllisible:
    return DocumentIllisible(
        f"Le tableau « {nom} » ne peut pas être lu.", cause=cause, remede=_OUVRIR, code=TABLE_ABIMEE
    )


def _borner(nom: str, taille: int, *, remede: str) -> None:
    if taille > MAX_EN_MEMOIRE:
        raise DocumentTropGrand(
            f"« {nom} » dépasse {MAX_EN_MEMOIRE // 1_000_000} Mo.", remede=remede, code="table-trop-grande"
        )
