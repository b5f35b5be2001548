"""The loops of the batch path, compiled: words of texts, then the best entries of each text.

Arrays in, arrays out; the same whole numbers as :mod:`socle.alignement.lexical` computes one text at a
time. Imported only for batches: the compilation, even cached, costs more than a few searches.
"""

from __future__ import annotations

import numba
import numpy as np

FNV_BASE = np.uint64(0xCBF29CE484222325)
FNV_PREMIER = np.uint64(0x100000001B3)
VIDE = np.uint64(0)
SPECIAL = 255
BLOC = 64


@numba.njit(cache=True, nogil=True)  # pragma: no cover - compiled
def trouver(cles, valeurs, cle):  # type: ignore[no-untyped-def]
    """The value of a key in an open-addressing table; -1 for none."""
    masque = np.uint64(len(cles) - 1)
    place = cle & masque
    while cles[place] != VIDE:
        if cles[place] == cle:
            return valeurs[place]
        place = (place + np.uint64(1)) & masque
    return np.int32(-1)


@numba.njit(cache=True, nogil=True)  # pragma: no cover - compiled
def inserer(cles, valeurs, cle, valeur):  # type: ignore[no-untyped-def]
    """Put a key in an open-addressing table whose length is a power of two."""
    masque = np.uint64(len(cles) - 1)
    place = cle & masque
    while cles[place] != VIDE and cles[place] != cle:
        place = (place + np.uint64(1)) & masque
    cles[place] = cle
    valeurs[place] = valeur


@numba.njit(cache=True, nogil=True)  # pragma: no cover - compiled
def condenser(octets):  # type: ignore[no-untyped-def]
    """FNV-1a of the folded bytes of a word, never zero."""
    h = FNV_BASE
    for octet in octets:
        h = (h ^ np.uint64(octet)) * FNV_PREMIER
    return h | np.uint64(1)


@numba.njit(cache=True, nogil=True)  # pragma: no cover - compiled
def enchainer(h, mot):  # type: ignore[no-untyped-def]
    """The hash of a sequence of words, extended by one."""
    h = (h ^ mot) * FNV_PREMIER
    return (h ^ (h >> np.uint64(29))) | np.uint64(1)


@numba.njit(cache=True, nogil=True)  # pragma: no cover - compiled
def condenser_suite(octets):  # type: ignore[no-untyped-def]
    """The hash of a sequence of folded words, one space between two."""
    h, suite = FNV_BASE, FNV_BASE
    for octet in octets:
        if octet == 0x20:
            suite, h = enchainer(suite, h | np.uint64(1)), FNV_BASE
        else:
            h = (h ^ np.uint64(octet)) * FNV_PREMIER
    return enchainer(suite, h | np.uint64(1))


@numba.njit(cache=True, nogil=True)  # pragma: no cover - compiled
def decouper(  # type: ignore[no-untyped-def]
    octets, places, tailles, blob, cles, valeurs, plie, jetons, bornes, condenses, inconnus
):
    """Cut texts, ended by a zero byte each, into folded words.

    ``places``, ``tailles`` and ``blob`` give the folded bytes of each code point. Writes the folded words
    end to end in ``plie``, the number of each word in ``jetons`` (-1 for those not in the table, whose rank
    in ``jetons``, place in ``plie`` and length go to ``inconnus``), the bounds of each text and the hash of
    its sequence of words. Returns the numbers of words and of unknown words, or (-1, -1) when a character
    is beyond the table.
    """
    nombre = manquants = texte = ecrit = debut = 0
    h, suite = FNV_BASE, FNV_BASE
    i = 0
    while i < len(octets):
        octet = octets[i]
        if octet < 0x80:
            point, pas = np.int64(octet), 1
        elif octet < 0xE0:
            point, pas = ((octet & 0x1F) << 6) | (octets[i + 1] & 0x3F), 2
        elif octet < 0xF0:
            point = ((octet & 0x0F) << 12) | ((octets[i + 1] & 0x3F) << 6) | (octets[i + 2] & 0x3F)
            pas = 3
        else:
            return -1, -1
        if tailles[point] == SPECIAL:
            return -1, -1
        i += pas
        for j in range(places[point], places[point] + tailles[point]):
            signe = blob[j]
            if signe != 0x20:
                plie[ecrit] = signe
                ecrit += 1
                h = (h ^ np.uint64(signe)) * FNV_PREMIER
            elif ecrit > debut:
                h |= np.uint64(1)
                jeton = trouver(cles, valeurs, h)
                if jeton < 0:
                    inconnus[manquants, 0] = nombre
                    inconnus[manquants, 1] = debut
                    inconnus[manquants, 2] = ecrit - debut
                    manquants += 1
                jetons[nombre] = jeton
                nombre += 1
                suite = enchainer(suite, h)
                h, debut = FNV_BASE, ecrit
        if octet == 0:
            texte += 1
            bornes[texte] = nombre
            condenses[texte - 1] = suite
            suite = FNV_BASE
    return nombre, manquants


