"""Addresses of the site, one include per capability."""

from __future__ import annotations

from django.conf import settings
from django.urls import include, path

urlpatterns = [
    path("", include("socle_web.referentiels.urls")),
    path("fiches/", include("socle_web.fiches.urls")),
    path("annonces/", include("socle_web.annonces.urls")),
    path("jurys/", include("socle_web.jurys.urls")),
    path("offres/", include("socle_web.offres.urls")),
    path("corpus/", include("socle_web.corpus.urls")),
    path("etudes/", include("socle_web.etudes.urls")),
    path("", include("socle_web.comptes.urls")),
    path("", include("socle_web.commun.urls")),
]
urlpatterns += [
    path(f"connexion/{une.cle}/", include(f"socle_web.comptes.connexions.{une.cle}_urls"))
    for une in settings.CONNEXIONS
]

handler400 = "socle_web.commun.views.requete_incorrecte"
handler403 = "socle_web.commun.views.acces_refuse"
handler404 = "socle_web.commun.views.page_introuvable"
handler500 = "socle_web.commun.views.erreur_interne"
