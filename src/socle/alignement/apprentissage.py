"""Learning which words say the same thing, from référentiels alone.

The référentiels at hand give texts that mean the same (a concept's names, a label and its definition) or
go together (a title and its activities). An encoder (:mod:`socle.alignement.compact`) is trained so that
the two texts of a pair are nearer than those of other pairs (InfoNCE, both ways). Nothing is downloaded,
nothing but what is given is learnt from, and the same input gives the same encoder.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from socle.alignement.compact import LIGNES, EncodeurCompact, Sac, Vecteurs, mettre_en_sac, quantifier

Progression = Callable[[int, int], None]
Entiers = npt.NDArray[np.int64]
Drapeaux = npt.NDArray[np.bool_]
Generator = np.random.Generator

FILS = 2
"""Threads; the result does not depend on the machine's number of cores."""

LARGEUR_OUBLI = 64
"""Draws of dropout a word; longer words use them again from the first."""


class Groupe(NamedTuple):
    """Texts that go together: a pair takes one on each side, never the same text twice.

    ``cle`` names what they speak of: two groups of the same key are never opposed to each other.
    """

    cle: str
    gauche: tuple[str, ...]
    droite: tuple[str, ...]


class Relation(NamedTuple):
    """Groups of one kind. ``poids`` says how much they teach, for each group and next to other kinds."""

    nom: str
    poids: float
    groupes: tuple[Groupe, ...]


class Reglages(NamedTuple):
    """Settings of the training; the defaults were chosen on MELO bel and by cross-validation inside
    RéFérens (bench/moteur)."""

    dimension: int = 128
    pas: int = 900
    lot: int = 1024
    temperature: float = 0.1
    oubli: float = 0.3
    vitesse: float = 0.01
    chauffe: int = 50
    graine: int = 1


REGLAGES = Reglages()


def empreinte_de(relations: Iterable[Relation], reglages: Reglages = REGLAGES) -> str:
    """A fingerprint of what would be learnt: the relations and the settings."""
    condense = hashlib.sha256(json.dumps(reglages).encode())
    for relation in relations:
        condense.update(json.dumps(relation, ensure_ascii=False).encode())
    return condense.hexdigest()


def entrainer(
    corpus: Sequence[Relation],
    *,
    progression: Progression | None = None,
    reglages: Reglages = REGLAGES,
    reserve: int | None = None,
) -> EncodeurCompact:
    """The encoder that these relations teach.

    :param progression: called with the number of steps done and their total.
    :param reserve: the fold whose definitions were left out of the relations, kept with the encoder.
    :raises ValueError: no relation holds a pair.
    """
    tirage = _Tirage(corpus, np.random.default_rng(reglages.graine))
    with ThreadPoolExecutor(FILS) as fils:
        entrainement = _Entrainement(mettre_en_sac(tirage.textes), reglages, fils)
        for etape in range(reglages.pas):
            entrainement.avancer(*tirage.tirer(reglages.lot), etape)
            if progression is not None:
                progression(etape + 1, reglages.pas)
    rangs, echelles = quantifier(entrainement.rangs * np.exp(entrainement.logs)[:, None])
    return EncodeurCompact(
        rangs,
        echelles,
        empreinte=empreinte_de(corpus, reglages),
        sources=[relation.nom for relation in corpus if relation.groupes and relation.poids > 0],
        reserve=reserve,
    )


class _Colonne:
    """One side of the groups of one relation, flattened for drawing."""

    def __init__(self, suites: Sequence[Sequence[int]]) -> None:
        self.tailles = np.array([len(suite) for suite in suites], dtype=np.int64)
        self.debuts = np.cumsum(self.tailles) - self.tailles
        self.plats = np.array([texte for suite in suites for texte in suite], dtype=np.int64)

    def tirer(
        self, groupes: npt.NDArray[np.int64], hasards: npt.NDArray[np.float64]
    ) -> npt.NDArray[np.int64]:
        choix = self.debuts[groupes] + (hasards * self.tailles[groupes]).astype(np.int64)
        resultat: npt.NDArray[np.int64] = self.plats[choix]
        return resultat


