"""People join by invitation, hold roles, forget passwords, take their data away and leave."""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from django.contrib.auth.models import User
from django.core import mail
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils import timezone
from fiches_poste import commencer
from pytest_django import Settings
from visite import Visiteur

from socle_web.comptes import annuaire
from socle_web.comptes.models import Appartenance, Etablissement, Invitation, Role, Service, Trace
from socle_web.comptes.personnes import ANONYME
from socle_web.fiches.models import Fiche

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("serveur")]
SECRET = "une phrase assez longue"
Membre = Callable[..., Visiteur]


@pytest.fixture
def admin(membre: Membre) -> Visiteur:
    return membre(Role.ADMINISTRATEUR, nom="admin-em")


@pytest.fixture
def service(etablissement: Etablissement) -> Service:
    return annuaire.creer_service(etablissement=etablissement, nom="Appui à la pédagogie")


def inviter(admin: Visiteur, **champs: object) -> str:
    """The path of the link that the mail holds."""
    envoi = {"courriel": "Nouvelle@Port-Mer.example", "role": "redacteur", "service": "", **champs}
    reponse = admin.post(reverse("comptes:membres"), envoi)
    assert reponse.status_code == 302, reponse.content.decode()
    return chemin_du_lien()


def chemin_du_lien() -> str:
    trouve = re.search(r"https?://[^/\s]+(/\S+)", str(mail.outbox[-1].body))
    assert trouve
    return trouve.group(1)


def ouvrir(visiteur: Visiteur, lien: str, **champs: str) -> int:
    envoi = {
        "first_name": "Prénom", "last_name": "Nom", "mot_de_passe": SECRET, "confirmation": SECRET, **champs
    }  # fmt: skip
    return visiteur.post(lien, envoi).status_code


def test_an_invitation_opens_an_account_with_its_role_once(
    admin: Visiteur, client: Visiteur, etablissement: Etablissement, service: Service
) -> None:
    lien = inviter(admin, service=str(service.pk))
    assert mail.outbox[-1].to == ["nouvelle@port-mer.example"]
    assert str(etablissement) in mail.outbox[-1].subject
    assert "Appui à la pédagogie" in client.get(lien).content.decode()
    assert ouvrir(client, lien) == 302
    tenue = Appartenance.objects.get(user__email="nouvelle@port-mer.example")
    assert (tenue.role, tenue.service, tenue.etablissement) == ("redacteur", service, etablissement)
    assert client.get(reverse("comptes:compte")).status_code == 200, "signed in at once"
    seconde = Visiteur().get(lien)
    assert seconde.status_code == 422
    assert "déjà servi" in seconde.content.decode()
    assert Visiteur().login(username="nouvelle@port-mer.example", password=SECRET)
    gestes = list(Trace.objects.order_by("pk").values_list("geste", flat=True))
    assert gestes == ["invitation.envoyee", "invitation.acceptee"]


@pytest.mark.parametrize(
    ("champs", "dit"),
    [
        ({"confirmation": "autre chose"}, "diffèrent"),
        ({"mot_de_passe": "court", "confirmation": "court"}, "12"),
        ({"mot_de_passe": "nouvelle@port-mer.example", "confirmation": "nouvelle@port-mer.example"}, "trop"),
        ({"last_name": ""}, "obligatoire"),
    ],
)
def test_a_weak_password_or_a_missing_name_is_said(
    admin: Visiteur, client: Visiteur, champs: dict[str, str], dit: str
) -> None:
    lien = inviter(admin)
    envoi = {"first_name": "Prénom", "last_name": "Nom", "mot_de_passe": SECRET, "confirmation": SECRET}
    reponse = client.post(lien, envoi | champs)
    assert reponse.status_code == 422
    html = reponse.content.decode()
    assert dit in html
    assert 'value="Prénom"' in html
    assert not User.objects.filter(email="nouvelle@port-mer.example").exists()


def test_an_old_withdrawn_or_forged_link_does_not_work(admin: Visiteur, client: Visiteur) -> None:
    lien = inviter(admin)
    assert client.get(lien[:-3] + "xx/").status_code == 422
    Invitation.objects.update(expire_le=timezone.now() - timedelta(seconds=1))
    assert "expiré" in client.get(lien).content.decode()
    assert "<strong>expirée</strong>" in admin.get(reverse("comptes:membres")).content.decode()
    admin.post(reverse("comptes:renvoyer_invitation", args=[Invitation.objects.get().pk]))
    neuf = chemin_du_lien()
    assert client.get(neuf).status_code == 200
    assert client.get(lien).status_code == 422, "the earlier link is replaced"
    admin.post(reverse("comptes:retirer_invitation", args=[Invitation.objects.get().pk]))
    assert "retirée" in client.get(neuf).content.decode()


