"""The direction of imports: rooms downwards only, the core without the web."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

RACINE = Path(__file__).resolve().parents[2]
# What a core installed without the site does not find.
ABSENTS = ("django", "django_bootstrap5", "django_htmx", "environs", "gunicorn", "socle_web", "whitenoise")

SANS_LE_SITE = f"""
import importlib, pkgutil, sys

class Absent:
    def find_spec(self, nom, chemin=None, cible=None):
        if nom.partition(".")[0] in {ABSENTS!r}:
            raise ModuleNotFoundError(f"No module named {{nom!r}}", name=nom)

sys.meta_path.insert(0, Absent())
import socle
for module in pkgutil.walk_packages(socle.__path__, "socle."):
    importlib.import_module(module.name)
from socle import FicheDePoste, Referentiel, comparer, decliner, verifier
ref = Referentiel.livret()
fiche = decliner(ref["ANSTIA-IP"], corps="IGE")
assert comparer(ref["ANSTIA-IP"], fiche).rubriques and verifier(fiche, ref).constats
assert FicheDePoste.from_json(fiche.to_json()) == fiche
print(len(sys.modules))
"""


def test_imports_follow_the_drawing() -> None:
    programme = "from importlinter.cli import lint_imports; raise SystemExit(lint_imports(no_cache=True))"
    resultat = subprocess.run(
        [sys.executable, "-c", programme], cwd=RACINE, capture_output=True, text=True, check=False
    )
    assert resultat.returncode == 0, resultat.stdout[-3000:]


def test_the_core_works_where_the_site_is_not_installed() -> None:
    resultat = subprocess.run(
        [sys.executable, "-c", SANS_LE_SITE], cwd=RACINE, capture_output=True, text=True, check=False
    )
    assert resultat.returncode == 0, resultat.stderr


@pytest.mark.parametrize("module", ["socle", "socle.erreurs", "socle.typographie"])
def test_the_door_is_light(module: str) -> None:
    """A command pays only for what it uses: importing the package loads neither numba nor pydantic."""
    programme = (
        f"import sys, {module}; print([m for m in ('numba', 'pydantic', 'django') if m in sys.modules])"
    )
    resultat = subprocess.run(
        [sys.executable, "-c", programme], cwd=RACINE, capture_output=True, text=True, check=True
    )
    assert resultat.stdout.strip() == "[]"
