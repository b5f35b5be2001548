"""Named filters over studies, rounds, voices and answers."""

from __future__ import annotations

from typing import Any, Self

from django.db import models

from socle_web.comptes.possession import PossedeQuerySet


class EtudeQuerySet(PossedeQuerySet):
    """Studies of an espace."""

    def presentes(self) -> Self:
        """Those that are not deleted."""
        return self.filter(supprimee_le=None)

    def publiees(self) -> Self:
        """Those that anybody may read."""
        return self.filter(supprimee_le=None, publiee_le__isnull=False)

    def legeres(self) -> Self:
        """For lists: without the documents."""
        return self.defer("document")


class TourQuerySet(models.QuerySet[Any]):
    """Rounds by state."""

    def ouverts(self) -> Self:
        return self.filter(ouvert_le__isnull=False, clos_le=None)

    def clos(self) -> Self:
        return self.filter(clos_le__isnull=False)

    def commences(self) -> Self:
        """Opened, whether closed since or not: the rule is locked from then on."""
        return self.filter(ouvert_le__isnull=False)


class ParticipantQuerySet(models.QuerySet[Any]):
    """Voices by what they did."""

    def ayant_repondu(self, tour: Any) -> Self:
        """Voices with at least one answer in a round."""
        return self.filter(reponses__question__tour=tour, reponses__complete=True).distinct()


class ReponseQuerySet(models.QuerySet[Any]):
    """Answers that count."""

    def comptees(self) -> Self:
        """Complete ones only: a ranking under way is kept, and not counted."""
        return self.filter(complete=True)

    def du_tour(self, tour: Any) -> Self:
        return self.filter(question__tour=tour)


class CodageQuerySet(models.QuerySet[Any]):
    """Codings of a cell, of a source."""

    def de_la_cellule(self, source: str, candidat: str) -> Self:
        """All that was ever coded in one cell, the latest first."""
        return self.filter(source=source, candidat=candidat).order_by("-pk")
