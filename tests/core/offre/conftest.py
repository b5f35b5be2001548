"""What the tests of offers share."""

from __future__ import annotations

import pytest
from tests.core.offre.fabrique import Fabrique


@pytest.fixture
def fabrique() -> Fabrique:
    return Fabrique()
