"""The history of codes: which emploi-type of the previous edition became which."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Literal, NamedTuple

from socle.referentiel.documents import EmploiType


class Filiation(NamedTuple):
    """``ancien`` became ``nouveau``; ``genre`` is a plain renewal, a merger of several, or a split."""

    ancien: str
    nouveau: str
    genre: Literal["reprise", "fusion", "scission"]


class Historique:
    """The graph of codes, from the previous edition to this one."""

    def __init__(self, emplois: Iterable[EmploiType]) -> None:
        emplois = tuple(emplois)
        self._anciens = {emploi.code: tuple(p.code for p in emploi.precedents) for emploi in emplois}
        self._nouveaux: dict[str, list[str]] = defaultdict(list)
        for nouveau, anciens in self._anciens.items():
            for ancien in anciens:
                self._nouveaux[ancien].append(nouveau)

    def precedents(self, code: str) -> tuple[str, ...]:
        """The codes that an emploi-type comes from; none for a creation."""
        return self._anciens.get(code, ())

    def successeurs(self, ancien: str) -> tuple[str, ...]:
        """The codes that an older code became."""
        return tuple(self._nouveaux.get(ancien, ()))

    def creations(self) -> tuple[str, ...]:
        """The codes without a past."""
        return tuple(code for code, anciens in self._anciens.items() if not anciens)

    def filiations(self) -> tuple[Filiation, ...]:
        """Every edge of the graph."""
        return tuple(
            Filiation(ancien, nouveau, self._genre(ancien, nouveau))
            for nouveau, anciens in self._anciens.items()
            for ancien in anciens
        )

    def _genre(self, ancien: str, nouveau: str) -> Literal["reprise", "fusion", "scission"]:
        if len(self._anciens[nouveau]) > 1:
            return "fusion"
        return "scission" if len(self._nouveaux[ancien]) > 1 else "reprise"
