"""Many texts at once: the compiled path of an index, on one or several threads.

It gives what the index gives one text at a time, from the folding of the text onwards, without a Python
loop an item and in bounded memory. Words are looked up once: their features are kept for the next texts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import nullcontext
from functools import cache
from itertools import chain
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from socle.alignement import noyau
from socle.alignement.lexical import ECHELLE, EspaceLexical
from socle.alignement.normalise import mots, plier_caractere
from socle.alignement.suites import Entiers, Suites

Points = npt.NDArray[np.int64]
Sens = Callable[[Sequence[str]], Points]
_Repartir = Callable[[Callable[[int], None], Iterable[int]], Iterable[None]]

TEXTES_PAR_LOT = 16_384
CASES_DE_SENS = 1 << 22
"""Points of meaning held at once by one thread: texts × forms."""

MAX_MOTS = 1 << 16
"""Words kept before the table is emptied."""


@cache
def table_de_pliage() -> tuple[npt.NDArray[np.int32], npt.NDArray[np.uint8], npt.NDArray[np.uint8]]:
    """Where the folded bytes of each code point of the first plane lie, how many they are, and the bytes.

    A code point whose folding is more than twice its own length is marked special.
    """
    places = np.zeros(1 << 16, dtype=np.int32)
    tailles = np.zeros(1 << 16, dtype=np.uint8)
    blob = bytearray()
    for point in range(1 << 16):
        largeur = 1 if point < 0x80 else 2 if point < 0x800 else 3
        plie = plier_caractere(chr(point)).encode("utf-8", "replace")
        places[point] = len(blob)
        tailles[point] = len(plie) if len(plie) <= 2 * largeur else noyau.SPECIAL
        blob += plie
    return places, tailles, np.frombuffer(bytes(blob), dtype=np.uint8)


class Decoupes(NamedTuple):
    """Texts cut into words: the number of each, the bounds and the print of each text, and the features of
    each word."""

    jetons: npt.NDArray[np.int32]
    bornes: Entiers
    condenses: npt.NDArray[np.uint64]
    mots_bornes: Entiers
    mots_traits: npt.NDArray[np.int32]

    def resserrer(self) -> Decoupes:
        """The same with the words of these texts only, numbered anew."""
        utiles, jetons = np.unique(self.jetons, return_inverse=True)
        siens = Suites(self.mots_bornes, self.mots_traits).choisir(utiles)
        return self._replace(
            jetons=jetons.astype(np.int32), mots_bornes=siens.bornes, mots_traits=siens.valeurs
        )


class TableDeMots:
    """Words met so far: their hash, their number, their features.

    :param traits_du_mot: the features of a folded word, asked for once.
    """

    def __init__(self, traits_du_mot: Callable[[str], Sequence[int]]) -> None:
        self._traits_du_mot = traits_du_mot
        self._vider()

    def _vider(self) -> None:
        self.cles = np.zeros(1 << 4, dtype=np.uint64)
        self.valeurs = np.zeros(1 << 4, dtype=np.int32)
        self._condenses = np.empty(0, dtype=np.uint64)
        self.bornes = np.zeros(1, dtype=np.int64)
        self.traits = np.empty(0, dtype=np.int32)

    def _ajouter(self, nouveaux: Sequence[bytes]) -> None:
        """Give these folded words the numbers that follow."""
        traits = [self._traits_du_mot(mot.decode("utf-8")) for mot in nouveaux]
        tailles = np.array([len(siens) for siens in traits], dtype=np.int64)
        condenses = [int(noyau.condenser(np.frombuffer(mot, dtype=np.uint8))) for mot in nouveaux]
        depart = len(self._condenses)
        self.bornes = np.concatenate((self.bornes, self.bornes[-1] + np.cumsum(tailles)))
        self.traits = np.concatenate((self.traits, np.array([*chain.from_iterable(traits)], dtype=np.int32)))
        self._condenses = np.concatenate((self._condenses, np.array(condenses, dtype=np.uint64)))
        taille = len(self.cles)
        while taille < 3 * len(self._condenses):
            taille, depart = taille * 2, 0
        if depart == 0:
            self.cles = np.zeros(taille, dtype=np.uint64)
            self.valeurs = np.zeros(taille, dtype=np.int32)
        for numero in range(depart, len(self._condenses)):
            noyau.inserer(self.cles, self.valeurs, self._condenses[numero], np.int32(numero))

    def decouper(self, textes: Sequence[str]) -> Decoupes:
        """Texts cut into words; those never met are added, all being forgotten first when there are too
        many."""
        if len(self._condenses) > MAX_MOTS:
            self._vider()
        octets = _en_octets(textes)
        plie = np.empty(2 * len(octets) + 8, dtype=np.uint8)
        jetons = np.empty(len(octets) + 1, dtype=np.int32)
        inconnus = np.empty((len(octets) + 1, 3), dtype=np.int32)
        bornes = np.zeros(len(textes) + 1, dtype=np.int64)
        condenses = np.zeros(len(textes), dtype=np.uint64)
        nombre, manquants = noyau.decouper(
            octets, *table_de_pliage(), self.cles, self.valeurs, plie, jetons, bornes, condenses, inconnus
        )
        if nombre < 0:
            return self.decouper([" ".join(mots(texte)) for texte in textes])
        self._nommer(inconnus[:manquants], plie.tobytes(), jetons)
        return Decoupes(jetons[:nombre], bornes, condenses, self.bornes, self.traits)

    def _nommer(self, inconnus: npt.NDArray[np.int32], plie: bytes, jetons: npt.NDArray[np.int32]) -> None:
        nouveaux: dict[bytes, int] = {}
        depart = len(self._condenses)
        for rang, debut, taille in inconnus.tolist():
            mot = plie[debut : debut + taille]
            jetons[rang] = depart + nouveaux.setdefault(mot, len(nouveaux))
        if nouveaux:
            self._ajouter(list(nouveaux))


class Lot:
    """The batch engine of one index.

    :param espace: its lexical space.
    :param entrees: the entry of each form.
    :param exactes: by normalised key, the points of each entry that has it, by entry.
    :param sens: points of meaning of texts for each form, where something was learnt.
    """

    def __init__(
        self,
        espace: EspaceLexical,
        entrees: npt.NDArray[np.int32],
        exactes: Mapping[str, Mapping[int, int]],
        sens: Sens | None = None,
    ) -> None:
        self._espace = espace
        self._entrees = entrees
        self._sens = sens
        self._mots = TableDeMots(espace.traits_du_mot)
        self._preparer_exactes(exactes)

    def _preparer_exactes(self, exactes: Mapping[str, Mapping[int, int]]) -> None:
        taille = 16
        while taille < 2 * len(exactes):
            taille *= 2
        self._exactes_cles = np.zeros(taille, dtype=np.uint64)
        self._exactes_rangs = np.zeros(taille, dtype=np.int32)
        premieres = np.flatnonzero(np.diff(self._entrees, prepend=-1))
        bornes, formes, points = [0], [], []
        for rang, (cle, entrees) in enumerate(exactes.items()):
            condense = noyau.condenser_suite(np.frombuffer(cle.encode("utf-8"), dtype=np.uint8))
            noyau.inserer(self._exactes_cles, self._exactes_rangs, np.uint64(condense), np.int32(rang))
            for entree, valeur in sorted(entrees.items()):
                formes.append(premieres[entree])
                points.append(valeur)
            bornes.append(len(formes))
        self._exactes_bornes = np.array(bornes, dtype=np.int64)
        self._exactes_formes = np.array(formes, dtype=np.int64)
        self._exactes_points = np.array(points, dtype=np.int64)

    def chercher(self, textes: Sequence[str], k: int, fils: int = 1) -> tuple[Entiers, Points]:
        """The numbers of the best entries of each text (-1 beyond the last) and their points."""
        numeros = np.full((len(textes), k), -1, dtype=np.int64)
        points = np.zeros((len(textes), k), dtype=np.int64)
        # One thread is this one: another would keep its own store of memory.
        with ThreadPoolExecutor(fils) if fils > 1 else nullcontext() as equipe:
            repartir: _Repartir = equipe.map if equipe is not None else map
            for debut in range(0, len(textes), TEXTES_PAR_LOT):
                lot = textes[debut : debut + TEXTES_PAR_LOT]
                morceau = slice(debut, debut + len(lot))
                self._un_lot(lot, numeros[morceau], points[morceau], repartir, max(fils, 1))
        return numeros, points

    def decouper(self, textes: Sequence[str]) -> Decoupes:
        """Texts cut once, to be looked for in several spaces (:meth:`noter_decoupes`)."""
        return self._mots.decouper(textes)

    def noter_decoupes(self, decoupes: Decoupes, textes: Entiers) -> Points:
        """The points of every entry for some of the texts that another engine cut, their features being this
        one's; one row a text."""
        points = np.empty((len(textes), int(self._entrees[-1]) + 1), dtype=np.int64)
        arguments = (textes, *self._arguments(decoupes), points)
        noyau.noter(*arguments)
        return points

    def _travailler(
        self, de: int, a: int, decoupes: Decoupes, sens: Points, numeros: Entiers, points: Points
    ) -> None:
        arguments = (de, a, *self._arguments(decoupes), sens, numeros, points)
        noyau.chercher(*arguments)

    def _arguments(self, decoupes: Decoupes) -> tuple[Any, ...]:
        """What the loops read: the texts, the space, the entries."""
        espace = self._espace
        return (
            *decoupes, espace.idf, len(espace.racines),
            espace.bornes, espace.lignes, espace.poids, ECHELLE,
            self._entrees, self._exactes_cles, self._exactes_rangs,
            self._exactes_bornes, self._exactes_formes, self._exactes_points,
        )  # fmt: skip

    def _un_lot(
        self, textes: Sequence[str], numeros: Entiers, points: Points, repartir: _Repartir, fils: int
    ) -> None:
        decoupes = self.decouper(textes)
        pas = -(-len(textes) // fils)
        if self._sens is not None:
            pas = max(1, min(pas, CASES_DE_SENS // max(len(self._entrees), 1)))

        def travailler(de: int) -> None:
            a = min(de + pas, len(textes))
            sens = np.empty((0, 0), dtype=np.int64) if self._sens is None else self._sens(textes[de:a])
            self._travailler(de, a, decoupes, sens, numeros, points)

        for _ in repartir(travailler, range(0, len(textes), pas)):
            pass


def _en_octets(textes: Sequence[str]) -> npt.NDArray[np.uint8]:
    """The texts end to end, each followed by a zero byte."""
    suite = "\0".join(textes) + "\0" if textes else ""
    if suite.count("\0") != len(textes):
        suite = "".join(texte.replace("\0", " ") + "\0" for texte in textes)
    octets = suite.encode("utf-8", "replace")
    return np.frombuffer(octets, dtype=np.uint8)
