"""Études: sources, consultations and the emploi-type that comes out of them."""

from django.apps import AppConfig


class EtudesConfig(AppConfig):
    name = "socle_web.etudes"
    label = "etudes"
    verbose_name = "Études"
    default_auto_field = "django.db.models.BigAutoField"
