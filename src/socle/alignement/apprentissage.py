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

LARGEUR_OUBLI = 256
"""Draws of dropout a text; longer texts use them again from the first."""


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
) -> EncodeurCompact:
    """The encoder that these relations teach.

    :param progression: called with the number of steps done and their total.
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
    )


class _Cote:
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
        self._relations: list[tuple[_Cote, _Cote, Entiers]] = []
        poids: list[float] = []
        for relation in corpus:
            groupes = [groupe for groupe in relation.groupes if groupe.gauche and groupe.droite]
            if not groupes or relation.poids <= 0:
                continue
            cotes = [
                _Cote([[numeros.setdefault(texte, len(numeros)) for texte in cote] for cote in suites])
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


class _Entrainement:
    """The rows and the log-gains under training, and one step of Adam on :data:`FILS` threads."""

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

        presences = np.zeros(LIGNES, dtype=np.int64)
        noyau.compter_presences(self.sac.bornes, self.sac.traits, presences)
        total = len(self.sac.bornes) - 1
        idf = np.log((1 + total) / (1 + presences)) + 1
        resultat: Vecteurs = np.log(idf).astype(np.float32)
        return resultat

    def _partager(self, total: int, travail: Callable[[int, int], object]) -> None:
        """Run ``travail(from, to)`` over the shares of ``range(total)``."""
        coupes = [total * part // FILS for part in range(FILS + 1)]
        taches = [self._fils.submit(travail, de, a) for de, a in pairwise(coupes)]
        for tache in taches:
            tache.result()

    def _vecteurs(self, textes: Entiers, garde: Drapeaux, gains: Vecteurs) -> tuple[Vecteurs, Vecteurs]:
        from socle.alignement import noyau_apprentissage as noyau

        sommes = np.empty((len(textes), self.reglages.dimension), dtype=np.float32)
        self._partager(
            len(textes),
            lambda de, a: noyau.sommer(de, a, *self.sac, garde, textes, self.rangs, gains, sommes),
        )
        normes = np.maximum(np.linalg.norm(sommes, axis=1, keepdims=True), np.float32(1e-6))
        return sommes / normes, normes

    def avancer(self, gauche: Entiers, droite: Entiers, cles: Entiers, hasard: Generator, etape: int) -> None:
        """One step on one batch of pairs."""
        gains = np.exp(self.logs)
        forme = (len(gauche), LARGEUR_OUBLI)
        gardes = [hasard.random(forme, dtype=np.float32) >= self.reglages.oubli for _ in range(2)]
        cotes = [
            self._vecteurs(textes, garde, gains)
            for textes, garde in zip((gauche, droite), gardes, strict=True)
        ]
        pentes = _contraste(
            cotes[0][0], cotes[1][0], gauche, droite, cles, temperature=self.reglages.temperature
        )
        nombre = 0
        for textes, garde, (unites, normes), pente in zip(
            (gauche, droite), gardes, cotes, pentes, strict=True
        ):
            brutes = (pente - unites * (pente * unites).sum(axis=1, keepdims=True)) / normes
            nombre = self._repartir(textes, garde, gains, brutes.astype(np.float32), nombre)
        self._appliquer(nombre, np.float32(self._vitesse(etape)))

    def _repartir(
        self, textes: Entiers, garde: Drapeaux, gains: Vecteurs, brutes: Vecteurs, nombre: int
    ) -> int:
        from socle.alignement import noyau_apprentissage as noyau

        sac = self.sac
        nombre = noyau.relever(sac.bornes, sac.traits, garde, textes, self._vus, self._liste, nombre)
        self._partager(
            self.reglages.dimension,
            lambda de, a: noyau.repartir(de, a, *sac, garde, textes, gains, brutes, self._pentes),
        )
        return nombre

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
    gauche: Vecteurs,
    droite: Vecteurs,
    textes_gauche: Entiers,
    textes_droite: Entiers,
    cles: Entiers,
    *,
    temperature: float,
) -> tuple[Vecteurs, Vecteurs]:
    """The gradients of InfoNCE both ways, pairs of one group set aside."""
    marges = gauche @ droite.T / np.float32(temperature)
    confondus = (cles[:, None] == cles[None, :]) | (textes_gauche[:, None] == textes_droite[None, :])
    np.fill_diagonal(confondus, False)
    marges[confondus] = -np.inf
    pente = np.zeros_like(marges)
    for axe in (0, 1):
        exposants = np.exp(marges - marges.max(axis=axe, keepdims=True))
        pente += exposants / exposants.sum(axis=axe, keepdims=True)
    pente /= 2
    pente[np.diag_indices_from(pente)] -= 1
    pente /= np.float32(len(gauche) * temperature)
    return pente @ droite, pente.T @ gauche
