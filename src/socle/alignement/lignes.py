"""The lines of an offer against the lines of a référentiel, the whole offer being the context.

A line is easier to place when the offer is known: the likeness of an entry is raised in proportion to what
the nearest emplois-types that hold it weigh, when it stands in the rubrique of the offer's line, and when
the lines around this one point at emplois-types that hold it. An
entry that shares nothing with the line gains nothing. Every part is kept, so that the reader is told what
placed the line.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from socle.alignement.calibration import Calibration, Decision
from socle.alignement.decision import Decideur
from socle.alignement.emplois_types import EmploiTypeProche, Passage
from socle.alignement.encodeur import Encodeur
from socle.alignement.index import Hit, Index
from socle.alignement.normalise import cle, sans_ouverture
from socle.alignement.relations import definition_utile
from socle.referentiel.referentiel import Referentiel

POIDS_CONTEXTE = 1.0
POIDS_RUBRIQUE = 0.3
"""Shares of its likeness that an entry gains, when sure to belong to the offer's emploi-type, and when of
the same rubrique; both chosen on pseudo-offers made of definitions (bench/moteur/lignes.py), where no
label of the référentiel appears."""

POIDS_VOISINES = 1.0
VOISINES = 2
TEMPERATURE_VOISINES = 0.1
MENEUSES = 10
"""Share of its likeness that an entry gains when sure to belong to the emplois-types that the neighbouring
lines point at: how many lines on each side count, less as they are farther, and how many entries of each
speak for it. Chosen on pseudo-offers of one and of two emplois-types, on half of them; as good on the
others (bench/moteur/lignes.py)."""

PENTE_LONGUEUR = 0.1
"""Chosen on the definitions of RéFérens (bench/moteur/definitions.py), where any value up to .2 brings as
much. Titles do without: the previous titles of RéFérens lose by it."""

CANDIDATES = 100


class Entree(NamedTuple):
    """A line of the référentiel: an activity, or an entry of its dictionary; one for all its spellings.

    ``emplois_types`` are the codes of those that hold it; ``identifiant`` is the dictionary's.
    """

    id: str
    rubrique: str
    libelle: str
    emplois_types: tuple[str, ...] = ()
    variantes: tuple[str, ...] = ()
    definition: str = ""
    identifiant: str | None = None


class Proposition(NamedTuple):
    """An entry proposed for a line. ``score`` is the likeness of the texts, ``contexte`` what the offer,
    the rubrique and the neighbouring lines add to it, ``voisines`` the part of these; ``voie`` is the
    hit's."""

    entree: Entree
    score: float
    contexte: float
    voie: str
    voisines: float = 0.0


class Reponse(NamedTuple):
    """What the index answers to a line, as asked: the hits, best first, what each is ranked by, and what
    the neighbouring lines have in that."""

    texte: str
    hits: list[Hit]
    totaux: list[float]
    voisines: list[float]


class LigneAlignee(NamedTuple):
    """A line of an offer, the decision and the entries proposed, best first."""

    texte: str
    rubrique: str
    decision: Decision
    probabilite: float
    propositions: tuple[Proposition, ...]


def entrees_du_referentiel(referentiel: Referentiel) -> list[Entree]:
    """Each distinct line once: as the dictionary groups them, and by their wording for the others."""
    entrees: dict[str, Entree] = {}
    connues: dict[tuple[str, str], str] = {}
    for entree in referentiel.dictionnaire.toutes:
        ident = f"{entree.rubrique}:{entree.identifiant or cle(entree.libelle)}"
        for nom in (entree.libelle, *entree.variantes):
            connues.setdefault((entree.rubrique, cle(nom)), ident)
        entrees.setdefault(
            ident,
            Entree(
                ident,
                entree.rubrique,
                entree.libelle,
                entree.emplois_types,
                entree.variantes,
                definition_utile(entree.definition),
                entree.identifiant,
            ),
        )
    porteuses: dict[str, dict[str, None]] = {
        ident: dict.fromkeys(entree.emplois_types) for ident, entree in entrees.items()
    }
    for emploi in referentiel.emplois_types:
        for rubrique, ligne in emploi.toutes_les_lignes():
            clef = cle(ligne.libelle)
            if clef:
                ident = connues.setdefault((rubrique, clef), f"{rubrique}:{clef}")
                entrees.setdefault(ident, Entree(ident, rubrique, ligne.libelle))
                porteuses.setdefault(ident, {})[emploi.code] = None
    return [entree._replace(emplois_types=tuple(porteuses[entree.id])) for entree in entrees.values()]


def indexer(entrees: Iterable[Entree]) -> Index:
    """The index of entries, by their libellé, their other spellings and their definition."""
    liste = list(entrees)
    return Index(
        [entree.id for entree in liste],
        [entree.libelle for entree in liste],
        aliases={entree.id: entree.variantes for entree in liste},
        definitions={entree.id: entree.definition for entree in liste},
        pente_longueur=PENTE_LONGUEUR,
    )