@numba.njit(cache=True, nogil=True)  # pragma: no cover - compiled
def _ponderer(jetons, mots_bornes, mots_traits, idf, racines, tf, vus, poids):  # type: ignore[no-untyped-def]
    """The distinct features of a text in ``vus`` and their weights, blocks of norm √½; returns how many."""
    nombre = 0
    for jeton in jetons:
        for j in range(np.uint64(mots_bornes[jeton]), np.uint64(mots_bornes[jeton + 1])):
            trait = mots_traits[j]
            if tf[trait] == 0:
                vus[nombre] = trait
                nombre += 1
            tf[trait] += 1
    inconnu = len(idf) - 2
    mots = grammes = 0.0
    for n in range(nombre):
        trait = vus[n]
        valeur = idf[trait] if tf[trait] == 1 else (1.0 + np.log(float(tf[trait]))) * idf[trait]
        tf[trait] = 0
        poids[n] = valeur
        if trait < racines or trait == inconnu:
            mots += valeur * valeur
        else:
            grammes += valeur * valeur
    mots, grammes = np.sqrt(0.5 / max(mots, 1e-30)), np.sqrt(0.5 / max(grammes, 1e-30))
    for n in range(nombre):
        trait = vus[n]
        poids[n] *= mots if trait < racines or trait == inconnu else grammes
    return nombre


@numba.njit(cache=True, nogil=True)  # pragma: no cover - compiled
def _sommer(  # type: ignore[no-untyped-def]
    nombre, vus, poids, inconnu, traits_bornes, lignes, poids_lignes, echelle, sommes
):
    """Add to ``sommes`` what each form shares with a text weighed by :func:`_ponderer`."""
    for n in range(nombre):
        trait = vus[n]
        if trait < inconnu:
            facteur = np.int32(np.rint(poids[n] * echelle))
            # Unsigned bounds spare the test for indices that count from the end.
            for p in range(np.uint64(traits_bornes[trait]), np.uint64(traits_bornes[trait + 1])):
                sommes[lignes[p]] += facteur * np.int32(poids_lignes[p])


@numba.njit(cache=True, nogil=True)  # pragma: no cover - compiled
def _garder(cles, nombre, places, seaux):  # type: ignore[no-untyped-def]
    """Bring the greatest keys to the front, ``places`` of them and a few more; returns how many.

    Counted by magnitude rather than compared: which of two is the greater cannot be foreseen, and a wrong
    guess of the processor costs more than all the rest.
    """
    haut = cles[:nombre].max()
    decalage = 0
    while (haut >> decalage) >= len(seaux):
        decalage += 1
    seaux[:] = 0
    for n in range(nombre):
        seaux[cles[n] >> decalage] += 1
    seau = len(seaux) - 1
    gardees = seaux[seau]
    while seau > 0 and gardees < places:
        seau -= 1
        gardees += seaux[seau]
    barre = seau << decalage
    gardees = 0
    for n in range(nombre):
        cle = cles[n]
        cles[gardees] = cle
        gardees += cle >= barre
    return gardees


@numba.njit(cache=True, nogil=True)  # pragma: no cover - compiled
def _maximum(bloc):  # type: ignore[no-untyped-def]
    haut = np.int32(0)
    for j in range(BLOC):
        haut = max(haut, bloc[j])
    return haut


@numba.njit(cache=True, nogil=True)  # pragma: no cover - compiled
def _relever(blocs, apports, entrees, places, hauts, cles, remplis, seaux):  # type: ignore[no-untyped-def]
    """Add to ``cles``, which holds ``remplis`` of them, the keys of the best entries, ``places`` of them and
    a few more; returns how many it holds.

    A key is the points and, for equal points, ranks the entries that come first before the others.
    ``apports``, when not empty, are points to add to those of each form.
    """
    sommes = blocs.reshape(-1)
    formes, total = len(entrees), np.int64(entrees[-1]) + 1
    seuil = np.int64(0)
    if len(apports) == 0:
        for b in range(len(blocs)):
            hauts[b] = _maximum(blocs[b])
        if 2 * places < len(blocs):
            # As many entries are at least that good: one holds the best of two blocks at the most.
            rang = len(hauts) - 2 * places
            seuil = max(np.partition(hauts, rang)[rang] - 1, np.int64(0))
    # The forms of an entry stand in a row: the best one counts, once all have been seen.
    entree, haut = np.int64(0), np.int64(0)
    for b in range(len(blocs)):
        if len(apports) == 0 and hauts[b] <= seuil:
            continue
        for f in range(b * BLOC, min(b * BLOC + BLOC, formes)):
            valeur = np.int64(sommes[f])
            if len(apports):
                valeur += apports[f]
            if entrees[f] != entree:
                cles[remplis] = (haut + 1) * total - 1 - entree
                remplis += haut > seuil
                entree, haut = np.int64(entrees[f]), np.int64(0)
            haut = max(haut, valeur)
    cles[remplis] = (haut + 1) * total - 1 - entree
    remplis += haut > seuil
    return _garder(cles, remplis, places, seaux) if remplis > places else remplis


