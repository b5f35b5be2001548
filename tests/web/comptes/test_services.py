"""Services as a tree: added, renamed, moved with what they hold, removed when empty."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.urls import reverse
from visite import Visiteur

from socle.erreurs import ErreurSocle
from socle_web.comptes import annuaire
from socle_web.comptes.models import Etablissement, Role, Service, Trace

pytestmark = pytest.mark.django_db
ADRESSE = "/reglages/services/"


@pytest.fixture
def admin(membre: Callable[..., Visiteur]) -> Visiteur:
    return membre(Role.ADMINISTRATEUR)


def ajouter(visiteur: Visiteur, nom: str, parent: Service | None = None) -> Service:
    reponse = visiteur.post(ADRESSE, {"nom": nom, "parent": str(parent.pk) if parent else ""})
    assert reponse.status_code == 302, reponse.content.decode()
    return Service.objects.get(nom=nom)


def chemins(etablissement: Etablissement) -> dict[str, int]:
    return {service.nom: service.profondeur for service in annuaire.arbre(etablissement)}


def test_a_tree_is_built_read_and_moved(admin: Visiteur, etablissement: Etablissement) -> None:
    direction = ajouter(admin, "Direction de la formation")
    appui = ajouter(admin, "Appui à la pédagogie", direction)
    studio = ajouter(admin, "Studio", appui)
    vice = ajouter(admin, "Vice-présidence")
    html = admin.get(ADRESSE).content.decode()
    assert html.index("Direction de la formation") < html.index("retrait-1") < html.index("retrait-2")
    page = reverse("comptes:service", args=[appui.pk])
    assert admin.post(page, {"nom": "Appui aux formations", "parent": str(vice.pk)}).status_code == 302
    studio.refresh_from_db()
    vice.refresh_from_db()
    assert vice.contient(studio)
    assert not direction.contient(studio)
    assert chemins(etablissement) == {
        "Direction de la formation": 0, "Vice-présidence": 0, "Appui aux formations": 1, "Studio": 2
    }  # fmt: skip
    assert admin.post(page, {"nom": "Appui aux formations", "parent": ""}).status_code == 302
    assert chemins(etablissement)["Studio"] == 1
    assert Trace.objects.filter(geste="service.modifie").count() == 2


def test_a_service_does_not_go_under_itself(admin: Visiteur, etablissement: Etablissement) -> None:
    direction = ajouter(admin, "Direction")
    appui = ajouter(admin, "Appui", direction)
    page = reverse("comptes:service", args=[direction.pk])
    reponse = admin.post(page, {"nom": "Direction", "parent": str(appui.pk)})
    assert reponse.status_code == 422
    assert "sous lui-même" in reponse.content.decode()
    assert chemins(etablissement) == {"Direction": 0, "Appui": 1}


def test_only_an_empty_service_is_removed(admin: Visiteur, membre: Callable[..., Visiteur]) -> None:
    direction = ajouter(admin, "Direction")
    appui = ajouter(admin, "Appui", direction)
    for service, autre in ((direction, "service"), (appui, "")):
        adresse = reverse("comptes:supprimer_service", args=[service.pk])
        if autre:
            refus = admin.post(adresse)
            assert refus.status_code == 422
            assert "n’est pas vide" in refus.content.decode()
    membre(Role.RESPONSABLE, service=appui)
    with pytest.raises(ErreurSocle, match="appartenance"):
        annuaire.supprimer_service(service=appui)
    appui.appartenances.all().delete()
    for service in (appui, direction):
        assert admin.post(reverse("comptes:supprimer_service", args=[service.pk])).status_code == 302
    assert not Service.objects.exists()
    assert Trace.objects.filter(geste="service.supprime").count() == 2


def test_a_name_taken_is_said_and_what_was_typed_kept(admin: Visiteur) -> None:
    ajouter(admin, "Direction")
    reponse = admin.post(ADRESSE, {"nom": "Direction", "parent": ""})
    assert reponse.status_code == 422
    assert 'value="Direction"' in reponse.content.decode()


def test_on_one_machine_services_are_set_without_an_account(client: Visiteur) -> None:
    ajouter(client, "Direction")
    assert "seule personne" in client.get(reverse("comptes:membres")).content.decode()