class _Tirage:
    """Draws pairs: a relation by its weight × √(number of groups), a group, one text on each side."""

    def __init__(self, corpus: Sequence[Relation], hasard: Generator) -> None:
        numeros: dict[str, int] = {}
        cles: dict[str, int] = {}
        self._relations: list[tuple[_Colonne, _Colonne, Entiers]] = []
        poids: list[float] = []
        for relation in corpus:
            groupes = [groupe for groupe in relation.groupes if groupe.gauche and groupe.droite]
            if not groupes or relation.poids <= 0:
                continue
            cotes = [
                _Colonne([[numeros.setdefault(texte, len(numeros)) for texte in cote] for cote in suites])
                for suites in ([groupe.gauche for groupe in groupes], [groupe.droite for groupe in groupes])
            ]
            noms = np.array([cles.setdefault(groupe.cle, len(cles)) for groupe in groupes], dtype=np.int64)
            self._relations.append((cotes[0], cotes[1], noms))
            poids.append(relation.poids * len(groupes) ** 0.5)
        if not poids:
            raise ValueError("nothing to learn from")
        self.textes = list(numeros)
        self._parts = np.array(poids) / sum(poids)
        self._hasard = hasard

    def tirer(self, lot: int) -> tuple[Entiers, Entiers, Entiers, Generator]:
        comptes = self._hasard.multinomial(lot, self._parts)
        gauches, droites, cles = [], [], []
        for (gauche, droite, noms), compte in zip(self._relations, comptes.tolist(), strict=True):
            groupes = self._hasard.integers(len(noms), size=compte)
            premiers = gauche.tirer(groupes, self._hasard.random(compte))
            seconds = droite.tirer(groupes, self._hasard.random(compte))
            for _ in range(3):
                memes = np.flatnonzero(premiers == seconds)
                seconds[memes] = droite.tirer(groupes[memes], self._hasard.random(len(memes)))
            gauches.append(premiers)
            droites.append(seconds)
            cles.append(noms[groupes])
        return np.concatenate(gauches), np.concatenate(droites), np.concatenate(cles), self._hasard


class _Cote(NamedTuple):
    """One side of a batch: its texts, their words each once, what dropout keeps of these, the vectors."""

    textes: Entiers
    mots: Entiers
    places: npt.NDArray[np.int32]
    garde: Drapeaux
    unites: Vecteurs
    normes: Vecteurs


