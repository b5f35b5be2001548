"""When something goes wrong: a page, in French, that says what to do."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest
from django.test import Client, override_settings
from django.urls import path
from pytest_django import DjangoAssertNumQueries
from visite import Visiteur, examiner, titre

from socle.erreurs import (
    DocumentIllisible,
    DocumentTropGrand,
    EditionExistante,
    ErreurSocle,
    Introuvable,
    OptionManquante,
    ReseauIndisponible,
)
from socle_web.commun.erreurs import statut
from socle_web.config import urls

ERREUR = DocumentIllisible(
    "Ce document ne se lit pas.", cause="Il est chiffré.", remede="Enlevez le mot de passe."
)


def panne(request: HttpRequest) -> None:
    raise RuntimeError("a bug")


def suspecte(request: HttpRequest) -> None:
    raise SuspiciousOperation


def socle(request: HttpRequest) -> None:
    raise ERREUR


class Adresses:
    """The site's addresses, and some that fail."""

    urlpatterns = (
        path("panne/", panne),
        path("suspecte/", suspecte),
        path("socle/", socle),
        *urls.urlpatterns,
    )
    handler400, handler403 = urls.handler400, urls.handler403
    handler404, handler500 = urls.handler404, urls.handler500


@pytest.fixture
def adresses() -> Iterator[None]:
    with override_settings(ROOT_URLCONF=Adresses):
        yield


@pytest.fixture
def visiteur(adresses: None) -> Visiteur:
    return Visiteur(raise_request_exception=False)


def test_404_proposes_a_search(client: Visiteur) -> None:
    reponse = client.get("/cette/page/n-existe/pas/")
    assert reponse.status_code == 404
    assert titre(reponse) == "Cette page n’existe pas"
    assert 'name="q"' in reponse.content.decode()


def test_500_needs_no_database(
    visiteur: Visiteur, caplog: pytest.LogCaptureFixture, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    reponse = visiteur.get("/panne/")
    assert reponse.status_code == 500
    assert "de notre côté" in titre(reponse)
    assert "a bug" not in reponse.content.decode()
    assert "a bug" in caplog.text


def test_400(visiteur: Visiteur) -> None:
    reponse = visiteur.get("/suspecte/")
    assert reponse.status_code == 400
    assert "n’a pas été comprise" in titre(reponse)


@pytest.mark.usefixtures("serveur")
def test_403(agent: Visiteur) -> None:
    reponse = agent.get("/reglages/importer/")
    assert reponse.status_code == 403
    assert titre(reponse) == "Cette page est réservée"


def test_csrf() -> None:
    reponse = Client(enforce_csrf_checks=True).post("/reglages/importer/telecharger/")
    examiner(reponse)
    assert reponse.status_code == 403
    assert titre(reponse) == "Ce formulaire n’est plus valable"


def test_413_comes_before_anything_is_read(client: Visiteur) -> None:
    with override_settings(TAILLE_MAXIMALE=-1024 * 1024):
        reponse = client.post("/reglages/importer/", {"nom": "x" * 2000})
    assert reponse.status_code == 413
    assert titre(reponse) == "Ce fichier est trop grand"


def test_an_unknown_host_is_a_400(client: Visiteur) -> None:
    reponse = client.get("/", headers={"host": "ailleurs.example"})
    assert reponse.status_code == 400
    assert "n’a pas été comprise" in titre(reponse)


def test_an_error_of_the_core_becomes_a_page_with_cause_and_remedy(visiteur: Visiteur) -> None:
    reponse = visiteur.get("/socle/")
    html = reponse.content.decode()
    assert reponse.status_code == 422
    assert titre(reponse) == ERREUR.message
    assert ERREUR.cause in html
    assert ERREUR.remede in html


def test_with_htmx_it_goes_where_messages_are(visiteur: Visiteur) -> None:
    reponse = visiteur.get("/socle/", headers={"HX-Request": "true"})
    assert reponse["HX-Retarget"] == "#messages"
    assert 'role="alert"' in reponse.content.decode()
    assert "<html" not in reponse.content.decode()


@pytest.mark.parametrize(
    ("erreur", "attendu"),
    [
        (Introuvable, 404),
        (EditionExistante, 409),
        (DocumentTropGrand, 413),
        (DocumentIllisible, 422),
        (ErreurSocle, 422),
        (OptionManquante, 501),
        (ReseauIndisponible, 502),
    ],
)
def test_status_of_each_error(erreur: type[ErreurSocle], attendu: int) -> None:
    assert statut(erreur("Un message.")) == attendu
