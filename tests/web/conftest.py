"""Fixtures of the site's tests: a data folder of its own for each, a small édition, visitors."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import petite_edition
import pytest
from django.contrib.auth.models import User
from installation import Installation, installer
from monde import Monde
from pytest_django import Settings
from visite import Visiteur

from exemples.referens import ecrire_csv
from socle.referentiel import Editions
from socle_web.comptes import annuaire
from socle_web.comptes.models import Etablissement, Role, Service
from socle_web.referentiels import apprentissages

EDITION = "referens-test"


@pytest.fixture(autouse=True)
def dossier(settings: Settings, tmp_path: Path) -> Path:
    """The data folder of the site, empty, for this test only."""
    settings.SOCLE_DONNEES = tmp_path / "donnees"
    return tmp_path / "donnees"


@pytest.fixture
def client() -> Visiteur:
    return Visiteur()


@pytest.fixture
def importer(dossier: Path) -> Callable[..., str]:
    """Save an édition from the rows of a test."""

    def importer(nom: str = EDITION, contenu: bytes | None = None, titre: str = "RéFérens de test") -> str:
        stored = Editions(dossier)
        stored.enregistrer(
            stored.preparer(contenu or ecrire_csv(), nom=nom, titre=titre, origine="referens.csv")
        )
        return nom

    return importer


@pytest.fixture
def edition(importer: Callable[..., str]) -> str:
    """A stored édition of three emplois-types."""
    return importer()


@pytest.fixture
def serveur(settings: Settings) -> None:
    """Several people on a server: administering asks for an account."""
    settings.MODE_LOCAL = False


@pytest.fixture
def agent(db: None) -> Visiteur:
    """Somebody with an account that may not administer."""
    return _connecte(User.objects.create_user("agent", password="un mot de passe"))


@pytest.fixture
def administrateur(db: None) -> Visiteur:
    """Somebody who may administer."""
    return _connecte(User.objects.create_user("admin", password="un mot de passe", is_staff=True))


@pytest.fixture
def etablissement(db: None) -> Etablissement:
    """An établissement of several people."""
    return Etablissement.objects.create(nom="Université de Port-Mer")


@pytest.fixture
def membre(etablissement: Etablissement, serveur: None) -> Callable[..., Visiteur]:
    """Somebody signed in on a server, with a role: ``membre(Role.RH)``, ``membre(Role.LECTEUR, autre)``."""

    def membre(
        role: Role, ou: Etablissement | None = None, *, service: Service | None = None, nom: str = ""
    ) -> Visiteur:
        nom = nom or f"{role}-{User.objects.count()}"
        user = User.objects.create_user(nom, f"{nom}@port-mer.example", "un mot de passe")
        annuaire.donner_role(user=user, etablissement=ou or etablissement, role=role, service=service)
        return _connecte(user)

    return membre


@pytest.fixture
def monde(
    etablissement: Etablissement,
    serveur: None,
    importer: Callable[..., str],
    django_capture_on_commit_callbacks: Callable[..., object],
    monkeypatch: pytest.MonkeyPatch,
) -> Monde:
    """An établissement where something of everything is under way; nothing is learnt there."""
    for nom in ("demarrer", "demarrer_reglage"):
        monkeypatch.setattr(apprentissages, nom, lambda **_: None)
    edition = importer(petite_edition.NOM, petite_edition.ecrire(), "RéFérens d’essai")
    texte = petite_edition.ecrire().decode().replace("|Évaluer les dispositifs", "|Revoir les dispositifs")
    return Monde(
        etablissement,
        edition,
        django_capture_on_commit_callbacks,
        lambda: importer("suivante", texte.encode(), "RéFérens suivant"),
    )


def _connecte(user: User) -> Visiteur:
    visiteur = Visiteur()
    visiteur.force_login(user)
    return visiteur


@pytest.fixture
def installation(tmp_path: Path) -> Iterator[Installation]:
    """The site as it is deployed, on the kind of database under test."""
    with installer(tmp_path / "donnees") as prete:
        yield prete
