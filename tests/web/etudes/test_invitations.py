"""Personal links: one voice each, revocable, resumable, and no way from a name to an answer."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.apps import apps
from django.db import models
from django.urls import reverse
from etudes_menees import Conduite, Repondant

from socle.erreurs import ErreurSocle
from socle_web.etudes.models import Invitation, Participant, Reponse
from socle_web.etudes.services.consultations import Invite, lire_invites

pytestmark = pytest.mark.django_db
Ouvrir = Callable[[str], Repondant]


@pytest.fixture
def invitante(conduite: Conduite) -> Conduite:
    """A consultation by invitation with its first round open."""
    conduite.consulter()
    conduite.poser_les_candidats()
    return conduite


def ouvrir(invitante: Conduite, personnes: str = "Haie Une\nHaie Deux") -> list[str]:
    liens = invitante.inviter(personnes)
    invitante.poster("etudes:ouvrir", numero=1)
    return liens


def note(invitante: Conduite, valeur: str) -> dict[str, str]:
    return {f"q{invitante.questions[1].pk}": valeur}


def test_one_voice_each(invitante: Conduite, repondant: Ouvrir) -> None:
    lien, _ = ouvrir(invitante)
    personne, autre = repondant(lien), repondant(lien)
    personne.entrer()
    page = autre.lire()
    assert "déjà commencé" in page
    assert "Commencer</button>" not in page
    reponse = autre.client.post(reverse("etudes:entrer", args=[autre.jeton]))
    assert reponse.status_code == 422
    assert Participant.objects.count() == 1


def test_the_code_and_the_link_find_the_voice_again_elsewhere(invitante: Conduite, repondant: Ouvrir) -> None:
    lien, autre_lien = ouvrir(invitante)
    personne, ailleurs = repondant(lien), repondant(lien)
    personne.entrer()
    personne.repondre(invitante.tour, note(invitante, "4"))
    code = personne.lire().partition('code-grand">')[2][:9]
    adresse = reverse("etudes:reprendre_voix", args=[ailleurs.jeton])
    reponse = ailleurs.client.post(adresse, {"code": "ABCD-2345"})
    assert reponse.status_code == 422
    assert "ne correspond à aucune" in reponse.content.decode()
    assert ailleurs.client.post(adresse, {"code": f" {code.lower()} "}).status_code == 302
    assert 'value="4" checked' in ailleurs.lire()
    # The same code opens nothing with another link.
    voisin = repondant(autre_lien)
    adresse = reverse("etudes:reprendre_voix", args=[voisin.jeton])
    assert voisin.client.post(adresse, {"code": code}).status_code == 422


def test_the_animator_sees_who_answered_and_not_what(invitante: Conduite, repondant: Ouvrir) -> None:
    lien, _ = ouvrir(invitante)
    personne = repondant(lien)
    personne.entrer()
    assert "a ouvert son lien" in invitante.lire("etudes:invitations")
    personne.repondre(invitante.tour, note(invitante, "2"))
    page = invitante.lire("etudes:invitations")
    assert "1\u00a0personne a répondu" in page
    assert "a répondu</span>" in page
    pseudonyme = Participant.objects.get().pseudonyme
    assert pseudonyme not in page
    # The link alone, which the animator has, opens no answer.
    assert "checked" not in repondant(lien).lire()


def test_nothing_in_the_database_leads_from_a_name_to_an_answer() -> None:
    """No foreign key goes from invitations to voices, in either direction, but the round and consultation."""
    noms = {Invitation._meta.model, apps.get_model("etudes", "Emargement")}
    voix = {Participant, Reponse}
    for modele in noms | voix:
        cibles = {
            champ.related_model for champ in modele._meta.get_fields() if isinstance(champ, models.ForeignKey)
        }
        assert not cibles & (voix if modele in noms else noms)


def test_a_link_taken_back_opens_nothing_and_what_was_given_stays(
    invitante: Conduite, repondant: Ouvrir
) -> None:
    lien, autre = ouvrir(invitante)
    personne = repondant(lien)
    personne.entrer()
    personne.repondre(invitante.tour, note(invitante, "4"))
    for invitation in invitante.consultation.invitations.all():
        assert invitante.poster("etudes:revoquer", invitation=invitation.pk).status_code == 302
    assert "n’est plus valable" in personne.lire()
    assert personne.repondre(invitante.tour, note(invitante, "1")).status_code == 422
    assert Reponse.objects.get().valeur == 4
    neuf = repondant(autre)
    assert neuf.client.post(reverse("etudes:entrer", args=[neuf.jeton])).status_code == 422


def test_who_lost_the_browser_is_told_what_to_do(invitante: Conduite, repondant: Ouvrir) -> None:
    lien, _ = ouvrir(invitante)
    reponse = repondant(lien).repondre(invitante.tour, note(invitante, "4"))
    assert reponse.status_code == 422
    assert "donnez le code" in reponse.content.decode()


def test_links_are_taken_away_as_a_table(invitante: Conduite) -> None:
    invitante.inviter("Haie Une <une@verger.example>\n=cmd() <deux@verger.example>")
    reponse = invitante.client.get(reverse("etudes:liens", args=[invitante.consultation.pk]))
    table = reponse.content.decode("utf-8-sig").splitlines()
    assert table[0] == "Nom;Adresse électronique;Lien personnel"
    assert any(ligne.startswith("Haie Une;une@verger.example;http") for ligne in table)
    assert any(ligne.startswith("'=cmd()") for ligne in table)


def test_an_address_is_invited_once(invitante: Conduite) -> None:
    invitante.inviter("Haie Une <une@verger.example>")
    invitante.inviter("UNE@verger.example\nHaie Deux")
    assert [i.nom for i in invitante.consultation.invitations.all()] == ["Haie Deux", "Haie Une"]


def test_a_bad_list_is_refused_whole_and_kept_on_the_page(invitante: Conduite) -> None:
    reponse = invitante.poster("etudes:invitations", {"personnes": "Haie Une\nHaie <deux@verger>"})
    assert reponse.status_code == 422
    page = reponse.content.decode()
    assert "ligne 2" in page
    assert "deux@verger" in page
    assert not invitante.consultation.invitations.exists()


def test_lists_are_read_as_people_write_them() -> None:
    saisie = "  Une  Haie ; une@verger.example\n\ndeux@verger.example\nTrois Haies\ntrois haies"
    assert lire_invites(saisie) == [
        Invite("Une Haie", "une@verger.example"),
        Invite("deux@verger.example", "deux@verger.example"),
        Invite("Trois Haies", ""),
    ]
    with pytest.raises(ErreurSocle, match="personne"):
        lire_invites(" \n ")
