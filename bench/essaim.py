"""Many people answering at once, over HTTP, against a server of its own. Their answers are simulated."""

from __future__ import annotations

import os
import random
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import ClassVar

import httpx

JETON_CSRF = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
CHAMPS = re.compile(r'name="(q\d+(?:-\d+)?)"')


@contextmanager
def serveur(dossier: Path, *, base: str = "", processus: int = 2) -> Iterator[str]:
    """The site as it is deployed, on a free port, until the block ends."""
    with socket.socket() as libre:
        libre.bind(("127.0.0.1", 0))
        port = libre.getsockname()[1]
    environnement = {
        "SOCLE_DONNEES": str(dossier),
        "SOCLE_BASE": base,
        "SOCLE_MODE": "local",
        "SOCLE_PROCESSUS": str(processus),
    }
    with (dossier / "journal.txt").open("w") as journal:
        lance = subprocess.Popen(
            [sys.executable, "-m", "socle_web", "servir", "--port", str(port)],
            env={**_environnement(), **environnement},
            stdout=journal,
            stderr=journal,
        )
        try:
            _attendre(f"http://127.0.0.1:{port}", lance, dossier / "journal.txt")
            yield f"http://127.0.0.1:{port}"
        finally:
            while Navigateur.ouverts:
                Navigateur.ouverts.pop().close()
            lance.terminate()
            lance.wait(timeout=30)


def _environnement() -> dict[str, str]:
    return {nom: valeur for nom, valeur in os.environ.items() if not nom.startswith(("SOCLE_", "DJANGO_"))}


def _attendre(site: str, lance: subprocess.Popen[bytes], journal: Path) -> None:
    for _ in range(240):
        assert lance.poll() is None, journal.read_text()
        try:
            httpx.get(f"{site}/a-propos/", timeout=5).raise_for_status()
        except httpx.TransportError:
            time.sleep(0.25)
        else:
            return
    raise AssertionError(f"The server does not answer: {journal.read_text()}")


class Navigateur:
    """A browser without a script: its cookies, and the token of the last page."""

    ouverts: ClassVar[list[httpx.Client]] = []

    def __init__(self, site: str) -> None:
        # Nothing is encrypted here: without its certificates, a client is made twenty times faster.
        # A server may close an idle connection just as it is used again: browsers ask again, httpx does not.
        self.http = httpx.Client(
            base_url=site,
            follow_redirects=True,
            timeout=120,
            verify=False,
            limits=httpx.Limits(max_keepalive_connections=0),
        )
        self.ouverts.append(self.http)
        self.durees: list[float] = []
        self.page = ""

    def lire(self, adresse: str) -> str:
        reponse = self.http.get(adresse)
        assert reponse.status_code == 200, f"{adresse}: {reponse.status_code}"
        self.page = reponse.text
        return self.page

    def poster(
        self, adresse: str, champs: dict[str, str] | None = None, *, htmx: bool = False, **donnees: object
    ) -> httpx.Response:
        trouve = JETON_CSRF.search(self.page)
        assert trouve is not None, self.page
        tous = {"csrfmiddlewaretoken": trouve[1], **(champs or {}), **donnees}
        entetes = {"Referer": str(self.http.base_url), **({"HX-Request": "true"} if htmx else {})}
        depart = time.perf_counter()
        reponse = self.http.post(adresse, data=tous, headers=entetes)
        self.durees.append(time.perf_counter() - depart)
        assert reponse.status_code == 200, f"{adresse}: {reponse.status_code}\n{reponse.text[:2000]}"
        if "csrfmiddlewaretoken" in reponse.text:
            self.page = reponse.text
        return reponse


