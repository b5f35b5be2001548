"""The loops of the batch analysis, compiled. Arrays in, arrays out."""

from __future__ import annotations

import numba
import numpy as np

from socle.alignement.noyau import FNV_PREMIER, trouver

MICRO = 1_000_000
"""Scores are held as whole millionths, to which one analysis rounds them."""


@numba.njit(cache=True, nogil=True)  # pragma: no cover - compiled
def dresser_bilan(  # type: ignore[no-untyped-def]
    racines_bornes, racines, poids, inconnue, connues, bornes, totaux, nombres
):
    """The distinct stems of each text, those known (which have a weight) sorted; their weight and number."""
    place = 0
    for i in range(len(bornes) - 1):
        suite = np.sort(racines[racines_bornes[i] : racines_bornes[i + 1]])
        total, inconnues, precedente = 0.0, 0, -1
        for une in suite:
            if une == precedente:
                continue
            precedente = une
            nombres[i] += 1
            if une < len(poids):
                connues[place] = une
                place += 1
                total += poids[une]
            else:
                inconnues += 1
        bornes[i + 1] = place
        totaux[i] = total + inconnues * inconnue


@numba.njit(cache=True, nogil=True)  # pragma: no cover - compiled
def meler(gauche, droite):  # type: ignore[no-untyped-def]
    """The key of a pair of numbers, never zero, two pairs never having the same."""
    cle = (np.uint64(gauche) + np.uint64(1)) << np.uint64(32) | np.uint64(droite) + np.uint64(1)
    cle *= FNV_PREMIER
    return cle ^ (cle >> np.uint64(32))


@numba.njit(cache=True, nogil=True)  # pragma: no cover - compiled
def relever_traits(  # type: ignore[no-untyped-def]
    racines_bornes, racines, seuls, cles, valeurs, traits, bornes
):
    """The known traits of each text: its stems (``seuls`` gives their numbers, -1 for none), its pairs."""
    place = 0
    for i in range(len(bornes) - 1):
        de, a = racines_bornes[i], racines_bornes[i + 1]
        for j in range(de, a):
            trait = seuls[racines[j]] if racines[j] < len(seuls) else -1
            if trait >= 0:
                traits[place] = trait
                place += 1
        for j in range(de + 1, a):
            if racines[j - 1] < len(seuls) and racines[j] < len(seuls):
                trait = trouver(cles, valeurs, meler(racines[j - 1], racines[j]))
                if trait >= 0:
                    traits[place] = trait
                    place += 1
        bornes[i + 1] = place


@numba.njit(cache=True, nogil=True)  # pragma: no cover - compiled
def _peser(de, a, ligne_de, poids_de, traits_bornes, traits, idf, sommes, vus):  # type: ignore[no-untyped-def]
    """The traits of some passages in ``vus`` and their weights in ``sommes``; how many, and their norm."""
    nombre = 0
    for p in range(de, a):
        poids, ligne = poids_de[p], ligne_de[p]
        if poids > 0:
            for t in range(traits_bornes[ligne], traits_bornes[ligne + 1]):
                trait = traits[t]
                if sommes[trait] == 0.0:
                    vus[nombre] = trait
                    nombre += 1
                sommes[trait] += poids
    carre = 0.0
    for n in range(nombre):
        trait = vus[n]
        sommes[trait] = np.log1p(sommes[trait]) * idf[trait]
        carre += sommes[trait] * sommes[trait]
    return nombre, max(np.sqrt(carre), 1e-9)


@numba.njit(cache=True, nogil=True)  # pragma: no cover - compiled
def _noter(nombre, norme, bornes, lignes, poids, sommes, vus, notes):  # type: ignore[no-untyped-def]
    """The cosines of the weighed traits with some rows, kept trait by trait."""
    notes[:] = 0.0
    for n in range(nombre):
        trait = vus[n]
        valeur = sommes[trait] / norme
        for p in range(bornes[trait], bornes[trait + 1]):
            notes[lignes[p]] += valeur * poids[p]


