"""Where a study stands, in counts and in a sentence."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from socle import synthese

_DITS = {
    "consensus": ("en consensus", "en consensus"),
    "discute": ("discutée", "discutées"),
    "emergent": ("émergente", "émergentes"),
    "sans-appui": ("sans appui", "sans appui"),
}


class Apercu(NamedTuple):
    """Counts of a study's parts; ``consensus`` is ``None`` until something is coded."""

    sources: int
    candidats: int
    codages: int
    codeurs: int
    propositions: int
    consensus: int | None
    phrase: str


def apercu(etude: synthese.Etude) -> Apercu:
    """The counts of a study, and its verdicts when something is coded."""
    tires = synthese.verdicts(etude) if etude.codages else ()
    return Apercu(
        sources=len(etude.sources),
        candidats=len(etude.candidats),
        codages=len({(codage.source, codage.candidat) for codage in etude.codages}),
        codeurs=len(etude.codeurs),
        propositions=len(etude.propositions),
        consensus=sum(verdict.verdict == "consensus" for verdict in tires) if tires else None,
        phrase=phrase(tires),
    )


def phrase(tires: Iterable[synthese.VerdictCandidat]) -> str:
    """The verdicts counted: « 8 lignes en consensus, 3 discutées »; empty when there is none."""
    lus = [verdict.verdict for verdict in tires]
    morceaux: list[str] = []
    for verdict, (un, plusieurs) in _DITS.items():
        nombre = lus.count(verdict)  # type: ignore[arg-type]
        if nombre:
            nom = "" if morceaux else ("ligne " if nombre == 1 else "lignes ")
            morceaux.append(f"{nombre}\u00a0{nom}{un if nombre == 1 else plusieurs}")
    return ", ".join(morceaux)
