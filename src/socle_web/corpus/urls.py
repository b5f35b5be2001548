from __future__ import annotations

from django.urls import path

from socle_web.corpus.views import corpus, echantillon, emergents, execution, rapport

app_name = "corpus"
urlpatterns = [
    path("", corpus.liste, name="liste"),
    path("nouveau/", corpus.nouveau, name="nouveau"),
    path("comparer/", rapport.comparer, name="comparer"),
    path("<uuid:pk>/", corpus.page, name="page"),
    path("<uuid:pk>/colonnes/", corpus.colonnes, name="colonnes"),
    path("<uuid:pk>/concours/", corpus.concours, name="concours"),
    path("<uuid:pk>/analyser/", execution.demander, name="demander"),
    path("<uuid:pk>/supprimer/", corpus.supprimer, name="supprimer"),
    path("analyses/<uuid:pk>/", execution.suivre, name="suivre"),
    path("analyses/<uuid:pk>/arreter/", execution.arreter, name="arreter"),
    path("analyses/<uuid:pk>/relancer/", execution.relancer, name="relancer"),
    path("analyses/<uuid:pk>/supprimer/", execution.supprimer, name="supprimer_analyse"),
    path("analyses/<uuid:pk>/rapport/", rapport.rapport, name="rapport"),
    path("analyses/<uuid:pk>/preuves/", rapport.preuves, name="preuves"),
    path("analyses/<uuid:pk>/offre/", rapport.offre, name="offre"),
    path("analyses/<uuid:pk>/non-lues/", rapport.non_lues, name="non_lues"),
    path("analyses/<uuid:pk>/telecharger/<str:format>/", rapport.telecharger, name="telecharger"),
    path("analyses/<uuid:pk>/emergents/", emergents.emergents, name="emergents"),
    path("analyses/<uuid:pk>/echantillon/", echantillon.etiqueter, name="echantillon"),
    path("analyses/<uuid:pk>/echantillon/tirer/", echantillon.tirer, name="tirer"),
    path("analyses/<uuid:pk>/echantillon/<int:place>/", echantillon.dire, name="dire"),
]
