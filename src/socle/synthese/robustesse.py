"""How much verdicts owe to each source, and when one would have stopped learning."""

from __future__ import annotations

from typing import Literal

from socle.referentiel.documents import Objet
from socle.synthese.etude import Etude
from socle.synthese.sources import Cle
from socle.synthese.vocabulaire import Verdict


class Changement(Objet):
    """A candidate whose verdict would be another one."""

    candidat: Cle
    avant: Verdict
    apres: Verdict
    indice_avant: float | None
    indice_apres: float | None


class Retrait(Objet):
    """What would change without one source, or without one kind of sources."""

    quoi: Literal["source", "genre"]
    cle: str
    libelle: str
    changements: tuple[Changement, ...]


class Sensibilite(Objet):
    """What would change without each source, then without each kind; only coded ones are tried."""

    sources: tuple[Retrait, ...]
    genres: tuple[Retrait, ...]

    @property
    def fragiles(self) -> tuple[str, ...]:
        """The candidates whose verdict hangs on one source."""
        return tuple(dict.fromkeys(c.candidat for retrait in self.sources for c in retrait.changements))


class PointConvergence(Objet):
    """The mean state of the study once ``sources`` of its sources have been read."""

    sources: int
    candidats: float
    verdicts: float


class Convergence(Objet):
    """What each further source taught, averaged over random orders of reading.

    ``candidats`` is the share of the supported candidates met so far, ``verdicts`` the share of the final
    verdicts already reached. ``suffisantes`` is the number of sources from which, on average, ``seuil``
    of the candidates are met; ``stables`` the same for the verdicts.
    """

    points: tuple[PointConvergence, ...]
    permutations: int
    graine: int
    seuil: float
    suffisantes: int | None
    stables: int | None


def sensibilite(etude: Etude) -> Sensibilite:
    """What the verdicts drawn from sources owe to each source and to each kind of sources."""
    raise NotImplementedError


def convergence(
    etude: Etude, *, permutations: int = 200, graine: int = 2026, seuil: float = 0.95
) -> Convergence:
    """What one would have known after one source, two sources… in ``permutations`` random orders."""
    raise NotImplementedError
