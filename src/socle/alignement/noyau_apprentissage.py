"""The loops of the learning, compiled. Each is sequential: same input, same output, to the last bit."""

from __future__ import annotations

import numba
import numpy as np


@numba.njit(cache=True)
def compter_presences(bornes, traits, presences):  # type: ignore[no-untyped-def]
    """Add to ``presences[t]`` the number of texts that hold feature ``t``."""
    vu = np.full(len(presences), -1, dtype=np.int64)
    for i in range(len(bornes) - 1):
        for j in range(bornes[i], bornes[i + 1]):
            if vu[traits[j]] != i:
                vu[traits[j]] = i
                presences[traits[j]] += 1


@numba.njit(cache=True, fastmath=True)
def sommer(bornes, traits, poids, garde, textes, rangs, gains, sorties):  # type: ignore[no-untyped-def]
    """``sorties[i]`` = sum over the kept features of text ``textes[i]`` of weight × gain × row.

    ``garde`` holds, from ``i * m``, one draw a feature: the features whose draw is zero are dropped.
    """
    dimension = rangs.shape[1]
    for i in range(len(textes)):
        sorties[i, :] = 0.0
        debut = bornes[textes[i]]
        for j in range(debut, bornes[textes[i] + 1]):
            if garde[i, (j - debut) % garde.shape[1]]:
                trait = traits[j]
                facteur = poids[j] * gains[trait]
                for d in range(dimension):
                    sorties[i, d] += facteur * rangs[trait, d]


@numba.njit(cache=True, fastmath=True)
def repartir(  # type: ignore[no-untyped-def]
    bornes, traits, poids, garde, textes, rangs, gains, pentes, pentes_rangs, pentes_gains, vus, liste, nombre
):
    """Spread the gradients of the sums over rows and log-gains; returns how many rows were touched."""
    dimension = rangs.shape[1]
    for i in range(len(textes)):
        debut = bornes[textes[i]]
        for j in range(debut, bornes[textes[i] + 1]):
            if garde[i, (j - debut) % garde.shape[1]]:
                trait = traits[j]
                if not vus[trait]:
                    vus[trait] = True
                    liste[nombre] = trait
                    nombre += 1
                    pentes_gains[trait] = 0.0
                    for d in range(dimension):
                        pentes_rangs[trait, d] = 0.0
                facteur = poids[j] * gains[trait]
                produit = np.float32(0.0)
                for d in range(dimension):
                    pentes_rangs[trait, d] += facteur * pentes[i, d]
                    produit += pentes[i, d] * rangs[trait, d]
                pentes_gains[trait] += facteur * produit
    return nombre


@numba.njit(cache=True, fastmath=True)
def avancer(  # type: ignore[no-untyped-def]
    liste,
    nombre,
    vus,
    rangs,
    pentes_rangs,
    moyennes,
    carres,
    logs,
    pentes_gains,
    moyennes_g,
    carres_g,
    pas,
    pas_g,
):
    """Adam on the touched rows only; forgets which were touched."""
    b1, b2, eps = np.float32(0.9), np.float32(0.999), np.float32(1e-8)
    dimension = rangs.shape[1]
    for n in range(nombre):
        t = liste[n]
        vus[t] = False
        for d in range(dimension):
            g = pentes_rangs[t, d]
            m = b1 * moyennes[t, d] + (np.float32(1.0) - b1) * g
            v = b2 * carres[t, d] + (np.float32(1.0) - b2) * g * g
            moyennes[t, d] = m
            carres[t, d] = v
            rangs[t, d] -= pas * m / (np.sqrt(v) + eps)
        g = pentes_gains[t]
        moyennes_g[t] = b1 * moyennes_g[t] + (np.float32(1.0) - b1) * g
        carres_g[t] = b2 * carres_g[t] + (np.float32(1.0) - b2) * g * g
        logs[t] -= pas_g * moyennes_g[t] / (np.sqrt(carres_g[t]) + eps)
