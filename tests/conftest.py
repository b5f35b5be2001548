"""What every test may use: the public data folder, and one profile for Hypothesis."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

RACINE = Path(__file__).resolve().parent.parent
DONNEES = RACINE.parent / "shared" / "data"

# How long an example takes says more of the machine than of the code.
settings.register_profile("socle", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("socle")


def pytest_addoption(parser: pytest.Parser, pluginmanager: pytest.PytestPluginManager) -> None:
    """The core's tests also run where Django and its plugin, which knows this setting, are not installed."""
    if not pluginmanager.hasplugin("django"):
        parser.addini("DJANGO_SETTINGS_MODULE", "unused without Django")


@pytest.fixture(scope="session")
def donnees() -> Path:
    """The folder of public data; absent from a fresh clone, required where ``SOCLE_EXIGER`` is 1."""
    if not DONNEES.is_dir():
        message = "Le dossier ../shared/data est absent : ce test a besoin des données publiques."
        if os.environ.get("SOCLE_EXIGER") == "1":
            pytest.fail(message)
        pytest.skip(message)
    return DONNEES
