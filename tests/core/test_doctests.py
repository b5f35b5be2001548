"""The examples in the core's docstrings run."""

from __future__ import annotations

import doctest
from importlib import import_module
from pathlib import Path

import pytest

import socle

DOSSIER = Path(socle.__file__).parent
MODULES = sorted(
    ".".join(("socle", *chemin.relative_to(DOSSIER).with_suffix("").parts)).removesuffix(".__init__")
    for chemin in DOSSIER.rglob("*.py")
    if ">>> " in chemin.read_text("utf-8")
)


@pytest.mark.parametrize("nom", MODULES)
def test_the_examples_of_a_module_run(nom: str) -> None:
    resultat = doctest.testmod(import_module(nom))
    assert resultat.attempted
    assert not resultat.failed
