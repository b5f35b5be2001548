"""A study to consult about, its consultation, and people who answer."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.urls import reverse
from etudes_menees import Conduite
from visite import Visiteur


@pytest.fixture
def conduite(db: None, client: Visiteur) -> Conduite:
    """Somebody who runs a study of three candidates, on one machine."""
    return Conduite(client)


@pytest.fixture
def repondant() -> Callable[[str], Any]:
    """Open a link in a browser of its own."""
    from etudes_menees import Repondant

    return lambda lien: Repondant(re.sub(r"^https?://[^/]+", "", lien))


@pytest.fixture
def ouverte(conduite: Conduite) -> Conduite:
    """The same with an open consultation whose first round is open."""
    conduite.consulter(mode="ouverte")
    conduite.poser_les_candidats()
    assert conduite.poster("etudes:ouvrir", numero=1).status_code == 302
    assert reverse("etudes:consultation", args=[conduite.consultation.pk])
    return conduite
