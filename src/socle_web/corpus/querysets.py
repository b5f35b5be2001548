"""Named filters over corpora and their runs."""

from __future__ import annotations

from typing import Any, Self

from django.db import models

from socle_web.comptes.espaces import Espace
from socle_web.comptes.possession import PossedeQuerySet


class CorpusQuerySet(PossedeQuerySet):
    """Corpora by espace."""

    def avec_executions(self) -> Self:
        """For lists: with their runs, newest first."""
        return self.prefetch_related("executions")


class ExecutionQuerySet(models.QuerySet[Any]):
    """Runs by the espace of their corpus."""

    def de(self, espace: Espace) -> Self:
        """Those of an espace."""
        return self.filter(corpus__etablissement=espace.etablissement).select_related("corpus")

    def finies(self) -> Self:
        """Those that gave results."""
        return self.filter(etat="terminee")