@numba.njit(cache=True, nogil=True)  # pragma: no cover - compiled
def _retenir(notes, permis, corps, temperature, plancher, rangs, scores, parts):  # type: ignore[no-untyped-def]
    """The best of the emplois-types allowed, best first, with their shares among all of those."""
    haut = -1e9
    for e in range(len(notes)):
        if (permis < 0 or permis == corps[e]) and notes[e] > haut:
            haut = notes[e]
    echelle = temperature * max(haut, plancher)
    total = 0.0
    remplis = 0
    for e in range(len(notes)):
        if permis >= 0 and permis != corps[e]:
            continue
        total += np.exp((notes[e] - haut) / echelle)
        place = remplis
        while place > 0 and scores[place - 1] < notes[e]:
            place -= 1
        if place < len(rangs):
            for n in range(min(remplis, len(rangs) - 1), place, -1):
                rangs[n], scores[n] = rangs[n - 1], scores[n - 1]
            rangs[place], scores[place] = e, notes[e]
            remplis = min(remplis + 1, len(rangs))
    for n in range(remplis):
        parts[n] = np.exp((scores[n] - haut) / echelle) / total


@numba.njit(cache=True, nogil=True)  # pragma: no cover - compiled
def classer(  # type: ignore[no-untyped-def]
    bornes, ligne_de, poids_de, traits_bornes, traits, idf, emplois_bornes, emplois_lignes, emplois_poids,
    familles_bornes, familles_lignes, familles_poids, nombre_familles, famille_de, corps, penchants,
    permis, temperature, plancher, poids_famille, sommes, vus, rangs, scores, parts, premiers, candidats,
):  # fmt: skip
    """The nearest emplois-types of each offer, best first, with their scores and shares.

    Offer ``i`` holds the passages ``bornes[i]`` to ``bornes[i + 1]``, each a line and a weight. ``permis``
    is the corps allowed to each (-1 for all). The nearest of ``candidats`` is written in ``premiers``.
    """
    notes = np.zeros(len(corps))
    notes_familles = np.zeros(nombre_familles)
    for i in range(len(bornes) - 1):
        nombre, norme = _peser(
            bornes[i], bornes[i + 1], ligne_de, poids_de, traits_bornes, traits, idf, sommes, vus
        )
        _noter(nombre, norme, emplois_bornes, emplois_lignes, emplois_poids, sommes, vus, notes)
        _noter(nombre, norme, familles_bornes, familles_lignes, familles_poids, sommes, vus, notes_familles)
        for n in range(nombre):
            sommes[vus[n]] = 0.0
        for e in range(len(notes)):
            notes[e] += poids_famille * notes_familles[famille_de[e]]
            if permis[i] < 0 and nombre > 0:
                notes[e] += penchants[i, corps[e]]
        _retenir(notes, permis[i], corps, temperature, plancher, rangs[i], scores[i], parts[i])
        for candidat in candidats:
            if premiers[i] < 0 or notes[candidat] > notes[premiers[i]]:
                premiers[i] = candidat


@numba.njit(cache=True, nogil=True)  # pragma: no cover - compiled
def _communs(un, un_a, un_b, deux, deux_a, deux_b, poids):  # type: ignore[no-untyped-def]
    """The sums of the squared and of the plain weights of the stems that two sorted lists share."""
    carres = simples = 0.0
    while un_a < un_b and deux_a < deux_b:
        if un[un_a] == deux[deux_a]:
            carres += poids[un[un_a]] * poids[un[un_a]]
            simples += poids[un[un_a]]
            un_a += 1
            deux_a += 1
        elif un[un_a] < deux[deux_a]:
            un_a += 1
        else:
            deux_a += 1
    return carres, simples


@numba.njit(cache=True, nogil=True)  # pragma: no cover - compiled
def _doublons(un, deux, racines, bornes, poids, carres, seuil):  # type: ignore[no-untyped-def]
    """Whether two entries say nearly the same."""
    norme = np.sqrt(carres[un] * carres[deux])
    if norme <= 0:
        return False
    commun, _ = _communs(racines, bornes[un], bornes[un + 1], racines, bornes[deux], bornes[deux + 1], poids)
    return commun / norme >= seuil


