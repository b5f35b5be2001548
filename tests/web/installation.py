"""A real installation for tests that kill things: processes, a data folder and a database of its own."""

from __future__ import annotations

import os
import secrets
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

BASE = os.environ.get("SOCLE_BASE", "")
ATTENTE = 60.0
T = TypeVar("T")


class Installation:
    """One data folder and one database; commands and servers started in it."""

    def __init__(self, dossier: Path, base: str) -> None:
        self.dossier = dossier
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
    with base_neuve(base) as adresse:
        installation = Installation(dossier, adresse)
        if migrer:
            resultat = installation.commande("migrate", "--verbosity", "0")
            assert resultat.returncode == 0, resultat.stderr
        yield installation


@contextmanager
def base_neuve(base: str) -> Iterator[str]:
    """The address of an empty database on the same server; dropped at the end."""
    if not base:
        yield ""
        return
    import psycopg

    nom = f"socle_essai_{secrets.token_hex(6)}"
    with psycopg.connect(base.rpartition("/")[0] + "/postgres", autocommit=True) as serveur:
        serveur.execute(f'CREATE DATABASE "{nom}"')
        try:
            yield f"{base.rpartition('/')[0]}/{nom}"
        finally:
            serveur.execute(f'DROP DATABASE "{nom}" WITH (FORCE)')


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
