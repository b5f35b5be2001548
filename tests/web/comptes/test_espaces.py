"""In whose name a person reads and writes, and what nobody else sees."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.contrib.auth.models import User
from django.db import IntegrityError, transaction
from django.test import RequestFactory
from django.urls import reverse
from fiches_poste import commencer
from visite import Visiteur

from socle.erreurs import ErreurSocle
from socle_web.comptes import annuaire, espaces, journal
from socle_web.comptes.espaces import Espace
from socle_web.comptes.models import Appartenance, Etablissement, Role, Trace
from socle_web.comptes.perms import est_responsable, peut_regler
from socle_web.fiches.models import Fiche

pytestmark = pytest.mark.django_db


class Objet:
    """Something that stands in a service, or nowhere."""

    def __init__(self, service: object = None) -> None:
        self.service = service


def test_on_one_machine_every_browser_is_in_the_local_space(client: Visiteur) -> None:
    poste = commencer(client, modele="hybridation")
    assert Visiteur().get(poste.adresse("editeur")).status_code == 200
    assert poste.brouillon.etablissement == Etablissement.objects.get(local=True)
    assert not poste.brouillon.proprietaire
    assert espaces.local() == espaces.local()
    with pytest.raises(IntegrityError), transaction.atomic():
        Etablissement.objects.create(local=True)


def test_an_etablissement_sees_its_own_fiches_and_no_other(
    membre: Callable[..., Visiteur], client: Visiteur
) -> None:
    autre = Etablissement.objects.create(nom="Université du Val")
    poste = commencer(membre(Role.REDACTEUR), modele="hybridation")
    assert membre(Role.RH).get(poste.adresse("editeur")).status_code == 200
    for etranger in (membre(Role.ADMINISTRATEUR, autre), client):
        assert etranger.get(poste.adresse("editeur")).status_code == 404
        assert "Hybridation" not in etranger.get(reverse("fiches:liste")).content.decode().split("modèle")[0]


def test_a_person_of_two_etablissements_stands_in_one_and_may_change(
    membre: Callable[..., Visiteur], etablissement: Etablissement
) -> None:
    visiteur = membre(Role.RH, nom="double")
    user = User.objects.get(username="double")
    autre = Etablissement.objects.create(nom="Université du Val")
    annuaire.donner_role(user=user, etablissement=autre, role=Role.LECTEUR)
    request = RequestFactory().get("/")
    request.user, request.session = user, visiteur.session
    assert espaces.espace(request).etablissement == etablissement
    assert not espaces.choisir(request, etablissement_id=9999)
    assert espaces.choisir(request, etablissement_id=autre.pk)
    ici = espaces.espace(request)
    assert ici.etablissement == autre
    assert ici.a_role(Role.LECTEUR)
    assert not ici.a_role(Role.RH)


def test_a_role_in_a_service_holds_below_it_only(etablissement: Etablissement) -> None:
    direction = annuaire.creer_service(etablissement=etablissement, nom="Direction de la formation")
    appui = annuaire.creer_service(etablissement=etablissement, nom="Appui à la pédagogie", parent=direction)
    ailleurs = annuaire.creer_service(etablissement=etablissement, nom="Bibliothèques")
    user = User.objects.create_user("responsable")
    tenue = annuaire.donner_role(
        user=user, etablissement=etablissement, role=Role.RESPONSABLE, service=direction
    )
    ici = Espace(etablissement, user, appartenances=(tenue,))
    assert appui.profondeur == 1
    assert est_responsable.test(ici, Objet(direction))
    assert est_responsable.test(ici, Objet(appui))
    assert not est_responsable.test(ici, Objet(ailleurs))
    assert not peut_regler.test(ici)


def test_two_services_of_one_name_stand_in_two_places(etablissement: Etablissement) -> None:
    haut = annuaire.creer_service(etablissement=etablissement, nom="Scolarité")
    annuaire.creer_service(etablissement=etablissement, nom="Scolarité", parent=haut)
    for parent in (None, haut):
        with pytest.raises(ErreurSocle, match="Il y a déjà un service"):
            annuaire.creer_service(etablissement=etablissement, nom="  Scolarité ", parent=parent)


def test_a_role_is_given_once(etablissement: Etablissement) -> None:
    user = User.objects.create_user("agent")
    for _ in range(2):
        annuaire.donner_role(user=user, etablissement=etablissement, role=Role.LECTEUR)
    assert Appartenance.objects.count() == 1


def test_the_trail_keeps_names_when_people_and_things_are_gone(etablissement: Etablissement) -> None:
    user = User.objects.create_user("agent")
    ici = Espace(etablissement, user)
    service = annuaire.creer_service(etablissement=etablissement, nom="Scolarité")
    journal.noter(ici, geste="service.cree", objet=service, details={"sous": ""})
    service.delete()
    user.delete()
    trace = Trace.objects.get()
    assert (trace.geste, trace.auteur, trace.auteur_nom, trace.objet_titre) == (
        "service.cree",
        None,
        "agent",
        "Scolarité",
    )


def test_a_visitor_leaves_no_trace() -> None:
    journal.noter(Espace(None, jeton="navigateur"), geste="fiche.creee")
    assert not Trace.objects.exists()


def test_who_administers_sets_the_charte_of_their_own_etablissement(
    membre: Callable[..., Visiteur], etablissement: Etablissement
) -> None:
    autre = Etablissement.objects.create(nom="Université du Val")
    adresse = reverse("comptes:etablissement")
    assert membre(Role.LECTEUR).get(adresse).status_code == 403
    envoi = {"nom": "Université de Port-Mer et des Îles", "couleur": "#8a1c3d"}
    assert membre(Role.ADMINISTRATEUR).post(adresse, envoi).status_code == 302
    etablissement.refresh_from_db()
    autre.refresh_from_db()
    assert (str(etablissement), str(autre)) == ("Université de Port-Mer et des Îles", "Université du Val")
    assert Trace.objects.get().geste == "etablissement.regle"


def test_signing_in_leaves_the_browser_its_own_drafts(
    serveur: None, client: Visiteur, membre: Callable[..., Visiteur]
) -> None:
    poste = commencer(client, modele="hybridation")
    membre(Role.REDACTEUR, nom="redactrice")
    client.login(username="redactrice", password="un mot de passe")
    assert client.get(poste.adresse("editeur")).status_code == 404
    client.post(reverse("comptes:deconnexion"))
    assert client.get(poste.adresse("editeur")).status_code == 200
    assert Fiche.objects.get().etablissement is None
