"""The site under load: one établissement of 10,000 fiches, 20 readers and 2 writers, on PostgreSQL.

``python -m bench site`` makes a database of its own on the server of ``SOCLE_BASE`` (by default the one of
this machine) and drops it. The server is the one that ``servir`` starts, with two web processes. Each
person asks for a page, looks at it for a second, asks for the next: a reader lists, searches and opens;
a writer rewords a line. Each action is timed from the first byte sent to the last byte read, and set
beside the same action in an établissement of 100 fiches. What a page costs the site's processes is told
too: unlike a delay, it does not depend on what else the machine is doing.
"""

from __future__ import annotations

import http.client
import os
import random
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from statistics import quantiles
from typing import Any, NamedTuple
from urllib.parse import quote, urlencode, urlsplit

from bench.commun import DONNEES, Mesure, afficher, console
from socle.referentiel import Editions

NOMBRE, REFERENCE = 10_000, 100
LECTEURS, ECRIVAINS = 20, 2
SECONDES, PAUSE = 40.0, 1.0
OBJECTIF = 0.2
PORT = 8017
BASE = "socle_bench_site"
REFERENS = DONNEES / "referens" / "referens3_noms_techniques.csv"
MOTS = (
    "pédagogie",
    "bibliothèque",
    "réseaux",
    "gestion financière",
    "laboratoire",
    "chargé de projet",
    "chimie",
)
Temps = dict[str, list[float]]


@dataclass
class Personne:
    """Somebody signed in: the cookie of a session, and what it may open and write."""

    cookie: str
    fiches: list[str]
    temps: Temps = field(default_factory=lambda: defaultdict(list))
    erreurs: list[str] = field(default_factory=list)

    def demander(
        self, action: str, methode: str, adresse: str, donnees: dict[str, str] | None = None
    ) -> None:
        """One request, timed; anything but a page is kept as an error."""
        connexion = http.client.HTTPConnection("127.0.0.1", PORT, timeout=30)
        entetes = {"Cookie": f"{self.cookie}; csrftoken={'a' * 32}"}
        if donnees is not None:
            entetes |= {
                "Content-Type": "application/x-www-form-urlencoded",
                "X-CSRFToken": "a" * 32,
                "HX-Request": "true",
            }
        debut = time.perf_counter()
        connexion.request(methode, adresse, urlencode(donnees) if donnees else None, entetes)
        reponse = connexion.getresponse()
        reponse.read()
        self.temps[action].append(time.perf_counter() - debut)
        connexion.close()
        if reponse.status != 200:
            self.erreurs.append(f"{reponse.status} {methode} {adresse}")

    def lire(self, hasard: random.Random) -> None:
        """A page of the list, a search, or a fiche."""
        action = hasard.choice(("liste", "recherche", "ouverture"))
        if action == "liste":
            etat = hasard.choice(("", "brouillon", "validee"))
            self.demander(action, "GET", f"/fiches/?etat={etat}&page={hasard.randint(1, 20)}")
        elif action == "recherche":
            self.demander(action, "GET", f"/fiches/?q={quote(hasard.choice(MOTS))}")
        else:
            self.demander(action, "GET", f"/fiches/{hasard.choice(self.fiches)}/suivi/")

    def ecrire(self, hasard: random.Random) -> None:
        """A line reworded, as the editor sends it."""
        libelle = f"Conduire un projet, essai {hasard.randint(0, 10**9)}"
        adresse = f"/fiches/{hasard.choice(self.fiches)}/lignes/a1/"
        self.demander("écriture", "POST", adresse, {"libelle": libelle, "frappe": "1", "remplacer": "1"})


class Charge(NamedTuple):
    """The times of each action, and the seconds of processor that a page costs."""

    temps: Temps
    processeur: float


def main() -> None:
    """Measure 100 fiches, then 10,000, and print both."""
    petite, grande = mesurer(REFERENCE), mesurer(NOMBRE)
    temoin, mesures = petite.temps, grande.temps
    lignes = [
        Mesure(
            f"{action}, 95e centile",
            _centile(temps),
            f"{REFERENCE} fiches",
            _centile(temoin[action]),
            OBJECTIF,
        )
        for action, temps in sorted(mesures.items())
    ]
    lignes.append(Mesure("processeur, par page", grande.processeur, f"{REFERENCE} fiches", petite.processeur))
    nombre = sum(len(temps) for temps in mesures.values())
    donnees = (
        f"Données : {NOMBRE} fiches déclinées de RéFérens III, PostgreSQL ; {LECTEURS} lecteurs et "
        f"{ECRIVAINS} rédacteurs, une page par seconde chacun, {os.cpu_count()} cœurs, {nombre} pages, "
        f"charge de la machine {os.getloadavg()[0]:.1f}."
    )
    afficher("Site", donnees, lignes)


