from django.apps import AppConfig


class CommunConfig(AppConfig):
    name = "socle_web.commun"
    label = "commun"