@numba.njit(cache=True, nogil=True)  # pragma: no cover - compiled
def _suivante(nombre, exacts, totaux, pris):  # type: ignore[no-untyped-def]
    """The best candidate not taken yet: those that read the same first, then by decreasing total."""
    place = -1
    for n in range(nombre):
        if not pris[n] and (
            place < 0
            or exacts[n] > exacts[place]
            or (exacts[n] == exacts[place] and totaux[n] > totaux[place])
        ):
            place = n
    if place >= 0:
        pris[place] = True
    return place


@numba.njit(cache=True, nogil=True)  # pragma: no cover - compiled
def _departager(  # type: ignore[no-untyped-def]
    nombre, numeros, exacts, totaux, pris, racines, bornes, poids, carres, seuil
):
    """The first candidate, the total of the first that is not its near duplicate, how many read the same
    (negative when those are not near duplicates)."""
    premier = place = _suivante(nombre, exacts, totaux, pris)
    second = 0.0
    compte, accord, cherche = 0, True, True
    while place >= 0:
        meme = _doublons(numeros[premier], numeros[place], racines, bornes, poids, carres, seuil)
        if exacts[place]:
            compte += 1
            accord = accord and (meme or place == premier)
        if cherche and not meme:
            second, cherche = totaux[place], False
        if not cherche and not exacts[place]:
            break
        place = _suivante(nombre, exacts, totaux, pris)
    return premier, second, compte if accord else -compte


@numba.njit(cache=True, nogil=True)  # pragma: no cover - compiled
def _peser_contexte(proches, parts, porteuses_bornes, porteuses, facteur, contexte):  # type: ignore[no-untyped-def]
    for n in range(len(proches)):
        if proches[n] >= 0:
            for p in range(porteuses_bornes[proches[n]], porteuses_bornes[proches[n] + 1]):
                contexte[porteuses[p]] = facteur * (contexte[porteuses[p]] + parts[n])


@numba.njit(cache=True, nogil=True)  # pragma: no cover - compiled
def _part(valeur, total):  # type: ignore[no-untyped-def]
    return np.rint(valeur / total * MICRO) / MICRO if total > 0 else 0.0


@numba.njit(cache=True, nogil=True)  # pragma: no cover - compiled
def _totaliser(  # type: ignore[no-untyped-def]
    fiche, rubrique, numeros, scores, entrees_rubriques, poids_rubrique, contexte, totaux
):
    """What each candidate of a line is ranked by, its neighbours aside; how many there are."""
    nombre = 0
    while nombre < len(totaux) and numeros[fiche, nombre] >= 0:
        numero = numeros[fiche, nombre]
        meme = poids_rubrique if entrees_rubriques[numero] == rubrique else 0.0
        totaux[nombre] = scores[fiche, nombre] / MICRO * (1 + contexte[numero] + meme)
        nombre += 1
    return nombre


@numba.njit(cache=True, nogil=True)  # pragma: no cover - compiled
def _meilleures(nombre, exacts, totaux, places):  # type: ignore[no-untyped-def]
    """Put the best candidates in ``places``, in the order of :func:`_suivante`; how many there are."""
    retenues = 0
    for n in range(nombre):
        rang = retenues
        while rang > 0 and (
            exacts[n] > exacts[places[rang - 1]]
            or (exacts[n] == exacts[places[rang - 1]] and totaux[n] > totaux[places[rang - 1]])
        ):
            rang -= 1
        if rang == len(places):
            continue
        retenues = min(retenues + 1, len(places))
        for autre in range(retenues - 1, rang, -1):
            places[autre] = places[autre - 1]
        places[rang] = n
    return retenues


