from __future__ import annotations

from django.contrib.auth import views as auth_views
from django.urls import path

from socle_web.comptes import views

app_name = "comptes"
urlpatterns = [
    path(
        "connexion/",
        auth_views.LoginView.as_view(
            template_name="comptes/connexion.html", redirect_authenticated_user=True
        ),
        name="connexion",
    ),
    path("deconnexion/", views.Deconnexion.as_view(), name="deconnexion"),
    path("reglages/etablissement/", views.etablissement, name="etablissement"),
    path("reglages/etablissement/logo/", views.logo, name="logo"),
]
