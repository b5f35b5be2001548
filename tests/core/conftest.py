"""Référentiels that several tests read, loaded once."""

from __future__ import annotations

from pathlib import Path

import pytest

from socle.referentiel import Referentiel


@pytest.fixture(scope="session")
def referens(donnees: Path) -> Referentiel:
    """RéFérens III under its technical names."""
    return Referentiel.from_csv(donnees / "referens" / "referens3_noms_techniques.csv", edition="referens-3")


@pytest.fixture(scope="session")
def ensemble(referens: Referentiel) -> Referentiel:
    """The booklet and RéFérens III as one: what a user consults."""
    return Referentiel.livret() | referens


@pytest.fixture(scope="session")
def livret() -> Referentiel:
    """The booklet alone."""
    return Referentiel.livret()
