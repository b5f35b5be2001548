"""Encoders for the benches: what each may learn from is said by name, so that no test leaks into it."""

from __future__ import annotations

import resource
import time
from functools import cache

from bench.moteur.donnees import esco, referentiel, rmfp, rome
from bench.moteur.mesures import chronometrer, ligne
from socle.alignement.apprentissage import entrainer
from socle.alignement.compact import EncodeurCompact
from socle.alignement.relations import PLIS, rassembler


def apprendre(*, reserve: int | None = None) -> EncodeurCompact:
    """ESCO, ROME, RMFP and RéFérens III, less the definitions of a fold."""
    return entrainer(rassembler([referentiel(), esco(), rome(), rmfp()], reserve=reserve), reserve=reserve)


@cache
def complet() -> EncodeurCompact:
    """The encoder that learnt from everything; MELO's queries and judgements are no part of it."""
    debut = time.perf_counter()
    encodeur, processeur = chronometrer(apprendre)
    memoire = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    ligne("apprentissage", "ESCO (formes), ROME 4.0, RMFP, RéFérens III")
    ligne(
        "  durée",
        f"{processeur:.0f} s de processeur, {time.perf_counter() - debut:.0f} s d’horloge, "
        f"{memoire:.0f} Mo au plus (banc compris)",
        "60 s et 1 Go sur deux cœurs",
    )
    return encodeur


@cache
def plis() -> tuple[EncodeurCompact, ...]:
    """Five encoders, each without the definitions of a fold of RéFérens."""
    return tuple(apprendre(reserve=pli) for pli in range(PLIS))
