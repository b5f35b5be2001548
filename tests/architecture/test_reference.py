"""What ``docs/reference`` says is what the code does."""

from __future__ import annotations

import pytest
from outils.reference import DOSSIER, pages


@pytest.mark.parametrize("nom", sorted(pages()))
def test_the_reference_is_up_to_date(nom: str) -> None:
    ecrit = (DOSSIER / nom).read_text("utf-8")
    assert ecrit == pages()[nom], "Run python -m outils.reference and commit what it writes."
