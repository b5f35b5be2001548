"""Named filters over analyses."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, Self

from django.db import models
from django.utils import timezone


class AnalyseQuerySet(models.QuerySet[Any]):
    """Analyses by owner, by age."""

    def de(self, proprietaire: str) -> Self:
        """Those of one browser; none for a browser that has kept nothing yet."""
        return self.filter(proprietaire=proprietaire) if proprietaire else self.none()

    def legeres(self) -> Self:
        """For lists: without the documents and the files."""
        return self.defer("document", "original")

    def sans_original(self) -> Self:
        """For pages: without the file."""
        return self.defer("original")

    def a_purger(self, *, jours: int) -> Self:
        """Those made more than ``jours`` days ago."""
        return self.filter(cree_le__lt=timezone.now() - timedelta(days=jours))
