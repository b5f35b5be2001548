from __future__ import annotations

from django.urls import path

from socle_web.offres import views

app_name = "offres"
urlpatterns = [path("", views.accueil, name="accueil")]
