from __future__ import annotations

from collections.abc import Callable

from django.contrib.auth import views as auth_views
from django.http import HttpResponseBase
from django.urls import path, reverse_lazy

from socle_web.comptes.views import (
    adresse,
    charte,
    compte,
    donnees,
    etablissements,
    journal,
    membres,
    services,
)

app_name = "comptes"
_oublie = auth_views.PasswordResetView.as_view(
    template_name="comptes/mot_de_passe_oublie.html",
    email_template_name="comptes/courriels/mot_de_passe.txt",
    subject_template_name="comptes/courriels/mot_de_passe_sujet.txt",
    success_url=reverse_lazy("comptes:mot_de_passe_envoye"),
)


def _page(gabarit: str) -> Callable[..., HttpResponseBase]:
    return auth_views.PasswordResetDoneView.as_view(template_name=gabarit)


urlpatterns = [
    path("connexion/", compte.Connexion.as_view(), name="connexion"),
    path("deconnexion/", compte.Deconnexion.as_view(), name="deconnexion"),
    path("invitation/<str:jeton>/", compte.invitation, name="invitation"),
    path("mon-compte/", compte.compte, name="compte"),
    path("mon-compte/etablissement/<int:pk>/", compte.choisir, name="choisir"),
    path("mon-compte/mot-de-passe/", compte.MotDePasse.as_view(), name="mot_de_passe"),
    path(
        "mon-compte/mot-de-passe/change/",
        _page("comptes/mot_de_passe_change.html"),
        name="mot_de_passe_change",
    ),
    path("mot-de-passe-oublie/", _oublie, name="mot_de_passe_oublie"),
    path(
        "mot-de-passe-oublie/envoye/", _page("comptes/mot_de_passe_envoye.html"), name="mot_de_passe_envoye"
    ),
    path(
        "mot-de-passe-oublie/<uidb64>/<token>/",
        compte.NouveauMotDePasse.as_view(),
        name="mot_de_passe_nouveau",
    ),
    path(
        "mot-de-passe-oublie/refait/", _page("comptes/mot_de_passe_refait.html"), name="mot_de_passe_refait"
    ),
    path("mon-compte/adresse/", adresse.demander, name="adresse"),
    path("mon-compte/adresse/<str:jeton>/", adresse.confirmer, name="adresse_confirmer"),
    path("mon-compte/donnees/", donnees.exporter, name="mes_donnees"),
    path("mon-compte/effacer/", donnees.effacer, name="effacer"),
    path("reglages/journal/", journal.liste, name="journal"),
    path("reglages/journal/csv/", journal.exporter, name="journal_csv"),
    path("reglages/etablissement/", charte.etablissement, name="etablissement"),
    path("reglages/etablissement/logo/", charte.logo, name="logo"),
    path("reglages/services/", services.liste, name="services"),
    path("reglages/services/<int:pk>/", services.service, name="service"),
    path("reglages/services/<int:pk>/supprimer/", services.supprimer, name="supprimer_service"),
    path("reglages/membres/", membres.liste, name="membres"),
    path("reglages/membres/<int:pk>/", membres.membre, name="membre"),
    path("reglages/roles/<int:pk>/retirer/", membres.retirer_role, name="retirer_role"),
    path("reglages/invitations/<uuid:pk>/renvoyer/", membres.renvoyer, name="renvoyer_invitation"),
    path("reglages/invitations/<uuid:pk>/retirer/", membres.retirer_invitation, name="retirer_invitation"),
    path("site/etablissements/", etablissements.liste, name="etablissements"),
    path("site/journal/", journal.liste_du_site, name="journal_site"),
    path("site/journal/csv/", journal.exporter_du_site, name="journal_site_csv"),
]
