from django.apps import AppConfig


class ReferentielsConfig(AppConfig):
    name = "socle_web.referentiels"
    label = "referentiels"
    verbose_name = "Référentiels"
