"""Where a study stands, in sentences: what is there, what to do next."""

from __future__ import annotations

from typing import NamedTuple

from socle import synthese


class Apercu(NamedTuple):
    """Counts of a study's parts."""

    sources: int
    candidats: int
    codages: int
    codeurs: int
    consultations: int
    propositions: int
    verdicts: tuple[tuple[str, str, int], ...]


def apercu(etude: synthese.Etude) -> Apercu:
    """The counts of a study, and its verdicts when something is coded."""
    tires = synthese.verdicts(etude) if etude.codages else ()
    comptes = tuple(
        (cle, libelle, nombre)
        for cle, libelle in synthese.VERDICTS.items()
        if (nombre := sum(verdict.verdict == cle for verdict in tires))
    )
    return Apercu(
        sources=len(etude.sources),
        candidats=len(etude.candidats),
        codages=len({(codage.source, codage.candidat) for codage in etude.codages}),
        codeurs=len(etude.codeurs),
        consultations=len(etude.consultations),
        propositions=len(etude.propositions),
        verdicts=comptes,
    )
