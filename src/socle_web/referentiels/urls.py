from __future__ import annotations

from django.urls import path

from socle_web.referentiels.views import (
    accueil,
    apprentissage,
    catalogue,
    comparaison,
    dictionnaire,
    editions,
    emploi_type,
    modeles,
    vocabulaire,
)

app_name = "referentiels"
urlpatterns = [
    path("", accueil.accueil, name="accueil"),
    path("emplois-types/", catalogue.catalogue, name="catalogue"),
    path("emplois-types/<str:edition>/<str:code>/", emploi_type.emploi_type, name="emploi_type"),
    path(
        "emplois-types/<str:edition>/<str:code>/<str:format>/",
        emploi_type.emploi_type_fichier,
        name="emploi_type_fichier",
    ),
    path("comparer/", comparaison.comparer, name="comparer"),
    path("comparer/<str:format>/", comparaison.comparer_fichier, name="comparer_fichier"),
    path("dictionnaire/", dictionnaire.dictionnaire, name="dictionnaire"),
    path("dictionnaire/<str:edition>/<str:identifiant>/", dictionnaire.entree, name="entree"),
    path("modeles/", modeles.modeles, name="modeles"),
    path("modeles/<str:cle>/", modeles.modele, name="modele"),
    path("modeles/<str:cle>/<str:format>/", modeles.modele_fichier, name="modele_fichier"),
    path("vocabulaire/", vocabulaire.vocabulaire, name="vocabulaire"),
    path("bibliographie/", vocabulaire.bibliographie, name="bibliographie"),
    path("reglages/", editions.reglages, name="reglages"),
    path("reglages/editions/<str:nom>/", editions.edition, name="edition"),
    path("reglages/editions/<str:nom>/supprimer/", editions.supprimer, name="supprimer"),
    path("reglages/editions/<str:nom>/apprendre/", apprentissage.apprendre, name="apprendre"),
    path("reglages/editions/<str:nom>/apprentissage/", apprentissage.apprentissage, name="apprentissage"),
    path("reglages/editions/<str:nom>/apprentissage/utiliser/", apprentissage.utiliser, name="utiliser"),
    path("reglages/editions/<str:nom>/calibrer/", apprentissage.calibrer, name="calibrer"),
    path("reglages/importer/", editions.importer, name="importer"),
    path("reglages/importer/telecharger/", editions.telecharger, name="telecharger"),
    path("reglages/importer/<str:jeton>/", editions.apercu, name="apercu"),
    path("reglages/importer/<str:jeton>/abandonner/", editions.abandonner, name="abandonner"),
]
