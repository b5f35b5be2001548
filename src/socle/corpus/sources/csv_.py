"""CSV as offices write it: the encoding and the separator are found, a broken row costs only itself."""

from __future__ import annotations

import codecs
import csv
import io
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import IO, Any

from socle.erreurs import DocumentIllisible
from socle.offre import BORNES

_SEPARATEURS = ";,\t|"
csv.field_size_limit(max(csv.field_size_limit(), 2 * BORNES.caracteres))


@dataclass(frozen=True, slots=True)
class RangeeIllisible:
    """A row that could not be read: where it stands, why, what to do."""

    ou: str
    cause: str
    remede: str


@dataclass(frozen=True, slots=True)
class FormeCsv:
    """How a file is written."""

    encodage: str
    separateur: str
    colonnes: tuple[str, ...]


def entete_csv(ouvrir: Callable[[], IO[bytes]], nom: str) -> FormeCsv:
    """The encoding, the separator and the header of a CSV.

    :raises DocumentIllisible: the file holds no text.
    """
    encodage = _encodage(ouvrir)
    with ouvrir() as brut, io.TextIOWrapper(brut, encoding=encodage, errors="replace", newline="") as flux:
        debut = flux.read(100_000)
    if not debut.strip() or "\x00" in debut:
        raise DocumentIllisible(
            f"Le tableau « {nom} » ne peut pas être lu.",
            cause="Il est vide, ou ce n’est pas un fichier de texte.",
            remede="Exportez-le de nouveau en CSV (UTF-8).",
            code="table-abimee",
        )
    entete = debut.lstrip("\ufeff\r\n").split("\n", 1)[0]
    separateur = max(_SEPARATEURS, key=entete.count)
    colonnes = next(csv.reader(io.StringIO(debut.lstrip("\ufeff\r\n"), newline=""), delimiter=separateur))
    return FormeCsv(encodage, separateur, tuple(colonne.strip() for colonne in colonnes))


def _encodage(ouvrir: Callable[[], IO[bytes]]) -> str:
    """UTF-8 when the whole file is, UTF-16 by its mark, Windows-1252 otherwise."""
    with ouvrir() as flux:
        tete = flux.read(4)
        if tete[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
            return "utf-16"
        decodeur = codecs.getincrementaldecoder("utf-8")()
        try:
            decodeur.decode(tete)
            while morceau := flux.read(1 << 20):
                decodeur.decode(morceau)
            decodeur.decode(b"", final=True)
        except UnicodeDecodeError:
            return "cp1252"
    return "utf-8-sig"


class _Relecture:
    """Physical lines that can be given back, so that an unclosed quote swallows no row but its own."""

    def __init__(self, flux: IO[str]) -> None:
        self._flux = flux
        self._rendues: deque[str] = deque()
        self.prises: list[str] = []

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        ligne = self._rendues.popleft() if self._rendues else self._flux.readline()
        if not ligne:
            raise StopIteration
        self.prises.append(ligne)
        # Zero bytes part words as spaces do; the reader of the standard library refuses them.
        return ligne.replace("\x00", " ")

    def rendre(self) -> None:
        """Give back every line taken for the current row but the first."""
        self._rendues.extendleft(reversed(self.prises[1:]))


def lire_csv(ouvrir: Callable[[], IO[bytes]], forme: FormeCsv) -> Iterator[dict[str, Any] | RangeeIllisible]:
    """The rows of a CSV under its header, each by its columns; a broken one says what is wrong."""
    attendues = len(forme.colonnes)
    with (
        ouvrir() as brut,
        io.TextIOWrapper(brut, encoding=forme.encodage, errors="replace", newline="") as flux,
    ):
        lignes = _Relecture(flux)
        lecteur = csv.reader(lignes, delimiter=forme.separateur, strict=True)
        numero, entete = 0, True
        while True:
            lignes.prises.clear()
            try:
                rangee = next(lecteur)
                probleme = ""
            except StopIteration:
                return
            except csv.Error:
                rangee, probleme = [], "Un guillemet n’est pas fermé, ou une cellule est démesurée."
            if not probleme and entete and any(cellule.strip("\ufeff ") for cellule in rangee):
                entete = False
                numero += len(lignes.prises)
                continue
            if not probleme and len(rangee) > attendues and any(c.strip() for c in rangee[attendues:]):
                probleme = f"La rangée a {len(rangee)} cellules, l’en-tête en a {attendues}."
            elif not probleme and 1 < len(rangee) < attendues and len(lignes.prises) > 1:
                probleme = f"La rangée n’a que {len(rangee)} cellules, l’en-tête en a {attendues}."
            if probleme:
                lignes.rendre()
                lecteur = csv.reader(lignes, delimiter=forme.separateur, strict=True)
                numero += 1
                yield RangeeIllisible(
                    f"ligne {numero}",
                    probleme,
                    "Corrigez cette ligne dans le fichier, ou exportez-le de nouveau.",
                )
                continue
            numero += len(lignes.prises)
            if any(cellule.strip() for cellule in rangee):
                yield dict(zip(forme.colonnes, rangee, strict=False))
