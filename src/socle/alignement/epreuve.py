"""Questions whose answer is known, to fit a decision and to measure it; a référentiel asks them of itself.

Each line of the référentiel is worded as people word it (opening words, a word lost, a word added, number
changed), each entry of its dictionary is also asked by its official definition, and each question comes
with the emplois-types nearest to a damaged offer of one that holds the line. All are asked twice:
with their answer among the entries, and with the answer and its near duplicates taken out, where whatever
is found is wrong. Lines are dealt into folds by their wording, so that none is both fitted and measured.
"""

from __future__ import annotations

import json
import random
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from functools import cache
from importlib.resources import files
from typing import Literal, NamedTuple

from socle.alignement.calibration import Indices
from socle.alignement.emplois_types import ClassementEmploisTypes, EmploiTypeProche, Passage
from socle.alignement.encodeur import Encodeur
from socle.alignement.lignes import AlignementLignes, Entree, Reponse, entrees_du_referentiel
from socle.alignement.normalise import MOTS_VIDES, mots
from socle.alignement.relations import PLIS, pli_de
from socle.referentiel.documents import EmploiType
from socle.referentiel.referentiel import Referentiel

REGARDES = 12
"""Entries looked at for each question."""

PROCHES = 8

PART_GARDEE = 0.25
"""Share of the words left in the offers that lines are asked in: their emploi-type is then found as often,
and as surely, as that of the dev profiles with their corps (bench/moteur/emplois_types.py)."""

Genre = Literal["libelle", "activite", "definition"]


class Epreuve(NamedTuple):
    """One question: its fold, its kind, what the decision rests on, and what was right.

    ``premier``: the first entry is the right one; ``trois``: it is among the first three; ``present``:
    it was there to be found.
    """

    pli: int
    genre: Genre
    indices: Indices
    premier: bool
    trois: bool
    present: bool


class Question(NamedTuple):
    """A line, the entry that it says, and the emploi-type whose offer it stands in."""

    entree: Entree
    genre: Genre
    texte: str
    emploi_type: str


@cache
def _formules() -> dict[str, list[str]]:
    contenu = files("socle.donnees.calibration").joinpath("reformulations.json").read_text(encoding="utf-8")
    formules: dict[str, list[str]] = json.loads(contenu)
    return formules


def reformuler(libelle: str, hasard: random.Random) -> str:
    """A label worded otherwise: one or two small changes, such as offers show.

    >>> reformuler("Techniques de communication", random.Random(2))
    'Bonne connaissance en techniques de communication'
    """
    termes = libelle.split()
    pleins = [rang for rang, terme in enumerate(termes) if not set(mots(terme)) <= MOTS_VIDES]
    noms = [
        rang for rang in pleins if len(termes[rang]) > 3 and not termes[rang].endswith(("er", "ir", "re"))
    ]
    for geste in hasard.sample(("ouvrir", "ajouter", "perdre", "nombre"), hasard.choice((1, 2))):
        if geste == "perdre" and len(pleins) > 2:
            termes[hasard.choice(pleins)] = ""
        elif geste == "nombre" and noms:
            rang = hasard.choice(noms)
            termes[rang] = termes[rang].rstrip("s") if termes[rang].endswith("s") else termes[rang] + "s"
        elif geste == "ajouter":
            termes.append(hasard.choice(_formules()["ajouts"]))
        elif geste == "ouvrir":
            termes[0] = f"{hasard.choice(_formules()['ouvertures'])} {termes[0][:1].lower()}{termes[0][1:]}"
    return " ".join(filter(None, termes))


class Questionnaire:
    """A référentiel that questions itself; the same one always asks the same.

    :param referentiel: with at least one emploi-type.
    """

    def __init__(self, referentiel: Referentiel) -> None:
        completes = entrees_du_referentiel(referentiel)
        # A definition that is asked is no longer there to be read.
        self._entrees = [entree._replace(definition="") for entree in completes]
        self._classement = ClassementEmploisTypes(referentiel.emplois_types)
        self._hasard = random.Random(1)
        self._proches = {
            emploi.code: self._classer(_offre_abimee(emploi, self._hasard))
            for emploi in referentiel.emplois_types
        }
        self._questions = [question for entree in completes for question in self._poser(entree)]

    def _classer(self, offre: Sequence[Passage]) -> list[EmploiTypeProche]:
        return self._classement.classer(offre, k=PROCHES)

    def _poser(self, entree: Entree) -> Iterator[Question]:
        genre: Genre = "activite" if entree.rubrique == "activites" else "libelle"
        texte = reformuler(entree.libelle, self._hasard)
        yield Question(entree, genre, texte, self._hasard.choice(entree.emplois_types))
        if entree.definition:
            code = self._hasard.choice(entree.emplois_types)
            yield Question(entree, "definition", entree.definition, code)

    def eprouver(
        self,
        *,
        compact: Encodeur | None = None,
        encodeur: Encodeur | None = None,
        plis: Collection[int] = range(PLIS),
        definitions: Collection[int] = range(PLIS),
    ) -> list[Epreuve]:
        """What comes of the questions, each with its answer there, then taken out.

        :param plis: the folds whose reworded lines are asked.
        :param definitions: the folds whose definitions are asked: those that ``compact`` did not learn.
        """
        aligneur = AlignementLignes(self._entrees, compact=compact, encodeur=encodeur)
        par_emploi: dict[str, list[Question]] = defaultdict(list)
        for question in self._questions:
            if pli_de(question.entree.libelle) in (definitions if question.genre == "definition" else plis):
                par_emploi[question.emploi_type].append(question)
        return [
            epreuve
            for code, questions in par_emploi.items()
            for question, reponse in zip(
                questions,
                aligneur.repondre(
                    [Passage(question.entree.rubrique, question.texte) for question in questions],
                    proches=self._proches[code],
                ),
                strict=True,
            )
            for epreuve in _juger(question, reponse, aligneur)
        ]


def _offre_abimee(emploi: EmploiType, hasard: random.Random) -> list[Passage]:
    """Half of the activities of an emploi-type, most of their words erased: as vague as a real offer."""
    activites = hasard.sample(emploi.activites, (len(emploi.activites) + 1) // 2)
    gardes = (" ".join(mot for mot in a.libelle.split() if hasard.random() < PART_GARDEE) for a in activites)
    return [Passage("activites", texte) for texte in gardes]


def _juger(question: Question, reponse: Reponse, aligneur: AlignementLignes) -> Iterator[Epreuve]:
    decideur, juste = aligneur.decideur, question.entree.id
    notes = list(zip(reponse.hits[:REGARDES], reponse.totaux, strict=False))
    # An entry that the text says again word for word is a right answer, whatever was asked.
    familiers = {
        hit.id
        for hit, _ in notes
        if hit.id == juste or decideur.doublons(juste, hit.id) or decideur.redit(reponse.texte, hit.id)
    }
    for present in (True, False):
        restants = [(hit, total) for hit, total in notes if present or hit.id not in familiers]
        hits = [hit for hit, _ in restants]
        yield Epreuve(
            pli_de(question.entree.libelle),
            question.genre,
            decideur.indices(reponse.texte, hits, [total for _, total in restants]),
            premier=bool(hits) and hits[0].id in familiers,
            trois=any(hit.id in familiers for hit in hits[:3]),
            present=present,
        )
