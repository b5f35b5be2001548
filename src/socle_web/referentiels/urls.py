from __future__ import annotations

from django.urls import path

from socle_web.referentiels import views

app_name = "referentiels"
urlpatterns = [
    path("", views.accueil, name="accueil"),
    path("emplois-types/", views.accueil, name="catalogue"),
    path("vocabulaire/", views.accueil, name="vocabulaire"),
    path("reglages/", views.accueil, name="reglages"),
    path("bibliographie/", views.accueil, name="bibliographie"),
]
