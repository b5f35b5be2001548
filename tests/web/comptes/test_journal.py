"""The audit trail as it is read: filters, pages, CSV, another's kept apart."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from visite import Visiteur

from socle_web.comptes import journal
from socle_web.comptes.espaces import Espace
from socle_web.comptes.models import Etablissement, Role, Trace
from socle_web.referentiels import apprentissages

pytestmark = pytest.mark.django_db
ADRESSE = "/reglages/journal/"
SITE = "/site/journal/"


@pytest.fixture
def admin(membre: Callable[..., Visiteur]) -> Visiteur:
    return membre(Role.ADMINISTRATEUR)


@pytest.fixture
def traces(etablissement: Etablissement) -> None:
    """Three lines here, of three days, and one elsewhere."""
    ici = Espace(etablissement)
    for age, geste, lecture, titre in (
        (3, "fiche.validee", False, "Fiche du studio"),
        (2, "personne.consultee", True, "Responsable du service"),
        (1, "service.cree", False, "=2+3"),
    ):
        journal.noter(ici, geste=geste, lecture=lecture, details={"quoi": titre})
        Trace.objects.filter(geste=geste).update(
            le=timezone.now() - timedelta(days=age), objet_titre=titre, auteur_nom=f"Agent {age}"
        )
    journal.noter(Espace(Etablissement.objects.create(nom="Autre")), geste="fiche.archivee")


def lignes(admin: Visiteur, requete: str = "") -> list[str]:
    corps = admin.get(f"{ADRESSE}csv/{requete}").getvalue().decode().removeprefix("\ufeff")
    codes = [ligne["code"] for ligne in csv.DictReader(io.StringIO(corps), delimiter=";")]
    return [code for code in codes if not code.startswith("journal.")]


def test_it_reads_in_french_and_shows_nothing_of_another(admin: Visiteur, traces: None) -> None:
    html = admin.get(ADRESSE).content.decode()
    assert "Service créé" in html
    assert "Fiche du studio" in html
    assert "fiche.archivee" not in html
    assert lignes(admin) == ["service.cree", "personne.consultee", "fiche.validee"]


@pytest.mark.parametrize(
    ("requete", "attendus"),
    [
        ("?personne=agent 2", ["personne.consultee"]),
        ("?geste=service.cree", ["service.cree"]),
        ("?objet=studio", ["fiche.validee"]),
        ("?nature=lecture", ["personne.consultee"]),
        ("?nature=ecriture", ["service.cree", "fiche.validee"]),
        ("?du=2000-01-01&au=2000-12-31", []),
        ("?du=hier", ["service.cree", "personne.consultee", "fiche.validee"]),
    ],
)
def test_filters(admin: Visiteur, traces: None, requete: str, attendus: list[str]) -> None:
    assert lignes(admin, requete) == attendus


def test_dates_include_both_ends(admin: Visiteur, traces: None) -> None:
    jour = timezone.localdate(Trace.objects.get(geste="personne.consultee").le)
    assert lignes(admin, f"?du={jour:%Y-%m-%d}&au={jour:%Y-%m-%d}") == ["personne.consultee"]


def test_a_spreadsheet_runs_nothing(admin: Visiteur, traces: None) -> None:
    corps = admin.get(f"{ADRESSE}csv/?geste=service.cree").getvalue().decode()
    assert ";'=2+3;" in corps


def test_reading_the_trail_leaves_a_line_however_many_pages_are_read(admin: Visiteur) -> None:
    for page in ("", "?page=2", "?nature=lecture"):
        admin.get(f"{ADRESSE}{page}")
    admin.get(f"{ADRESSE}csv/").getvalue()
    codes = Trace.objects.order_by("pk").values_list("geste", "lecture")
    assert list(codes) == [("journal.consulte", True), ("journal.exporte", True)]


def test_the_line_of_an_export_does_not_say_who_was_looked_for(admin: Visiteur) -> None:
    admin.get(f"{ADRESSE}csv/?personne=Untel&du=2026-01-01").getvalue()
    assert Trace.objects.get().details == {"filtres": "personne, du"}


def test_only_who_administers_reads_it(membre: Callable[..., Visiteur]) -> None:
    for role in (Role.LECTEUR, Role.REDACTEUR, Role.RESPONSABLE, Role.RH):
        assert membre(role).get(reverse("comptes:journal")).status_code == 403


def test_a_burst_is_one_line_for_each_person_and_each_thing(etablissement: Etablissement) -> None:
    gens = [Espace(etablissement, User.objects.create_user(nom)) for nom in ("un", "deux")]
    for details in ({"membre": 1}, {"membre": 2}, {"membre": 1}):
        for espace in gens:
            journal.noter_une_fois(espace, geste="jury.lu-par-lien", objet=etablissement, details=details)
    assert Trace.objects.count() == 4
    Trace.objects.update(le=timezone.now() - journal.RAFALE)
    journal.noter_une_fois(gens[0], geste="jury.lu-par-lien", objet=etablissement, details={"membre": 1})
    assert Trace.objects.count() == 5


def test_what_is_done_to_the_site_is_read_by_who_administers_it(
    admin: Visiteur, administrateur: Visiteur, edition: str
) -> None:
    admin.post(reverse("comptes:services"), {"nom": "Scolarité"})
    administrateur.post(reverse("referentiels:supprimer", args=[edition]))
    ouvert = {"nom": "École des Haies", "courriel": "ecole@port-mer.example"}
    administrateur.post(reverse("comptes:etablissements"), ouvert)
    page = administrateur.get(SITE).content.decode()
    for dit in ("Édition supprimée", "RéFérens de test", "Établissement ouvert", "École des Haies", "admin"):
        assert dit in page
    assert "Scolarité" not in page
    assert "invitation.envoyee" not in page, "what is done in an établissement is its own to read"
    filtre = administrateur.get(f"{SITE}csv/?geste=edition.supprimee").getvalue().decode()
    assert (filtre.count("edition.supprimee"), filtre.count("etablissement.ouvert")) == (1, 0)
    ici = admin.get(ADRESSE).content.decode()
    assert "Édition supprimée" not in ici
    assert "École des Haies" not in ici
    assert admin.get(SITE).status_code == 403


def test_a_gesture_on_the_site_that_fails_leaves_no_line(
    administrateur: Visiteur, edition: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def occupe(**_: object) -> None:
        raise apprentissages.EnCours("Un apprentissage est déjà en cours.")

    monkeypatch.setattr(apprentissages, "demarrer", occupe)
    administrateur.post(reverse("referentiels:apprendre", args=[edition]))
    assert not Trace.objects.filter(geste="edition.apprentissage_demande").exists()


def test_on_one_machine_there_is_one_trail(client: Visiteur, edition: str) -> None:
    client.post(reverse("comptes:services"), {"nom": "Scolarité"})
    client.post(reverse("referentiels:supprimer", args=[edition]))
    page = client.get(ADRESSE).content.decode()
    assert "Service créé" in page
    assert "Édition supprimée" in page


def test_commands_leave_their_line_too() -> None:
    call_command("createsuperuser", "--noinput", username="chef", email="chef@port-mer.example", verbosity=0)
    Trace.objects.create(geste="fiche.lue", le=timezone.now() - timedelta(days=400))
    call_command("purger", verbosity=0)
    call_command("purger", verbosity=0)
    ouvert, purge = Trace.objects.order_by("pk")
    assert (ouvert.geste, ouvert.objet_titre, ouvert.etablissement) == ("administrateur.ouvert", "chef", None)
    assert (purge.geste, purge.details) == ("donnees.purgees", {"Lignes du journal": 1})


def test_who_belongs_nowhere_is_still_noted(agent: Visiteur, serveur: None) -> None:
    agent.get(reverse("comptes:mes_donnees"))
    trace = Trace.objects.get()
    assert (trace.geste, trace.lecture, trace.auteur_nom) == ("donnees.exportees", True, "agent")
    assert trace.etablissement is None


def test_a_list_costs_the_same_whatever_its_length(
    admin: Visiteur, etablissement: Etablissement, django_assert_max_num_queries: Callable[..., object]
) -> None:
    for _ in range(60):
        journal.noter(Espace(etablissement), geste="fiche.lue")
    with django_assert_max_num_queries(12):  # type: ignore[attr-defined]
        assert admin.get(ADRESSE).status_code == 200


def test_old_lines_are_forgotten(traces: None) -> None:
    assert journal.purger(jours=2) == 2
    assert set(Trace.objects.values_list("geste", flat=True)) == {"service.cree", "fiche.archivee"}


def test_analyses_of_an_etablissement_are_written_down(membre: Callable[..., Visiteur]) -> None:
    visiteur = membre(Role.REDACTEUR)
    lieu = visiteur.post(reverse("offres:exemple"))["Location"]
    visiteur.post(f"{lieu}supprimer/")
    assert list(Trace.objects.order_by("pk").values_list("geste", flat=True)) == [
        "analyse.faite",
        "analyse.supprimee",
    ]
