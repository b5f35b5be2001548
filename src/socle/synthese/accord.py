"""How far coders agree, on the cells that several of them coded."""

from __future__ import annotations

from collections.abc import Iterable

from socle.referentiel.documents import Objet
from socle.synthese.etude import Etude


class Accord(Objet):
    """Agreement between coders, on the cells that at least two of them coded.

    ``brut`` is the share of pairs of codings that agree. ``alpha`` is Krippendorff's alpha on the four
    values taken as names, ``alpha_ordinal`` on absent < partial < present, « non traité » left out.
    ``kappa`` is Fleiss' kappa on the cells coded by every coder. A measure is ``None`` where the codings
    do not allow it (one value only, one coder).
    """

    codeurs: tuple[str, ...]
    cellules: int
    brut: float | None
    alpha: float | None
    alpha_ordinal: float | None
    kappa: float | None
    desaccords: int


def accord(etude: Etude, *, codeurs: Iterable[str] = ()) -> Accord:
    """The agreement of those coders (all of them by default), on their last codings."""
    raise NotImplementedError
