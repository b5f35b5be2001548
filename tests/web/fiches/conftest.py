"""A small édition with a real dictionary, and a draft to work on."""

from __future__ import annotations

from collections.abc import Callable

import petite_edition
import pytest
from fiches_poste import Poste, commencer
from visite import Visiteur


@pytest.fixture
def essai(importer: Callable[..., str]) -> str:
    return importer(petite_edition.NOM, petite_edition.ecrire(), "RéFérens d’essai")


@pytest.fixture
def poste(db: None, essai: str, client: Visiteur) -> Poste:
    """A draft of the emploi-type F2Z01: seven activités, five connaissances."""
    return commencer(client, source=f"{essai}:F2Z01")


@pytest.fixture
def modele(db: None, essai: str, client: Visiteur) -> Poste:
    """A draft of the booklet's model « hybridation »."""
    return commencer(client, modele="hybridation")
