"""Small studies written for the tests."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from socle.referentiel import EmploiType, Ligne
from socle.synthese import (
    Candidat,
    Codage,
    Etude,
    RegleConsensus,
    Source,
    coder,
    verrouiller_regle,
)

HIER = datetime(2026, 1, 1, tzinfo=UTC)
GABARIT = EmploiType(
    code="X",
    intitule="Essai",
    corps="IE",
    activites=(Ligne(libelle="Ancienne"),),
    connaissances=(Ligne(libelle="Sciences"),),
)
SIGLES = {"P": "present", "p": "partiel", "a": "absent", "n": "non-traite"}


def source(cle: str, genre: str = "publication", *depend_de: str, **champs: object) -> Source:
    """A source whose title is its key."""
    return Source(cle=cle, genre=genre, titre=cle.upper(), depend_de=depend_de, **champs)


def codage(source: str, candidat: str, valeur: str, *, codeur: str = "Ana", apres: int = 0) -> Codage:
    """A coding, ``apres`` hours after the first."""
    return Codage(
        source=source,
        candidat=candidat,
        codeur=codeur,
        valeur=SIGLES[valeur],
        le=HIER + timedelta(hours=apres),
    )


def etude(
    sources: tuple[Source, ...], colonnes: dict[str, str], *, regle: RegleConsensus | None = None
) -> Etude:
    """A study with one column a candidate: one letter a source (P, p, a, n, or - for not coded)."""
    vide = Etude(
        titre="Essai",
        sources=sources,
        candidats=tuple(Candidat(cle=cle, libelle=f"Activité {cle}") for cle in colonnes),
        regle=regle or RegleConsensus(),
    )
    posee = verrouiller_regle(vide, le=HIER)
    for candidat, lettres in colonnes.items():
        for une, lettre in zip(sources, lettres, strict=True):
            if lettre != "-":
                posee = coder(posee, codage(une.cle, candidat, lettre))
    return posee
