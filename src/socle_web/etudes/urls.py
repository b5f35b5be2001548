from __future__ import annotations

from django.urls import path

from socle_web.etudes.views import animer, direct, etudes, invitations, participer, questions, resultats

app_name = "etudes"
CONSULTATION = "consultations/<uuid:pk>/"
TOUR = f"{CONSULTATION}tours/<int:numero>/"

urlpatterns = [
    path("", etudes.liste, name="liste"),
    path("nouvelle/", etudes.nouvelle, name="nouvelle"),
    path("importer/", etudes.importer, name="importer"),
    path("exemple/", etudes.exemple, name="exemple"),
    path("<uuid:pk>/", etudes.etude, name="etude"),
    path("<uuid:pk>/modifier/", etudes.modifier, name="modifier"),
    path("<uuid:pk>/supprimer/", etudes.supprimer, name="supprimer"),
    path("<uuid:pk>/retablir/", etudes.retablir, name="retablir"),
    path("<uuid:pk>/telecharger/<str:format>/", etudes.telecharger, name="telecharger"),
    path("<uuid:pk>/consultations/nouvelle/", animer.nouvelle, name="nouvelle_consultation"),
    path(CONSULTATION, animer.consultation, name="consultation"),
    path(f"{CONSULTATION}presenter/", animer.presenter, name="presenter"),
    path(f"{CONSULTATION}regle/", animer.regle, name="regle_vote"),
    path(f"{CONSULTATION}suite/", animer.suite, name="suite"),
    path(f"{CONSULTATION}invitations/", invitations.liste, name="invitations"),
    path(f"{CONSULTATION}invitations/liens/", invitations.liens, name="liens"),
    path(f"{CONSULTATION}invitations/<int:invitation>/revoquer/", invitations.revoquer, name="revoquer"),
    path(f"{CONSULTATION}direct/", direct.direct, name="direct"),
    path(f"{CONSULTATION}direct/comptes/", direct.comptes, name="direct_comptes"),
    path(f"{TOUR}ouvrir/", animer.ouvrir, name="ouvrir"),
    path(f"{TOUR}clore/", animer.clore, name="clore"),
    path(f"{TOUR}questions/ajouter/", questions.ajouter, name="ajouter_question"),
    path(f"{TOUR}questions/candidats/", questions.candidats, name="poser_candidats"),
    path(f"{TOUR}questions/<int:question>/", questions.modifier, name="modifier_question"),
    path(f"{TOUR}questions/<int:question>/retirer/", questions.retirer, name="retirer_question"),
    path(f"{TOUR}questions/<int:question>/deplacer/", questions.deplacer, name="deplacer_question"),
    path(f"{TOUR}resultats/", resultats.resultats, name="resultats"),
    path("participer/<str:jeton>/", participer.accueil, name="participer"),
    path("participer/<str:jeton>/entrer/", participer.entrer, name="entrer"),
    path("participer/<str:jeton>/reprendre/", participer.reprendre, name="reprendre_voix"),
    path("participer/<str:jeton>/repondre/", participer.repondre, name="repondre"),
]
