"""What the words of a text say of it at a glance: its language, its print, its signature.

Small French words settle the language of nearly all offers; a library (py3langid) tells the others.
"""

from __future__ import annotations

from functools import cache
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from socle.corpus.doublons import PERMUTATIONS, SUITES_MINIMALES
from socle.corpus.noyau import condenser_mot, suites_de_mots

MOTS_MINIMAUX = 20
"""Under so many words nothing is said of the language: a title alone is kept."""

PETITS_MOTS_MINIMAUX = 5
_LONGUEUR = 4_000
_PETITS = (
    "au aux avec ce dans de des du en est et la le les ou par pour qui sur un une vous",
    "a and are as for in is of on or the this to we will with you your",
)


class Marques(NamedTuple):
    """A text at a glance. ``langue`` is empty when too short to tell; ``exacte`` is the same for the same
    words; ``signature`` is MinHash's, empty when too short for one."""

    langue: str
    exacte: bytes
    signature: bytes


def marquer(texte: str) -> Marques:
    """Read the words of a text once.

    >>> marquer("Le service accompagne les équipes dans la conception des cours. " * 3).langue
    'fr'
    >>> marquer("Formateur").langue
    ''
    """
    octets = np.frombuffer(texte.encode("utf-8", "replace"), dtype=np.uint8)
    suites, marque, mots, (francais, anglais) = suites_de_mots(octets, _petits_mots())
    if francais >= PETITS_MOTS_MINIMAUX and francais >= 2 * anglais:
        langue = "fr"
    else:
        langue = "" if mots < MOTS_MINIMAUX else str(_identifieur().classify(texte[:_LONGUEUR])[0])
    return Marques(langue, marque.tobytes(), _signer(suites))


def _signer(suites: npt.NDArray[np.uint32]) -> bytes:
    if len(suites) < SUITES_MINIMALES:
        return b""
    minhash = _minhash()
    minhash.clear()
    # One by one, as Python numbers, they would take as long to hand over as to work out.
    minhash.update_batch([suites])
    signature: bytes = minhash.hashvalues.astype("<u4").tobytes()
    return signature


@cache
def _minhash() -> Any:
    from datasketch import MinHash

    return MinHash(num_perm=PERMUTATIONS, scheme="affine32", hashfunc=_tels_quels)


def _tels_quels(valeurs: npt.NDArray[np.uint32]) -> npt.NDArray[np.uint32]:
    """Hashes that are so already."""
    return valeurs


@cache
def _petits_mots() -> tuple[npt.NDArray[np.uint64], ...]:
    return tuple(
        np.sort(
            np.array(
                [condenser_mot(np.frombuffer(mot.encode(), dtype=np.uint8)) for mot in mots.split()],
                dtype=np.uint64,
            )
        )
        for mots in _PETITS
    )


@cache
def _identifieur() -> Any:
    from py3langid import langid

    return langid