def mesurer(nombre: int) -> Charge:
    """The site's times in an établissement of so many fiches."""
    with tempfile.TemporaryDirectory() as dossier, base(Path(dossier)) as environnement:
        editions = Editions(Path(dossier))
        editions.enregistrer(editions.preparer(REFERENS, nom="referens-3", titre="RéFérens III"))
        prepare = [sys.executable, "-m", "bench.site", "preparer", str(nombre)]
        sortie = subprocess.run(prepare, env=environnement, check=True, capture_output=True, text=True)
        gens = [ligne.split("\t") for ligne in sortie.stdout.splitlines()]
        personnes = [Personne(cookie, fiches.split(",")) for cookie, fiches in gens]
        with serveur(environnement) as pid:
            for personne in personnes:
                personne.demander("échauffement", "GET", "/fiches/")
            debut = _processeur(pid)
            temps = _charger(personnes)
            return Charge(temps, (_processeur(pid) - debut) / sum(map(len, temps.values())))


def _processeur(pid: int) -> float:
    """Seconds of processor spent by a process and those that it started, which still run."""
    enfants: dict[int, list[int]] = defaultdict(list)
    ticks: dict[int, int] = {}
    for dossier in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            champs = dossier.read_text().rpartition(") ")[2].split()
            numero = int(dossier.parent.name)
            enfants[int(champs[1])].append(numero)
            ticks[numero] = int(champs[11]) + int(champs[12])
    arbre = [pid]
    for numero in arbre:
        arbre += enfants[numero]
    return sum(ticks.get(numero, 0) for numero in arbre) / os.sysconf("SC_CLK_TCK")


def _charger(personnes: list[Personne]) -> Temps:
    fin = time.monotonic() + SECONDES
    fils = [threading.Thread(target=_vivre, args=(rang, p, fin)) for rang, p in enumerate(personnes)]
    for fil in fils:
        fil.start()
    for fil in fils:
        fil.join()
    erreurs = [erreur for personne in personnes for erreur in personne.erreurs]
    if erreurs:
        raise RuntimeError(f"{len(erreurs)} erreurs, dont {erreurs[0]}")
    reunis: Temps = defaultdict(list)
    for personne in personnes:
        for action, temps in personne.temps.items():
            if action != "échauffement":
                reunis[action] += temps
    return reunis


def _vivre(rang: int, personne: Personne, fin: float) -> None:
    hasard = random.Random(rang)
    time.sleep(hasard.random() * PAUSE)
    while time.monotonic() < fin:
        debut = time.monotonic()
        (personne.ecrire if rang < ECRIVAINS else personne.lire)(hasard)
        time.sleep(max(0.0, PAUSE - (time.monotonic() - debut)))


def _centile(temps: list[float]) -> float:
    return quantiles(temps, n=20)[-1]


@contextmanager
def base(dossier: Path) -> Iterator[dict[str, str]]:
    """A database of its own, and the environment that leads the site to it."""
    import psycopg

    admin = os.environ.get("SOCLE_BASE", "postgresql://postgres@127.0.0.1:5432/postgres")
    with psycopg.connect(urlsplit(admin)._replace(path="/postgres").geturl(), autocommit=True) as connexion:
        connexion.execute(f"DROP DATABASE IF EXISTS {BASE} WITH (FORCE)")
        connexion.execute(f"CREATE DATABASE {BASE}")
        try:
            yield {
                **os.environ,
                "SOCLE_BASE": urlsplit(admin)._replace(path=f"/{BASE}").geturl(),
                "SOCLE_DONNEES": str(dossier),
                "SOCLE_MODE": "serveur",
                "SOCLE_HTTPS": "false",
                "SOCLE_HOTES": "127.0.0.1",
                "SOCLE_SECRET": "secret du banc, qui ne sert nulle part ailleurs",
                "SOCLE_PROCESSUS": "2",
            }
        finally:
            connexion.execute(f"DROP DATABASE IF EXISTS {BASE} WITH (FORCE)")


@contextmanager
def serveur(environnement: dict[str, str]) -> Iterator[int]:
    """The site, once it answers."""
    commande = [sys.executable, "-m", "socle_web", "servir", "--port", str(PORT)]
    lance = subprocess.Popen(commande, env=environnement, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    try:
        for _ in range(240):
            time.sleep(0.5)
            try:
                Personne("", []).demander("attente", "GET", "/connexion/")
            except OSError:
                continue
            break
        yield lance.pid
    finally:
        lance.send_signal(signal.SIGTERM)
        lance.wait(timeout=60)


def preparer(nombre: int) -> None:
    """Fill the database; print a session cookie and what it may open, one person a line."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "socle_web.config.settings")
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection

    call_command("migrate", verbosity=0)
    from bench.site_donnees import ouvrir_sessions, remplir

    etablissement, service = remplir(nombre)
    # What PostgreSQL does by itself within minutes of such an import.
    with connection.cursor() as curseur:
        curseur.execute("VACUUM ANALYZE")
    for cookie, fiches in ouvrir_sessions(etablissement, service, lecteurs=LECTEURS, ecrivains=ECRIVAINS):
        sys.stdout.write(f"{cookie}\t{','.join(fiches)}\n")


if __name__ == "__main__":
    arguments: list[Any] = sys.argv[1:]
    if arguments[:1] == ["preparer"]:
        preparer(int(arguments[1]))
    else:
        console.print(__doc__)
