"""What a person decides of emerging work, kept from one run to the next."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from socle.referentiel.documents import Document, Objet

Geste = Literal["nommer", "fusionner", "ecarter"]


class DecisionEmergente(Objet):
    """One decision: name a group, merge several under a name, or set a group aside.

    ``cles`` are the keys of the lines that it was taken on (:func:`socle.corpus.emergents.cle_de`): a later
    group that holds one of them is the same group.
    """

    geste: Geste
    cles: tuple[str, ...] = Field(min_length=1)
    nom: str = ""
    motif: str = ""


class Decisions(Document):
    """The decisions of a working group on the emerging work of a corpus, the oldest first."""

    decisions: tuple[DecisionEmergente, ...] = ()

    def avec(self, decision: DecisionEmergente) -> Decisions:
        """With one more decision; those on the very same lines give way to it."""
        gardees = (autre for autre in self.decisions if set(autre.cles) != set(decision.cles))
        return self.model_copy(update={"decisions": (*gardees, decision)})
