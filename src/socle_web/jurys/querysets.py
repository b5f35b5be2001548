"""Named filters over juries."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, Self

from django.db import models
from django.utils import timezone

from socle_web.comptes.espaces import Espace
from socle_web.comptes.models import Role
from socle_web.comptes.possession import DuServiceQuerySet


class JuryQuerySet(DuServiceQuerySet):
    """Juries by owner, by who leads them, by fiche, by what must be forgotten."""

    def visibles(self, espace: Espace) -> Self:
        """Those that a person knows of: the list's side of ``perms.peut_preparer``."""
        return self.a_portee(espace, Role.RESPONSABLE, Role.RH, Role.ADMINISTRATEUR)

    def de_la_fiche(self, fiche_id: Any) -> Self:
        """Those made from one fiche."""
        return self.filter(fiche_id=fiche_id)

    def pour_liste(self) -> Self:
        """With what lists read, and no grid."""
        return (
            self.defer("grille", "recherche")
            .select_related("service")
            .annotate(
                nombre_membres=models.Count("membres", distinct=True),
                nombre_candidats=models.Count("candidats", distinct=True),
            )
        )

    def a_effacer(self, *, jours: int) -> Self:
        """Those closed, or left alone, for ``jours`` days, whose candidates are still known."""
        limite = timezone.now() - timedelta(days=jours)
        connus = models.Q(membres__isnull=False) | models.Q(candidats__isnull=False)
        return self.filter(connus, modifie_le__lt=limite).distinct()
