"""Studies: robustness of many verdicts and rounds of many people, beside the plain way to compute them."""

from __future__ import annotations

import random
import statistics
from datetime import UTC, datetime

from bench.commun import Mesure, afficher, chronometrer
from bench.delphi import simuler
from socle.synthese import (
    GENRES_SOURCE,
    VALEURS,
    Candidat,
    Codage,
    Etude,
    RegleConsensus,
    Source,
    convergence,
    resultats,
    sensibilite,
    verdicts,
)

SOURCES, CANDIDATS, PERMUTATIONS, PARTICIPANTS = 60, 30, 2, 500
_LE = datetime(2026, 1, 1, tzinfo=UTC)


def grande_etude() -> Etude:
    """A drawn study, as large as the booklet’s: dependencies, and two cells in three coded."""
    tirage = random.Random(2026)
    sources = tuple(
        Source(
            cle=f"s{rang}",
            genre=tirage.choice(sorted(GENRES_SOURCE)),
            titre=f"Source {rang}",
            depend_de=(f"s{tirage.randrange(rang)}",) if rang and tirage.random() < 0.4 else (),
        )
        for rang in range(SOURCES)
    )
    candidats = tuple(Candidat(cle=f"c{rang}", libelle=f"Candidat {rang}") for rang in range(CANDIDATS))
    codages = tuple(
        Codage(
            source=source.cle,
            candidat=candidat.cle,
            codeur="Tirage",
            valeur=tirage.choice(sorted(VALEURS)),
            le=_LE,
        )
        for source in sources
        for candidat in candidats
        if tirage.random() < 2 / 3
    )
    regle = RegleConsensus(verrouillee_le=_LE)
    return Etude(titre="Étude tirée", sources=sources, candidats=candidats, codages=codages, regle=regle)


def une_a_une(etude: Etude) -> None:
    """Sensitivity the plain way: the study without each source, concluded afresh."""
    for source in etude.sources:
        verdicts(
            etude.model_copy(update={"codages": tuple(c for c in etude.codages if c.source != source.cle)})
        )


def de_nouveau(etude: Etude) -> None:
    """Convergence the plain way: verdicts drawn afresh after each source read."""
    tirage = random.Random(2026)
    for _ in range(PERMUTATIONS):
        ordre = tirage.sample(etude.sources, len(etude.sources))
        for rang in range(len(ordre)):
            verdicts(etude, sans={source.cle for source in ordre[rang + 1 :]})


def par_question(etude: Etude) -> None:
    """The quartiles alone, by the standard library."""
    tour = etude.consultations[0].tour(3)
    for question in tour.questions:
        notes = [r.note for r in tour.reponses if r.question == question.cle and r.note is not None]
        if notes:
            statistics.quantiles(notes, n=4, method="inclusive")


def main() -> None:
    """Measure."""
    etude, delphi = grande_etude(), simuler(Etude.livret(), effectif=PARTICIPANTS)
    consultation = delphi.consultations[0]
    mesures = [
        Mesure(
            "sensibilité à chaque source et genre",
            chronometrer(lambda: sensibilite(etude), repetitions=3),
            "une étude par source",
            chronometrer(lambda: une_a_une(etude), repetitions=1),
            1.0,
        ),
        Mesure(
            f"convergence, {PERMUTATIONS} ordres",
            chronometrer(lambda: convergence(etude, permutations=PERMUTATIONS), repetitions=3),
            "verdicts à chaque lecture",
            chronometrer(lambda: de_nouveau(etude), repetitions=1),
            0.1,
        ),
        Mesure(
            "tous les résultats d’un tour",
            chronometrer(lambda: resultats(consultation, tour=3)),
            "les quartiles seuls",
            chronometrer(lambda: par_question(delphi)),
            0.2,
        ),
    ]
    afficher(
        "Études",
        f"{SOURCES} sources × {CANDIDATS} candidats tirés au sort ; Delphi simulé à {PARTICIPANTS}",
        mesures,
    )
