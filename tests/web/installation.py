"""A real installation for tests that kill things: processes, a data folder and a database of its own."""

from __future__ import annotations

import atexit
import os
import secrets
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeVar

BASE = os.environ.get("SOCLE_BASE", "")
SQLITE = "socle.sqlite3"
ATTENTE = 60.0
_MODELES = ExitStack()
atexit.register(_MODELES.close)
T = TypeVar("T")


class Installation:
    """One data folder and one database; commands and servers started in it."""

    def __init__(self, dossier: Path, base: str) -> None:
        self.dossier, self.base = dossier, base
        propre = {
            nom: valeur for nom, valeur in os.environ.items() if not nom.startswith(("SOCLE_", "DJANGO_"))
        }
        self.environnement = propre | {
            "SOCLE_DONNEES": str(dossier),
            "SOCLE_BASE": base,
            "PYTHONPATH": str(Path(__file__).parent),
        }

    def commande(self, *arguments: str, **environnement: str) -> subprocess.CompletedProcess[str]:
        """A command that ends, whatever its code."""
        return subprocess.run(
            [sys.executable, "-m", "socle_web", *arguments],
            env=self.environnement | environnement,
            capture_output=True,
            text=True,
            check=False,
        )

    def executer(self, programme: str) -> str:
        """What a program prints, run with Django set up; one that fails fails the test."""
        resultat = self.commande("shell", "--no-imports", "--command", programme)
        assert resultat.returncode == 0, resultat.stderr
        return resultat.stdout

    @contextmanager
    def processus(self, *arguments: str, **environnement: str) -> Iterator[subprocess.Popen[str]]:
        """A command that lasts; asked to stop at the end."""
        lance = subprocess.Popen(
            [sys.executable, "-m", "socle_web", *arguments],
            env=self.environnement | environnement,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        assert lance.stdout is not None
        with lance.stdout:
            try:
                yield lance
            finally:
                lance.terminate()
                lance.wait(timeout=ATTENTE)


@contextmanager
def installer(dossier: Path, *, base: str = BASE, migrer: bool = True) -> Iterator[Installation]:
    """An installation on the kind of database under test: SQLite, or one made on PostgreSQL."""
    with base_neuve(base, modele=_modele_postgresql(base) if base and migrer else "") as adresse:
        if migrer:
            dossier.mkdir(parents=True)
        if migrer and not base:
            poser_les_tables(dossier)
        yield Installation(dossier, adresse)


def poser_les_tables(dossier: Path) -> None:
    """Put a database of SQLite where the site will look for it, empty and up to date."""
    shutil.copy(_modele_sqlite(), dossier / SQLITE)


@contextmanager
def base_neuve(base: str, *, modele: str = "") -> Iterator[str]:
    """The address of a new database on the same server, empty or a copy of another; dropped at the end."""
    if not base:
        yield ""
        return
    import psycopg

    serveur, nom = base.rpartition("/")[0], f"socle_essai_{secrets.token_hex(6)}"
    with psycopg.connect(f"{serveur}/postgres", autocommit=True) as connexion:
        connexion.execute(f'CREATE DATABASE "{nom}"' + (f' TEMPLATE "{modele}"' if modele else ""))
    try:
        yield f"{serveur}/{nom}"
    finally:
        with psycopg.connect(f"{serveur}/postgres", autocommit=True) as connexion:
            connexion.execute(f'DROP DATABASE "{nom}" WITH (FORCE)')


@cache
def _modele_sqlite() -> Path:
    """The database to copy: making its tables takes as long as most of the tests that want them."""
    dossier = Path(_MODELES.enter_context(TemporaryDirectory()))
    _migrer(Installation(dossier, ""))
    return dossier / SQLITE


@cache
def _modele_postgresql(base: str) -> str:
    """The same on PostgreSQL: its name."""
    adresse = _MODELES.enter_context(base_neuve(base))
    _migrer(Installation(Path(_MODELES.enter_context(TemporaryDirectory())), adresse))
    return adresse.rpartition("/")[2]


def _migrer(installation: Installation) -> None:
    resultat = installation.commande("migrate", "--verbosity", "0")
    assert resultat.returncode == 0, resultat.stderr


def attendre(lire: Callable[[], T]) -> T:
    """What ``lire`` answers as soon as it is true."""
    fin = time.monotonic() + ATTENTE
    while not (valeur := lire()):
        assert time.monotonic() < fin, "waited in vain"
        time.sleep(0.1)
    return valeur


def port_libre() -> int:
    """A port that nobody listens to."""
    with socket.socket() as essai:
        essai.bind(("127.0.0.1", 0))
        numero: int = essai.getsockname()[1]
    return numero
