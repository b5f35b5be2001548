"""What the running site knows of itself."""

from __future__ import annotations

from typing import ClassVar

from django.db import models


class Ouvrier(models.Model):
    """A process that runs tasks, as long as its team says that it lives."""

    identifiant = models.CharField("identifiant", max_length=64, primary_key=True)
    vu_le = models.DateTimeField("vu le", db_index=True)

    class Meta:
        verbose_name = "ouvrier"
        ordering: ClassVar = ["identifiant"]

    def __str__(self) -> str:
        return self.identifiant


class Debit(models.Model):
    """How many times somebody did something in a stretch of time; ``cle`` is a keyed hash of both."""

    cle = models.CharField(max_length=64)
    fenetre = models.DateTimeField("début", db_index=True)
    nombre = models.PositiveIntegerField("nombre", default=0)

    class Meta:
        verbose_name = "débit"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["cle", "fenetre"], name="un_debit_par_fenetre")
        ]

    def __str__(self) -> str:
        return f"{self.nombre} depuis {self.fenetre}"
