"""A whole study, written and read again, is the same study."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from bench.delphi import simuler
from hypothesis import given, settings
from hypothesis import strategies as st

from socle.erreurs import DocumentIllisible
from socle.referentiel import EmploiType, Ligne, Reference
from socle.synthese import (
    Arbitrage,
    Candidat,
    Codage,
    Consultation,
    Echelle,
    Etape,
    Etude,
    Proposition,
    Question,
    RegleConsensus,
    RegleVote,
    Remarque,
    Reponse,
    Source,
    Tour,
    preuves,
)
from socle.synthese.vocabulaire import GENRES_SOURCE, NATURES_CANDIDAT, VALEURS

TEXTES = st.text(max_size=30)
PLEINS = st.text(min_size=1, max_size=30).filter(lambda texte: texte.strip())
CLES = st.from_regex(r"[a-z0-9]{1,6}(-[a-z0-9]{1,4})?", fullmatch=True)
DATES = st.datetimes(min_value=datetime(2000, 1, 1), max_value=datetime(2100, 1, 1)).map(  # noqa: DTZ001
    lambda jour: jour.replace(tzinfo=UTC)
)
ECHELLES = st.builds(
    lambda bas, hauteur: Echelle(minimum=bas, maximum=bas + hauteur, favorable_des=bas + hauteur),
    st.integers(-3, 3),
    st.integers(1, 9),
)


@st.composite
def etudes(tirer: st.DrawFn) -> Etude:
    """Studies whose every part may be present."""
    cles = tirer(st.lists(CLES, max_size=4, unique=True))
    candidats = tuple(
        Candidat(
            cle=cle,
            libelle=tirer(PLEINS),
            nature=tirer(st.sampled_from(sorted(NATURES_CANDIDAT))),
            niveau=tirer(st.none() | TEXTES),
        )
        for cle in tirer(st.lists(CLES, max_size=3, unique=True))
    )
    sources = tuple(
        Source(
            cle=cle,
            genre=tirer(st.sampled_from(sorted(GENRES_SOURCE))),
            titre=tirer(PLEINS),
            reference=tirer(st.none() | st.builds(Reference, cle=TEXTES, titre=TEXTES)),
            annee=tirer(st.none() | st.integers()),
            effectif=tirer(st.none() | st.integers(0)),
            depend_de=tuple(tirer(st.sets(st.sampled_from(cles[:rang])))) if rang else (),
            remarque=tirer(TEXTES),
        )
        for rang, cle in enumerate(cles)
    )
    posee = Etude(
        titre=tirer(PLEINS),
        etapes=tirer(st.lists(st.builds(Etape, titre=PLEINS, texte=TEXTES, sources=st.just(())), max_size=2)),
        sources=sources,
        candidats=candidats,
        regle=tirer(
            st.builds(RegleConsensus, seuil_consensus=st.floats(0.01, 1), verrouillee_le=st.none() | DATES)
        ),
    )
    if not sources or not candidats:
        return posee
    places = {"source": st.sampled_from(cles), "candidat": st.sampled_from([c.cle for c in candidats])}
    valeurs = st.sampled_from(sorted(VALEURS))
    emploi = EmploiType(
        code="X", intitule="X", corps="IE", activites=tuple(Ligne(libelle=c.libelle) for c in candidats)
    )
    return posee.model_copy(
        update={
            "codages": tuple(
                tirer(
                    st.lists(
                        st.builds(Codage, **places, codeur=PLEINS, valeur=valeurs, citation=TEXTES, le=DATES),
                        max_size=4,
                    )
                )
            ),
            "arbitrages": tuple(
                tirer(
                    st.lists(
                        st.builds(Arbitrage, **places, valeur=valeurs, motif=PLEINS, par=PLEINS, le=DATES),
                        max_size=2,
                    )
                )
            ),
            "consultations": (_consultation(tirer, candidats[0].cle),),
            "propositions": (
                Proposition(
                    numero=1,
                    emploi_type=emploi,
                    preuves=preuves(posee, emploi),
                    remarques=(Remarque(auteur="A", texte=tirer(PLEINS), le=tirer(DATES)),),
                    le=tirer(DATES),
                ),
            ),
        }
    )


def _consultation(tirer: st.DrawFn, candidat: str) -> Consultation:
    echelle = tirer(ECHELLES)
    question = Question(
        cle="q", genre="notation", texte=tirer(PLEINS), candidats=(candidat,), echelle=echelle
    )
    reponses = tuple(
        Reponse(
            participant=f"p{rang}",
            question="q",
            note=tirer(st.none() | st.sampled_from(echelle.notes)),
            commentaire=tirer(TEXTES),
            le=tirer(DATES),
        )
        for rang in range(tirer(st.integers(0, 3)))
    )
    tour = Tour(numero=1, questions=(question,), reponses=reponses, ferme_le=tirer(DATES))
    return Consultation(cle="c", titre="C", regle=RegleVote(verrouillee_le=tirer(DATES)), tours=(tour,))


@settings(max_examples=60)
@given(etudes())
def test_any_study_reads_again_as_it_was(posee: Etude) -> None:
    assert Etude.from_json(posee.to_json()) == posee


def test_a_study_with_a_whole_delphi_reads_again_as_it_was() -> None:
    simulee = simuler(Etude.livret())
    assert Etude.from_json(simulee.to_json()) == simulee


@pytest.mark.parametrize(
    "contenu",
    [
        b"",
        b"{}",
        b'{"titre": "X", "sources": [{"cle": "Pas une cle", "genre": "ouvrage", "titre": "X"}]}',
        b'{"titre": "X", "adoption": {"proposition": 1, "par": "A", "le": "2026-01-01T00:00:00Z"}}',
        b'{"titre": "X", "etapes": [{"titre": "X", "sources": ["absente"]}]}',
    ],
)
def test_a_file_that_is_no_study_is_refused_with_a_remedy(contenu: bytes) -> None:
    with pytest.raises(DocumentIllisible) as refus:
        Etude.from_json(contenu)
    assert refus.value.remede
