"""The compact encoder: a bag of stems and character n-grams, learnt from the référentiels at hand.

A text is the sum of the rows of its features, made of length one. The features of a word are its stem
(weight 1) and its n character 3-, 4- and 5-grams with one space each side (weight 1/√n each), hashed to
a fixed number of rows; rows are kept as whole numbers of one byte with one scale a row.
"""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from os import PathLike
from pathlib import Path
from typing import NamedTuple
from zipfile import BadZipFile
from zlib import crc32

import numpy as np
import numpy.typing as npt

from socle.alignement.normalise import mots_pleins, racine
from socle.erreurs import DocumentIllisible

LIGNES = 1 << 16
MAX_JETONS = 40
TAILLES = (3, 4, 5)
VERSION = 1

Vecteurs = npt.NDArray[np.float32]


class Sac(NamedTuple):
    """Words of texts, and features of words.

    The words of text ``i`` are ``mots[bornes[i]:bornes[i + 1]]``; the features of word ``m`` and their
    weights lie from ``bornes_mots[m]`` to ``bornes_mots[m + 1]``.
    """

    bornes: npt.NDArray[np.int64]
    mots: npt.NDArray[np.int32]
    bornes_mots: npt.NDArray[np.int64]
    traits: npt.NDArray[np.int32]
    poids: Vecteurs


def traits_du_mot(mot: str) -> tuple[list[int], list[float]]:
    """The rows of a folded word, and their weights.

    >>> rangs, poids = traits_du_mot("cours")
    >>> len(rangs), poids[0], round(sum(p * p for p in poids[1:]), 6)
    (13, 1.0, 1.0)
    """
    borde = f" {mot} "
    morceaux = [borde[i : i + n] for n in TAILLES for i in range(len(borde) - n + 1)]
    poids = 1.0 / math.sqrt(len(morceaux))
    rangs = [crc32(f"r{racine(mot)}".encode()) % LIGNES]
    rangs += [crc32(f"g{morceau}".encode()) % LIGNES for morceau in morceaux]
    return rangs, [1.0] + [poids] * len(morceaux)


def mettre_en_sac(textes: Sequence[str]) -> Sac:
    """The words of texts, those that carry no meaning left out, at most 40 each; and their features."""
    numeros: dict[str, int] = {}
    suite: list[int] = []
    bornes = [0]
    for texte in textes:
        suite += [numeros.setdefault(mot, len(numeros)) for mot in mots_pleins(texte)[:MAX_JETONS]]
        bornes.append(len(suite))
    traits: list[int] = []
    poids: list[float] = []
    bornes_mots = [0]
    for mot in numeros:
        rangs, facteurs = traits_du_mot(mot)
        traits += rangs
        poids += facteurs
        bornes_mots.append(len(traits))
    return Sac(
        np.asarray(bornes, dtype=np.int64),
        np.asarray(suite, dtype=np.int32),
        np.asarray(bornes_mots, dtype=np.int64),
        np.asarray(traits, dtype=np.int32),
        np.asarray(poids, dtype=np.float32),
    )


class EncodeurCompact:
    """An encoder learnt by :func:`socle.alignement.apprentissage.entrainer`.

    :param rangs: the rows, shape (65536, d), one byte a number.
    :param echelles: what one unit is worth in each row.
    :param empreinte: fingerprint of what it learnt from.
    :param sources: the names of what it learnt from.
    :param reserve: the fold of entries whose definitions it did not learn, if any.
    """

    def __init__(
        self,
        rangs: npt.NDArray[np.int8],
        echelles: Vecteurs,
        *,
        empreinte: str = "",
        sources: Sequence[str] = (),
        reserve: int | None = None,
    ) -> None:
        self.rangs = rangs
        self.echelles = echelles
        self.empreinte = empreinte
        self.sources = tuple(sources)
        self.reserve = reserve
        self._mots: dict[str, int] = {}
        self._table = np.zeros((0, rangs.shape[1]), dtype=np.float32)

    @property
    def dimension(self) -> int:
        """The length of a vector."""
        return int(self.rangs.shape[1])

    def encode(self, texts: Sequence[str]) -> Vecteurs:
        """One row a text, of length one; zero for a text without a word that carries meaning."""
        suites = [mots_pleins(texte)[:MAX_JETONS] for texte in texts]
        self._apprendre_mots({mot for suite in suites for mot in suite} - self._mots.keys())
        plats = np.fromiter(
            (self._mots[mot] for suite in suites for mot in suite),
            dtype=np.int64,
            count=sum(map(len, suites)),
        )
        sommes = np.zeros((len(suites), self.dimension), dtype=np.float32)
        tailles = np.fromiter(map(len, suites), dtype=np.int64, count=len(suites))
        pleins = np.flatnonzero(tailles)
        if len(pleins):
            debuts = (np.cumsum(tailles) - tailles)[pleins]
            sommes[pleins] = np.add.reduceat(self._table[plats], debuts, axis=0)
        normes = np.linalg.norm(sommes, axis=1, keepdims=True)
        resultat: Vecteurs = sommes / np.maximum(normes, np.float32(1e-9))
        return resultat

    def _apprendre_mots(self, nouveaux: set[str]) -> None:
        if not nouveaux:
            return
        lignes = []
        for mot in sorted(nouveaux):
            rangs, poids = traits_du_mot(mot)
            facteurs = np.asarray(poids, dtype=np.float32) * self.echelles[rangs]
            lignes.append(facteurs @ self.rangs[rangs].astype(np.float32))
            self._mots[mot] = len(self._mots)
        self._table = np.concatenate((self._table, np.stack(lignes)))

    def save(self, path: str | PathLike[str]) -> None:
        """Write the encoder as one ``npz`` file of arrays and JSON."""
        meta = {
            "version": VERSION,
            "empreinte": self.empreinte,
            "sources": self.sources,
            "reserve": self.reserve,
        }
        octets = np.frombuffer(json.dumps(meta, ensure_ascii=False).encode(), dtype=np.uint8)
        with Path(path).open("wb") as sortie:
            np.savez(sortie, meta=octets, rangs=self.rangs, echelles=self.echelles)

    @classmethod
    def load(cls, path: str | PathLike[str]) -> EncodeurCompact:
        """Read what :meth:`save` wrote.

        :raises DocumentIllisible: the file is not an encoder, or one of another version.
        """
        try:
            with Path(path).open("rb") as entree, np.load(entree, allow_pickle=False) as archive:
                meta = json.loads(archive["meta"].tobytes())
                rangs, echelles = archive["rangs"], archive["echelles"]
            if meta["version"] != VERSION or rangs.shape[0] != LIGNES or rangs.dtype != np.int8:
                raise ValueError(meta["version"])
        except (OSError, EOFError, BadZipFile, ValueError, KeyError, TypeError) as erreur:
            raise DocumentIllisible(
                "Ce fichier n’est pas un apprentissage que Socle sait relire.",
                remede="Relancez l’apprentissage depuis les référentiels importés.",
                code="apprentissage-illisible",
            ) from erreur
        return cls(
            rangs, echelles, empreinte=meta["empreinte"], sources=meta["sources"], reserve=meta.get("reserve")
        )


def quantifier(rangs: Vecteurs) -> tuple[npt.NDArray[np.int8], Vecteurs]:
    """Rows as numbers of one byte, and the scale of each row."""
    maxima = np.abs(rangs).max(axis=1)
    echelles = (maxima / 127).astype(np.float32)
    entiers = np.rint(rangs / np.where(echelles > 0, echelles, 1)[:, None]).astype(np.int8)
    return entiers, echelles