class AlignementLignes:
    """Places lines among entries.

    :param entrees: with distinct ids.
    :param index: their index, where it is made already.
    :param vecteurs: theirs by ``compact``, where they are known already.
    :param compact: what was learnt, if anything was.
    :param encodeur: an external encoder, which ranks again the first entries of each line.
    :param calibration: the one that ships when not given.
    """

    def __init__(
        self,
        entrees: Iterable[Entree],
        *,
        index: Index | None = None,
        vecteurs: npt.NDArray[np.float32] | None = None,
        compact: Encodeur | None = None,
        poids_sens: float | None = None,
        encodeur: Encodeur | None = None,
        calibration: Calibration | None = None,
    ) -> None:
        self.entrees = {entree.id: entree for entree in entrees}
        self.index = (index or indexer(self.entrees.values())).avec(
            compact=compact, poids_sens=poids_sens, encodeur=encodeur, vecteurs=vecteurs
        )
        self.decideur = Decideur(self.index, calibration)
        self._porteuses: dict[str, list[str]] = defaultdict(list)
        for entree in self.entrees.values():
            for code in entree.emplois_types:
                self._porteuses[code].append(entree.id)

    def aligner(
        self, lignes: Sequence[Passage], *, proches: Iterable[EmploiTypeProche] = (), k: int = 3
    ) -> list[LigneAlignee]:
        """One alignment a line, in their order.

        :param proches: the emplois-types nearest to the offer that the lines come from.
        """
        reponses = self.repondre(lignes, proches=proches)
        verdicts = self.decideur.decider(
            [reponse.texte for reponse in reponses],
            [reponse.hits for reponse in reponses],
            [reponse.totaux for reponse in reponses],
        )
        return [
            LigneAlignee(
                ligne.texte,
                ligne.rubrique,
                verdict.decision,
                verdict.probabilite,
                tuple(
                    Proposition(
                        self.entrees[hit.id],
                        hit.score,
                        round(total - hit.score, 6),
                        hit.voie,
                        round(voisines, 6),
                    )
                    for hit, total, voisines in zip(
                        reponse.hits[:k], reponse.totaux, reponse.voisines, strict=False
                    )
                ),
            )
            for ligne, reponse, verdict in zip(lignes, reponses, verdicts, strict=True)
        ]

    def repondre(
        self, lignes: Sequence[Passage], *, proches: Iterable[EmploiTypeProche] = ()
    ) -> list[Reponse]:
        """What is found for each line before anything is decided."""
        poids = self._contexte(proches)
        textes = [self.alleger(ligne.texte) for ligne in lignes]
        seules = [
            self._ranger(texte, [(hit, self._total(hit, ligne.rubrique, poids), 0.0) for hit in hits])
            for texte, ligne, hits in zip(
                textes, lignes, self.index.search(textes, k=CANDIDATES), strict=True
            )
        ]
        pointes = [self._pointer(reponse) for reponse in seules]
        return [self._entre_voisines(reponse, _autour(pointes, rang)) for rang, reponse in enumerate(seules)]

    def _pointer(self, reponse: Reponse) -> dict[str, float]:
        """How much a line points at each emploi-type, by its best entries: surely alike and held by few."""
        pointes: dict[str, float] = defaultdict(float)
        if not reponse.hits or not reponse.totaux[0]:
            return pointes
        poids = [
            math.exp((total - reponse.totaux[0]) / TEMPERATURE_VOISINES)
            for total in reponse.totaux[:MENEUSES]
        ]
        ressemblance = min(1.0, 2 * reponse.hits[0].score) / sum(poids)
        for hit, part in zip(reponse.hits, poids, strict=False):
            codes = self.entrees[hit.id].emplois_types
            for code in codes:
                pointes[code] += ressemblance * part / len(codes) ** 0.5
        return pointes

    def _entre_voisines(self, reponse: Reponse, pointes: Mapping[str, float]) -> Reponse:
        """The answer once its neighbours have weighed on it."""
        if not pointes:
            return reponse
        notes = []
        for hit, total in zip(reponse.hits, reponse.totaux, strict=True):
            codes = self.entrees[hit.id].emplois_types
            apport = POIDS_VOISINES * hit.score * sum(pointes.get(code, 0.0) for code in codes)
            notes.append((hit, total + apport, apport))
        return self._ranger(reponse.texte, notes)

    def alleger(self, texte: str) -> str:
        """Without the words that only say how much is asked, unless an entry reads just so."""
        leger = sans_ouverture(texte)
        return texte if leger == texte or self.index.connait(texte) else leger

    def _ranger(self, texte: str, notes: list[tuple[Hit, float, float]]) -> Reponse:
        notes = sorted(notes, key=lambda note: (note[0].voie != "exact", -note[1]))
        return Reponse(
            texte,
            [hit for hit, _, _ in notes],
            [total for _, total, _ in notes],
            [voisines for _, _, voisines in notes],
        )

    def _contexte(self, proches: Iterable[EmploiTypeProche]) -> dict[str, float]:
        poids: dict[str, float] = defaultdict(float)
        for proche in proches:
            for ident in self._porteuses.get(proche.code, ()):
                poids[ident] += POIDS_CONTEXTE * proche.probabilite
        return poids

    def _total(self, hit: Hit, rubrique: str, poids: dict[str, float]) -> float:
        meme = POIDS_RUBRIQUE if self.entrees[hit.id].rubrique == rubrique else 0.0
        return hit.score * (1 + poids.get(hit.id, 0.0) + meme)


def _autour(pointes: Sequence[Mapping[str, float]], rang: int) -> dict[str, float]:
    """What the lines around one point at, the nearest counting most."""
    voisines = [
        (pointes[autre], 1 / abs(autre - rang))
        for autre in range(max(0, rang - VOISINES), min(len(pointes), rang + VOISINES + 1))
        if autre != rang
    ]
    somme: dict[str, float] = defaultdict(float)
    total = sum(poids for _, poids in voisines)
    for siennes, poids in voisines:
        for code, valeur in siennes.items():
            somme[code] += valeur * poids / total
    return somme
