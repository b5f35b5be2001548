from __future__ import annotations

from django.urls import path

from socle_web.fiches.views import brouillons, champs, documents, editeur, lignes, nouvelle

app_name = "fiches"
urlpatterns = [
    path("", brouillons.liste, name="liste"),
    path("nouvelle/", nouvelle.nouvelle, name="nouvelle"),
    path("decliner/", nouvelle.decliner, name="decliner"),
    path("reprendre/", brouillons.reprendre, name="reprendre"),
    path("document.css", documents.feuille_de_style, name="style"),
    path("<uuid:pk>/", editeur.editeur, name="editeur"),
    path("<uuid:pk>/blocs/<str:identifiant>/", editeur.bloc, name="bloc"),
    path("<uuid:pk>/gestes/", editeur.geste, name="geste"),
    path("<uuid:pk>/publication/", editeur.publication, name="publication"),
    path("<uuid:pk>/suggestions/<str:rubrique>/", editeur.suggestions, name="suggestions"),
    path("<uuid:pk>/lignes/<str:cle>/", lignes.ligne, name="ligne"),
    path("<uuid:pk>/rubriques/<str:rubrique>/", lignes.ajouter, name="ajouter"),
    path("<uuid:pk>/mission/", lignes.mission, name="mission"),
    path("<uuid:pk>/champs/<str:cle>/", champs.groupe, name="groupe"),
    path("<uuid:pk>/emplois-types/", champs.emplois, name="emplois"),
    path("<uuid:pk>/signatures/", champs.signatures, name="signatures"),
    path("<uuid:pk>/apercu/", documents.apercu, name="apercu"),
    path("<uuid:pk>/telecharger/<str:format>/", documents.telecharger, name="telecharger"),
    path("<uuid:pk>/comparer/", documents.comparaison, name="comparer"),
    path("<uuid:pk>/comparer/<str:format>/", documents.comparaison_fichier, name="comparer_fichier"),
    path("<uuid:pk>/dupliquer/", brouillons.dupliquer, name="dupliquer"),
    path("<uuid:pk>/supprimer/", brouillons.supprimer, name="supprimer"),
    path("<uuid:pk>/restaurer/", brouillons.restaurer, name="restaurer"),
]
