"""Analysing a corpus, from its text to its tables: ``python -m bench corpus``, or by size.

    python -m bench.corpus 10000 100000 1000000 [--moteur pool|local|dask] [--processus 2]

Corpora are made by rule (:mod:`bench.fabrique_corpus`), bad records among them. For each size: wall time,
processor time of all the processes, offers a second, the memory that they hold at most, and what one offer
costs next to the size before (one means that the growth is linear). Memory is told twice: a page that
several processes share (a library's code) counted once (Pss), and once for each (the sum of Rss). The
baseline is :func:`socle.offre.analyser`, one offer after another, on offers of the same corpus.

The figures (:func:`socle.corpus.calculer`) are measured apart, on the tables of each run, with what they
cost next to its analysis: in one process, without the charts of the report. Each size is done in a process
of its own, as the command does a corpus: what one leaves in memory is not counted in the next.
"""

from __future__ import annotations

import argparse
import json
import os
import tempfile
import threading
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import NamedTuple

from rich.table import Table

from bench.commun import DONNEES, console
from bench.fabrique_corpus import ecrire
from socle.corpus import Execution, analyser_corpus, calculer
from socle.corpus.moteurs import se_passer_de_pandas
from socle.offre import Analyseur, decouper
from socle.referentiel import Referentiel

TAILLES = (10_000, 100_000)
ECHANTILLON = 40
MEMOIRE = "Mémoire (somme des Rss)"
PRES_DU_PLUS = 0.98
"""Shared pages move little: their sum is highest where what is resident is, within some hundredths."""
_PAGE = os.sysconf("SC_PAGE_SIZE")


class Passage(NamedTuple):
    """What one piece of work cost: seconds of clock and of processor, most bytes held, pages shared between
    processes counted once (``octets``) or by each (``residents``)."""

    nombre: int
    secondes: float
    processeur: float
    octets: int
    residents: int


class Mesures(NamedTuple):
    """One size: the analysis, then the figures of its tables."""

    analyse: Passage
    chiffres: Passage


class _Memoire(threading.Thread):
    """Watches the resident memory of this process and of those it started.

    Telling which pages are shared makes the system walk through all of them, ten milliseconds a process,
    while it waits: it is asked only where what is resident comes near the most that was seen.
    """

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self.octets = self.residents = 0
        self.arret = threading.Event()

    def run(self) -> None:
        """Look four times a second."""
        while not self.arret.wait(0.25):
            famille = _famille(os.getpid())
            residents = sum(map(_residents, famille))
            if residents >= PRES_DU_PLUS * self.residents:
                self.octets = max(self.octets, sum(map(_propres, famille)))
            self.residents = max(self.residents, residents)


def _famille(pid: int) -> list[int]:
    try:
        enfants = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except OSError:
        return [pid]
    return [pid, *(autre for enfant in enfants for autre in _famille(int(enfant)))]


def _residents(pid: int) -> int:
    """The bytes resident in a process (Rss); none once it is gone."""
    try:
        return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * _PAGE
    except (OSError, IndexError):
        return 0


def _propres(pid: int) -> int:
    """The same, each page divided between the processes that share it (Pss)."""
    try:
        lignes = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return next((int(ligne.split()[1]) * 1024 for ligne in lignes if ligne.startswith("Pss:")), 0)


def mesurer(nombre: int, dossier: Path, referentiel: Referentiel, execution: Execution) -> Mesures:
    """Make a corpus, analyse it, count it, in a process that does nothing else."""
    se_passer_de_pandas()
    source, tables = ecrire(dossier / f"{nombre}.jsonl", nombre), dossier / f"resultats-{nombre}"
    analyse = observer(
        nombre, lambda: analyser_corpus(source, tables, referentiel=referentiel, execution=execution)
    )
    return Mesures(analyse, observer(nombre, lambda: calculer(tables, referentiel)))