@dataclass
class Simulee:
    """A simulated person: who they are, and what they answer round after round."""

    navigateur: Navigateur
    lien: str
    hasard: random.Random
    envoye: dict[int, dict[str, int | list[int]]] = field(default_factory=dict)

    def repondre(self, tour: int, *, une_par_une: bool) -> None:
        """Answer the whole round: a form at once, or question after question as a script would."""
        page = self.navigateur.lire(self.lien)
        if "Commencer</button>" in page:
            page = self.navigateur.poster(f"{self.lien}entrer/").text
        noms = list(dict.fromkeys(CHAMPS.findall(page)))
        champs, dit = self._choisir(noms)
        self.envoye[tour] = dit
        adresse = f"{self.lien}repondre/"
        if not une_par_une:
            self.navigateur.poster(adresse, champs, tour=tour)
            return
        for question in dict.fromkeys(nom.partition("-")[0] for nom in noms):
            siens = {nom: valeur for nom, valeur in champs.items() if nom.partition("-")[0] == question}
            self.navigateur.poster(adresse, siens, htmx=True, tour=tour, question=question[1:])

    def _choisir(self, noms: list[str]) -> tuple[dict[str, str], dict[str, int | list[int]]]:
        rangs = [nom for nom in noms if "-" in nom]
        ordre = self.hasard.sample(range(1, len(rangs) + 1), len(rangs))
        champs = {nom: str(rang) for nom, rang in zip(rangs, ordre, strict=True)}
        notes = {nom: self.hasard.choice((2, 3, 4, 4, 5, 5)) for nom in noms if "-" not in nom}
        champs |= {nom: str(note) for nom, note in notes.items()}
        dit: dict[str, int | list[int]] = dict(notes)
        if rangs:
            dit["classement"] = ordre
        return champs, dit


def ensemble(personnes: list[Simulee], tour: int, *, fils: int, une_par_une: bool) -> None:
    """All of them answer at once."""
    with ThreadPoolExecutor(fils) as lot:
        list(lot.map(lambda personne: personne.repondre(tour, une_par_une=une_par_une), personnes))


CANDIDATS = ("Concevoir des parcours", "Greffer avec les publics", "Tenir le carnet", "Tailler les haies")


class Animatrice:
    """Who runs the simulated consultation, over HTTP too."""

    def __init__(self, site: str) -> None:
        self.navigateur = Navigateur(site)
        self.navigateur.lire("/etudes/nouvelle/")
        self.etude = self.navigateur.poster("/etudes/nouvelle/", titre="Étude simulée").url.path
        self.navigateur.lire(f"{self.etude}consultations/nouvelle/")
        self.consultation = self.navigateur.poster(
            f"{self.etude}consultations/nouvelle/", titre="Delphi simulé", mode="invitation", simulee="on"
        ).url.path
        self.poser()

    def poser(self) -> None:
        """A ranking of four candidates, and a rating of each."""
        adresse = f"{self.consultation}tours/1/questions/"
        self.navigateur.lire(f"{adresse}ajouter/")
        self.navigateur.poster(
            f"{adresse}ajouter/", genre="classement", texte="Quel ordre ?", elements="\n".join(CANDIDATS)
        )
        self.navigateur.poster(f"{adresse}candidats/", echelle="accord")

    def inviter(self, nombre: int) -> list[str]:
        """That many personal links."""
        adresse = f"{self.consultation}invitations/"
        self.navigateur.lire(adresse)
        self.navigateur.poster(
            adresse, personnes="\n".join(f"Personne simulée {n:03}" for n in range(nombre))
        )
        return re.findall(r'value="http://[^/"]+(/etudes/participer/[^"]+)"', self.navigateur.lire(adresse))

    def ouvrir(self, tour: int) -> None:
        self.navigateur.lire(self.consultation)
        self.navigateur.poster(f"{self.consultation}tours/{tour}/ouvrir/")

    def clore(self, tour: int) -> str:
        """The results of the round, as the page says them."""
        self.navigateur.lire(f"{self.consultation}tours/{tour}/clore/")
        return self.navigateur.poster(f"{self.consultation}tours/{tour}/clore/").text

    def suite(self) -> None:
        """Ask every question again."""
        page = self.navigateur.lire(self.consultation)
        cles = re.findall(r'name="questions" value="([^"]+)"', page)
        self.navigateur.poster(f"{self.consultation}suite/", questions=cles)

    def exporter(self) -> str:
        return self.navigateur.http.get(f"{self.etude}telecharger/json/").text
