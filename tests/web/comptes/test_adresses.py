"""People change their own address: by their password, a link to the new one, and a word to the old one."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from django.contrib.auth.models import User
from django.core import mail
from django.urls import reverse
from django.utils import timezone
from visite import Visiteur

from socle_web.comptes import adresses, personnes
from socle_web.comptes.models import Etablissement, Invitation, Role, Trace

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("serveur")]
SECRET = "un mot de passe"
ANCIENNE, NOUVELLE = "agent-a@port-mer.example", "agent-a@val.example"


@pytest.fixture
def agent_a(membre: Callable[..., Visiteur]) -> Visiteur:
    """Somebody whose address is also the name that they sign in with."""
    visiteur = membre(Role.RH, nom=ANCIENNE)
    User.objects.filter(username=ANCIENNE).update(email=ANCIENNE)
    return visiteur


def demander(visiteur: Visiteur, adresse: str = NOUVELLE, mot_de_passe: str = SECRET) -> tuple[int, str]:
    envoi = {"adresse": adresse, "mot_de_passe": mot_de_passe}
    reponse = visiteur.post(reverse("comptes:adresse"), envoi)
    return reponse.status_code, reponse.content.decode()


def lien() -> str:
    trouve = re.search(r"https?://[^/\s]+(/mon-compte/\S+)", str(mail.outbox[-1].body))
    assert trouve
    return trouve.group(1)


def test_the_new_address_is_proved_and_the_old_one_told(agent_a: Visiteur, client: Visiteur) -> None:
    assert "Changer d’adresse" in agent_a.get(reverse("comptes:compte")).content.decode()
    assert demander(agent_a, NOUVELLE.upper())[0] == 302
    (envoye,) = mail.outbox
    assert (envoye.to, envoye.subject) == ([NOUVELLE], "Confirmer votre nouvelle adresse sur Socle")
    assert User.objects.get().email == ANCIENNE, "nothing changes before the link is opened"
    adresse = lien()
    assert NOUVELLE in client.get(adresse).content.decode()
    assert User.objects.get().email == ANCIENNE, "a machine that reads mail opens links"
    assert client.post(adresse).status_code == 302
    user = User.objects.get()
    assert (user.email, user.username) == (NOUVELLE, NOUVELLE)
    assert mail.outbox[-1].to == [ANCIENNE]
    assert NOUVELLE not in str(mail.outbox[-1].body)
    assert agent_a.get(reverse("comptes:compte")).status_code == 200, "whoever is signed in stays so"
    assert Visiteur().login(username=NOUVELLE, password=SECRET)
    assert not Visiteur().login(username=ANCIENNE, password=SECRET)
    gestes = set(Trace.objects.values_list("geste", flat=True))
    assert {"compte.adresse_demandee", "compte.adresse_changee"} <= gestes
    reponse = client.post(adresse)
    assert reponse.status_code == 422
    assert "déjà servi" in reponse.content.decode()


@pytest.mark.parametrize(
    ("adresse", "mot_de_passe", "dit"),
    [
        (NOUVELLE, "un autre", "pas votre mot de passe actuel"),
        ("pas une adresse", SECRET, "adresse"),
        (ANCIENNE.upper(), SECRET, "déjà l’adresse de votre compte"),
        ("Prise@port-mer.example", SECRET, "celle d’un autre compte"),
        ("nom@port-mer.example", SECRET, "celle d’un autre compte"),
    ],
)
def test_what_is_refused_is_said_and_sends_nothing(
    agent_a: Visiteur, adresse: str, mot_de_passe: str, dit: str
) -> None:
    User.objects.create_user("autre", "prise@port-mer.example")
    User.objects.create_user("nom@port-mer.example")
    statut, html = demander(agent_a, adresse, mot_de_passe)
    assert statut == 422
    assert dit in html
    assert f'value="{adresse}"' in html, "what was typed stays"
    assert not mail.outbox


def test_an_address_taken_meanwhile_is_refused(agent_a: Visiteur, client: Visiteur) -> None:
    demander(agent_a)
    User.objects.create_user("autre", NOUVELLE)
    reponse = client.post(lien())
    assert reponse.status_code == 422
    assert "celle d’un autre compte" in reponse.content.decode()
    assert User.objects.filter(email=ANCIENNE).exists()


def test_a_link_is_void_when_old_changed_or_replaced(agent_a: Visiteur, client: Visiteur) -> None:
    demander(agent_a)
    premier = lien()
    demander(agent_a, "encore@val.example")
    assert client.get(f"{premier[:-3]}x/").status_code == 422
    with time_machine.travel(timezone.now() + timedelta(hours=25), tick=False):
        html = client.get(premier).content.decode()
    assert "plus de 24 heures" in html.replace("\u00a0", " ")
    assert client.post(lien()).status_code == 302
    assert client.post(premier).status_code == 422, "the address has changed since"
    assert User.objects.get().email == "encore@val.example"


def test_a_name_that_is_no_address_is_kept(membre: Callable[..., Visiteur], client: Visiteur) -> None:
    demander(membre(Role.RH, nom="agent-a"), "ailleurs@val.example")
    client.post(lien())
    user = User.objects.get()
    assert (user.username, user.email) == ("agent-a", "ailleurs@val.example")


def test_who_signs_in_elsewhere_changes_it_there(membre: Callable[..., Visiteur]) -> None:
    visiteur = membre(Role.RH, nom="agent-a")
    user = User.objects.get()
    user.set_unusable_password()
    user.save()
    visiteur.force_login(user)
    assert visiteur.get(reverse("comptes:adresse")).status_code == 404
    assert "Changer d’adresse" not in visiteur.get(reverse("comptes:compte")).content.decode()


def test_an_erasure_after_the_change_forgets_the_old_address_too(
    agent_a: Visiteur, membre: Callable[..., Visiteur], etablissement: Etablissement
) -> None:
    admin = membre(Role.ADMINISTRATEUR)
    user = User.objects.get(username=ANCIENNE)
    admin.post(reverse("comptes:membres"), {"courriel": ANCIENNE, "role": "lecteur", "service": ""})
    admin.post(reverse("comptes:membre", kwargs={"pk": user.pk}), {"role": "redacteur", "service": ""})
    assert Trace.objects.filter(objet_titre__contains=ANCIENNE).count() >= 2
    adresses.confirmer(texte=adresses.jeton(user, NOUVELLE), site="https://socle.example/")
    assert Invitation.objects.get().courriel == NOUVELLE, "it is still this person's to accept"
    assert b"invitations" in personnes.exporter(user=User.objects.get(pk=user.pk), par=None)
    personnes.effacer(user=User.objects.get(pk=user.pk), par=None)
    titres = " ".join(Trace.objects.values_list("objet_titre", flat=True))
    assert ANCIENNE not in titres
    assert NOUVELLE not in titres