@numba.njit(cache=True, nogil=True)  # pragma: no cover - compiled
def noter(  # type: ignore[no-untyped-def]
    textes, jetons, bornes, condenses,
    mots_bornes, mots_traits, idf, racines, traits_bornes, lignes, poids_lignes, echelle,
    entrees, exactes_cles, exactes_rangs, exactes_bornes, exactes_formes, exactes_points, points,
):  # fmt: skip
    """Fill ``points[i]`` with the points of every entry for text ``textes[i]``, as :func:`chercher` does for
    the best ones: for few entries, all of them wanted."""
    sommes = np.zeros(len(entrees), dtype=np.int32)
    tf = np.zeros(len(idf), dtype=np.int32)
    vus = np.zeros(len(idf), dtype=np.int32)
    poids = np.zeros(len(idf), dtype=np.float64)
    for i in range(len(textes)):
        texte = textes[i]
        suite = jetons[bornes[texte] : bornes[texte + 1]]
        nombre = _ponderer(suite, mots_bornes, mots_traits, idf, racines, tf, vus, poids)
        _sommer(nombre, vus, poids, len(idf) - 2, traits_bornes, lignes, poids_lignes, echelle, sommes)
        points[i] = 0
        for forme in range(len(entrees)):
            points[i, entrees[forme]] = max(points[i, entrees[forme]], sommes[forme])
            sommes[forme] = 0
        rang = trouver(exactes_cles, exactes_rangs, condenses[texte]) if len(suite) else np.int32(-1)
        if rang >= 0:
            for e in range(exactes_bornes[rang], exactes_bornes[rang + 1]):
                points[i, entrees[exactes_formes[e]]] = exactes_points[e]


@numba.njit(cache=True, nogil=True)  # pragma: no cover - compiled
def chercher(  # type: ignore[no-untyped-def]
    de, a, jetons, bornes, condenses,
    mots_bornes, mots_traits, idf, racines, traits_bornes, lignes, poids_lignes, echelle,
    entrees, exactes_cles, exactes_rangs, exactes_bornes, exactes_formes, exactes_points,
    sens, numeros, points,
):  # fmt: skip
    """Fill ``numeros[i]`` and ``points[i]`` with the best entries of texts ``de`` to ``a``, best first.

    ``sens``, when not empty, holds points to add for each text (from ``de``) and form. Entries with no
    point are left out: the end of a row keeps what it held.
    """
    formes, places = len(entrees), numeros.shape[1]
    total = np.int64(entrees[formes - 1]) + 1
    cles = np.empty(total + len(exactes_formes) + 1, dtype=np.int64)
    seaux = np.zeros(256, dtype=np.int64)
    blocs = np.zeros(((formes + BLOC - 1) // BLOC, BLOC), dtype=np.int32)
    sommes = blocs.reshape(-1)
    hauts = np.zeros(len(blocs), dtype=np.int64)
    tf = np.zeros(len(idf), dtype=np.int32)
    vus = np.zeros(len(idf), dtype=np.int32)
    poids = np.zeros(len(idf), dtype=np.float64)
    for i in range(de, a):
        suite = jetons[bornes[i] : bornes[i + 1]]
        nombre = _ponderer(suite, mots_bornes, mots_traits, idf, racines, tf, vus, poids)
        _sommer(nombre, vus, poids, len(idf) - 2, traits_bornes, lignes, poids_lignes, echelle, sommes)
        rang = trouver(exactes_cles, exactes_rangs, condenses[i]) if len(suite) else np.int32(-1)
        remplis = 0
        if rang >= 0:
            for e in range(exactes_bornes[rang], exactes_bornes[rang + 1]):
                forme = exactes_formes[e]
                cles[remplis] = (exactes_points[e] + 1) * total - 1 - entrees[forme]
                remplis += 1
                # What the words of an exact entry are worth counts no more.
                while forme < formes and entrees[forme] == entrees[exactes_formes[e]]:
                    sommes[forme] = 0
                    if len(sens):
                        sens[i - de, forme] = 0
                    forme += 1
        apports = sens[i - de] if len(sens) else np.empty(0, dtype=np.int64)
        remplis = _relever(blocs, apports, entrees, places, hauts, cles, remplis, seaux)
        tri = np.sort(cles[:remplis])[::-1]
        for place in range(min(remplis, places)):
            points[i, place] = tri[place] // total
            numeros[i, place] = total - 1 - tri[place] % total
        blocs[:] = 0
