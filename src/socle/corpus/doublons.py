"""Offers published twice: the same words, or nearly so.

The likeness of two offers is that of their sets of three words in a row (Jaccard), estimated by MinHash
(datasketch). Signatures are cut into bands; offers that share a band are compared, and grouped when their
likeness reaches :data:`SEUIL`. The work is done one band at a time over a file of signatures, so that a
million offers take some tens of megabytes.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

SEUIL = 0.85
"""Likeness from which two offers are one published twice: a date, a place, a contact changed."""

PERMUTATIONS = 64
BANDES = 8
_LARGEUR = PERMUTATIONS // BANDES
SUITES_MINIMALES = 12
"""Under so many sets of words an offer has no near duplicate, only exact ones."""

Entiers = npt.NDArray[np.int64]
Tableau = npt.NDArray[Any]


class Marque(NamedTuple):
    """What grouping needs of the records of one part: their places, prints and signatures."""

    rangs: Entiers
    exactes: list[bytes]
    signatures: list[bytes]


def grouper(marques: Iterable[Marque], *, travail: Path) -> Entiers:
    """For each record in their order, the place of the first of its group; its own when it is alone.

    Records that are not marked (unreadable, in another language) are alone.

    :param travail: a folder for the file of signatures.
    """
    fichier = travail / "signatures.u4"
    nombre, rangs, exactes, signes = _deposer(marques, fichier)
    premiers = np.arange(nombre, dtype=np.int64)
    aretes = [_aretes(exactes)]
    if signes.any():
        signatures = np.memmap(fichier, dtype="<u4", mode="r", shape=(len(rangs), PERMUTATIONS))
        for bande in range(BANDES):
            cles = _cles(signatures, bande)
            aretes.append(_verifier(_aretes(cles, parmi=signes), signatures))
        del signatures
    fichier.unlink(missing_ok=True)
    groupes = _composantes(np.concatenate(aretes), len(rangs))
    premiers[rangs] = rangs[groupes]
    return premiers


def _deposer(
    marques: Iterable[Marque], fichier: Path
) -> tuple[int, Entiers, npt.NDArray[np.bytes_], npt.NDArray[np.bool_]]:
    nombre, rangs, exactes, signes = 0, [], [], []
    vide = bytes(4 * PERMUTATIONS)
    with fichier.open("wb") as sortie:
        for marque in marques:
            nombre = max(nombre, int(marque.rangs[-1]) + 1 if len(marque.rangs) else 0)
            retenus = [place for place, exacte in enumerate(marque.exactes) if exacte]
            rangs.append(marque.rangs[retenus])
            exactes.append(np.frombuffer(b"".join(marque.exactes[place] for place in retenus), dtype="S16"))
            signes.append(np.array([bool(marque.signatures[place]) for place in retenus], dtype=np.bool_))
            sortie.write(b"".join(marque.signatures[place] or vide for place in retenus))
    return nombre, _joindre(rangs, np.int64), _joindre(exactes, "S16"), _joindre(signes, np.bool_)


def _joindre(morceaux: list[Tableau], dtype: npt.DTypeLike) -> Tableau:
    return np.concatenate(morceaux) if morceaux else np.empty(0, dtype=dtype)


def _cles(signatures: npt.NDArray[np.uint32], bande: int) -> npt.NDArray[np.uint64]:
    """One key an offer: its band, as bytes; read by slices, so that the file is never held whole."""
    colonnes = slice(bande * _LARGEUR, (bande + 1) * _LARGEUR)
    cles = np.empty(len(signatures), dtype=np.uint64)
    for debut in range(0, len(signatures), 65_536):
        morceau = np.ascontiguousarray(signatures[debut : debut + 65_536, colonnes]).astype(np.uint64)
        condense = np.full(len(morceau), 0xCBF29CE484222325, dtype=np.uint64)
        for colonne in morceau.T:
            condense = (condense ^ colonne) * np.uint64(0x9E3779B97F4A7C15)
            condense ^= condense >> np.uint64(29)
        cles[debut : debut + 65_536] = condense
    return cles


def _aretes(cles: Tableau, *, parmi: npt.NDArray[np.bool_] | None = None) -> npt.NDArray[np.int64]:
    """Pairs (first place, other place) of those that share a key."""
    places = np.arange(len(cles)) if parmi is None else np.flatnonzero(parmi)
    _, premieres, inverse = np.unique(cles[places], return_index=True, return_inverse=True)
    premieres = places[premieres[inverse.reshape(-1)]]
    autres = premieres != places
    return np.stack([premieres[autres], places[autres]], axis=1).astype(np.int64)


def _verifier(aretes: npt.NDArray[np.int64], signatures: npt.NDArray[np.uint32]) -> npt.NDArray[np.int64]:
    """The pairs whose likeness reaches the threshold."""
    garde = np.zeros(len(aretes), dtype=np.bool_)
    for debut in range(0, len(aretes), 65_536):
        morceau = aretes[debut : debut + 65_536]
        accord = (signatures[morceau[:, 0]] == signatures[morceau[:, 1]]).mean(axis=1)
        garde[debut : debut + 65_536] = accord >= SEUIL
    return aretes[garde]


def _composantes(aretes: npt.NDArray[np.int64], nombre: int) -> Entiers:
    """For each place, the lowest of its connected component."""
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import connected_components

    poids = np.ones(len(aretes), dtype=np.int8)
    graphe = coo_array((poids, (aretes[:, 0], aretes[:, 1])), shape=(nombre, nombre))
    total, etiquettes = connected_components(graphe, directed=False)
    premiers = np.full(total, nombre, dtype=np.int64)
    np.minimum.at(premiers, etiquettes, np.arange(nombre))
    resultat: Entiers = premiers[etiquettes]
    return resultat
