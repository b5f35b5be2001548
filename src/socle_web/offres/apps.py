from django.apps import AppConfig


class OffresConfig(AppConfig):
    name = "socle_web.offres"
    label = "offres"
    verbose_name = "Offres"
