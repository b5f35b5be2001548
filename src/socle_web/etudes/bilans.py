"""Results of closed rounds, computed by the core once: nothing in a closed round changes."""

from __future__ import annotations

from datetime import datetime
from functools import cache, lru_cache
from importlib import import_module
from threading import Lock, Thread

from socle import synthese
from socle_web.etudes.assemblage import consultation_complete
from socle_web.etudes.models import Consultation, Tour

EN_MEMOIRE = 64
Bilan = tuple[tuple[synthese.Resultat, ...], tuple[synthese.Stabilite, ...]]
_lock = Lock()


def resultats(tour: Tour) -> tuple[synthese.Resultat, ...]:
    """The results of a closed round, one a question."""
    return _une_fois(tour)[0]


@cache
def preparer() -> None:
    """Load, meanwhile, the libraries of statistics: the first results are then read without waiting."""
    Thread(target=import_module, args=("statsmodels.stats.proportion",), daemon=True).start()


def stabilite(tour: Tour) -> tuple[synthese.Stabilite, ...]:
    """What moved since the previous round."""
    return _une_fois(tour)[1]


def _une_fois(tour: Tour) -> Bilan:
    """Computed by one thread while the others wait: a whole group opens its next round at once."""
    with _lock:
        return _bilan(tour.pk, tour.clos_le)


@lru_cache(maxsize=EN_MEMOIRE)
def _bilan(tour_id: int, clos_le: datetime) -> Bilan:
    tour = Tour.objects.select_related("consultation").get(pk=tour_id)
    consultation = consultation_complete(
        Consultation.objects.prefetch_related("tours__questions").get(pk=tour.consultation_id)
    )
    return (
        synthese.resultats(consultation, tour=tour.numero),
        synthese.stabilite(consultation, tour=tour.numero),
    )
