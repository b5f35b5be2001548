"""A jury's documents: the grid with its weights, and the deliberation that scores with it.

People who apply are numbers or labels chosen by the jury; nothing else of them is kept.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal, Self

from pydantic import Field, StringConstraints, model_validator

from socle.jury.tables import echelle
from socle.referentiel.documents import Document, Objet
from socle.rendu.plan import Plan

Texte = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Poids = Annotated[int, Field(ge=0, le=100)]
Verdict = Literal["", "retenu", "complementaire", "non-retenu"]
VERDICTS: dict[str, str] = {
    "retenu": "Retenu",
    "complementaire": "Liste complémentaire",
    "non-retenu": "Non retenu",
}


class Niveau(Objet):
    """A level of the scale: its value, its name, and what one has seen who gives it."""

    valeur: int = Field(ge=0)
    libelle: Texte
    description: str = ""


class Critere(Objet):
    """What the jury scores.

    ``place`` is its share of the post in percent, ``None`` for a criterion that no activité holds;
    ``deduite`` says that the fiche gives no share and the rest of the time was divided equally. ``indices``
    says what to look for in the file or to ask at the interview.
    """

    cle: str
    libelle: Texte
    poids: Poids
    place: Poids | None = None
    deduite: bool = False
    indices: str = ""


class ChangementPoids(Objet):
    """A weight that the jury discussed: before, after, why."""

    critere: str
    libelle: str
    avant: int
    apres: int
    motif: Texte


class Grille(Document):
    """A grid of criteria for one post. Weights are percent and make 100 once the jury has settled them."""

    intitule: Texte
    sous_titre: str = ""
    reference: str = ""
    etablissement: str = ""
    empreinte: str = ""
    criteres: tuple[Critere, ...] = ()
    echelle: tuple[Niveau, ...] = Field(
        default_factory=lambda: tuple(Niveau(**niveau) for niveau in echelle()), min_length=2
    )
    changements: tuple[ChangementPoids, ...] = ()

    @model_validator(mode="after")
    def _keys_and_levels_are_unique(self) -> Self:
        cles = [critere.cle for critere in self.criteres]
        valeurs = [niveau.valeur for niveau in self.echelle]
        if len(cles) != len(set(cles)) or valeurs != sorted(set(valeurs)):
            raise ValueError("keys are unique, levels too and in order")
        return self

    @property
    def total(self) -> int:
        """The sum of the weights."""
        return sum(critere.poids for critere in self.criteres)

    @property
    def note_maximum(self) -> int:
        """The highest level."""
        return self.echelle[-1].valeur

    def critere(self, cle: str) -> Critere | None:
        """The criterion of that key, ``None`` when it was removed."""
        return next((critere for critere in self.criteres if critere.cle == cle), None)

    def plan(self) -> Plan:
        """The grid as an outline, with boxes to fill in by hand."""
        from socle.jury.plan import plan_grille

        return plan_grille(self)


class Note(Objet):
    """A member's score of one candidate on one criterion; ``valeur`` is a level of the scale."""

    membre: Texte
    candidat: Texte
    critere: str
    valeur: int = Field(ge=0)


class Remarque(Objet):
    """What a member writes of a candidate."""

    membre: Texte
    candidat: Texte
    texte: Texte


class Avis(Objet):
    """What the jury decides of a candidate, and why: its own words, never the machine's."""

    candidat: Texte
    verdict: Verdict = ""
    rang: int | None = Field(default=None, ge=1)
    motif: str = ""


class Deliberation(Document):
    """The scores of a jury and what it decided."""

    grille: Grille
    membres: tuple[Texte, ...]
    candidats: tuple[Texte, ...]
    notes: tuple[Note, ...] = ()
    remarques: tuple[Remarque, ...] = ()
    avis: tuple[Avis, ...] = ()
    date_deliberation: date | None = None

    @model_validator(mode="after")
    def _notes_are_of_the_grid(self) -> Self:
        vues = [(note.membre, note.candidat, note.critere) for note in self.notes]
        valeurs = {niveau.valeur for niveau in self.grille.echelle}
        cles = {critere.cle for critere in self.grille.criteres}
        if len(vues) != len(set(vues)):
            raise ValueError("one score for each member, candidate and criterion")
        for note in self.notes:
            if note.membre not in self.membres or note.candidat not in self.candidats:
                raise ValueError("a score is of a member and of a candidate")
            if note.critere not in cles or note.valeur not in valeurs:
                raise ValueError("a score is a level of the scale, on a criterion of the grid")
        return self

    def plan(self) -> Plan:
        """The record of the deliberation as an outline."""
        from socle.jury.proces_verbal import plan_deliberation

        return plan_deliberation(self)
