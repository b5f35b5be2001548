"""Two runs side by side: the same figure of each, on one row."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from socle.corpus import Chiffre, Chiffres, Part
from socle.corpus.chiffres_offres import TITRES_DIMENSIONS

PROCHES = 8


class Rang(NamedTuple):
    """One figure of both runs; ``None`` where one of them does not have it."""

    libelle: str
    gauche: Chiffre | None
    droite: Chiffre | None

    @property
    def cotes(self) -> tuple[Chiffre | None, Chiffre | None]:
        """Both figures, the first run's first."""
        return self.gauche, self.droite


class Bloc(NamedTuple):
    """Figures that go together; ``is_part`` is false for a décalage, written from 0 to 1."""

    titre: str
    rangs: tuple[Rang, ...]
    is_part: bool = True


def cote_a_cote(gauche: Chiffres, droite: Chiffres) -> list[Bloc]:
    """The figures that two runs share, those of the first deciding the order."""
    return [bloc for bloc in _blocs(gauche, droite) if bloc.rangs]


def _blocs(gauche: Chiffres, droite: Chiffres) -> Iterator[Bloc]:
    yield Bloc("Décalage", _joindre(_decalages(gauche), _decalages(droite)), is_part=False)
    yield Bloc("Placement des lignes", _joindre(_parts(gauche.decisions), _parts(droite.decisions)))
    yield Bloc(
        "Emplois-types les plus proches",
        _joindre(_parts(gauche.proches), _parts(droite.proches))[:PROCHES],
    )
    autres = {portrait.dimension: portrait for portrait in droite.portraits}
    for portrait in gauche.portraits:
        autre = autres.get(portrait.dimension)
        yield Bloc(
            TITRES_DIMENSIONS[portrait.dimension],
            _joindre(_parts(portrait.parts), _parts(autre.parts if autre else ())),
        )
    siennes = {etude.code: etude for etude in droite.etudes}
    for etude in gauche.etudes:
        if etude.code in siennes:
            yield Bloc(
                f"Lignes de {etude.code} demandées",
                _joindre(
                    ((f.libelle, f.presente) for f in etude.frequences),
                    ((f.libelle, f.presente) for f in siennes[etude.code].frequences),
                ),
            )


def _decalages(chiffres: Chiffres) -> Iterator[tuple[str, Chiffre]]:
    if chiffres.decalage:
        yield "Avec l’emploi-type de chaque offre", chiffres.decalage.valeur
    for etude in chiffres.etudes:
        yield f"Avec {etude.code}, {etude.intitule}", etude.decalage.valeur


def _parts(parts: Iterable[Part]) -> Iterator[tuple[str, Chiffre]]:
    for part in parts:
        yield part.libelle, part.chiffre


def _joindre(
    gauche: Iterable[tuple[str, Chiffre]], droite: Iterable[tuple[str, Chiffre]]
) -> tuple[Rang, ...]:
    premiers, seconds = dict(gauche), dict(droite)
    noms = dict.fromkeys((*premiers, *seconds))
    return tuple(Rang(nom, premiers.get(nom), seconds.get(nom)) for nom in noms)
