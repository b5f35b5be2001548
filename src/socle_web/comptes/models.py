"""The établissement that writes with this site."""

from __future__ import annotations

from typing import ClassVar

from django.core.validators import RegexValidator
from django.db import models

COULEUR_INITIALE = "#23457f"


class Etablissement(models.Model):
    """Name, logo and colour put on the documents: one row for the whole site.

    The logo is small and kept in the database, so that a copy of the database is a copy of everything.
    """

    SEUL: ClassVar[int] = 1

    nom = models.CharField(
        "nom de l’établissement",
        max_length=200,
        blank=True,
        help_text="Imprimé en tête des documents téléchargés.",
    )
    couleur = models.CharField(
        "couleur",
        max_length=7,
        default=COULEUR_INITIALE,
        validators=[RegexValidator(r"^#[0-9a-fA-F]{6}$", "Écrivez la couleur sous la forme #23457f.")],
    )
    logo = models.BinaryField("logo", blank=True, default=b"", editable=True)
    logo_type = models.CharField(max_length=20, blank=True)
    modifie_le = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = "établissement"
        constraints: ClassVar = [
            models.CheckConstraint(condition=models.Q(pk=1), name="un_seul_etablissement"),
        ]

    def __str__(self) -> str:
        return self.nom or "Établissement"
