"""The demonstration: a fictitious établissement with a fiche in every state, on this machine only."""

from __future__ import annotations

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse
from pytest_django import Settings
from visite import Visiteur

from socle_web.comptes.models import Etablissement
from socle_web.fiches.demonstration import construire
from socle_web.fiches.models import Fiche

pytestmark = pytest.mark.django_db


@pytest.mark.usefixtures("serveur")
def test_every_state_is_there_and_every_post_signs_in() -> None:
    acces = construire()
    etats = set(Fiche.objects.values_list("etat", flat=True))
    assert etats == {"brouillon", "en-relecture", "validee", "signee", "archivee"}
    for un in acces:
        visiteur = Visiteur()
        envoi = {"username": un.courriel, "password": un.mot_de_passe}
        assert visiteur.post(reverse("comptes:connexion"), envoi).status_code == 302
        assert visiteur.get(reverse("fiches:liste")).status_code == 200


def test_made_again_it_only_changes_the_passwords() -> None:
    premier, second = construire(), construire()
    assert Etablissement.objects.count() == 1
    assert Fiche.objects.count() == 6
    assert {un.courriel for un in premier} == {un.courriel for un in second}
    assert not {un.mot_de_passe for un in premier} & {un.mot_de_passe for un in second}


def test_it_is_refused_where_others_could_come(settings: Settings) -> None:
    settings.ALLOWED_HOSTS = ["socle.example"]
    with pytest.raises(CommandError, match="cette machine"):
        call_command("demo")
    assert not Etablissement.objects.exists()
