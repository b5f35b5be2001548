from django.apps import AppConfig


class FichesConfig(AppConfig):
    name = "socle_web.fiches"
    label = "fiches"
    verbose_name = "Fiches de poste"
    default_auto_field = "django.db.models.BigAutoField"