def test_an_account_that_exists_signs_in_and_accepts(admin: Visiteur, membre: Membre) -> None:
    autre = Etablissement.objects.create(nom="Université du Val")
    venu = membre(Role.LECTEUR, autre, nom="venu")
    lien = inviter(admin, courriel="venu@port-mer.example", role="rh")
    assert "Se connecter pour accepter" in Visiteur().get(lien).content.decode()
    assert Visiteur().post(lien).status_code == 200, "nobody signed in: nothing is accepted"
    intrus = membre(Role.LECTEUR, autre, nom="intrus")
    refus = intrus.post(lien)
    assert refus.status_code == 422
    assert "venu@port-mer.example" in refus.content.decode()
    assert venu.post(lien).status_code == 302
    assert "Université de Port-Mer" in venu.get(reverse("referentiels:accueil")).content.decode()
    assert venu.post(reverse("comptes:choisir", args=[autre.pk])).status_code == 302
    assert "Université du Val" in venu.get(reverse("referentiels:accueil")).content.decode()
    assert intrus.post(reverse("comptes:choisir", args=[Etablissement.objects.first().pk])).status_code == 404


def test_the_link_is_shown_only_where_no_mail_leaves(admin: Visiteur, settings: Settings) -> None:
    settings.COURRIEL_REGLE = True
    lien = inviter(admin)
    assert lien not in admin.get(reverse("comptes:membres")).content.decode()
    settings.COURRIEL_REGLE = False
    assert lien in admin.get(reverse("comptes:membres")).content.decode()


def test_a_role_held_already_is_not_offered_again(admin: Visiteur, membre: Membre) -> None:
    membre(Role.RH, nom="rh")
    reponse = admin.post(
        reverse("comptes:membres"), {"courriel": "RH@port-mer.example", "role": "rh", "service": ""}
    )
    assert reponse.status_code == 422
    assert "déjà ce rôle" in reponse.content.decode()


def test_roles_are_given_and_taken_back_but_the_last_administration(admin: Visiteur, membre: Membre) -> None:
    membre(Role.LECTEUR, nom="lectrice")
    user = User.objects.get(username="lectrice")
    page = reverse("comptes:membre", args=[user.pk])
    assert admin.post(page, {"role": "administrateur", "service": ""}).status_code == 302
    assert {tenue.role for tenue in user.appartenances.all()} == {"lecteur", "administrateur"}
    for tenue in user.appartenances.all():
        admin.post(reverse("comptes:retirer_role", args=[tenue.pk]))
    assert not user.appartenances.exists()
    assert admin.get(page).status_code == 404
    sienne = Appartenance.objects.get(user__username="admin-em")
    html = admin.post(reverse("comptes:retirer_role", args=[sienne.pk]), follow=True).content.decode()
    assert "dernière personne" in html
    assert Appartenance.objects.filter(pk=sienne.pk).exists()


def test_another_etablissement_is_out_of_reach(admin: Visiteur, membre: Membre) -> None:
    autre = Etablissement.objects.create(nom="Université du Val")
    membre(Role.LECTEUR, autre, nom="ailleurs")
    user = User.objects.get(username="ailleurs")
    service = annuaire.creer_service(etablissement=autre, nom="Scolarité")
    for adresse in (
        reverse("comptes:membre", args=[user.pk]),
        reverse("comptes:service", args=[service.pk]),
        reverse("comptes:supprimer_service", args=[service.pk]),
    ):
        assert admin.get(adresse).status_code == 404
    tenue = Appartenance.objects.get(user=user)
    assert admin.post(reverse("comptes:retirer_role", args=[tenue.pk])).status_code == 404
    reponse = admin.post(
        reverse("comptes:membres"), {"courriel": "x@y.example", "role": "rh", "service": str(service.pk)}
    )
    assert reponse.status_code == 422, "a service of another is no choice"


def test_a_forgotten_password_is_chosen_anew_by_mail(membre: Membre, client: Visiteur) -> None:
    membre(Role.RH, nom="rh")
    demande = client.post(reverse("comptes:mot_de_passe_oublie"), {"email": "rh@port-mer.example"})
    assert demande.status_code == 302
    lien = client.get(chemin_du_lien())["Location"]
    nouveau = {"new_password1": SECRET, "new_password2": SECRET}
    assert client.post(lien, nouveau)["Location"] == reverse("comptes:mot_de_passe_refait")
    assert Visiteur().login(username="rh", password=SECRET)
    assert "déjà servi" in client.get(chemin_du_lien()).content.decode()
    envoyes = len(mail.outbox)
    inconnu = client.post(reverse("comptes:mot_de_passe_oublie"), {"email": "personne@nulle.example"})
    assert inconnu["Location"] == demande["Location"], "it does not say who has an account"
    assert len(mail.outbox) == envoyes


