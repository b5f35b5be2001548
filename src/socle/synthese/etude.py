"""The study: the document that holds a method from its sources to the emploi-type that it proposes."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Self

from pydantic import AwareDatetime, Field, model_validator

from socle.referentiel.documents import Document, EmploiType, Objet
from socle.referentiel.rubriques import RubriqueListe
from socle.rendu.plan import Plan
from socle.synthese.consultation import Consultation
from socle.synthese.sources import (
    CATEGORIES,
    Arbitrage,
    Candidat,
    Categorie,
    Cle,
    Codage,
    Etape,
    RegleConsensus,
    Source,
    Texte,
)
from socle.synthese.vocabulaire import Verdict


class VoteLigne(Objet):
    """What a round said of a candidate: enough to be read without the round, and whether it was simulated."""

    consultation: Cle
    tour: int
    question: Cle
    repondants: int
    favorables: int
    simule: bool = False


class Citation(Objet):
    """The words of a source, and where they stand."""

    source: Cle
    texte: str
    page: str = ""


class PreuveLigne(Objet):
    """Why a line stands in a proposed emploi-type.

    ``rang`` counts from 1 in its rubrique. ``sources`` are the keys of the independent sources that
    support the candidate, ``echos`` those that only repeat them. A line without ``candidat`` was written
    by the authors, who say why in ``motif``.
    """

    rubrique: RubriqueListe
    rang: int = Field(ge=1)
    candidat: str = ""
    verdict: Verdict | None = None
    indice: float | None = Field(default=None, allow_inf_nan=False)
    sources: tuple[Cle, ...] = ()
    echos: tuple[Cle, ...] = ()
    citations: tuple[Citation, ...] = ()
    votes: tuple[VoteLigne, ...] = ()
    motif: str = ""


class Remarque(Objet):
    """A comment on a line of a proposal (or on the whole, without ``rubrique``)."""

    auteur: Texte
    texte: Texte
    rubrique: str = ""
    rang: int | None = None
    le: AwareDatetime


class Proposition(Objet):
    """One version of the proposed emploi-type, with the evidence of its lines and its discussion."""

    numero: int = Field(ge=1)
    emploi_type: EmploiType
    preuves: tuple[PreuveLigne, ...] = ()
    remarques: tuple[Remarque, ...] = ()
    auteur: str = ""
    motif: str = ""
    remplace: str = ""
    le: AwareDatetime


class Adoption(Objet):
    """The version that was adopted, by whom and when."""

    proposition: int
    par: Texte
    mention: str = ""
    le: AwareDatetime


class Etude(Document):
    """A study: sources crossed into verdicts, people consulted, an emploi-type proposed.

    ``avertissement`` is printed wherever the study is shown: what its coding covers, what is simulated.
    """

    titre: Texte
    organisme: str = ""
    objet: str = ""
    avertissement: str = ""
    etapes: tuple[Etape, ...] = ()
    categories: tuple[Categorie, ...] = CATEGORIES
    sources: tuple[Source, ...] = ()
    candidats: tuple[Candidat, ...] = ()
    codages: tuple[Codage, ...] = ()
    arbitrages: tuple[Arbitrage, ...] = ()
    regle: RegleConsensus = RegleConsensus()
    consultations: tuple[Consultation, ...] = ()
    propositions: tuple[Proposition, ...] = ()
    adoption: Adoption | None = None

    @model_validator(mode="after")
    def _keys_hold_together(self) -> Self:
        _unique("source", (source.cle for source in self.sources))
        _unique("candidat", (candidat.cle for candidat in self.candidats))
        _unique("catégorie", (categorie.cle for categorie in self.categories))
        _unique("consultation", (consultation.cle for consultation in self.consultations))
        sources = {source.cle for source in self.sources}
        candidats = {candidat.cle for candidat in self.candidats}
        _known("source", sources, (cle for source in self.sources for cle in source.depend_de))
        _known("source", sources, (cle for etape in self.etapes for cle in etape.sources))
        _known("source", sources, (acte.source for acte in self.actes))
        _known("candidat", candidats, (acte.candidat for acte in self.actes))
        _known("candidat", candidats, self.candidats_interroges)
        _known("catégorie", {c.cle for c in self.categories} | {""}, (c.categorie for c in self.candidats))
        _no_circle(self.sources)
        return self

    @model_validator(mode="after")
    def _versions_follow(self) -> Self:
        if [p.numero for p in self.propositions] != list(range(1, len(self.propositions) + 1)):
            raise ValueError("proposals are numbered from 1")
        if self.adoption is not None and not 1 <= self.adoption.proposition <= len(self.propositions):
            raise ValueError("the adopted proposal does not exist")
        return self

    @property
    def actes(self) -> tuple[Codage | Arbitrage, ...]:
        """Everything that was written in the matrix, oldest first."""
        actes: list[Codage | Arbitrage] = [*self.codages, *self.arbitrages]
        return tuple(sorted(actes, key=lambda acte: acte.le))

    @property
    def candidats_interroges(self) -> tuple[str, ...]:
        """The keys of the candidates that some round asks about."""
        return tuple(
            dict.fromkeys(
                candidat
                for consultation in self.consultations
                for tour in consultation.tours
                for question in tour.questions
                for candidat in question.candidats
            )
        )

    @property
    def codeurs(self) -> tuple[str, ...]:
        """Who coded, in their order."""
        return tuple(dict.fromkeys(codage.codeur for codage in self.codages))

    @property
    def derniere_proposition(self) -> Proposition | None:
        """The last version of the proposed emploi-type."""
        return self.propositions[-1] if self.propositions else None

    @classmethod
    def livret(cls) -> Etude:
        """ANSTIA's booklet as a worked example, coded only as far as it states."""
        from socle.synthese.exemple import charger

        return charger()

    def plan(self) -> Plan:
        """The study as a booklet that the writers lay out."""
        from socle.synthese.plan import plan_etude

        return plan_etude(self)


def _unique(nom: str, cles: Iterable[str]) -> None:
    vues: set[str] = set()
    for cle in cles:
        if cle in vues:
            raise ValueError(f"two of them have the same key: {nom} {cle}")
        vues.add(cle)


def _known(nom: str, connues: set[str], citees: Iterable[str]) -> None:
    inconnues = sorted(set(citees) - connues)
    if inconnues:
        raise ValueError(f"unknown {nom}: {', '.join(inconnues)}")


def _no_circle(sources: tuple[Source, ...]) -> None:
    reste = {source.cle: set(source.depend_de) for source in sources}
    while reste:
        libres = {cle for cle, besoins in reste.items() if not besoins & reste.keys()}
        if not libres:
            raise ValueError(f"sources depend on each other in a circle: {', '.join(sorted(reste))}")
        for cle in libres:
            del reste[cle]
