"""The file of a backup: a ZIP whose last member says what the others are, each with its checksum."""

from __future__ import annotations

import hashlib
import os
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path, PurePosixPath
from typing import IO

from pydantic import BaseModel, ConfigDict, ValidationError

from socle import __version__
from socle.erreurs import DocumentIllisible, ErreurSocle

FORMAT = 1
MANIFESTE = "manifeste.json"
BASE, FICHIERS = "base/", "fichiers/"
_MORCEAU = 1024 * 1024


class Table(BaseModel):
    """The rows of one model: the columns, in the order of each row's values, and how many rows."""

    model_config = ConfigDict(frozen=True)

    colonnes: tuple[str, ...]
    lignes: int


class Manifeste(BaseModel):
    """What a backup holds. ``migrations`` are the states « app.name » that its rows were written in."""

    model_config = ConfigDict(frozen=True)

    format: int
    socle: str
    date: datetime
    migrations: tuple[str, ...]
    tables: dict[str, Table]
    empreintes: dict[str, str]


class Ecriture:
    """A backup being written."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        self._empreintes: dict[str, str] = {}

    def ajouter(self, nom: str, morceaux: Iterable[bytes]) -> None:
        """One member, as it comes."""
        empreinte = hashlib.sha256()
        with self._archive.open(nom, "w", force_zip64=True) as sortie:
            for morceau in morceaux:
                empreinte.update(morceau)
                sortie.write(morceau)
        self._empreintes[nom] = empreinte.hexdigest()

    def ajouter_fichier(self, nom: str, chemin: Path) -> None:
        with chemin.open("rb") as entree:
            self.ajouter(nom, _lire(entree))

    def conclure(self, *, date: datetime, migrations: Iterable[str], tables: dict[str, Table]) -> Manifeste:
        """Say what was written: without it, the file is not a backup."""
        manifeste = Manifeste(
            format=FORMAT,
            socle=__version__,
            date=date,
            migrations=tuple(migrations),
            tables=tables,
            empreintes=self._empreintes,
        )
        self._archive.writestr(MANIFESTE, manifeste.model_dump_json(indent=1))
        return manifeste


@contextmanager
def ecrire(chemin: Path, *, remplacer: bool = False) -> Iterator[Ecriture]:
    """Write beside, then rename; the file can be read by its owner only.

    :raises ErreurSocle: the file exists, or cannot be written.
    """
    if chemin.exists() and not remplacer:
        raise ErreurSocle(
            f"Le fichier {chemin} existe déjà.",
            remede="Choisissez un autre nom, ou ajoutez --remplacer.",
            code="sauvegarde-existante",
        )
    partiel = chemin.with_name(f".{chemin.name}.partiel")
    try:
        with open(partiel, "wb", opener=lambda nom, modes: os.open(nom, modes, 0o600)) as sortie:
            with zipfile.ZipFile(sortie, "w", zipfile.ZIP_DEFLATED) as archive:
                yield Ecriture(archive)
            sortie.flush()
            os.fsync(sortie.fileno())
        partiel.replace(chemin)
    except OSError as erreur:
        raise ErreurSocle(
            f"La sauvegarde {chemin} n’a pas pu être écrite.",
            cause=f"{erreur.strerror or erreur}.",
            remede="Vérifiez la place sur le disque et les droits sur ce dossier.",
            code="sauvegarde-impossible",
        ) from erreur
    finally:
        partiel.unlink(missing_ok=True)


class Lecture:
    """A backup whose every byte was checked."""

    def __init__(self, archive: zipfile.ZipFile, manifeste: Manifeste) -> None:
        self._archive = archive
        self.manifeste = manifeste

    def lignes(self, table: str) -> Iterator[bytes]:
        """The rows of a table, one line each."""
        with self._archive.open(f"{BASE}{table}.jsonl") as entree:
            yield from entree

    def deposer_fichiers(self, dossier: Path) -> None:
        """Write the files under a folder."""
        for nom in self.manifeste.empreintes:
            if nom.startswith(FICHIERS):
                chemin = dossier / PurePosixPath(nom).relative_to(FICHIERS.rstrip("/"))
                chemin.parent.mkdir(parents=True, exist_ok=True)
                with self._archive.open(nom) as entree, chemin.open("wb") as sortie:
                    sortie.writelines(_lire(entree))


@contextmanager
def lire(chemin: Path) -> Iterator[Lecture]:
    """Open a backup after checking all of it: nothing is changed before that.

    :raises DocumentIllisible: it is not one, it is damaged, or a newer Socle wrote it.
    """
    try:
        with zipfile.ZipFile(chemin) as archive:
            manifeste = Manifeste.model_validate_json(archive.read(MANIFESTE))
            _verifier(archive, manifeste)
            yield Lecture(archive, manifeste)
    except FileNotFoundError as erreur:
        raise DocumentIllisible(f"Le fichier {chemin} n’existe pas.", remede="Vérifiez son nom.") from erreur
    except (zipfile.BadZipFile, KeyError, ValidationError, EOFError) as erreur:
        raise _abimee(chemin.name) from erreur


def _verifier(archive: zipfile.ZipFile, manifeste: Manifeste) -> None:
    if manifeste.format != FORMAT:
        raise DocumentIllisible(
            f"Cette sauvegarde est au format {manifeste.format}, que cette version de Socle ne connaît pas.",
            cause=f"Elle a été faite avec Socle {manifeste.socle}.",
            remede="Mettez Socle à jour, puis recommencez.",
            code="sauvegarde-trop-recente",
        )
    presents = set(archive.namelist()) - {MANIFESTE}
    if presents != set(manifeste.empreintes) or any(".." in PurePosixPath(nom).parts for nom in presents):
        raise _abimee(str(archive.filename))
    for nom, attendue in manifeste.empreintes.items():
        with archive.open(nom) as entree:
            empreinte = hashlib.sha256()
            for morceau in _lire(entree):
                empreinte.update(morceau)
        if empreinte.hexdigest() != attendue:
            raise _abimee(nom)


def _abimee(nom: str) -> DocumentIllisible:
    return DocumentIllisible(
        "Ce fichier n’est pas une sauvegarde de Socle, ou il est abîmé.",
        cause=f"Son contenu ne correspond pas à ce qui a été écrit ({Path(nom).name}).",
        remede="Prenez une autre sauvegarde\u00a0; rien n’a été changé.",
        code="sauvegarde-abimee",
    )


def _lire(entree: IO[bytes]) -> Iterator[bytes]:
    while morceau := entree.read(_MORCEAU):
        yield morceau
