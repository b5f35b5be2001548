"""Providers that the tests start: a web server in a thread, answering what a function says."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any, NamedTuple

import pytest
from environs import Env
from pytest_django import Settings

from socle_web.config.connexions import Reglages, connexions


class Demande(NamedTuple):
    """What a provider is asked."""

    chemin: str
    corps: bytes
    entetes: dict[str, str]


Repondre = Callable[[Demande], tuple[int, str, bytes]]


class Serveur:
    """The address of a provider, and what it was asked."""

    def __init__(self, repondre: Repondre) -> None:
        self.demandes: list[Demande] = []
        serveur = self

        class Traitement(BaseHTTPRequestHandler):
            def traiter(self) -> None:
                longueur = int(self.headers.get("Content-Length") or 0)
                demande = Demande(self.path, self.rfile.read(longueur), dict(self.headers))
                serveur.demandes.append(demande)
                statut, genre, corps = repondre(demande)
                self.send_response(statut)
                self.send_header("Content-Type", genre)
                self.send_header("Content-Length", str(len(corps)))
                self.end_headers()
                self.wfile.write(corps)

            do_GET = do_POST = traiter  # noqa: N815

            def log_message(self, *args: Any) -> None:
                """Nothing: the test reads the requests."""

        self.http = ThreadingHTTPServer(("127.0.0.1", 0), Traitement)
        self.adresse = f"http://127.0.0.1:{self.http.server_port}"


@pytest.fixture
def demarrer() -> Iterator[Callable[[Repondre], Serveur]]:
    """Start a provider; it stops with the test."""
    lances: list[Serveur] = []

    def lancer(repondre: Repondre) -> Serveur:
        serveur = Serveur(repondre)
        Thread(target=serveur.http.serve_forever, daemon=True).start()
        lances.append(serveur)
        return serveur

    yield lancer
    for serveur in lances:
        serveur.http.shutdown()
        serveur.http.server_close()


@pytest.fixture
def regler(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Set the site up as these variables of the environment say."""

    def appliquer(**variables: str) -> None:
        for nom in list(os.environ):
            if nom.startswith(("SOCLE_OIDC", "SOCLE_CAS", "SOCLE_SAML")):
                monkeypatch.delenv(nom)
        for nom, valeur in variables.items():
            monkeypatch.setenv(f"SOCLE_{nom}", valeur)
        env = Env()
        with env.prefixed("SOCLE_"):
            lues: list[Reglages] = connexions(env, hote="testserver", https=False)
        settings.MODE_LOCAL = False
        settings.ROOT_URLCONF = "urls_connexions"
        settings.CONNEXIONS = [une.connexion for une in lues]
        settings.AUTHENTICATION_BACKENDS = [
            *settings.AUTHENTICATION_BACKENDS,
            *(une.fournisseur for une in lues),
        ]
        for une in lues:
            settings.MIDDLEWARE = [*settings.MIDDLEWARE, *une.intergiciels]
            for nom, valeur in une.reglages.items():
                setattr(settings, nom, valeur)

    return appliquer
