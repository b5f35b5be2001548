"""Named filters over drafts."""

from __future__ import annotations

from datetime import timedelta
from typing import Self

from django.db import models
from django.utils import timezone

from socle_web.comptes.possession import PossedeQuerySet


class BrouillonQuerySet(PossedeQuerySet):
    """Drafts by owner, by state, by age."""

    def presents(self) -> Self:
        """Those that were not deleted."""
        return self.filter(supprime_le=None)

    def supprimes(self) -> Self:
        """Those deleted, that can still be brought back."""
        return self.exclude(supprime_le=None)

    def legers(self) -> Self:
        """For lists: without the documents."""
        return self.defer("document")

    def a_purger(self, *, jours: int, jours_supprimes: int) -> Self:
        """Those untouched for ``jours`` days, or deleted for ``jours_supprimes`` days."""
        now = timezone.now()
        return self.filter(
            models.Q(modifie_le__lt=now - timedelta(days=jours))
            | models.Q(supprime_le__lt=now - timedelta(days=jours_supprimes))
        )
