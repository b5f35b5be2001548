"""The emplois-types nearest to a whole document.

Documents are compared as wholes, never as the best of their lines: stems and pairs of neighbouring
stems, ``ln(1 + tf) · idf``, cosine, plus half the cosine with the whole family, plus what tips the
scale between corps when the corps is not given (:mod:`socle.alignement.corps`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain, pairwise
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from socle.alignement.corps import CODES_CORPS, POIDS_NIVEAU, POIDS_NOM, EstimationCorps, nomme
from socle.alignement.creux import Creuse
from socle.alignement.normalise import mots, racine, racines
from socle.referentiel.corps import lire_corps
from socle.referentiel.documents import EmploiType

Reels = npt.NDArray[np.float64]

POIDS_RUBRIQUES: Mapping[str, float] = {
    "intitule": 3.0,
    "competences_comportementales": 0.5,
    "contexte": 0.3,
    "conditions": 0.3,
    "affectation": 0.0,
    "candidature": 0.0,
    "juridique": 0.0,
}
"""Weight of a word of an offer by where it stands; 1 elsewhere. Chosen on the dev profiles."""

POIDS_INTITULE = 3.0
POIDS_FAMILLE = 0.5
TEMPERATURE = 0.08
"""Scores are worth what their distance to the best is, relative to it. Chosen on the dev profiles."""

PLANCHER = 0.05
"""Under this score nothing fits, and the probabilities spread."""

SECTIONS_DE_NIVEAU = frozenset(
    {"", "mission", "activites", "connaissances", "competences_operationnelles", "profil"}
)


class Passage(NamedTuple):
    """A line of an offer and the rubrique it stands in (empty when unknown)."""

    rubrique: str
    texte: str


class EmploiTypeProche(NamedTuple):
    """An emploi-type and how near it is. ``probabilite`` is its share among all the emplois-types
    considered; ``famille`` names its family (the BAP's letter and the family's)."""

    code: str
    intitule: str
    famille: str
    corps: str
    score: float
    probabilite: float


class Preuve(NamedTuple):
    """A passage that counted: its rank in the offer, its share of the likeness, the words shared."""

    rang: int
    part: float
    mots: tuple[str, ...]


class TablesDeClassement(NamedTuple):
    """Weights of the traits; emplois-types and families by traits; the family and the corps of each."""

    idf: Reels
    matrice: Creuse
    familles: Creuse
    famille: npt.NDArray[np.int64]
    corps: npt.NDArray[np.int64]


class ClassementEmploisTypes:
    """Ranks the emplois-types of a référentiel for offers.

    :param emplois: at least one emploi-type.
    """

    def __init__(self, emplois: Iterable[EmploiType]) -> None:
        self._poser(emplois)
        self._traits: dict[str, int] = {}
        self._matrice = self._compter()
        self._familles = self._matrice.regrouper(self._famille, nombre=self._nombre_familles)
        self.estimation = EstimationCorps(self.emplois)

    def tables(self) -> TablesDeClassement:
        """What the ranking computes with, for who ranks many offers at once."""
        return TablesDeClassement(self._idf, self._matrice, self._familles, self._famille, self._corps)

    def traits_connus(self) -> Mapping[str, int]:
        """The stems and the pairs of stems (a space between the two) that emplois-types hold, numbered."""
        return self._traits

    def _poser(self, emplois: Iterable[EmploiType]) -> None:
        self.emplois = tuple(emplois)
        self._rangs = {emploi.code: rang for rang, emploi in enumerate(self.emplois)}
        self._famille, self._nombre_familles = _numeroter(famille_de(emploi) for emploi in self.emplois)
        self._corps = np.array([CODES_CORPS.index(emploi.corps) for emploi in self.emplois], dtype=np.int64)

    def contenu(self) -> tuple[dict[str, Any], dict[str, npt.NDArray[Any]]]:
        """What :meth:`depuis` makes the ranking again from: JSON and arrays."""
        estimation, tableaux = self.estimation.contenu()
        meta = {"codes": list(self._rangs), "traits": list(self._traits), "estimation": estimation}
        for nom, creuse in (("matrice", self._matrice), ("familles", self._familles)):
            tableaux |= {f"{nom}_{cle}": tableau for cle, tableau in creuse.contenu().items()}
        return meta, {**tableaux, "idf_traits": self._idf}

    @classmethod
    def depuis(
        cls, emplois: Iterable[EmploiType], meta: Mapping[str, Any], tableaux: Mapping[str, npt.NDArray[Any]]
    ) -> ClassementEmploisTypes:
        """The ranking of these emplois-types whose :meth:`contenu` this is."""
        classement = cls.__new__(cls)
        classement._poser(emplois)
        if list(classement._rangs) != meta["codes"]:
            raise ValueError("other emplois-types")
        classement._traits = {trait: rang for rang, trait in enumerate(meta["traits"])}
        classement._idf = tableaux["idf_traits"]
        classement._matrice, classement._familles = (
            Creuse.depuis(
                {cle: tableaux[f"{nom}_{cle}"] for cle in ("lignes", "poids", "bornes")}, nombre=nombre
            )
            for nom, nombre in (
                ("matrice", len(classement.emplois)),
                ("familles", classement._nombre_familles),
            )
        )
        classement.estimation = EstimationCorps.depuis(meta["estimation"], tableaux)
        return classement

    def _compter(self) -> Creuse:
        """The weighted features of each emploi-type; numbers the features and learns what each says."""
        connus: dict[str, list[int]] = {}
        suites, poids, lignes = [], [], []
        for rang, emploi in enumerate(self.emplois):
            for facteur, texte in _passages(emploi):
                if texte not in connus:
                    numeroter = self._traits.setdefault
                    connus[texte] = [numeroter(trait, len(self._traits)) for trait in _traits(texte)]
                suites.append(connus[texte])
                poids.append(facteur)
                lignes.append(rang)
        tailles = np.fromiter(map(len, suites), dtype=np.int64, count=len(suites))
        traits = np.fromiter(chain.from_iterable(suites), dtype=np.int64, count=int(tailles.sum()))
        largeur = len(self._traits)
        cles, places = np.unique(
            np.repeat(np.array(lignes, dtype=np.int64), tailles) * largeur + traits, return_inverse=True
        )
        masses = np.bincount(places, weights=np.repeat(np.array(poids), tailles), minlength=len(cles))
        presences = np.bincount(cles % max(largeur, 1), minlength=largeur)
        self._idf = np.log(max(len(self.emplois), 1) / np.maximum(presences, 1)) + 1
        return Creuse(
            cles // max(largeur, 1),
            cles % max(largeur, 1),
            np.log1p(masses) * self._idf[cles % max(largeur, 1)],
            forme=(len(self.emplois), largeur),
        )

    def _sac(self, passages: Iterable[tuple[float, str]]) -> dict[int, float]:
        sac: dict[int, float] = defaultdict(float)
        for poids, texte in passages:
            if poids:
                for trait in _traits(texte):
                    numero = self._traits.get(trait)
                    if numero is not None:
                        sac[numero] += poids
        return sac

    def _peser(self, sac: Mapping[int, float]) -> tuple[npt.NDArray[np.int64], Reels]:
        traits = np.fromiter(sac, dtype=np.int64, count=len(sac))
        poids = np.log1p(np.fromiter(sac.values(), dtype=np.float64, count=len(sac))) * self._idf[traits]
        return traits, poids / max(float(np.linalg.norm(poids)), 1e-9)

    def scores(self, offre: str | Sequence[Passage], *, corps: str | None = None) -> Reels:
        """The score of every emploi-type, in the order of ``emplois``."""
        passages = lire_passages(offre)
        traits, poids = self._peser(self._sac(_peses(passages)))
        scores = self._matrice.produit(traits, poids)
        scores += POIDS_FAMILLE * self._familles.produit(traits, poids)[self._famille]
        if corps is None and len(traits):
            niveaux = [passage.texte for passage in passages if passage.rubrique in SECTIONS_DE_NIVEAU]
            noms = [passage.texte for passage in passages if passage.rubrique in ("intitule", "mission")]
            penchant = POIDS_NIVEAU * self.estimation.probabilites(niveaux) + POIDS_NOM * nomme(noms)
            scores += penchant[self._corps]
        return scores

    def classer(
        self,
        offre: str | Sequence[Passage],
        *,
        corps: str | None = None,
        bap: str | None = None,
        k: int | None = None,
    ) -> list[EmploiTypeProche]:
        """The emplois-types from the nearest to the farthest; only those of ``corps`` and ``bap`` if given.

        :param offre: a text, or its passages with their rubriques, which serve better.
        :param corps: any usual spelling of a corps (IGE, IE, ASI...).
        :param bap: a letter.
        :raises DeclinaisonInvalide: the corps does not exist.
        """
        code_corps = lire_corps(corps) if corps else None
        scores = self.scores(offre, corps=code_corps)
        permis = [
            rang
            for rang, emploi in enumerate(self.emplois)
            if code_corps in (None, emploi.corps) and bap in (None, "", emploi.code[:1])
        ]
        probabilites = dict(zip(permis, probabilites_de(scores[permis]).tolist(), strict=True))
        ordre = sorted(permis, key=lambda rang: (-scores[rang], rang))[:k]
        return [
            EmploiTypeProche(
                emploi.code,
                emploi.intitule,
                famille_de(emploi),
                emploi.corps,
                round(float(scores[rang]), 6),
                round(probabilites[rang], 6),
            )
            for rang in ordre
            for emploi in (self.emplois[rang],)
        ]

    def preuves(
        self, offre: str | Sequence[Passage], codes: Iterable[str], *, k: int = 5
    ) -> list[list[Preuve]]:
        """For each emploi-type, the passages that make the offer look like it, the strongest first.

        ``part`` is the passage's share of the likeness, family aside. :raises KeyError: unknown code.
        """
        peses = _peses(lire_passages(offre))
        sac = self._sac(peses)
        traits, poids = self._peser(sac)
        textes = [(texte, facteur, _traits(texte)) for facteur, texte in peses]
        return [self._preuves(textes, sac, self._apports(code, traits, poids))[:k] for code in codes]

    def _apports(self, code: str, traits: npt.NDArray[np.int64], poids: Reels) -> dict[int, float]:
        """What each feature of a text brings to its likeness with an emploi-type."""
        apports = poids * self._matrice.valeurs(self._rangs[code], traits)
        utiles = np.flatnonzero(apports)
        return dict(zip(traits[utiles].tolist(), apports[utiles].tolist(), strict=True))

    def _preuves(
        self,
        textes: Sequence[tuple[str, float, list[str]]],
        sac: Mapping[int, float],
        apports: Mapping[int, float],
    ) -> list[Preuve]:
        total = sum(apports.values())
        preuves = []
        for rang, (texte, facteur, traits) in enumerate(textes):
            parts: dict[str, float] = defaultdict(float)
            for trait in traits:
                numero = self._traits.get(trait, -1)
                if numero in apports:
                    parts[trait] += apports[numero] * facteur / sac[numero]
            if parts:
                forts = sorted(parts, key=lambda trait: -parts[trait])[:6]
                preuves.append(Preuve(rang, round(sum(parts.values()) / total, 6), _surface(texte, forts)))
        return sorted(preuves, key=lambda preuve: (-preuve.part, preuve.rang))


def _numeroter(noms: Iterable[str]) -> tuple[npt.NDArray[np.int64], int]:
    """A number for each name, the same for equal ones; and how many there are."""
    numeros: dict[str, int] = {}
    rangs = np.array([numeros.setdefault(nom, len(numeros)) for nom in noms], dtype=np.int64)
    return rangs, len(numeros)


def famille_de(emploi: EmploiType) -> str:
    """What names the family of an emploi-type: the BAP's letter and the family's, or its label.

    >>> famille_de(EmploiType(code="F2D57", intitule="Ingénieur-e pédagogique", corps="IE"))
    'FD'
    """
    return emploi.famille_code or emploi.code[:1] + emploi.code[2:3]


def probabilites_de(scores: Reels) -> Reels:
    """The share of each score among them all; the scores lie on one scale, whatever their height.

    >>> probabilites_de(np.array([0.4, 0.4])).tolist()
    [0.5, 0.5]
    """
    if not len(scores):
        return scores
    echelle = TEMPERATURE * max(float(scores.max()), PLANCHER)
    exposants = np.exp((scores - scores.max()) / echelle)
    resultat: Reels = exposants / exposants.sum()
    return resultat


def lire_passages(offre: str | Sequence[Passage]) -> list[Passage]:
    """The passages of an offer; a bare text is cut at its line breaks."""
    if isinstance(offre, str):
        return [Passage("", ligne) for ligne in offre.splitlines() if ligne.strip()]
    return list(offre)


def _peses(passages: Iterable[Passage]) -> list[tuple[float, str]]:
    return [(POIDS_RUBRIQUES.get(passage.rubrique, 1.0), passage.texte) for passage in passages]


def _passages(emploi: EmploiType) -> Iterable[tuple[float, str]]:
    yield POIDS_INTITULE, emploi.intitule
    yield 1.0, emploi.mission
    for rubrique in ("activites", "connaissances", "competences_operationnelles"):
        for ligne in getattr(emploi, rubrique):
            yield 1.0, ligne.libelle
    for precedent in emploi.precedents:
        yield 1.0, precedent.intitule
    for champ in (emploi.domaine_formation, emploi.facteurs_evolution):
        for ligne in champ.splitlines():
            yield 1.0, ligne


def _traits(texte: str) -> list[str]:
    suite = racines(texte)
    return [*suite, *[f"{gauche} {droite}" for gauche, droite in pairwise(suite)]]


def _surface(texte: str, traits: Sequence[str]) -> tuple[str, ...]:
    """The words of the text behind stems and pairs of stems, each once, in the order of the text."""
    voulues = {morceau for trait in traits for morceau in trait.split()}
    return tuple(dict.fromkeys(mot for mot in mots(texte) if racine(mot) in voulues))