def _a_part(nombre: int, dossier: Path, referentiel: Referentiel, execution: Execution) -> Mesures:
    """The same, in a new process."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as equipe:
        return equipe.submit(mesurer, nombre, dossier, referentiel, execution).result()


def observer(nombre: int, travail: Callable[[], object]) -> Passage:
    """Do a piece of work over so many offers, and see what it costs."""
    memoire = _Memoire()
    memoire.start()
    debut, avant = time.perf_counter(), os.times()
    travail()
    secondes, apres = time.perf_counter() - debut, os.times()
    memoire.arret.set()
    memoire.join()
    processeur = sum(apres[:4]) - sum(avant[:4])
    return Passage(nombre, secondes, processeur, memoire.octets, memoire.residents)


def mesurer_un_a_un(dossier: Path, referentiel: Referentiel) -> float:
    """Seconds of processor of one analysis, as one offer is analysed alone."""
    textes = []
    for ligne in ecrire(dossier / "un.jsonl", 3 * ECHANTILLON).read_text("utf-8").splitlines():
        try:
            textes.append(json.loads(ligne)["texte"])
        except (ValueError, TypeError):
            continue
    textes = [texte for texte in textes if texte.startswith("Chargé")][: ECHANTILLON + 5]
    analyseur = Analyseur(referentiel)
    for texte in textes[:5]:
        analyseur.analyser(decouper(texte))
    debut = time.process_time()
    for texte in textes[5:]:
        analyseur.analyser(decouper(texte))
    return (time.process_time() - debut) / ECHANTILLON


def afficher(mesures: list[Mesures], un_a_un: float, execution: Execution) -> None:
    """The measurements as two tables."""
    passages = [mesure.analyse for mesure in mesures]
    moteur = f"moteur {execution.moteur}, {execution.processus} processus"
    console.print(f"\n[bold]Analyse d’un corpus[/] ({moteur})")
    table = Table(box=None, pad_edge=False)
    for titre in (
        "Offres",
        "Durée",
        "Par seconde",
        "Processeur par offre",
        "× taille précédente",
        MEMOIRE,
    ):
        table.add_column(titre, justify="right")
    precedent: float | None = None
    for passage in passages:
        cout = passage.processeur / passage.nombre
        table.add_row(
            f"{passage.nombre}",
            f"{passage.secondes:.0f} s",
            f"{passage.nombre / passage.secondes:.0f}",
            f"{1000 * cout:.2f} ms",
            f"{cout / precedent:.2f}" if precedent else "",
            f"{passage.octets / 1e6:.0f} Mo ({passage.residents / 1e6:.0f})",
        )
        precedent = cout
    console.print(table)
    dernier = passages[-1].processeur / passages[-1].nombre
    console.print(
        f"Référence, une offre après l’autre (socle.offre.analyser) : {1000 * un_a_un:.1f} ms de processeur "
        f"par offre, soit {un_a_un / dernier:.0f} fois plus."
    )
    afficher_chiffres(mesures)


def afficher_chiffres(mesures: list[Mesures]) -> None:
    """The figures beside the analysis whose tables they count."""
    console.print("\n[bold]Chiffres d’un corpus[/] (un processus, sans les dessins du rapport)")
    table = Table(box=None, pad_edge=False)
    for titre in (
        "Offres",
        "Durée",
        "Processeur",
        "Par offre",
        "Durée / analyse",
        "Processeur / analyse",
        MEMOIRE,
    ):
        table.add_column(titre, justify="right")
    for analyse, chiffres in mesures:
        table.add_row(
            f"{chiffres.nombre}",
            f"{chiffres.secondes:.1f} s",
            f"{chiffres.processeur:.1f} s",
            f"{1000 * chiffres.processeur / chiffres.nombre:.2f} ms",
            f"{chiffres.secondes / analyse.secondes:.2f}",
            f"{chiffres.processeur / analyse.processeur:.2f}",
            f"{chiffres.octets / 1e6:.0f} Mo ({chiffres.residents / 1e6:.0f})",
        )
    console.print(table)


def main(arguments: list[str] | None = None) -> None:
    """Run the sizes asked for."""
    analyse = argparse.ArgumentParser(prog="bench.corpus")
    analyse.add_argument("tailles", nargs="*", type=int, default=list(TAILLES))
    analyse.add_argument("--moteur", choices=("local", "pool", "dask"), default="pool")
    analyse.add_argument("--processus", type=int, default=os.cpu_count() or 1)
    options = analyse.parse_args(arguments if arguments is not None else [])
    referentiel = Referentiel.livret() | Referentiel.from_csv(
        DONNEES / "referens" / "referens3_noms_techniques.csv"
    )
    execution = Execution(options.moteur, processus=options.processus)
    with tempfile.TemporaryDirectory() as dossier:
        mesures = [
            _a_part(nombre, Path(dossier), referentiel, execution) for nombre in options.tailles or TAILLES
        ]
        un_a_un = mesurer_un_a_un(Path(dossier), referentiel)
    afficher(mesures, un_a_un, execution)


if __name__ == "__main__":
    import sys

    main(sys.argv[1:])
