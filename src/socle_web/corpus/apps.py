from django.apps import AppConfig


class CorpusConfig(AppConfig):
    name = "socle_web.corpus"
    label = "corpus"
    verbose_name = "Corpus d’offres"
