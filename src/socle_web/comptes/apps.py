from django.apps import AppConfig


class ComptesConfig(AppConfig):
    name = "socle_web.comptes"
    label = "comptes"
    verbose_name = "Comptes et établissement"
