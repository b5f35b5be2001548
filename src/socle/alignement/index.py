"""A searchable set of entries: exact layer, then lexical, then meaning where something was learnt."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from os import PathLike
from pathlib import Path
from typing import NamedTuple
from zipfile import BadZipFile

import numpy as np
import numpy.typing as npt

from socle.alignement.lexical import UNITE, EspaceLexical
from socle.alignement.normalise import cle
from socle.erreurs import DocumentIllisible

FACTEUR_ALIAS = 0.99
"""An alias counts a little less than the label, so that the label wins between equals."""

FACTEUR_DEFINITION = 0.8

VERSION = 1


class Hit(NamedTuple):
    """One entry found. ``score`` lies between 0 and 1; ``voie`` tells what placed it: ``exact`` (same
    words, capitals, accents and punctuation aside), ``lexical`` or ``sens`` (an encoder)."""

    id: str
    score: float
    voie: str = "lexical"


class Index:
    """Entries to find by their label, their other names and their definition.

    :param ids: one distinct identifier an entry.
    :param labels: the label of each.
    :param aliases: other names by identifier.
    :param definitions: a definition by identifier.

    >>> index = Index(["a", "b"], ["Ingénierie pédagogique", "Gestion budgétaire"])
    >>> index.search("ingenierie PEDAGOGIQUE", k=1)
    [[Hit(id='a', score=1.0, voie='exact')]]
    """

    def __init__(
        self,
        ids: Iterable[str],
        labels: Iterable[str],
        *,
        aliases: Mapping[str, Sequence[str]] | None = None,
        definitions: Mapping[str, str] | None = None,
    ) -> None:
        self.ids = tuple(ids)
        self.labels = tuple(labels)
        _verifier(self.ids, self.labels)
        self.aliases = {ident: tuple((aliases or {}).get(ident, ())) for ident in self.ids}
        self.definitions = {ident: (definitions or {}).get(ident, "") for ident in self.ids}
        formes, facteurs = self._formes()
        self._espace = EspaceLexical.apprendre(formes, facteurs)

    def _formes(self) -> tuple[list[str], list[float]]:
        formes: list[str] = []
        facteurs: list[float] = []
        entrees: list[int] = []
        self._exactes: dict[str, dict[int, int]] = {}
        for numero, (ident, label) in enumerate(zip(self.ids, self.labels, strict=True)):
            definition = self.definitions[ident]
            noms = (label, *self.aliases[ident])
            for rang, nom in enumerate(noms):
                self._exactes.setdefault(cle(nom), {}).setdefault(numero, 1 if rang else 2)
            formes += [*noms, definition] if definition else noms
            entrees += [numero] * (len(noms) + bool(definition))
            facteurs += [1.0] + [FACTEUR_ALIAS] * (len(noms) - 1) + [FACTEUR_DEFINITION] * bool(definition)
        self._exactes.pop("", None)
        self._entrees = np.asarray(entrees, dtype=np.int32)
        self._debuts = np.flatnonzero(np.diff(self._entrees, prepend=-1))
        return formes, facteurs

    def __len__(self) -> int:
        return len(self.ids)

    def search(self, texts: str | Sequence[str], k: int = 10) -> list[list[Hit]]:
        """For each text, at most ``k`` entries, best first; equal scores in the order of the index.

        A text that shares nothing with any entry gets an empty list.
        """
        textes = [texts] if isinstance(texts, str) else list(texts)
        resultats = []
        for points, exactes in self._scores(textes):
            meilleurs = _meilleurs(points, k)
            resultats.append(
                [
                    Hit(
                        self.ids[numero],
                        min(1.0, round(int(points[numero]) / UNITE, 6)),
                        "exact" if numero in exactes else "lexical",
                    )
                    for numero in meilleurs.tolist()
                ]
            )
        return resultats

    def _scores(self, textes: list[str]) -> Iterable[tuple[npt.NDArray[np.int64], dict[int, int]]]:
        requetes = self._espace.vectoriser(textes)
        for rang, texte in enumerate(textes):
            morceau = slice(requetes.bornes[rang], requetes.bornes[rang + 1])
            points = self._espace.scores(requetes.traits[morceau], requetes.poids[morceau])
            if len(self._debuts) < len(points):
                points = np.maximum.reduceat(points, self._debuts)
            exactes = self._exactes.get(cle(texte), {})
            for numero, rehausse in exactes.items():
                points[numero] = 2 * UNITE + rehausse
            yield points, exactes

    def save(self, path: str | PathLike[str]) -> None:
        """Write the index as one ``npz`` file; no code is stored, only arrays and JSON."""
        espace = self._espace
        meta = {
            "version": VERSION,
            "ids": self.ids,
            "labels": self.labels,
            "aliases": {ident: noms for ident, noms in self.aliases.items() if noms},
            "definitions": {ident: texte for ident, texte in self.definitions.items() if texte},
            "racines": list(espace.racines),
            "grammes": list(espace.grammes),
        }
        octets = np.frombuffer(json.dumps(meta, ensure_ascii=False).encode(), dtype=np.uint8)
        with Path(path).open("wb") as sortie:
            np.savez_compressed(
                sortie,
                meta=octets,
                idf=espace.idf,
                bornes=espace.bornes,
                lignes=espace.lignes,
                poids=espace.poids,
            )

    @classmethod
    def load(cls, path: str | PathLike[str]) -> Index:
        """Read what :meth:`save` wrote.

        :raises DocumentIllisible: the file is not an index, or one of another version.
        """
        try:
            with Path(path).open("rb") as entree, np.load(entree, allow_pickle=False) as archive:
                meta = json.loads(archive["meta"].tobytes())
                tableaux = {nom: archive[nom] for nom in ("idf", "bornes", "lignes", "poids")}
            if meta["version"] != VERSION:
                raise ValueError(meta["version"])
        except (OSError, EOFError, BadZipFile, ValueError, KeyError, TypeError) as erreur:
            raise DocumentIllisible(
                "Ce fichier n’est pas un index que Socle sait relire.",
                remede="Reconstruisez l’index depuis le référentiel.",
                code="index-illisible",
            ) from erreur
        index = cls.__new__(cls)
        index.ids, index.labels = tuple(meta["ids"]), tuple(meta["labels"])
        index.aliases = {ident: tuple(meta["aliases"].get(ident, ())) for ident in index.ids}
        index.definitions = {ident: meta["definitions"].get(ident, "") for ident in index.ids}
        formes, _ = index._formes()
        index._espace = EspaceLexical(
            racines={nom: rang for rang, nom in enumerate(meta["racines"])},
            grammes={nom: rang for rang, nom in enumerate(meta["grammes"], len(meta["racines"]))},
            poids_idf=tableaux["idf"],
            bornes=tableaux["bornes"],
            lignes=tableaux["lignes"],
            poids=tableaux["poids"],
            nombre=len(formes),
        )
        return index


def _verifier(ids: tuple[str, ...], labels: tuple[str, ...]) -> None:
    if len(ids) != len(labels):
        raise ValueError(f"{len(ids)} ids for {len(labels)} labels")
    if len(set(ids)) != len(ids):
        raise ValueError("ids must be distinct")


def _meilleurs(points: npt.NDArray[np.int64], k: int) -> npt.NDArray[np.int64]:
    nombre = len(points)
    cles = points * nombre + np.arange(nombre - 1, -1, -1)
    if k < nombre:
        cles = np.partition(cles, nombre - k)[nombre - k :] if k > 0 else cles[:0]
    cles = np.sort(cles)[::-1]
    cles = cles[cles >= nombre]
    resultat: npt.NDArray[np.int64] = nombre - 1 - cles % nombre
    return resultat