@numba.njit(cache=True, nogil=True)  # pragma: no cover - compiled
def _pointer(  # type: ignore[no-untyped-def]
    nombre, numeros, scores, exacts, totaux, tenantes_bornes, tenantes, temperature, places, parts, pointes
):
    """How much a line points at each emploi-type, by its best candidates (``places`` holds as many)."""
    pointes[:] = 0.0
    retenues, somme = _meilleures(nombre, exacts, totaux, places), 0.0
    if retenues == 0 or totaux[places[0]] == 0.0:
        return
    for n in range(retenues):
        parts[n] = np.exp((totaux[places[n]] - totaux[places[0]]) / temperature)
        somme += parts[n]
    facteur = min(1.0, 2 * scores[places[0]] / MICRO) / somme
    for n in range(retenues):
        numero = numeros[places[n]]
        de, a = tenantes_bornes[numero], tenantes_bornes[numero + 1]
        apport = facteur * parts[n] / np.sqrt(a - de)
        for t in range(de, a):
            pointes[tenantes[t]] += apport


@numba.njit(cache=True, nogil=True)  # pragma: no cover - compiled
def _reunir(pointes, ligne, de, a, voisines, autour):  # type: ignore[no-untyped-def]
    """What the lines around one point at, the nearest counting most; whether there are any."""
    autour[:] = 0.0
    total = 0.0
    for autre in range(max(de, ligne - voisines), min(a, ligne + voisines + 1)):
        if autre != ligne:
            poids = 1 / abs(autre - ligne)
            total += poids
            for code in range(len(autour)):
                autour[code] += poids * pointes[autre - de, code]
    if total > 0:
        for code in range(len(autour)):
            autour[code] /= total
    return total > 0


@numba.njit(cache=True, nogil=True)  # pragma: no cover - compiled
def aligner(  # type: ignore[no-untyped-def]
    bornes, fiches, rubriques, proches, parts, porteuses_bornes, porteuses,
    tenantes_bornes, tenantes, entrees_rubriques,
    numeros, scores, exacts, textes_racines, textes_bornes, textes_totaux, textes_nombres,
    racines, racines_bornes, poids_racines, carres, totaux_labels,
    poids_rubrique, seuil, poids_voisines, voisines, temperature, meneuses,
    contexte, premieres, indices, exactes,
):  # fmt: skip
    """For each line of each offer the entry that comes first, and what the decision rests on.

    ``fiches`` is the row of each line's candidates in ``numeros`` (-1 past the last), ``scores`` (millionths)
    and ``exacts``. ``exactes`` receives the number of entries that read the same (negative when they are
    not near duplicates of one another).
    """
    pris = np.zeros(numeros.shape[1], dtype=np.bool_)
    places, parts_meneuses = np.zeros(meneuses, dtype=np.int64), np.zeros(meneuses)
    autour = np.zeros(len(porteuses_bornes) - 1)
    for i in range(len(bornes) - 1):
        _peser_contexte(proches[i], parts[i], porteuses_bornes, porteuses, 1.0, contexte)
        lignes = bornes[i + 1] - bornes[i]
        pointes = np.zeros((lignes, len(autour)))
        tous, nombres = np.empty((lignes, len(pris))), np.empty(lignes, dtype=np.int64)
        for rang in range(lignes):
            ligne = bornes[i] + rang
            fiche = fiches[ligne]
            nombres[rang] = _totaliser(
                fiche, rubriques[ligne], numeros, scores, entrees_rubriques, poids_rubrique, contexte,
                tous[rang],
            )  # fmt: skip
            _pointer(
                nombres[rang], numeros[fiche], scores[fiche], exacts[fiche], tous[rang],
                tenantes_bornes, tenantes, temperature, places, parts_meneuses, pointes[rang],
            )  # fmt: skip
        for rang in range(lignes):
            ligne, nombre, totaux = bornes[i] + rang, nombres[rang], tous[rang]
            fiche = fiches[ligne]
            if nombre == 0:
                continue
            pris[:nombre] = False
            if _reunir(pointes, ligne, bornes[i], bornes[i + 1], voisines, autour):
                for n in range(nombre):
                    numero, somme = numeros[fiche, n], 0.0
                    for t in range(tenantes_bornes[numero], tenantes_bornes[numero + 1]):
                        somme += autour[tenantes[t]]
                    totaux[n] += poids_voisines * scores[fiche, n] / MICRO * somme
            premier, second, exactes[ligne] = _departager(
                nombre, numeros[fiche], exacts[fiche], totaux, pris,
                racines, racines_bornes, poids_racines, carres, seuil,
            )  # fmt: skip
            numero = numeros[fiche, premier]
            premieres[ligne] = numero
            _, communs = _communs(
                textes_racines, textes_bornes[fiche], textes_bornes[fiche + 1],
                racines, racines_bornes[numero], racines_bornes[numero + 1], poids_racines,
            )  # fmt: skip
            indices[ligne, 0] = scores[fiche, premier] / MICRO
            indices[ligne, 1] = totaux[premier] - second
            indices[ligne, 2] = _part(communs, textes_totaux[fiche])
            indices[ligne, 3] = _part(communs, totaux_labels[numero])
            indices[ligne, 4] = np.log1p(textes_nombres[fiche])
        _peser_contexte(proches[i], parts[i], porteuses_bornes, porteuses, 0.0, contexte)


