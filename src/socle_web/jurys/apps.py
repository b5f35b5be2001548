from django.apps import AppConfig


class JurysConfig(AppConfig):
    name = "socle_web.jurys"
    label = "jurys"
    verbose_name = "Jurys"
    default_auto_field = "django.db.models.BigAutoField"
