"""Quotations matched to candidates, with the matching engine's proposals."""

from __future__ import annotations

from collections.abc import Sequence

from socle.referentiel.documents import Objet
from socle.synthese.sources import Candidat, Cle


class CandidatPropose(Objet):
    """A candidate that a quotation may stand for; ``score`` is the engine's, between 0 and 1."""

    candidat: Cle
    score: float


def apparier(
    textes: Sequence[str], candidats: Sequence[Candidat], *, k: int = 3
) -> tuple[tuple[CandidatPropose, ...], ...]:
    """For each text, the candidates nearest to it, best first; a person decides."""
    if not candidats:
        return tuple(() for _ in textes)
    from socle.alignement import Index

    index = Index([candidat.cle for candidat in candidats], [candidat.libelle for candidat in candidats])
    return tuple(
        tuple(CandidatPropose(candidat=hit.id, score=hit.score) for hit in hits)
        for hits in index.search(list(textes), k=k)
    )
