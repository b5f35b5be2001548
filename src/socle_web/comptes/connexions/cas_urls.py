from __future__ import annotations

from django.urls import path

from socle_web.comptes.connexions.cas import Entree

urlpatterns = [path("", Entree.as_view(), name="cas_ng_login")]