class _Entrainement:
    """The rows and the log-gains under training, and one step of Adam on :data:`FILS` threads.

    A word has one vector a side and a batch, with one draw of dropout: it is computed once, however many
    texts hold it, and its gradient is gathered before it goes to its features.
    """

    def __init__(self, sac: Sac, reglages: Reglages, fils: ThreadPoolExecutor) -> None:
        self.sac = sac
        self.reglages = reglages
        self._fils = fils
        hasard = np.random.default_rng(reglages.graine + 1)
        forme = (LIGNES, reglages.dimension)
        self.rangs: Vecteurs = hasard.standard_normal(forme, dtype=np.float32) * np.float32(0.05)
        self._pentes, self._moyennes, self._carres = (np.zeros(forme, dtype=np.float32) for _ in range(3))
        self._moyennes_g, self._carres_g = (np.zeros(LIGNES, dtype=np.float32) for _ in range(2))
        self._vus = np.zeros(LIGNES, dtype=np.bool_)
        self._liste = np.zeros(LIGNES, dtype=np.int64)
        self.logs = self._idf()

    def _idf(self) -> Vecteurs:
        from socle.alignement import noyau_apprentissage as noyau

        sac = self.sac
        presences = np.zeros(LIGNES, dtype=np.int64)
        noyau.compter_presences(sac.bornes, sac.mots, sac.bornes_mots, sac.traits, presences)
        total = len(sac.bornes) - 1
        idf = np.log((1 + total) / (1 + presences)) + 1
        resultat: Vecteurs = np.log(idf).astype(np.float32)
        return resultat

    def _partager(self, total: int, travail: Callable[[int, int], object]) -> None:
        """Run ``travail(from, to)`` over the shares of ``range(total)``."""
        coupes = [total * part // FILS for part in range(FILS + 1)]
        taches = [self._fils.submit(travail, de, a) for de, a in pairwise(coupes)]
        for tache in taches:
            tache.result()

    def _encoder(self, textes: Entiers, gains: Vecteurs, hasard: Generator) -> _Cote:
        from socle.alignement import noyau_apprentissage as noyau

        sac, dimension = self.sac, self.reglages.dimension
        places = np.full(len(sac.bornes_mots) - 1, -1, dtype=np.int32)
        liste = np.empty(len(places), dtype=np.int64)
        mots = liste[: noyau.relever_mots(textes, sac.bornes, sac.mots, places, liste)]
        garde = hasard.random((len(mots), LARGEUR_OUBLI), dtype=np.float32) >= self.reglages.oubli
        vecteurs = np.empty((len(mots), dimension), dtype=np.float32)
        sommes = np.empty((len(textes), dimension), dtype=np.float32)
        self._partager(
            len(mots),
            lambda de, a: noyau.sommer_mots(
                de, a, mots, sac.bornes_mots, sac.traits, sac.poids, garde, self.rangs, gains, vecteurs
            ),
        )
        self._partager(
            len(textes),
            lambda de, a: noyau.sommer_textes(de, a, textes, sac.bornes, sac.mots, places, vecteurs, sommes),
        )
        normes = np.maximum(np.linalg.norm(sommes, axis=1, keepdims=True), np.float32(1e-6))
        return _Cote(textes, mots, places, garde, sommes / normes, normes)

    def avancer(self, gauche: Entiers, droite: Entiers, cles: Entiers, hasard: Generator, etape: int) -> None:
        """One step on one batch of pairs."""
        gains = np.exp(self.logs)
        cotes = [self._encoder(textes, gains, hasard) for textes in (gauche, droite)]
        pentes = _contraste(cotes[0], cotes[1], cles, temperature=self.reglages.temperature)
        nombre = 0
        for cote, pente in zip(cotes, pentes, strict=True):
            brutes = (pente - cote.unites * (pente * cote.unites).sum(axis=1, keepdims=True)) / cote.normes
            nombre = self._repartir(cote, gains, brutes.astype(np.float32), nombre)
        self._appliquer(nombre, np.float32(self._vitesse(etape)))

    def _repartir(self, cote: _Cote, gains: Vecteurs, brutes: Vecteurs, nombre: int) -> int:
        from socle.alignement import noyau_apprentissage as noyau

        sac, dimension = self.sac, self.reglages.dimension
        pentes_mots = np.empty((len(cote.mots), dimension), dtype=np.float32)
        self._partager(
            dimension,
            lambda de, a: noyau.repartir(
                de, a, cote.textes, sac.bornes, sac.mots, cote.places, cote.mots,
                sac.bornes_mots, sac.traits, sac.poids, cote.garde, gains,
                brutes, pentes_mots, self._pentes,
            ),
        )  # fmt: skip
        return int(
            noyau.relever_traits(
                cote.mots, sac.bornes_mots, sac.traits, cote.garde, self._vus, self._liste, nombre
            )
        )

    def _appliquer(self, nombre: int, pas: np.float32) -> None:
        from socle.alignement import noyau_apprentissage as noyau

        self._partager(
            nombre,
            lambda de, a: noyau.avancer(
                de, a, self._liste, self._vus, self.rangs, self._pentes, self._moyennes, self._carres,
                self.logs, self._moyennes_g, self._carres_g, pas,
            ),
        )  # fmt: skip

    def _vitesse(self, etape: int) -> float:
        reglages = self.reglages
        montee = min(1.0, (etape + 1) / reglages.chauffe)
        descente = (reglages.pas - etape) / max(reglages.pas - reglages.chauffe, 1)
        # Adam's moments start at zero: their biases are corrected here, once for all rows.
        correction = (1 - 0.999 ** (etape + 1)) ** 0.5 / (1 - 0.9 ** (etape + 1))
        return float(reglages.vitesse * min(montee, descente) * correction)


def _contraste(
    gauche: _Cote, droite: _Cote, cles: Entiers, *, temperature: float
) -> tuple[Vecteurs, Vecteurs]:
    """The gradients of InfoNCE both ways, pairs of one group set aside."""
    # A cosine over the temperature is small enough for its exponential: no maximum is taken away first.
    exposants = np.exp(gauche.unites @ droite.unites.T / np.float32(temperature))
    confondus = cles[:, None] == cles[None, :]
    confondus |= gauche.textes[:, None] == droite.textes[None, :]
    np.fill_diagonal(confondus, False)
    exposants[confondus] = 0
    facteurs = 1 / exposants.sum(axis=1, keepdims=True) + 1 / exposants.sum(axis=0, keepdims=True)
    pente = exposants * (facteurs / 2)
    pente[np.diag_indices_from(pente)] -= 1
    pente /= np.float32(len(cles) * temperature)
    return pente @ droite.unites, pente.T @ gauche.unites
