from __future__ import annotations

from django.urls import path

from socle_web.commun import views

app_name = "commun"
urlpatterns = [
    path("a-propos/", views.a_propos, name="a_propos"),
    path("accessibilite/", views.accessibilite, name="accessibilite"),
]