@numba.njit(cache=True, nogil=True)  # pragma: no cover - compiled
def _ajouter_proches(de, a, fiches, notes, seuil, retenues, nombre):  # type: ignore[no-untyped-def]
    """Add to the lines kept those that resemble, the nearest first, the first of equals first."""
    plafond, dernier = np.int64(1) << 40, -1
    while nombre < len(retenues):
        mieux = -1
        for ligne in range(de, a):
            valeur = notes[fiches[ligne]]
            if valeur / MICRO < seuil:
                continue
            apres = valeur < plafond or (valeur == plafond and ligne > dernier)
            if apres and (mieux < 0 or valeur > notes[fiches[mieux]]):
                mieux = ligne
        if mieux < 0:
            break
        plafond, dernier = notes[fiches[mieux]], mieux
        deja = False
        for n in range(nombre):
            deja = deja or retenues[n] == mieux
        if not deja:
            retenues[nombre] = mieux
            nombre += 1
    return nombre


@numba.njit(cache=True, nogil=True)  # pragma: no cover - compiled
def couvrir(  # type: ignore[no-untyped-def]
    bornes, fiches, ressemblances, sures, probabilites, cles_lignes, seuil_present, seuil_partiel, maximum,
    etats, hauts, lignes, rattachees,
):  # fmt: skip
    """For each offer and each line of one emploi-type: whether it is asked for, how likely, by which line.

    ``sures`` is, for each line of the offers that is surely an entry, the key of that entry (-1 otherwise);
    ``cles_lignes`` those of the emploi-type's lines. ``rattachees`` receives the lines of the offers that
    ask for something of it.
    """
    retenues = np.zeros(maximum, dtype=np.int64)
    for i in range(len(bornes) - 1):
        de, a = bornes[i], bornes[i + 1]
        for place in range(len(cles_lignes)):
            notes = ressemblances[:, place]
            nombre, haut, sure = 0, 0.0, False
            for ligne in range(de, a):
                haut = max(haut, notes[fiches[ligne]] / MICRO)
                if sures[ligne] >= 0 and sures[ligne] == cles_lignes[place]:
                    sure = True
                    haut = max(haut, probabilites[ligne])
                    if nombre < maximum:
                        retenues[nombre] = ligne
                        nombre += 1
            nombre = _ajouter_proches(de, a, fiches, notes, seuil_partiel, retenues, nombre)
            etats[i, place] = 2 if sure or haut >= seuil_present else 1 if haut >= seuil_partiel else 0
            hauts[i, place] = np.rint(haut * 10_000) / 10_000
            lignes[i, place] = retenues[0] - de if nombre else -1
            for n in range(nombre):
                rattachees[retenues[n]] = True
