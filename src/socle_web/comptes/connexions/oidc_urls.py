from __future__ import annotations

from django.urls import path

from socle_web.comptes.connexions.oidc import Depart, Retour

urlpatterns = [
    path("", Depart.as_view(), name="oidc_authentication_init"),
    path("retour/", Retour.as_view(), name="oidc_authentication_callback"),
]
