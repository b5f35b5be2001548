"""How far a run is: told to a function, and to a file that a page may read."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path

ETAPES = {
    "lecture": "Lecture des offres",
    "doublons": "Recherche des doublons",
    "analyse": "Analyse des offres",
    "fini": "Analyse terminée",
}
FICHIER = "avancement.json"
_INTERVALLE = 0.5


@dataclass(frozen=True, slots=True)
class Avancement:
    """The state of a run. ``total`` is unknown while a table is being read; ``debit`` counts offers a
    second since the step began, ``reste`` the seconds left at this rate."""

    etape: str
    faites: int = 0
    total: int | None = None
    debit: float = 0.0
    reste: float | None = None

    @property
    def libelle(self) -> str:
        """The step in French."""
        return ETAPES[self.etape]


Suivi = Callable[[Avancement], None]


class Chrono:
    """Tells the progress of one run, at most twice a second."""

    def __init__(self, dossier: Path, suivi: Suivi | None = None) -> None:
        self._fichier = dossier / FICHIER
        self._suivi = suivi
        self._etape, self._debut, self._deja, self._dit = "", 0.0, 0, 0.0

    def dire(self, etape: str, faites: int = 0, total: int | None = None) -> None:
        """Tell how far a step is; ``faites`` includes what an earlier run had done."""
        maintenant = time.monotonic()
        if etape != self._etape:
            self._etape, self._debut, self._deja, self._dit = etape, maintenant, faites, 0.0
        if maintenant - self._dit < _INTERVALLE and faites != total:
            return
        self._dit = maintenant
        ecoule = max(maintenant - self._debut, 1e-3)
        debit = (faites - self._deja) / ecoule
        reste = (total - faites) / debit if total is not None and debit else None
        avancement = Avancement(etape, faites, total, round(debit, 1), reste and round(reste, 1))
        brouillon = self._fichier.with_suffix(".partiel")
        brouillon.write_text(json.dumps(asdict(avancement)), "utf-8")
        brouillon.replace(self._fichier)
        if self._suivi is not None:
            self._suivi(avancement)


def lire_avancement(dossier: Path) -> Avancement | None:
    """How far the run of a folder is; None when none was started."""
    try:
        return Avancement(**json.loads((dossier / FICHIER).read_text("utf-8")))
    except (OSError, ValueError, TypeError):
        return None
