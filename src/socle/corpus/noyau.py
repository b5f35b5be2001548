"""The loops of the corpus, compiled."""

from __future__ import annotations

import numba
import numpy as np

_BASE = np.uint64(0xCBF29CE484222325)
_PREMIER = np.uint64(0x100000001B3)
_AUTRE_BASE = np.uint64(0x84222325CBF29CE4)
_MELANGE = np.uint64(0x9E3779B97F4A7C15)


@numba.njit(cache=True, nogil=True)  # pragma: no cover - compiled
def suites_de_mots(octets, petits):  # type: ignore[no-untyped-def]
    """The hashes (32 bits) of each three words in a row of a UTF-8 text, a print of all its words, how many
    they are, and how many of its words are among each row of ``petits`` (sorted hashes of words).

    Capitals of the Latin alphabet, spaces and punctuation are set aside.
    """
    comptes = np.zeros(len(petits), dtype=np.int64)
    suites = np.empty(len(octets) // 2 + 1, dtype=np.uint32)
    marque = np.empty(2, dtype=np.uint64)
    h, un, deux = _BASE, np.uint64(0), np.uint64(0)
    toutes, autres = _BASE, _AUTRE_BASE
    nombre = mots = 0
    dedans = False
    for i in range(len(octets) + 1):
        octet = octets[i] if i < len(octets) else np.uint8(32)
        if 65 <= octet <= 90:
            octet = np.uint8(octet + 32)
        if octet >= 128 or 97 <= octet <= 122 or 48 <= octet <= 57:
            h = (h ^ np.uint64(octet)) * _PREMIER
            dedans = True
        elif dedans:
            toutes = (toutes ^ h) * _PREMIER
            autres = (autres ^ (h >> np.uint64(7))) * _MELANGE + h
            mots += 1
            for langue in range(len(petits)):
                place = np.searchsorted(petits[langue], h)
                comptes[langue] += place < len(petits[langue]) and petits[langue][place] == h
            if mots >= 3:
                suite = (un * _MELANGE ^ deux) * _MELANGE ^ h
                suite ^= suite >> np.uint64(31)
                suites[nombre] = np.uint32((suite * _MELANGE) >> np.uint64(32))
                nombre += 1
            un, deux, h, dedans = deux, h, _BASE, False
    marque[0], marque[1] = toutes, autres
    return suites[:nombre], marque, mots, comptes


@numba.njit(cache=True, nogil=True)  # pragma: no cover - compiled
def condenser_mot(octets):  # type: ignore[no-untyped-def]
    """The hash of a word, as :func:`suites_de_mots` computes it."""
    h = _BASE
    for octet in octets:
        h = (h ^ np.uint64(octet)) * _PREMIER
    return h


@numba.njit(cache=True, nogil=True)  # pragma: no cover - compiled
def couvrir_d_etoiles(ordre, poids, bornes, voisines, centres):  # type: ignore[no-untyped-def]
    """Fill ``centres`` (-1 where there is none yet): each line of ``ordre``, if free and of some weight,
    takes its neighbours that are."""
    for ligne in ordre:
        if centres[ligne] >= 0 or poids[ligne] == 0.0:
            continue
        centres[ligne] = ligne
        for p in range(bornes[ligne], bornes[ligne + 1]):
            voisine = voisines[p]
            if centres[voisine] < 0 and poids[voisine] > 0.0:
                centres[voisine] = ligne
