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
