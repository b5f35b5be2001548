"""Searching emplois-types by words: stems, typing errors forgiven, facets, best hit first.

The score is BM25 over stems summed over fields, a field's weight saying how much a word there tells
(title before mission before lists). Words that are not in the référentiel stand for those that they
resemble or begin.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from rapidfuzz import fuzz, process

from socle.referentiel.corps import CORPS
from socle.referentiel.documents import EmploiType, Objet
from socle.referentiel.texte import mots, places, plier, racine

POIDS = {
    "intitule": 6.0,
    "metiers": 3.0,
    "mission": 2.5,
    "famille": 1.5,
    "activites": 1.0,
    "connaissances": 0.8,
    "competences_operationnelles": 0.8,
    "competences_comportementales": 0.4,
}
_K1, _B = 1.2, 0.4
_RESSEMBLANCE = 80.0
# A hit answers this share of what was asked, rare words counting more than common ones.
_COUVERTURE = 0.45
_IMPORTANCE_MAXIMALE = 3.0
_PRIME_TITRE = 1.5
_EXTRAITS = 3


class Extrait(Objet):
    """A text of an emploi-type that matched; ``marques`` are the places of the matching words in it."""

    rubrique: str
    texte: str
    marques: tuple[tuple[int, int], ...]


class Resultat(Objet):
    """A hit; the score only ranks the hits of one search."""

    emploi_type: EmploiType
    score: float
    extraits: tuple[Extrait, ...] = ()


class Facette(Objet):
    """A value that narrows the search, and how many hits it would keep."""

    valeur: str
    libelle: str
    nombre: int


class Resultats(Objet):
    """``total`` counts the hits before ``limite``; ``correction`` is the spelling that was understood."""

    resultats: tuple[Resultat, ...]
    total: int
    facettes: dict[str, tuple[Facette, ...]]
    correction: str = ""


class _Terme(NamedTuple):
    """What one typed word stands for: stems and how sure each is."""

    saisi: str
    racines: dict[str, float]
    correction: str


class Index:
    """The search index of some emplois-types."""

    def __init__(self, emplois: Iterable[EmploiType]) -> None:
        self._emplois = tuple(emplois)
        self._codes = {emploi.code.upper() for emploi in self._emplois}
        self._postings: dict[str, dict[int, float]] = defaultdict(dict)
        self._mots: dict[str, str] = {}
        self._titres = [{racine(mot) for mot in mots(emploi.intitule)} for emploi in self._emplois]
        frequences = [self._indexer(emploi) for emploi in self._emplois]
        longueur = sum(sum(f.values()) for f in frequences) / max(1, len(frequences))
        for rang, frequence in enumerate(frequences):
            norme = _K1 * (1 - _B + _B * sum(frequence.values()) / (longueur or 1))
            for terme, poids in frequence.items():
                self._postings[terme][rang] = poids * (_K1 + 1) / (poids + norme)
        self._vocabulaire = sorted(self._mots)

    def _indexer(self, emploi: EmploiType) -> dict[str, float]:
        frequence: dict[str, float] = defaultdict(float)
        for champ, texte in _champs(emploi):
            for mot in mots(texte):
                terme = racine(mot)
                frequence[terme] += POIDS[champ]
                self._mots.setdefault(mot, terme)
        return frequence

    def chercher(self, texte: str, *, bap: str, famille: str, corps: str, limite: int) -> Resultats:
        """See :meth:`Referentiel.chercher`."""
        par_code = self._par_code(texte.strip().upper())
        termes = [] if par_code else self._termes(texte)
        scores = par_code or self._scores(texte, termes)
        choix = {"bap": bap, "famille": famille, "corps": corps}
        retenus = [
            (score, rang) for rang, score in scores.items() if _garde(self._emplois[rang], choix, sauf="")
        ]
        retenus.sort(key=lambda couple: (-couple[0], self._emplois[couple[1]].code))
        cherchees = {terme for trouve in termes for terme in trouve.racines}
        return Resultats(
            resultats=tuple(
                Resultat(
                    emploi_type=self._emplois[rang],
                    score=score,
                    extraits=_extraits(self._emplois[rang], cherchees) if cherchees else (),
                )
                for score, rang in retenus[:limite]
            ),
            total=len(retenus),
            facettes=self._facettes(scores, choix),
            correction=_correction(termes),
        )

    def _par_code(self, code: str) -> dict[int, float]:
        """What a code, its beginning or an older code names: « F2 » begins codes, « info » is a word."""
        if len(code) < 2 or not (re.search(r"\d", code) or code in self._codes):
            return {}
        return {
            rang: 1.0
            for rang, emploi in enumerate(self._emplois)
            if emploi.code.upper().startswith(code) or _ancien(emploi, code)
        }

    def _scores(self, texte: str, termes: list[_Terme]) -> dict[int, float]:
        if not termes:
            return dict.fromkeys(range(len(self._emplois)), 0.0) if not texte.strip() else {}
        total: dict[int, float] = defaultdict(float)
        couverture: dict[int, float] = defaultdict(float)
        entier = 0.0
        for terme in termes:
            importance = self._importance(terme)
            entier += importance
            for rang, valeur in self._points(terme).items():
                total[rang] += valeur
                couverture[rang] += importance
        return {
            rang: points * (couverture[rang] / entier) ** 2
            for rang, points in total.items()
            if couverture[rang] >= _COUVERTURE * entier
        }

    def _importance(self, terme: _Terme) -> float:
        """The weight of a typed word in the whole: a rare word matters more than « ingénieur », but
        not so much that the others no longer count."""
        return min(_IMPORTANCE_MAXIMALE, self._idf_terme(terme))

    def _idf_terme(self, terme: _Terme) -> float:
        """What a typed word stands for is as telling as the most usual of its forms: « gestion » is not
        rare because « gestionnaire » is."""
        return min((self._idf(forme) for forme in terme.racines), default=self._idf(""))

    def _idf(self, forme: str) -> float:
        nombre = len(self._postings.get(forme, ()))
        return math.log(1 + (len(self._emplois) - nombre + 0.5) / (nombre + 0.5))

    def _points(self, terme: _Terme) -> dict[int, float]:
        meilleurs: dict[int, float] = {}
        idf = self._idf_terme(terme)
        for forme, surete in terme.racines.items():
            for rang, poids in self._postings.get(forme, {}).items():
                titre = _PRIME_TITRE if forme in self._titres[rang] else 0.0
                meilleurs[rang] = max(meilleurs.get(rang, 0.0), surete * idf * (poids + titre))
        return meilleurs

    def _termes(self, texte: str) -> list[_Terme]:
        saisis = mots(texte)
        dernier_incomplet = bool(texte) and not texte[-1].isspace()
        return [
            terme
            for rang, saisi in enumerate(saisis)
            if (terme := self._terme(saisi, debut=dernier_incomplet and rang == len(saisis) - 1)) is not None
        ]

    def _terme(self, saisi: str, *, debut: bool) -> _Terme | None:
        forme = racine(saisi)
        racines: dict[str, float] = {}
        if forme in self._postings:
            racines[forme] = 1.0
        if debut and len(saisi) >= 3:
            for mot in self._commencant(saisi):
                racines.setdefault(self._mots[mot], 0.6)
        if racines:
            return _Terme(saisi, racines, saisi)
        proches = process.extract(
            saisi, self._vocabulaire, scorer=fuzz.ratio, score_cutoff=_RESSEMBLANCE, limit=3
        )
        if not proches:
            return _Terme(saisi, {}, saisi) if len(saisi) > 2 else None
        return _Terme(saisi, {self._mots[mot]: score / 150 for mot, score, _ in proches}, proches[0][0])

    def _commencant(self, debut: str) -> list[str]:
        return [mot for mot in self._vocabulaire if mot.startswith(debut)][:50]

    def _facettes(self, scores: dict[int, float], choix: dict[str, str]) -> dict[str, tuple[Facette, ...]]:
        facettes: dict[str, tuple[Facette, ...]] = {}
        for nom in choix:
            nombres: Counter[str] = Counter()
            libelles: dict[str, str] = {}
            for rang in scores:
                emploi = self._emplois[rang]
                if _garde(emploi, choix, sauf=nom):
                    valeur, libelle = _valeur(emploi, nom)
                    nombres[valeur] += 1
                    libelles[valeur] = libelle
            ordre = list(CORPS) if nom == "corps" else sorted(nombres, key=lambda v: plier(libelles[v]))
            facettes[nom] = tuple(
                Facette(valeur=valeur, libelle=libelles[valeur], nombre=nombres[valeur])
                for valeur in ordre
                if nombres[valeur] and valeur
            )
        return facettes


def _ancien(emploi: EmploiType, code: str) -> bool:
    return any(precedent.code == code for precedent in emploi.precedents)


def _champs(emploi: EmploiType) -> Iterable[tuple[str, str]]:
    yield "intitule", emploi.intitule
    yield "mission", emploi.mission
    yield "famille", emploi.famille
    for metier in emploi.metiers:
        yield "metiers", metier
    for rubrique, ligne in emploi.toutes_les_lignes():
        yield rubrique, ligne.texte


def _valeur(emploi: EmploiType, nom: str) -> tuple[str, str]:
    if nom == "corps":
        return emploi.corps, emploi.corps_libelle
    if nom == "bap":
        libelle = " ".join(emploi.bap_libelle.split())
        return emploi.bap, f"{emploi.bap} – {libelle}" if libelle else emploi.bap
    return emploi.famille, emploi.famille


def _garde(emploi: EmploiType, choix: dict[str, str], *, sauf: str) -> bool:
    return all(nom == sauf or not voulu or _valeur(emploi, nom)[0] == voulu for nom, voulu in choix.items())


def _extraits(emploi: EmploiType, cherchees: set[str]) -> tuple[Extrait, ...]:
    trouves = []
    for champ, texte in _champs(emploi):
        if champ == "famille":
            continue
        marques = reperer(texte, cherchees)
        if marques:
            distinctes = len({plier(texte[debut:fin]) for debut, fin in marques})
            trouves.append(
                (champ != "intitule", -distinctes, Extrait(rubrique=champ, texte=texte, marques=marques))
            )
    trouves.sort(key=lambda trouve: trouve[:2])
    return tuple(extrait for _, _, extrait in trouves[: _EXTRAITS + 1])


def reperer(texte: str, cherchees: set[str]) -> tuple[tuple[int, int], ...]:
    """Where the words of a text whose stem is looked for stand.

    >>> reperer("Conseil pédagogique", {racine("pedagogie"), racine("pedagogique")})
    ((8, 19),)
    """
    return tuple((debut, fin) for debut, fin, terme in places(texte) if terme in cherchees)


def _correction(termes: list[_Terme]) -> str:
    corriges = [terme.correction for terme in termes]
    return " ".join(corriges) if corriges != [terme.saisi for terme in termes] else ""
