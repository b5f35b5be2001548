"""A server killed while people write: what was acknowledged is there, and nothing is half done."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import time
from pathlib import Path
from threading import Event, Thread

import httpx
from installation import Installation, attendre, port_libre

MORTS = 3
BILAN = """
from socle_web.fiches.models import Fiche, Revision
for fiche in Fiche.objects.all():
    revision = Revision.objects.get(fiche=fiche, numero=fiche.numero)
    assert revision.document == fiche.document
    print(fiche.pk)
"""


class Redacteur(Thread):
    """Somebody who writes fiche after fiche; what was acknowledged is in ``ecrites``."""

    def __init__(self, adresse: str) -> None:
        super().__init__(daemon=True)
        self.adresse = adresse
        self.ecrites: list[str] = []
        self.assez = Event()

    def run(self) -> None:
        while not self.assez.is_set():
            try:
                with httpx.Client(base_url=self.adresse, timeout=60) as client:
                    self._ecrire(client)
            except httpx.TransportError:
                # The process that was answering is dead: one tries again, as a person would.
                time.sleep(0.1)

    def _ecrire(self, client: httpx.Client) -> None:
        page = client.get("/fiches/nouvelle/").text
        jeton = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
        assert jeton
        while not self.assez.is_set():
            envoi = {"modele": "hybridation", "csrfmiddlewaretoken": jeton.group(1)}
            reponse = client.post("/fiches/decliner/", data=envoi)
            assert reponse.status_code == 302, reponse.text
            self.ecrites.append(reponse.headers["Location"].strip("/").split("/")[-1])


def _enfants(pid: int) -> list[int]:
    sortie = subprocess.run(
        ["ps", "-o", "pid=", "--ppid", str(pid)], capture_output=True, text=True, check=False
    )
    return [int(mot) for mot in sortie.stdout.split()]


def _processus_du_site(serveur: int) -> list[int]:
    """The processes that answer: the children of the one that answers nobody itself."""
    for enfant in _enfants(serveur):
        commande = Path(f"/proc/{enfant}/cmdline").read_bytes()
        if b"gunicorn" in commande:
            return _enfants(enfant)
    return []


def test_killed_in_the_middle_of_writing_it_loses_nothing(installation: Installation) -> None:
    port = port_libre()
    with installation.processus(
        "servir", "--port", str(port), SOCLE_PROCESSUS="2", SOCLE_OUVRIERS="0"
    ) as serveur:
        assert serveur.stdout is not None
        assert "prêt" in serveur.stdout.readline()
        redacteurs = [Redacteur(f"http://127.0.0.1:{port}") for _ in range(3)]
        for redacteur in redacteurs:
            redacteur.start()
        for _ in range(MORTS):
            avant = sum(len(redacteur.ecrites) for redacteur in redacteurs)
            attendre(lambda: sum(len(redacteur.ecrites) for redacteur in redacteurs) > avant + 2)  # noqa: B023
            os.kill(attendre(lambda: _processus_du_site(serveur.pid))[0], signal.SIGKILL)
        avant = sum(len(redacteur.ecrites) for redacteur in redacteurs)
        attendre(lambda: sum(len(redacteur.ecrites) for redacteur in redacteurs) > avant)
        serveur.kill()
        for redacteur in redacteurs:
            redacteur.assez.set()
            redacteur.join(timeout=60)
    presentes = set(installation.executer(BILAN).split())
    acquittees = {pk for redacteur in redacteurs for pk in redacteur.ecrites}
    assert acquittees
    assert acquittees <= presentes
