"""What every tracked file must be: short enough, free of this machine, true to its commands."""

from __future__ import annotations

import re
import shlex
import subprocess
from functools import cache
from pathlib import Path

import pytest

RACINE = Path(__file__).resolve().parents[2]
LIGNES_MAXIMUM = 500
COMMANDE = re.compile(r"^\s*(?:\$ )?((?:\.venv/bin/)?socle [a-z][^`|\n]*)$", re.M)
# Paths of a machine, addresses of packages, notes to oneself.
INTERDITS = (
    re.compile(r"(?<![\w.])/(?:work|root|home|Users|mnt)/\w"),
    re.compile(r"https?://(?:[\w.-]*\.)?(?:pythonhosted\.org|pypi\.org/simple|jsdelivr\.net|unpkg\.com)"),
    re.compile(r"--(?:extra-)?index-url"),
    re.compile(r"\b(?:TODO|FIXME|XXX|HACK)\b"),
)


@cache
def suivis() -> tuple[Path, ...]:
    """The tracked files, or every file of an archive without its history."""
    sortie = subprocess.run(
        ["git", "ls-files", "-z"], cwd=RACINE, capture_output=True, text=True, check=False
    )
    noms = sortie.stdout.split("\0") if sortie.returncode == 0 else []
    return tuple(RACINE / nom for nom in noms if nom and (RACINE / nom).is_file())


def textes(*suffixes: str) -> list[Path]:
    return [chemin for chemin in suivis() if chemin.suffix in suffixes]


def test_no_file_is_too_long() -> None:
    longs = {
        str(chemin.relative_to(RACINE)): nombre
        for chemin in textes(".py", ".html", ".css", ".js")
        if (nombre := len(chemin.read_text("utf-8").splitlines())) > LIGNES_MAXIMUM
    }
    assert not longs


def test_functions_are_kept_short_by_the_linter() -> None:
    import tomllib

    reglages = tomllib.loads((RACINE / "pyproject.toml").read_text("utf-8"))["tool"]["ruff"]["lint"]
    assert "PLR0915" in reglages["select"]
    assert reglages["pylint"]["max-statements"] == 40
    assert "PLR0915" not in reglages["ignore"]


def test_nothing_of_a_machine_or_of_a_draft_is_left() -> None:
    trouves = []
    for chemin in textes(".py", ".md", ".toml", ".txt", ".html", ".css", ".js", ".json", ".yml", ".typ", ""):
        if chemin == Path(__file__).resolve():
            continue
        contenu = chemin.read_text("utf-8")
        trouves += [
            f"{chemin.relative_to(RACINE)}: {trouve.group()}"
            for motif in INTERDITS
            if (trouve := motif.search(contenu))
        ]
    assert not trouves


def test_no_module_is_empty_without_being_a_package() -> None:
    vides = [chemin for chemin in textes(".py") if not chemin.read_text("utf-8").strip()]
    assert not [chemin for chemin in vides if chemin.name != "__init__.py"]


def commandes() -> list[tuple[str, str]]:
    """The ``socle`` commands of the guides, each with the file that gives it."""
    trouvees = []
    for chemin in textes(".md"):
        contenu = chemin.read_text("utf-8")
        lignes = COMMANDE.findall(contenu) + re.findall(r"`((?:\.venv/bin/)?socle [a-z][^`]*)`", contenu)
        trouvees += [(str(chemin.relative_to(RACINE)), ligne.partition("  #")[0].strip()) for ligne in lignes]
    return sorted(set(trouvees))


@pytest.mark.parametrize(("fichier", "commande"), commandes())
def test_the_commands_of_the_guides_exist(fichier: str, commande: str) -> None:
    import click

    from socle.cli import racine

    mots = shlex.split(commande.replace("…", "..."))[1:]
    groupe: click.Command = racine
    contexte = click.Context(racine)
    while isinstance(groupe, click.Group) and mots and not mots[0].startswith("-"):
        suivante = groupe.get_command(contexte, mots[0])
        assert suivante is not None, f"{fichier}: {commande}"
        groupe, mots = suivante, mots[1:]
    connues = {option for parametre in groupe.params for option in parametre.opts} | {
        "--help",
        "-h",
        "--aide",
    }
    inconnues = {mot.partition("=")[0] for mot in mots if re.match(r"--?[a-z]", mot)} - connues
    assert not inconnues - {"--version"}, f"{fichier}: {commande}"
