"""The list of juries: by state, service and word, in pages."""

from __future__ import annotations

import importlib
from collections.abc import Callable

import pytest
from django.apps import apps
from django.contrib.auth.models import User
from django.db import connection
from django.test.utils import CaptureQueriesContext
from jury_d_essai import JuryDEssai
from visite import Visiteur

from socle_web.comptes import annuaire
from socle_web.comptes.espaces import Espace
from socle_web.comptes.models import Etablissement, Role, Service
from socle_web.jurys import perms
from socle_web.jurys.models import Jury

pytestmark = pytest.mark.django_db
LISTE = "/jurys/"


def nommer(jury: JuryDEssai, intitule: str) -> JuryDEssai:
    Jury.objects.filter(pk=jury.pk).update(intitule=intitule)
    return jury


def montres(visiteur: Visiteur, **requete: object) -> list[str]:
    return [jury.intitule for jury in visiteur.get(LISTE, requete).context["liste"].pages]


def test_by_state_open_or_closed(reunir: Callable[..., JuryDEssai], client: Visiteur) -> None:
    nommer(reunir(), "En préparation")
    ouvert = nommer(reunir(), "Ouvert")
    ouvert.peupler()
    ouvert.passer("notation")
    clos = nommer(reunir(), "Clos")
    clos.ouvrir_la_comparaison()
    clos.passer("clos")
    assert set(montres(client)) == {"En préparation", "Ouvert", "Clos"}
    assert montres(client, etat="notation") == ["Ouvert"]
    assert montres(client, etat="clos") == ["Clos"]
    reponse = client.get(LISTE, {"etat": "comparaison"})
    assert "Aucun jury ne répond" in reponse.content.decode()
    assert {cle: nombre for cle, _, nombre in reponse.context["liste"].etats} == {
        "preparation": 1,
        "notation": 1,
        "comparaison": 0,
        "clos": 1,
    }


def test_by_word_of_its_titles_and_criteria(jury: JuryDEssai, client: Visiteur) -> None:
    client.post(jury.adresse("ajouter"), {"libelle": "Anglais courant", "poids": "0", "motif": "Essai"})
    assert montres(client, q="pedagogique") == ["Ingénieur-e pédagogique"]
    assert montres(client, q="anglais") == ["Ingénieur-e pédagogique"]
    assert montres(client, q="cuisine") == []


def test_by_service_and_title_order(
    reunir: Callable[..., JuryDEssai],
    membre: Callable[..., Visiteur],
    etablissement: Etablissement,
    service: Service,
    autre_service: Service,
) -> None:
    nommer(reunir(etablissement, service=service), "Zeste")
    nommer(reunir(etablissement, service=autre_service), "Ailleurs")
    rh = membre(Role.RH)
    assert montres(rh, service=service.pk) == ["Zeste"]
    assert montres(rh, tri="intitule") == ["Ailleurs", "Zeste"]
    assert montres(rh, tri="recents") == ["Ailleurs", "Zeste"]
    assert montres(rh, tri="anciens") == ["Zeste", "Ailleurs"]
    assert montres(membre(Role.RESPONSABLE, service=service)) == ["Zeste"]
    assert montres(membre(Role.LECTEUR)) == []


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize("partout", [True, False])
def test_the_list_shows_what_a_role_may_lead(
    reunir: Callable[..., JuryDEssai],
    etablissement: Etablissement,
    service: Service,
    autre_service: Service,
    role: Role,
    partout: bool,
) -> None:
    for lieu in (service, autre_service, None):
        reunir(etablissement, service=lieu)
    reunir(Etablissement.objects.create(nom="Université du Val"))
    user = User.objects.create_user("quelqu-un")
    sien = reunir(etablissement, service=autre_service)
    Jury.objects.filter(pk=sien.pk).update(auteur=user)
    tenue = annuaire.donner_role(
        user=user, etablissement=etablissement, role=role, service=None if partout else service
    )
    ici = Espace(etablissement, user, appartenances=(tenue,))
    connus = {un.pk for un in Jury.objects.de(ici) if perms.peut_preparer.test(ici, un)}
    assert {un.pk for un in Jury.objects.visibles(ici)} == connus


def test_pages_cost_the_same_whatever_their_number(jury: JuryDEssai, client: Visiteur) -> None:
    jury.peupler()
    requetes = []
    for nombre in (3, 27):
        modele = jury.jury
        for rang in range(nombre):
            modele.id, modele.intitule, modele._state.adding = Jury._meta.pk.get_default(), f"{rang:02}", True
            modele.save()
        with CaptureQueriesContext(connection) as lues:
            html = client.get(LISTE, {"tri": "intitule"}).content.decode()
        requetes.append(len(lues))
    assert requetes[0] == requetes[1]
    assert html.count('<li class="brouillon">') == 25
    assert len(montres(client, page=2)) == 31 - 25
    assert (
        "2\u00a0membres · 3\u00a0candidatures"
        in client.get(LISTE, {"page": 2, "tri": "intitule"}).content.decode()
    )


def test_juries_prepared_before_are_found_too(jury: JuryDEssai, client: Visiteur) -> None:
    Jury.objects.update(recherche="")
    assert montres(client, q="pédagogique") == []
    migration = importlib.import_module("socle_web.jurys.migrations.0002_recherche")
    migration.remplir(apps, connection.schema_editor())
    assert montres(client, q="pédagogique") == ["Ingénieur-e pédagogique"]
