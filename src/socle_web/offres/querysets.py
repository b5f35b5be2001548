"""Named filters over analyses."""

from __future__ import annotations

from datetime import timedelta
from typing import Self

from django.utils import timezone

from socle_web.comptes.possession import PossedeQuerySet


class AnalyseQuerySet(PossedeQuerySet):
    """Analyses by owner, by age."""

    def legeres(self) -> Self:
        """For lists: without the documents and the files."""
        return self.defer("document", "original")

    def sans_original(self) -> Self:
        """For pages: without the file."""
        return self.defer("original")

    def a_purger(self, *, jours: int) -> Self:
        """Those made more than ``jours`` days ago."""
        return self.filter(cree_le__lt=timezone.now() - timedelta(days=jours))
