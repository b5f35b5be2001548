"""The small édition, a text to analyse, and its analysis in one browser."""

from __future__ import annotations

from collections.abc import Callable

import petite_edition
import pytest
from django.urls import reverse
from offres_analysees import TEXTE, AnalyseLue
from visite import Visiteur


@pytest.fixture
def essai(importer: Callable[..., str]) -> str:
    return importer(petite_edition.NOM, petite_edition.ecrire(), "RéFérens d’essai")


@pytest.fixture
def lue(db: None, essai: str, client: Visiteur) -> AnalyseLue:
    """An offer close to F2Z01, pasted."""
    reponse = client.post(reverse("offres:analyser"), {"texte": TEXTE})
    assert reponse.status_code == 302
    return AnalyseLue(client, reponse["Location"].rstrip("/").rpartition("/")[2])
