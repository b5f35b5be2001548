from django.apps import AppConfig


class AnnoncesConfig(AppConfig):
    name = "socle_web.annonces"
    label = "annonces"
    verbose_name = "Offres à publier"
    default_auto_field = "django.db.models.BigAutoField"
