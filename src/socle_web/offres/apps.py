"""Offres: reads a document and says which emploi-type it is nearest to, and what sets them apart."""

from django.apps import AppConfig


class OffresConfig(AppConfig):
    name = "socle_web.offres"
    label = "offres"
    verbose_name = "Offres"
    default_auto_field = "django.db.models.BigAutoField"
