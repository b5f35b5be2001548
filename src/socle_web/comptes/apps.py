from django.apps import AppConfig


class ComptesConfig(AppConfig):
    name = "socle_web.comptes"
    label = "comptes"
    verbose_name = "Comptes et établissement"

    def ready(self) -> None:
        from socle_web.comptes import site  # noqa: F401
