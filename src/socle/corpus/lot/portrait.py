"""The portraits of many offers, from the masks of their lines."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from socle.corpus.lot.lignes import BITS
from socle.offre.analyse.portrait import VALEURS, Dimension, dominante_numerique, dominantes, valeurs_de

_BIT_AVEC, _BIT_MIXTE = BITS["numerique", "avec"], BITS["numerique", "mixte"]
_CATEGORIES = np.array([dimension == "categorie" for dimension, _ in VALEURS])


class Portraits(NamedTuple):
    """For each offer what its lines say, in the words of the results' columns."""

    numerique: list[str]
    niveaux: list[list[str]]
    posture: list[str]
    categories: list[list[str]]


def tracer(
    masques: npt.NDArray[np.int64],
    *,
    bornes: npt.NDArray[np.int64],
    comptees: npt.NDArray[np.bool_],
    actes: npt.NDArray[np.bool_],
) -> Portraits:
    """The portraits of offers whose lines are ``bornes[i]`` to ``bornes[i + 1]``.

    :param comptees: the lines that count; ``actes``: those that have a category.
    """
    presents = ((masques[:, None] >> np.arange(len(VALEURS))) & 1).astype(np.int64)
    mixte = presents[:, _BIT_MIXTE].astype(np.bool_)
    presents[:, _BIT_AVEC] &= ~mixte
    presents[:, _CATEGORIES] *= actes[:, None]
    presents *= comptees[:, None]
    cumules = np.vstack([np.zeros((1, len(VALEURS)), dtype=np.int64), presents.cumsum(axis=0)])
    lignes = np.concatenate(([0], comptees.cumsum()))
    nombres = (cumules[bornes[1:]] - cumules[bornes[:-1]]).tolist()
    totaux = (lignes[bornes[1:]] - lignes[bornes[:-1]]).tolist()
    dits = [_dire(tuple(un), total) for un, total in zip(nombres, totaux, strict=True)]
    return Portraits(
        [un[0] for un in dits],
        [list(un[1]) for un in dits],
        [un[2] for un in dits],
        [list(un[3]) for un in dits],
    )


@lru_cache(maxsize=65_536)
def _dire(nombres: tuple[int, ...], lignes: int) -> tuple[str, tuple[str, ...], str, tuple[str, ...]]:
    def de(dimension: Dimension) -> dict[str, int]:
        return {valeur: nombres[BITS[dimension, valeur]] for valeur in valeurs_de(dimension)}

    numerique = de("numerique")
    numerique["sans"] = lignes - numerique["avec"] - numerique["mixte"]
    return (
        seule(dominante_numerique(numerique, lignes)),
        dominantes(de("niveau"), valeurs_de("niveau")),
        seule(dominantes(de("posture"), valeurs_de("posture"))),
        dominantes(de("categorie"), valeurs_de("categorie")),
    )


def seule(valeurs: tuple[str, ...]) -> str:
    """The one dominant value, or that there are several, or none.

    >>> seule(()), seule(("conseil",)), seule(("conseil", "technique"))
    ('indetermine', 'conseil', 'mixte')
    """
    if not valeurs:
        return "indetermine"
    return valeurs[0] if len(valeurs) == 1 else "mixte"


def colonnes_des_lignes(
    masques: npt.NDArray[np.int64], *, actes: npt.NDArray[np.bool_]
) -> dict[str, pa.Array]:
    """What each line says, as the columns of the table of lines."""
    mixte, avec = (masques >> _BIT_MIXTE) & 1, (masques >> _BIT_AVEC) & 1
    numerique = np.where(mixte, 2, np.where(avec, 1, 0))
    categories = np.where(actes, _extraire(masques, "categorie"), 0)
    return {
        "numerique": pa.array(["sans", "avec", "mixte"]).take(pa.array(numerique)),
        "niveaux": _listes("niveau").take(pa.array(_extraire(masques, "niveau"))),
        "postures": _listes("posture").take(pa.array(_extraire(masques, "posture"))),
        "categories": _listes("categorie").take(pa.array(categories)),
    }


def _extraire(masques: npt.NDArray[np.int64], dimension: Dimension) -> npt.NDArray[np.int64]:
    """The bits of one dimension, from the lowest."""
    valeurs = valeurs_de(dimension)
    return (masques >> BITS[dimension, valeurs[0]]) & ((1 << len(valeurs)) - 1)


@lru_cache
def _listes(dimension: Dimension) -> pa.Array:
    """For each set of values of a dimension, as bits, their names."""
    valeurs = valeurs_de(dimension)
    ensembles = [
        [valeur for rang, valeur in enumerate(valeurs) if bits >> rang & 1]
        for bits in range(1 << len(valeurs))
    ]
    return pa.array(ensembles, pa.list_(pa.string()))
