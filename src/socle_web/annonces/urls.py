from __future__ import annotations

from django.urls import path

from socle_web.annonces.views import editeur, publication, publiques

app_name = "annonces"
urlpatterns = [
    path("", publication.liste, name="liste"),
    path("publiees/", publiques.liste, name="publiques"),
    path("publiees/<uuid:pk>/", publiques.publique, name="publique"),
    path("publiees/<uuid:pk>/document.css", publiques.style, name="style"),
    path("preparer/<uuid:fiche>/", editeur.preparer, name="preparer"),
    path("<uuid:pk>/", editeur.editeur, name="editeur"),
    path("<uuid:pk>/sections/<str:cle>/", editeur.section, name="section"),
    path("<uuid:pk>/champs/<str:cle>/", editeur.groupe, name="groupe"),
    path("<uuid:pk>/reprise/<str:cle>/", editeur.reprise, name="reprise"),
    path("<uuid:pk>/apercu/", publication.apercu, name="apercu"),
    path("<uuid:pk>/telecharger/<str:format>/", publication.telecharger, name="telecharger"),
    path("<uuid:pk>/publier/", publication.publier, name="publier"),
    path("<uuid:pk>/retirer/", publication.retirer, name="retirer"),
    path("<uuid:pk>/versions/<int:numero>/", publication.version, name="version"),
    path("<uuid:pk>/supprimer/", editeur.supprimer, name="supprimer"),
]
