"""Timing and printing shared by the benches."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import NamedTuple

from rich.console import Console
from rich.table import Table

DONNEES = Path(__file__).resolve().parent.parent.parent / "shared" / "data"
console = Console(highlight=False, width=110, soft_wrap=True)


class Mesure(NamedTuple):
    """A measured time, its baseline's name and time (seconds), and the goal in seconds, if any."""

    nom: str
    secondes: float
    reference: str
    secondes_reference: float
    objectif: float | None = None


def chronometrer(action: Callable[[], object], *, repetitions: int = 7) -> float:
    """Median seconds of an action, once warmed."""
    action()
    temps = []
    for _ in range(repetitions):
        gc.collect()
        debut = time.perf_counter()
        action()
        temps.append(time.perf_counter() - debut)
    return median(temps)


def afficher(titre: str, donnees: str, mesures: list[Mesure]) -> None:
    """The measurements as a table, with the data they were made on."""
    console.print(f"\n[bold]{titre}[/]\n{donnees}")
    table = Table(box=None, pad_edge=False)
    for colonne in ("Mesure", "Temps", "Référence", "Temps", "Rapport", "Objectif"):
        table.add_column(colonne)
    for mesure in mesures:
        objectif = f"{1000 * mesure.objectif:.0f} ms" if mesure.objectif else ""
        table.add_row(
            mesure.nom,
            f"{1000 * mesure.secondes:.2f} ms",
            mesure.reference,
            f"{1000 * mesure.secondes_reference:.2f} ms",
            f"{mesure.secondes / mesure.secondes_reference:.2f}",
            objectif,
        )
    console.print(table)