def test_signing_in_takes_the_address_however_it_is_written(admin: Visiteur, client: Visiteur) -> None:
    ouvrir(Visiteur(), inviter(admin))
    envoi = {"username": " Nouvelle@PORT-MER.example", "password": SECRET}
    assert client.post(reverse("comptes:connexion"), envoi).status_code == 302


def test_a_person_takes_everything_away(membre: Membre) -> None:
    visiteur = membre(Role.REDACTEUR, nom="redactrice")
    commencer(visiteur, modele="hybridation")
    reponse = visiteur.get(reverse("comptes:mes_donnees"))
    with zipfile.ZipFile(io.BytesIO(reponse.content)) as archive:
        compte = json.loads(archive.read("compte.json"))
        fiches = json.loads(archive.read("fiche-auteur.json"))
        roles = json.loads(archive.read("appartenance-user.json"))
    assert compte["email"] == "redactrice@port-mer.example"
    assert "password" not in json.dumps([compte, fiches, roles])
    assert fiches[0]["id"] == str(Fiche.objects.get().pk)
    assert roles[0]["role"] == "redacteur"


def test_an_erased_person_leaves_documents_and_no_name(admin: Visiteur, membre: Membre) -> None:
    visiteur = membre(Role.REDACTEUR, nom="redactrice")
    commencer(visiteur, modele="hybridation")
    user = User.objects.get(username="redactrice")
    Fiche.objects.update(titulaire=user, titulaire_nom="redactrice", titulaire_courriel=user.email)
    document = Fiche.objects.get().document
    admin.get(reverse("comptes:membre", args=[user.pk]))
    inviter(admin, courriel=user.email, role="rh")
    assert visiteur.post(reverse("comptes:effacer"), {"adresse": "autre"}).status_code == 422
    assert visiteur.post(reverse("comptes:effacer"), {"adresse": user.email.upper()}).status_code == 302
    user.refresh_from_db()
    assert not user.is_active
    assert not user.has_usable_password()
    fiche = Fiche.objects.get()
    assert (fiche.document, fiche.titulaire_nom, fiche.titulaire_courriel) == (document, ANONYME, "")
    restes = [
        str(valeur)
        for modele in (User, Trace, Invitation, Appartenance)
        for ligne in modele.objects.values_list()  # type: ignore[attr-defined]
        for valeur in ligne
        if "redactrice" in str(valeur)
    ]
    assert not restes
    assert Trace.objects.filter(geste="compte.efface").exists()


def test_the_last_administrator_does_not_erase_themself(admin: Visiteur) -> None:
    html = admin.post(reverse("comptes:effacer"), {"adresse": "admin-em@port-mer.example"}).content.decode()
    assert "dernière personne" in html
    assert User.objects.get(username="admin-em").is_active


def test_the_site_opens_an_etablissement_and_invites_who_will_run_it(
    administrateur: Visiteur, client: Visiteur
) -> None:
    envoi = {"nom": "Université du Val", "courriel": "presidence@val.example"}
    assert administrateur.post(reverse("comptes:etablissements"), envoi).status_code == 302
    assert "déjà" in administrateur.post(reverse("comptes:etablissements"), envoi).content.decode()
    assert ouvrir(client, chemin_du_lien()) == 302
    assert client.get(reverse("comptes:membres")).status_code == 200
    assert Appartenance.objects.get().etablissement.nom == "Université du Val"


def test_the_local_space_becomes_an_etablissement_with_all_it_holds(
    client: Visiteur, settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    settings.MODE_LOCAL = True
    poste = commencer(client, modele="hybridation")
    settings.MODE_LOCAL = False
    assert client.get(poste.adresse("editeur")).status_code == 404
    call_command("ouvrir_etablissement", nom="Université du Val", courriel="presidence@val.example")
    assert "avec tout ce que contenait" in capsys.readouterr().out
    assert ouvrir(client, chemin_du_lien()) == 302
    assert client.get(poste.adresse("editeur")).status_code == 200
    assert not Etablissement.objects.filter(local=True).exists()


def test_what_a_person_asks_for_is_done_for_them(
    membre: Membre, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    membre(Role.ADMINISTRATEUR)
    membre(Role.REDACTEUR, nom="redactrice")
    sortie = tmp_path / "donnees.zip"
    call_command("personne", "exporter", "Redactrice@port-mer.example", "-o", str(sortie))
    with zipfile.ZipFile(sortie) as archive:
        assert json.loads(archive.read("compte.json"))["username"] == "redactrice"
    call_command("personne", "effacer", "redactrice@port-mer.example")
    assert not User.objects.filter(email="redactrice@port-mer.example").exists()
    with pytest.raises(CommandError, match="Aucun compte"):
        call_command("personne", "effacer", "redactrice@port-mer.example")
    assert "est effacé" in capsys.readouterr().out
