"""A searchable set of entries: exact layer, then lexical, then meaning where something was learnt."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from copy import copy
from os import PathLike
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import numpy.typing as npt

from socle.alignement.coffre import ILLISIBLE, garder, relire
from socle.alignement.encodeur import Encodeur, Questionneur
from socle.alignement.lexical import ECHELLE, UNITE, EspaceLexical
from socle.alignement.normalise import cle, mots_pleins
from socle.erreurs import DocumentIllisible

if TYPE_CHECKING:
    from socle.alignement.lot import Decoupes, Lot

FACTEUR_ALIAS = 0.99
"""An alias counts a little less than the label, so that the label wins between equals."""

FACTEUR_DEFINITION = 0.8

POIDS_SENS = (10.0, 40.0)
"""The weight of meaning next to words is the first over the number of words of the text, plus the second
over its square: a title of three words leans on what was learnt, a definition of twenty on its words.
Chosen on MELO bel and on the definitions of RéFérens."""

POIDS_SENS_MINIMAL = 0.3
POIDS_SENS_MAXIMAL = 8.0

EXACT = 16 * UNITE
"""Points of the same words under an alias; one more under the label."""

DESSUS = 1.5
"""Above any score that likeness gives, and below that of :data:`EXACT` under the heaviest meaning."""

LISTE_COURTE = 50
"""Entries that an external encoder ranks again."""

SEUIL_DE_LOT = 512
"""From so many texts on, the compiled path is worth its loading."""

VERSION = 2


class Hit(NamedTuple):
    """One entry found. ``score`` lies between 0 and 1; ``voie`` tells what placed it: ``exact`` (same
    words, capitals, accents and punctuation aside), ``lexical``, ``sens`` (words and what was learnt) or
    ``encodeur`` (the short list, ranked again by an external encoder)."""

    id: str
    score: float
    voie: str = "lexical"


class Trouves(NamedTuple):
    """Entries found for many texts, one row a text: their places in ``ids`` (-1 past the last), their
    scores, and which read the same as the text."""

    numeros: npt.NDArray[np.int64]
    scores: npt.NDArray[np.float64]
    exacts: npt.NDArray[np.bool_]

    def arrondis(self) -> Trouves:
        """The same with the scores of hits: rounded, one at most, one for those that read the same."""
        return self._replace(scores=_arrondir(self.scores, self.exacts))


def _arrondir(scores: npt.NDArray[np.float64], exacts: npt.NDArray[np.bool_]) -> npt.NDArray[np.float64]:
    return np.where(exacts, 1.0, np.minimum(scores.round(6), 1.0))


class Index:
    """Entries to find by their label, their other names and their definition.

    :param ids: one distinct identifier an entry.
    :param labels: the label of each.
    :param aliases: other names by identifier.
    :param definitions: a definition by identifier.
    :param compact: what was learnt from référentiels; weighs on every entry.
    :param poids_sens: weight of meaning next to words; set by the length of each text when not given.
    :param encodeur: an external encoder; ranks again the short list only.
    :param pente_longueur: scores are divided by this power of the number of words of each form: among
        entries that share as much with a text, the one that says little else comes first.

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
        compact: Encodeur | None = None,
        poids_sens: float | None = None,
        encodeur: Encodeur | None = None,
        pente_longueur: float = 0.0,
    ) -> None:
        self.ids = tuple(ids)
        self.labels = tuple(labels)
        _verifier(self.ids, self.labels)
        self.aliases = {ident: tuple((aliases or {}).get(ident, ())) for ident in self.ids}
        self.definitions = {ident: (definitions or {}).get(ident, "") for ident in self.ids}
        self._poser_formes(pente=pente_longueur)
        self._espace = EspaceLexical.apprendre(self._formes, self._facteurs)
        self._poser_encodeurs(compact, poids_sens, encodeur)

    def _poser_formes(
        self,
        *,
        exactes: dict[str, dict[int, int]] | None = None,
        facteurs: list[float] | None = None,
        pente: float = 0.0,
    ) -> None:
        self._formes: list[str] = []
        entrees: list[int] = []
        for numero, (ident, label) in enumerate(zip(self.ids, self.labels, strict=True)):
            noms, definition = (label, *self.aliases[ident]), self.definitions[ident]
            self._formes += [*noms, definition] if definition else noms
            entrees += [numero] * (len(noms) + bool(definition))
        self._entrees = np.asarray(entrees, dtype=np.int32)
        self._debuts = np.flatnonzero(np.diff(self._entrees, prepend=-1))
        self._exactes = self._relever_exactes() if exactes is None else exactes
        self._facteurs = self._calculer_facteurs(pente) if facteurs is None else facteurs

    def _relever_exactes(self) -> dict[str, dict[int, int]]:
        """The points of the entries that bear each name."""
        exactes: dict[str, dict[int, int]] = {}
        for numero, (ident, label) in enumerate(zip(self.ids, self.labels, strict=True)):
            for rang, nom in enumerate((label, *self.aliases[ident])):
                exactes.setdefault(cle(nom), {}).setdefault(numero, EXACT + (0 if rang else 1))
        exactes.pop("", None)
        return exactes

    def _calculer_facteurs(self, pente: float) -> list[float]:
        """What the scores of each form are multiplied by."""
        facteurs: list[float] = []
        for ident in self.ids:
            facteurs += [1.0] + [FACTEUR_ALIAS] * len(self.aliases[ident])
            facteurs += [FACTEUR_DEFINITION] * bool(self.definitions[ident])
        return [
            facteur / max(1, len(mots_pleins(forme))) ** pente
            for facteur, forme in zip(facteurs, self._formes, strict=True)
        ]

    def _poser_encodeurs(
        self, compact: Encodeur | None, poids_sens: float | None, encodeur: Encodeur | None
    ) -> None:
        self.poids_sens = None if poids_sens is None else min(max(poids_sens, 0.0), POIDS_SENS_MAXIMAL)
        self.compact = compact
        self.encodeur = encodeur
        self._vecteurs: npt.NDArray[np.float32] | None = None
        self._connus: dict[str, npt.NDArray[np.float32]] = {}
        self._lot: Lot | None = None

    def avec(
        self,
        *,
        compact: Encodeur | None = None,
        poids_sens: float | None = None,
        encodeur: Encodeur | None = None,
        vecteurs: npt.NDArray[np.float32] | None = None,
    ) -> Index:
        """The same entries with other encoders, or none; nothing is indexed again.

        :param vecteurs: what :meth:`vecteurs` gave with the same compact encoder.
        """
        autre = copy(self)
        autre._poser_encodeurs(compact, poids_sens, encodeur)
        autre._vecteurs = vecteurs
        return autre

    def vecteurs(self) -> npt.NDArray[np.float32] | None:
        """The vectors of the entries by the compact encoder, if there is one."""
        if self.compact is not None and self._vecteurs is None:
            facteurs = np.asarray(self._facteurs, dtype=np.float32)
            self._vecteurs = self.compact.encode(self._formes) * facteurs[:, None]
        return self._vecteurs

    def __len__(self) -> int:
        return len(self.ids)

    def _poids(self, textes: Sequence[str]) -> npt.NDArray[np.float64]:
        """The weight of meaning for each text."""
        if self.compact is None:
            return np.zeros(len(textes))
        if self.poids_sens is not None:
            return np.full(len(textes), self.poids_sens)
        longueurs = np.array([max(1, len(mots_pleins(texte))) for texte in textes], dtype=np.float64)
        lineaire, carre = POIDS_SENS
        return np.clip(lineaire / longueurs + carre / longueurs**2, POIDS_SENS_MINIMAL, POIDS_SENS_MAXIMAL)

    def connait(self, texte: str) -> bool:
        """Whether an entry bears exactly this name, capitals, accents and punctuation aside."""
        return cle(texte) in self._exactes

    def information(self, racine: str) -> float:
        """How much a stem says: the rarer among the entries, the more; the most for an unknown one."""
        espace = self._espace
        return float(espace.idf[espace.racines.get(racine, len(espace.idf) - 2)])

    def racines_connues(self) -> Mapping[str, int]:
        """The stems that entries hold, numbered."""
        return self._espace.racines

    def search(self, texts: str | Sequence[str], k: int = 10) -> list[list[Hit]]:
        """For each text, at most ``k`` entries, best first; equal scores in the order of the index.

        A text that shares nothing with any entry gets an empty list.
        """
        textes = [texts] if isinstance(texts, str) else list(texts)
        if k <= 0:
            return [[] for _ in textes]
        liste = k if self.encodeur is None else max(k, LISTE_COURTE)
        chercher = self._chercher_en_lot if len(textes) >= SEUIL_DE_LOT else self._chercher_un_a_un
        plafonds = (UNITE * (1 + self._poids(textes))).tolist()
        return [
            self._relever(texte, numeros, points / plafond, k)
            for texte, plafond, (numeros, points) in zip(
                textes, plafonds, chercher(textes, liste), strict=True
            )
        ]

    def search_arrays(
        self, texts: Sequence[str], k: int = 10, *, processes: int = 1
    ) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.float64]]:
        """The fast path: for each text, the places of the best entries in ``ids`` and their scores.

        Arrays of shape (texts, k); places beyond the last entry found hold -1 and a score of zero. An
        external encoder takes no part.

        :param processes: how many cores to use.
        """
        trouves = self._trouver(list(texts), k, processes)
        return trouves.numeros, np.minimum(trouves.scores, 1.0)

    def search_scores(self, texts: Sequence[str], k: int = 10) -> Trouves:
        """As :meth:`search_arrays`, the scores rounded and capped as those of hits, exact ones told apart."""
        return self._trouver(list(texts), k, 1).arrondis()

    def noter_decoupes(self, decoupes: Decoupes, textes: npt.NDArray[np.int64]) -> npt.NDArray[np.float64]:
        """The score of every entry (columns) for some texts cut elsewhere (:meth:`traits_de`), rounded and
        capped as those of hits; words alone count."""
        scores = self.lot().noter_decoupes(decoupes, textes) / UNITE
        return _arrondir(scores, scores > DESSUS)

    def _trouver(self, textes: list[str], k: int, processes: int) -> Trouves:
        numeros, points = self._chercher_par_lot(textes, k, processes)
        scores = points / (UNITE * (1 + self._poids(textes)))[:, None]
        return Trouves(numeros, scores, scores > DESSUS)

    def _chercher_par_lot(
        self, textes: list[str], k: int, processes: int
    ) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
        if not self.ids or k <= 0:
            forme = (len(textes), max(k, 0))
            return np.full(forme, -1, dtype=np.int64), np.zeros(forme, dtype=np.int64)
        return self.lot().chercher(textes, k, processes)

    def lot(self) -> Lot:
        """The batch engine of this index."""
        if self._lot is None:
            from socle.alignement.lot import Lot

            sens = self._points_de_sens if self.compact is not None else None
            self._lot = Lot(self._espace, self._entrees, self._exactes, sens)
        return self._lot

    def traits_de(self, autre: Index) -> npt.NDArray[np.int32]:
        """The feature of this index that each feature of another is, so that texts cut for the other can be
        looked for here."""
        return self._espace.traits_de(autre._espace)

    def _chercher_en_lot(
        self, textes: list[str], k: int
    ) -> Iterator[tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]]:
        for numeros, points in zip(*self._chercher_par_lot(textes, k, 1), strict=True):
            yield numeros[numeros >= 0], points[numeros >= 0]

    def _chercher_un_a_un(
        self, textes: list[str], k: int
    ) -> Iterator[tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]]:
        requetes = self._espace.vectoriser(textes)
        sens = self._points_de_sens(textes) if self.compact is not None else None
        for rang, texte in enumerate(textes):
            morceau = slice(requetes.bornes[rang], requetes.bornes[rang + 1])
            points = self._espace.scores(requetes.traits[morceau], requetes.poids[morceau])
            if sens is not None:
                points += sens[rang]
            if len(self._debuts) < len(points):
                points = np.maximum.reduceat(points, self._debuts)
            for numero, valeur in self._exactes.get(cle(texte), {}).items():
                points[numero] = valeur
            numeros = _meilleurs(points, k)
            yield numeros, points[numeros]

    def _points_de_sens(self, textes: Sequence[str]) -> npt.NDArray[np.int64]:
        """What the compact encoder adds to each form, in the points of the lexical scores."""
        vecteurs = self.vecteurs()
        assert self.compact is not None
        assert vecteurs is not None
        questions = self.compact
        encoder = questions.encode_questions if isinstance(questions, Questionneur) else questions.encode
        cosinus = encoder(textes) @ vecteurs.T
        points: npt.NDArray[np.int64] = np.rint(np.maximum(cosinus, 0) * ECHELLE).astype(np.int64)
        return points * np.rint(self._poids(textes) * ECHELLE).astype(np.int64)[:, None]

    def _relever(
        self, texte: str, numeros: npt.NDArray[np.int64], scores: npt.NDArray[np.float64], k: int
    ) -> list[Hit]:
        voie = "lexical" if self.compact is None else "sens"
        hits = [
            Hit(self.ids[numero], 1.0, "exact")
            if score > DESSUS
            else Hit(self.ids[numero], min(1.0, round(score, 6)), voie)
            for numero, score in zip(numeros.tolist(), scores.tolist(), strict=True)
        ]
        return hits if self.encodeur is None else self._reclasser(texte, hits, numeros.tolist())[:k]

    def _reclasser(self, texte: str, hits: list[Hit], numeros: list[int]) -> list[Hit]:
        assert self.encodeur is not None
        labels = [self.labels[numero] for numero in numeros]
        nouveaux = [label for label in dict.fromkeys(labels) if label not in self._connus]
        vecteur, *vecteurs = self.encodeur.encode([texte, *nouveaux])
        self._connus.update(zip(nouveaux, vecteurs, strict=True))
        notes = [
            hit
            if hit.voie == "exact"
            else Hit(
                hit.id,
                round((hit.score + max(0.0, float(self._connus[label] @ vecteur))) / 2, 6),
                "encodeur",
            )
            for hit, label in zip(hits, labels, strict=True)
        ]
        return sorted(notes, key=lambda hit: (hit.voie != "exact", -hit.score))

    def contenu(self) -> tuple[dict[str, Any], dict[str, npt.NDArray[Any]]]:
        """What :meth:`depuis` makes the index again from, its encoders aside: JSON and arrays."""
        espace = self._espace
        meta = {
            "version": VERSION,
            "ids": self.ids,
            "labels": self.labels,
            "aliases": {ident: noms for ident, noms in self.aliases.items() if noms},
            "definitions": {ident: texte for ident, texte in self.definitions.items() if texte},
            "racines": list(espace.racines),
            "grammes": list(espace.grammes),
            "exactes": {clef: list(points.items()) for clef, points in self._exactes.items()},
        }
        return meta, {
            "facteurs": np.asarray(self._facteurs),
            "idf": espace.idf,
            "bornes": espace.bornes,
            "lignes": espace.lignes,
            "poids": espace.poids,
        }

    @classmethod
    def depuis(cls, meta: Mapping[str, Any], tableaux: Mapping[str, npt.NDArray[Any]]) -> Index:
        """The index whose :meth:`contenu` this is."""
        if meta["version"] != VERSION:
            raise ValueError(meta["version"])
        index = cls.__new__(cls)
        index.ids, index.labels = tuple(meta["ids"]), tuple(meta["labels"])
        index.aliases = {ident: tuple(meta["aliases"].get(ident, ())) for ident in index.ids}
        index.definitions = {ident: meta["definitions"].get(ident, "") for ident in index.ids}
        index._poser_formes(
            exactes={clef: dict(map(tuple, points)) for clef, points in meta["exactes"].items()},
            facteurs=tableaux["facteurs"].tolist(),
        )
        index._espace = EspaceLexical(
            racines={nom: rang for rang, nom in enumerate(meta["racines"])},
            grammes={nom: rang for rang, nom in enumerate(meta["grammes"], len(meta["racines"]))},
            poids_idf=tableaux["idf"],
            bornes=tableaux["bornes"],
            lignes=tableaux["lignes"],
            poids=tableaux["poids"],
            nombre=len(index._formes),
        )
        index._poser_encodeurs(None, None, None)
        return index

    def save(self, path: str | PathLike[str]) -> None:
        """Write the index as one ``npz`` file, without its encoders; only arrays and JSON, no code."""
        garder(path, *self.contenu())

    @classmethod
    def load(cls, path: str | PathLike[str]) -> Index:
        """Read what :meth:`save` wrote; add encoders with :meth:`avec`.

        :raises DocumentIllisible: the file is not an index, or one of another version.
        """
        try:
            return cls.depuis(*relire(path))
        except ILLISIBLE as erreur:
            raise DocumentIllisible(
                "Ce fichier n’est pas un index que Socle sait relire.",
                remede="Reconstruisez l’index depuis le référentiel.",
                code="index-illisible",
            ) from erreur


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
