from __future__ import annotations

from django.urls import path

from socle_web.jurys.views import grille, notation, personnes

app_name = "jurys"
urlpatterns = [
    path("", grille.liste, name="liste"),
    path("preparer/<uuid:fiche>/", grille.preparer, name="preparer"),
    path("<uuid:pk>/", grille.grille, name="grille"),
    path("<uuid:pk>/criteres/", grille.ajouter, name="ajouter"),
    path("<uuid:pk>/criteres/<str:cle>/", grille.critere, name="critere"),
    path("<uuid:pk>/cent/", grille.cent, name="cent"),
    path("<uuid:pk>/membres/", personnes.membres, name="membres"),
    path("<uuid:pk>/membres/<int:membre>/", personnes.membre, name="gerer_membre"),
    path("<uuid:pk>/candidats/<int:candidat>/", personnes.candidat, name="candidat"),
    path("<uuid:pk>/etat/", grille.passer, name="passer"),
    path("<uuid:pk>/comparaison/", personnes.comparaison, name="comparaison"),
    path("<uuid:pk>/telecharger/<str:document>/<str:format>/", grille.telecharger, name="telecharger"),
    path("<uuid:pk>/effacer/", personnes.effacer, name="effacer"),
    path("membre/<str:jeton>/", notation.membre, name="membre"),
    path("membre/<str:jeton>/comparaison/", notation.comparaison, name="comparaison_membre"),
    path("membre/<str:jeton>/<int:candidat>/", notation.notation, name="notation"),
]
