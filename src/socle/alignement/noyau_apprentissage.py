"""The loops of the learning, compiled.

Each works on a share of its output that no other call touches, and adds in a fixed order: whatever the
number of threads, the same input gives the same output, to the last bit.
"""

from __future__ import annotations

import numba
import numpy as np


@numba.njit(cache=True, nogil=True)  # pragma: no cover - compiled
def compter_presences(bornes, mots, bornes_mots, traits, presences):  # type: ignore[no-untyped-def]
    """Add to ``presences[t]`` the number of texts that hold feature ``t``."""
    vu = np.full(len(presences), -1, dtype=np.int64)
    for i in range(len(bornes) - 1):
        for mot in mots[bornes[i] : bornes[i + 1]]:
            for j in range(bornes_mots[mot], bornes_mots[mot + 1]):
                if vu[traits[j]] != i:
                    vu[traits[j]] = i
                    presences[traits[j]] += 1


@numba.njit(cache=True, nogil=True)  # pragma: no cover - compiled
def relever_mots(textes, bornes, mots, places, liste):  # type: ignore[no-untyped-def]
    """Write in ``liste`` the words of these texts, each once, and in ``places`` where each is (-1 for the
    others, before as after); returns how many there are."""
    nombre = 0
    for i in range(len(textes)):
        for mot in mots[bornes[textes[i]] : bornes[textes[i] + 1]]:
            if places[mot] < 0:
                places[mot] = nombre
                liste[nombre] = mot
                nombre += 1
    return nombre


@numba.njit(cache=True, nogil=True)  # pragma: no cover - compiled
def relever_traits(liste_mots, bornes_mots, traits, garde, vus, liste, nombre):  # type: ignore[no-untyped-def]
    """Append to ``liste`` the kept features not met yet; returns how many it holds."""
    for n in range(len(liste_mots)):
        debut = bornes_mots[liste_mots[n]]
        for j in range(debut, bornes_mots[liste_mots[n] + 1]):
            if garde[n, (j - debut) % garde.shape[1]] and not vus[traits[j]]:
                vus[traits[j]] = True
                liste[nombre] = traits[j]
                nombre += 1
    return nombre


@numba.njit(cache=True, nogil=True, fastmath=True)  # pragma: no cover - compiled
def sommer_mots(  # type: ignore[no-untyped-def]
    de, a, liste_mots, bornes_mots, traits, poids, garde, rangs, gains, sorties
):
    """``sorties[n]``, for ``n`` from ``de`` to ``a``: the sum over the kept features of word
    ``liste_mots[n]`` of weight × gain × row. A feature whose draw in ``garde[n]`` is false is dropped."""
    dimension = rangs.shape[1]
    for n in range(de, a):
        sorties[n, :] = 0.0
        debut = bornes_mots[liste_mots[n]]
        for j in range(debut, bornes_mots[liste_mots[n] + 1]):
            if garde[n, (j - debut) % garde.shape[1]]:
                trait = traits[j]
                facteur = poids[j] * gains[trait]
                for d in range(dimension):
                    sorties[n, d] += facteur * rangs[trait, d]


@numba.njit(cache=True, nogil=True, fastmath=True)  # pragma: no cover - compiled
def sommer_textes(de, a, textes, bornes, mots, places, vecteurs, sorties):  # type: ignore[no-untyped-def]
    """``sorties[i]``, for ``i`` from ``de`` to ``a``: the sum of the vectors of its words."""
    dimension = sorties.shape[1]
    for i in range(de, a):
        sorties[i, :] = 0.0
        for mot in mots[bornes[textes[i]] : bornes[textes[i] + 1]]:
            place = places[mot]
            for d in range(dimension):
                sorties[i, d] += vecteurs[place, d]


@numba.njit(cache=True, nogil=True, fastmath=True)  # pragma: no cover - compiled
def repartir(  # type: ignore[no-untyped-def]
    de, a, textes, bornes, mots, places, liste_mots, bornes_mots, traits, poids, garde, gains,
    pentes, pentes_mots, pentes_rangs,
):  # fmt: skip
    """Add the gradients of the sums to those of the words, then of the rows, columns ``de`` to ``a``."""
    pentes_mots[: len(liste_mots), de:a] = 0.0
    for i in range(len(textes)):
        pente = pentes[i, de:a]
        for mot in mots[bornes[textes[i]] : bornes[textes[i] + 1]]:
            du_mot = pentes_mots[places[mot], de:a]
            for d in range(len(pente)):
                du_mot[d] += pente[d]
    for n in range(len(liste_mots)):
        debut = bornes_mots[liste_mots[n]]
        pente = pentes_mots[n, de:a]
        for j in range(debut, bornes_mots[liste_mots[n] + 1]):
            if garde[n, (j - debut) % garde.shape[1]]:
                facteur = poids[j] * gains[traits[j]]
                ligne = pentes_rangs[traits[j], de:a]
                for d in range(len(pente)):
                    ligne[d] += facteur * pente[d]


@numba.njit(cache=True, nogil=True, fastmath=True, error_model="numpy")  # pragma: no cover - compiled
def avancer(  # type: ignore[no-untyped-def]
    de, a, liste, vus, rangs, pentes_rangs, moyennes, carres, logs, moyennes_g, carres_g, pas
):
    """Adam on the rows of ``liste[de:a]`` and their log-gains; their gradients are set back to zero.

    The gradient of a log-gain is the product of the row by its own gradient.
    """
    b1, b2, un, eps = np.float32(0.9), np.float32(0.999), np.float32(1.0), np.float32(1e-8)
    dimension = rangs.shape[1]
    for n in range(de, a):
        t = liste[n]
        vus[t] = False
        gain = np.float32(0.0)
        for d in range(dimension):
            gain += rangs[t, d] * pentes_rangs[t, d]
        for d in range(dimension):
            g = pentes_rangs[t, d]
            pentes_rangs[t, d] = 0.0
            m = b1 * moyennes[t, d] + (un - b1) * g
            v = b2 * carres[t, d] + (un - b2) * g * g
            moyennes[t, d] = m
            carres[t, d] = v
            rangs[t, d] -= pas * m / (np.sqrt(v) + eps)
        moyennes_g[t] = b1 * moyennes_g[t] + (un - b1) * gain
        carres_g[t] = b2 * carres_g[t] + (un - b2) * gain * gain
        logs[t] -= pas * moyennes_g[t] / (np.sqrt(carres_g[t]) + eps)
