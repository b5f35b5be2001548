"""What is limited: failures to sign in, files sent, mail asked for; how long it is kept."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from axes.models import AccessAttempt
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.test import RequestFactory
from django.urls import reverse
from django.utils import timezone
from pytest_django import Settings
from visite import Visiteur

from socle_web.commun import debits, taches
from socle_web.commun.models import Debit
from socle_web.comptes.models import Invitation, Role

pytestmark = pytest.mark.django_db
SECRET = "un mot de passe"


def entrer(visiteur: Visiteur, mot_de_passe: str, ip: str = "203.0.113.5") -> int:
    envoi = {"username": "rh@port-mer.example", "password": mot_de_passe}
    return visiteur.post(reverse("comptes:connexion"), envoi, REMOTE_ADDR=ip).status_code


@pytest.fixture
def rh(membre: Callable[..., Visiteur]) -> None:
    membre(Role.RH, nom="rh@port-mer.example")


def test_after_some_failures_one_waits_and_is_told_how_long(rh: None, settings: Settings) -> None:
    visiteur = Visiteur()
    for _ in range(settings.AXES_FAILURE_LIMIT - 1):
        assert entrer(visiteur, "faux") == 200
    envoi = {"username": "RH@port-mer.example", "password": "faux"}
    refus = visiteur.post(reverse("comptes:connexion"), envoi, REMOTE_ADDR="203.0.113.5")
    assert refus.status_code == 429
    assert "15\u00a0minutes" in refus.content.decode()
    assert 0 < int(refus["Retry-After"]) <= 900
    assert entrer(visiteur, SECRET) == 429, "the right password waits too"
    assert entrer(Visiteur(), SECRET, ip="203.0.113.99") == 302, "from elsewhere it does not"
    with time_machine.travel(timezone.now() + timedelta(minutes=16)):
        assert entrer(visiteur, SECRET) == 302


@pytest.mark.usefixtures("serveur")
def test_behind_a_proxy_the_address_is_the_one_it_saw(settings: Settings) -> None:
    request = RequestFactory().get("/", REMOTE_ADDR="10.0.0.1", HTTP_X_FORWARDED_FOR="6.6.6.6, 203.0.113.5")
    settings.DERRIERE_PROXY = True
    assert debits.adresse(request) == "203.0.113.5"
    settings.DERRIERE_PROXY = False
    assert debits.adresse(request) == "10.0.0.1"


def deposer(visiteur: Visiteur, ip: str = "203.0.113.5", **options: str) -> object:
    fichier = SimpleUploadedFile("fiche.json", b"{}")
    return visiteur.post(reverse("fiches:reprendre"), {"fichier": fichier}, REMOTE_ADDR=ip, **options)


@pytest.fixture
def deux_depots(settings: Settings, serveur: None) -> None:
    settings.DEBITS = settings.DEBITS | {"depot": (2, 3600)}


def test_files_are_counted_by_address_and_by_person(
    deux_depots: None, membre: Callable[..., Visiteur]
) -> None:
    with time_machine.travel("2026-03-02T10:40:00Z", tick=False):
        visiteur = Visiteur()
        assert [deposer(visiteur).status_code for _ in range(2)] == [422, 422]
        refus = deposer(visiteur)
        assert refus.status_code == 429
        assert "20\u00a0minutes" in refus.content.decode()
        assert refus["Retry-After"] == "1200"
        assert deposer(Visiteur()).status_code == 429, "another browser of this address"
        assert deposer(Visiteur(), ip="203.0.113.6").status_code == 422
        assert deposer(membre(Role.REDACTEUR)).status_code == 422, "an account is not its address"
    with time_machine.travel("2026-03-02T11:00:01Z", tick=False):
        assert deposer(visiteur).status_code == 422
    assert not any("203.0.113" in ligne.cle for ligne in Debit.objects.all())


def test_a_fragment_gets_the_message_in_its_place(deux_depots: None) -> None:
    visiteur = Visiteur()
    reponses = [deposer(visiteur, HTTP_HX_REQUEST="true") for _ in range(3)]
    assert reponses[-1].status_code == 429
    assert reponses[-1]["HX-Retarget"] == "#messages"


def test_nothing_is_counted_on_one_machine(settings: Settings) -> None:
    settings.DEBITS = settings.DEBITS | {"depot": (0, 3600)}
    assert deposer(Visiteur()).status_code == 422
    assert not Debit.objects.exists()


@pytest.mark.usefixtures("serveur")
def test_mail_is_not_asked_for_without_end(settings: Settings) -> None:
    settings.DEBITS = settings.DEBITS | {"comptes:mot_de_passe_oublie": (1, 3600)}
    visiteur, adresse = Visiteur(), reverse("comptes:mot_de_passe_oublie")
    assert [visiteur.post(adresse, {"email": "a@b.example"}).status_code for _ in range(2)] == [302, 429]


def test_one_command_forgets_what_is_old_and_only_that(
    membre: Callable[..., Visiteur], etablissement: object, capsys: pytest.CaptureFixture[str]
) -> None:
    passe = timezone.now() - timedelta(days=40)
    for expire in (passe, timezone.now()):
        Invitation.objects.create(
            etablissement=etablissement, courriel="a@b.example", role=Role.RH, expire_le=expire
        )
    AccessAttempt.objects.create(username="a", failures_since_start=1)
    AccessAttempt.objects.update(attempt_time=passe)
    Debit.objects.create(cle="a", fenetre=passe)
    Visiteur().get(reverse("comptes:connexion"))
    call_command("purger")
    dit = capsys.readouterr().out
    assert "Invitations closes\u00a0: 1." in dit
    assert "Essais de connexion manqués\u00a0: 1." in dit
    assert "Comptes des demandes\u00a0: 1." in dit
    assert Invitation.objects.count() == 1
    assert taches.purger(jours=0) == 0
    call_command("purger", durees=True)
    assert "SOCLE_CONSERVATION_JOURNAL" in capsys.readouterr().out
