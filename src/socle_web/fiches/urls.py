from __future__ import annotations

from django.urls import path

from socle_web.fiches import views

app_name = "fiches"
urlpatterns = [
    path("", views.liste, name="liste"),
    path("nouvelle/", views.nouvelle, name="nouvelle"),
    path("decliner/", views.decliner, name="decliner"),
]
