from __future__ import annotations

from django.urls import path

from socle_web.offres.views import analyse, depot, documents

app_name = "offres"
urlpatterns = [
    path("", depot.accueil, name="accueil"),
    path("analyser/", depot.analyser, name="analyser"),
    path("exemple/", depot.exemple, name="exemple"),
    path("portrait/", documents.portrait, name="portrait"),
    path("<uuid:pk>/", analyse.resultat, name="analyse"),
    path("<uuid:pk>/reprendre/", analyse.reprendre, name="reprendre"),
    path("<uuid:pk>/fiche/", analyse.fiche, name="fiche"),
    path("<uuid:pk>/supprimer/", analyse.supprimer, name="supprimer"),
    path("<uuid:pk>/original/", documents.original, name="original"),
    path("<uuid:pk>/telecharger/<str:format>/", documents.telecharger, name="telecharger"),
]
