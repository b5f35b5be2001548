"""Référentiels: catalogue, emploi-type, comparison, dictionnaire, modèles, vocabulaire, éditions."""
