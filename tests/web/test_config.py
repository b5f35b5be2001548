"""How the site is set up: environment, database, secret, production checks, the server itself."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from click.testing import CliRunner
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError, call_command, get_commands
from django.db.utils import ConnectionHandler
from pytest_django import DjangoDbBlocker

import socle_web
from socle.cli.site import site
from socle.erreurs import OptionManquante
from socle_web.config.environnement import base_de_donnees, secret_local


def django(*arguments: str, **environnement: str) -> subprocess.CompletedProcess[str]:
    """Django's administration in a process of its own, with these variables and no other of Socle's."""
    propre = {nom: valeur for nom, valeur in os.environ.items() if not nom.startswith(("SOCLE_", "DJANGO_"))}
    return subprocess.run(
        [sys.executable, "-m", "socle_web", *arguments],
        env=propre | environnement,
        capture_output=True,
        text=True,
        check=False,
    )


def test_production_settings_pass_every_check(tmp_path: Path) -> None:
    resultat = django(
        "check",
        "--deploy",
        "--fail-level=DEBUG",
        SOCLE_DONNEES=str(tmp_path),
        SOCLE_MODE="serveur",
        SOCLE_SECRET="une longue suite de caracteres au hasard, plus longue que cinquante",
        SOCLE_HOTES="socle.example",
    )
    assert resultat.returncode == 0, resultat.stderr


def test_a_server_without_its_secret_does_not_start(tmp_path: Path) -> None:
    resultat = django("check", SOCLE_DONNEES=str(tmp_path), SOCLE_MODE="serveur", SOCLE_HOTES="socle.example")
    assert resultat.returncode != 0
    assert "SOCLE_SECRET" in resultat.stderr


def test_models_have_their_migrations(tmp_path: Path) -> None:
    resultat = django("makemigrations", "--check", SOCLE_DONNEES=str(tmp_path))
    assert resultat.returncode == 0, resultat.stdout


def test_the_local_secret_is_drawn_once_and_private(tmp_path: Path) -> None:
    secret = secret_local(tmp_path / "neuf")
    assert len(secret) > 50
    assert secret_local(tmp_path / "neuf") == secret
    assert (tmp_path / "neuf" / "secret").stat().st_mode & 0o077 == 0


def test_embedded_database(tmp_path: Path, django_db_blocker: DjangoDbBlocker) -> None:
    connexions = ConnectionHandler({"default": base_de_donnees("", tmp_path)})
    with django_db_blocker.unblock(), connexions["default"].cursor() as curseur:
        assert curseur.execute("PRAGMA journal_mode").fetchone() == ("wal",)
        assert curseur.execute("PRAGMA busy_timeout").fetchone() == (20000,)
    connexions.close_all()
    assert (tmp_path / "socle.sqlite3").exists()
    assert base_de_donnees("sqlite:////tmp/autre.sqlite3", tmp_path)["NAME"] == "/tmp/autre.sqlite3"


def test_postgresql(tmp_path: Path) -> None:
    base = base_de_donnees("postgresql://moi:secret@hote:5433/socle?sslmode=require", tmp_path)
    assert base["ENGINE"] == "django.db.backends.postgresql"
    assert (base["NAME"], base["USER"], base["PASSWORD"]) == ("socle", "moi", "secret")
    assert (base["HOST"], base["PORT"], base["OPTIONS"]) == ("hote", "5433", {"sslmode": "require"})


def test_another_database_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ImproperlyConfigured, match="SOCLE_BASE"):
        base_de_donnees("mysql://hote/socle", tmp_path)


@pytest.fixture
def port() -> int:
    """A port that nobody listens to."""
    with socket.socket() as essai:
        essai.bind(("127.0.0.1", 0))
        numero: int = essai.getsockname()[1]
    return numero


def test_a_port_in_use_is_said_plainly(port: int) -> None:
    with socket.socket() as occupant:
        occupant.bind(("127.0.0.1", port))
        occupant.listen()
        with pytest.raises(CommandError, match=f"Le port {port} ne peut pas être ouvert"):
            call_command("servir", port=port)


@pytest.fixture
def en_service(tmp_path: Path, port: int) -> Iterator[str]:
    """The site as a person starts it; the answer is its address once it says that it is ready."""
    propre = {nom: valeur for nom, valeur in os.environ.items() if not nom.startswith(("SOCLE_", "DJANGO_"))}
    serveur = subprocess.Popen(
        [sys.executable, "-m", "socle_web", "servir", "--port", str(port)],
        env=propre | {"SOCLE_DONNEES": str(tmp_path)},
        stdout=subprocess.PIPE,
        text=True,
    )
    assert serveur.stdout is not None
    with serveur.stdout as sortie:
        annonce = sortie.readline()
        try:
            yield annonce
        finally:
            serveur.terminate()
            serveur.wait(timeout=30)


def test_the_site_says_its_address_and_answers_with_its_fonts(en_service: str, port: int) -> None:
    assert en_service == f"Socle est prêt\xa0: http://localhost:{port}/ (Ctrl+C pour l’arrêter)\n"
    adresse = f"http://localhost:{port}"
    with httpx.Client(base_url=adresse, timeout=30) as client:
        accueil = client.get("/")
        assert accueil.status_code == 200
        assert "Que voulez-vous faire" in accueil.text
        for fichier in (
            "socle/socle.css",
            "bootstrap/bootstrap.min.css",
            "socle/polices/SourceSerifPro-Regular.ttf",
        ):
            assert client.get(f"/static/{fichier}").status_code == 200
        trop_grand = client.post("/reglages/importer/", content=b"x" * (32 * 1024 * 1024))
        assert trop_grand.status_code == 413
        assert "trop grand" in trop_grand.text


class TestCommande:
    def test_it_starts_the_site_as_a_program(self, monkeypatch: pytest.MonkeyPatch) -> None:
        lancees: list[list[str]] = []
        monkeypatch.setattr(os, "execv", lambda programme, arguments: lancees.append(arguments))
        assert CliRunner().invoke(site, ["--port", "8123"]).exit_code == 0
        assert lancees[0][1:] == ["-m", "socle_web", "servir", "--port", "8123", "--adresse", "127.0.0.1"]

    def test_without_the_site_it_says_how_to_install_it(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("socle.cli.site.find_spec", lambda nom: None)
        resultat = CliRunner().invoke(site)
        assert isinstance(resultat.exception, OptionManquante)
        assert "socle[site]" in resultat.exception.remede


def _commandes_des_guides() -> list[str]:
    racine = Path(__file__).resolve().parents[2]
    guides = [racine / "README.md", *(racine / "docs").rglob("*.md")]
    texte = "\n".join(guide.read_text("utf-8") for guide in guides)
    return sorted(set(re.findall(r"python -m socle_web ([a-z_]+)", texte)))


@pytest.mark.parametrize("commande", _commandes_des_guides())
def test_the_administration_commands_of_the_guides_exist(commande: str) -> None:
    assert commande in get_commands()


def _variables_des_guides() -> list[str]:
    racine = Path(__file__).resolve().parents[2]
    texte = "\n".join(
        (racine / nom).read_text("utf-8") for nom in ("README.md", "docs/guides/administrer.md")
    )
    return sorted(set(re.findall(r"SOCLE_([A-Z_]+[A-Z])", texte)))


@pytest.mark.parametrize("variable", _variables_des_guides())
def test_the_variables_of_the_guides_are_read(variable: str) -> None:
    sources = Path(socle_web.__file__).parent / "config"
    code = "\n".join(fichier.read_text("utf-8") for fichier in sources.glob("*.py")) + '"DONNEES"'
    assert f'"{variable}"' in code or variable.startswith("CONSERVATION")
