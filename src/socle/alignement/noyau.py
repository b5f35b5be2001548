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
BLOC = 8
"""Forms looked at together."""

BITS = 24
"""Those of the number of an entry in its key; the points stand above, 33 of them for an exact entry."""

DERNIERE = (1 << BITS) - 1

A_COMPTER = 256
"""Keys up to which the place of each is counted."""

ESSAIS = 16
"""How many times the bar that the best entries reach is looked for."""


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
def _cle(points, entree):  # type: ignore[no-untyped-def]
    """What ranks an entry: its points and, for equal points, those that come first before the others."""
    return (points << BITS) | (DERNIERE - entree)


@numba.njit(cache=True, nogil=True)  # pragma: no cover - compiled
def _atteignent(points, premieres, barre):  # type: ignore[no-untyped-def]
    nombre = np.int32(0)
    for f in range(len(premieres)):
        nombre += np.int32(points[f] >= barre) & premieres[f]
    return nombre


@numba.njit(cache=True, nogil=True)  # pragma: no cover - compiled
def _barre(points, premieres, places):  # type: ignore[no-untyped-def]
    """Points that ``places`` entries reach at least, and not many more; one when fewer have any.

    Looked for by halves, each time counting all the forms (the first of each entry, marked one): a count has
    no branch that depends on them, and takes several at once.
    """
    haut = points[0]
    for f in range(len(premieres)):
        haut = max(haut, points[f])
    bas, haut = np.int64(1), np.int64(haut) + 1
    for _ in range(ESSAIS):
        milieu = (bas + haut) // 2
        if milieu == bas:
            break
        nombre = _atteignent(points, premieres, points.dtype.type(milieu))
        if nombre < places:
            haut = milieu
        else:
            bas = milieu
            if 2 * nombre <= 3 * places:
                break
    return bas


@numba.njit(cache=True, nogil=True)  # pragma: no cover - compiled
def _atteint(bloc, barre):  # type: ignore[no-untyped-def]
    trouve = np.int32(0)
    for j in range(BLOC):
        trouve |= np.int32(bloc[j] >= barre)
    return trouve > 0


@numba.njit(cache=True, nogil=True)  # pragma: no cover - compiled
def _relever(points, entrees, premieres, places, cles, remplis):  # type: ignore[no-untyped-def]
    """Add to ``cles``, which holds ``remplis`` of them, the keys of the best entries, ``places`` of them and
    a few more; returns how many it holds.

    The forms of an entry stand in a row: the best one counts.
    """
    derniere = np.int64(-1)
    barre = points.dtype.type(_barre(points, premieres, places))
    blocs = points.reshape((-1, BLOC))
    for b in range(len(blocs)):
        if not _atteint(blocs[b], barre):
            continue
        for f in range(b * BLOC, min(b * BLOC + BLOC, len(entrees))):
            if points[f] >= barre:
                entree = np.int64(entrees[f])
                cle = _cle(np.int64(points[f]), entree)
                if entree == derniere:
                    cles[remplis - 1] = max(cles[remplis - 1], cle)
                else:
                    cles[remplis] = cle
                    remplis += 1
                    derniere = entree
    return remplis


@numba.njit(cache=True, nogil=True)  # pragma: no cover - compiled
def _ecrire(cle, place, numeros, points):  # type: ignore[no-untyped-def]
    points[place] = cle >> BITS
    numeros[place] = DERNIERE - (cle & DERNIERE)


@numba.njit(cache=True, nogil=True)  # pragma: no cover - compiled
def _ranger(cles, numeros, points):  # type: ignore[no-untyped-def]
    """Write the entries of the greatest keys, which are all different, and their points, best first.

    The place of a key is how many are greater: for a few, counting them all costs half of sorting, whose
    comparisons cannot be foreseen.
    """
    if len(cles) > A_COMPTER:
        triees = np.sort(cles)
        for rang in range(min(len(cles), len(numeros))):
            _ecrire(triees[len(cles) - 1 - rang], rang, numeros, points)
        return
    for n in range(len(cles)):
        cle, place = cles[n], np.int64(0)
        for autre in range(len(cles)):  # by rank: several are compared at once
            place += np.int64(cles[autre] > cle)
        if place < len(numeros):
            _ecrire(cle, place, numeros, points)


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
    premieres = np.ones(formes, dtype=np.int32)
    for f in range(1, formes):
        premieres[f] = entrees[f] != entrees[f - 1]
    sommes = np.zeros((formes + BLOC - 1) // BLOC * BLOC, dtype=np.int32)
    points_de = np.zeros(len(sommes) if len(sens) else 0, dtype=np.int64)
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
                cles[remplis] = _cle(np.int64(exactes_points[e]), np.int64(entrees[forme]))
                remplis += 1
                # What the words of an exact entry are worth counts no more.
                while forme < formes and entrees[forme] == entrees[exactes_formes[e]]:
                    sommes[forme] = 0
                    if len(sens):
                        sens[i - de, forme] = 0
                    forme += 1
        if len(sens):
            points_de[:formes] = sommes[:formes] + sens[i - de]
            remplis = _relever(points_de, entrees, premieres, places, cles, remplis)
        else:
            remplis = _relever(sommes, entrees, premieres, places, cles, remplis)
        _ranger(cles[:remplis], numeros[i], points[i])
        sommes[:] = 0
