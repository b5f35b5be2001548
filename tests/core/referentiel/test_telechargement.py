"""Fetching a référentiel, against a server of our own."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from exemples.referens import ecrire_csv
from socle.erreurs import DocumentTropGrand, ErreurSocle, ReseauIndisponible
from socle.referentiel import URL_REFERENS_III, Referentiel, telecharger

CONTENU = ecrire_csv()


class Serveur(BaseHTTPRequestHandler):
    """Answers by path: the file, with or without its length; a redirection; an error; nothing."""

    attente = threading.Event()

    def do_GET(self) -> None:
        if self.path == "/fichier":
            self.repondre(200, CONTENU, longueur=len(CONTENU))
        elif self.path == "/sans-longueur":
            self.repondre(200, CONTENU, longueur=None)
        elif self.path == "/coupe":
            self.repondre(200, CONTENU[:100], longueur=len(CONTENU))
        elif self.path == "/ailleurs":
            self.send_response(302)
            self.send_header("Location", "/fichier")
            self.end_headers()
        elif self.path == "/lent":
            self.attente.wait(10)
        else:
            self.repondre(404, b"absent", longueur=6)

    def repondre(self, statut: int, corps: bytes, *, longueur: int | None) -> None:
        self.send_response(statut)
        if longueur is not None:
            self.send_header("Content-Length", str(longueur))
        self.end_headers()
        self.wfile.write(corps)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing on the tests' output."""


@pytest.fixture(scope="module")
def adresse() -> Iterator[str]:
    serveur = ThreadingHTTPServer(("127.0.0.1", 0), Serveur)
    serveur.daemon_threads = True
    Serveur.attente.clear()
    fil = threading.Thread(target=serveur.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    fil.start()
    yield f"http://127.0.0.1:{serveur.server_port}"
    Serveur.attente.set()
    serveur.shutdown()
    serveur.server_close()
    fil.join()


@pytest.fixture(autouse=True)
def _without_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    for nom in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "http_proxy", "https_proxy", "all_proxy"):
        monkeypatch.delenv(nom, raising=False)


def test_the_file_comes_whole_and_progress_is_told(adresse: str) -> None:
    etapes: list[tuple[int, int | None]] = []
    contenu = telecharger(f"{adresse}/fichier", progression=lambda *etape: etapes.append(etape))
    assert contenu == CONTENU
    assert len(Referentiel.from_csv(contenu)) == 3
    assert etapes[-1] == (len(CONTENU), len(CONTENU))
    assert [recu for recu, _ in etapes] == sorted(recu for recu, _ in etapes)


def test_a_length_that_is_not_told_is_not_made_up(adresse: str) -> None:
    etapes: list[tuple[int, int | None]] = []
    assert telecharger(f"{adresse}/sans-longueur", progression=lambda *e: etapes.append(e)) == CONTENU
    assert {attendu for _, attendu in etapes} == {None}


def test_a_redirection_is_followed_and_progress_is_optional(adresse: str) -> None:
    assert telecharger(f"{adresse}/ailleurs") == CONTENU


def test_a_refusal_of_the_server_is_told(adresse: str) -> None:
    with pytest.raises(ReseauIndisponible, match="404") as attrape:
        telecharger(f"{adresse}/absent")
    assert attrape.value.remede


def test_a_file_over_the_limit_is_refused(adresse: str) -> None:
    with pytest.raises(DocumentTropGrand):
        telecharger(f"{adresse}/fichier", taille_maximale=len(CONTENU) - 1)
    assert telecharger(f"{adresse}/fichier", taille_maximale=len(CONTENU)) == CONTENU


def test_a_file_cut_on_the_way_is_not_taken_for_the_whole(adresse: str) -> None:
    with pytest.raises(ReseauIndisponible):
        telecharger(f"{adresse}/coupe")


def test_a_server_that_does_not_answer_is_given_up(adresse: str) -> None:
    with pytest.raises(ReseauIndisponible, match="ne répond pas"):
        telecharger(f"{adresse}/lent", delai=0.1)


def test_a_refused_connection_is_told() -> None:
    with socket.socket() as prise:
        prise.bind(("127.0.0.1", 0))
        port = prise.getsockname()[1]
    with pytest.raises(ReseauIndisponible, match="Internet"):
        telecharger(f"http://127.0.0.1:{port}/fichier")


@pytest.mark.parametrize("url", ["", "exemple.fr/export.csv", "ftp://exemple.fr", "file:///etc/hostname"])
def test_what_is_not_a_web_address_is_refused(url: str) -> None:
    with pytest.raises(ErreurSocle) as attrape:
        telecharger(url)
    assert attrape.value.code == "adresse"


@pytest.mark.parametrize("url", ["http://", "https://[::1", "http://exemple.fr:port/", "http://a b/"])
def test_a_web_address_that_cannot_be_read_is_told(url: str) -> None:
    with pytest.raises(ReseauIndisponible):
        telecharger(url)


def test_the_address_offered_by_default_asks_for_the_whole_table() -> None:
    assert URL_REFERENS_III.startswith("https://data.enseignementsup-recherche.gouv.fr/")
    assert "fr-esr_referentiel_metier_referens_3/exports/csv" in URL_REFERENS_III
