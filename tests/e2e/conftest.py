"""A real browser on a real server; a page fails on any console error, any HTTP error, any axe violation."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import petite_edition
import pytest
from django.db import connections
from playwright.sync_api import Browser, sync_playwright

from e2e.navigation import GRAND, Visite
from socle.referentiel import Editions

# The ORM is called beside Playwright's event loop.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

CHROMIUM = Path("/usr/bin/chromium")
OPTIONS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--lang=fr",
]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.navigateur)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    if not CHROMIUM.exists():
        message = f"{CHROMIUM} est absent : ce test a besoin d’un vrai navigateur."
        if os.environ.get("SOCLE_EXIGER") == "1":
            pytest.fail(message)
        pytest.skip(message)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=OPTIONS)
        yield browser
        browser.close()
        # Beside a running event loop Django opens other connections; one left open keeps the tests' database
        # from being dropped.
        connections.close_all()


@pytest.fixture
def serveur(settings: Any) -> None:
    """Several people on a server: a visitor's drafts are those of their browser."""
    settings.MODE_LOCAL = False


@pytest.fixture
def site(live_server: Any, settings: Any, tmp_path: Path) -> str:
    """The address of a site with the small édition imported and no draft."""
    settings.SOCLE_DONNEES = tmp_path / "donnees"
    stored = Editions(settings.SOCLE_DONNEES)
    stored.enregistrer(
        stored.preparer(
            petite_edition.ecrire(), nom=petite_edition.NOM, titre="RéFérens d’essai", origine="essai.csv"
        )
    )
    return str(live_server.url)


@pytest.fixture
def visiter(chromium: Browser, site: str) -> Iterator[Callable[..., Visite]]:
    """Open a browser of a given size, with or without JavaScript; nothing may have gone wrong at the end."""
    visites: list[Visite] = []

    def ouvrir(*, taille: dict[str, int] = GRAND, javascript: bool = True, sombre: bool = False) -> Visite:
        context = chromium.new_context(
            viewport=taille,  # type: ignore[arg-type]
            locale="fr-FR",
            java_script_enabled=javascript,
            color_scheme="dark" if sombre else "light",
            reduced_motion="reduce",
        )
        visites.append(Visite(context, site))
        return visites[-1]

    yield ouvrir
    for visite in visites:
        visite.context.close()
    problemes = [probleme for visite in visites for probleme in visite.problemes]
    assert not problemes, "\n".join(problemes)
