"""What a cell says, which sources count, and what the rule concludes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError
from tests.core.synthese.fabrique import codage, etude, source

from socle.synthese import (
    Arbitrage,
    Candidat,
    Etude,
    RegleConsensus,
    accord,
    apparier,
    arbitrer,
    coder,
    convergence,
    desaccords,
    historique,
    matrice,
    sensibilite,
    verdicts,
)
from socle.synthese.robustesse import Lecture

TROIS = (source("s1", "publication"), source("s2", "referentiel"), source("s3", "enquete"))


def verdict_de(lettres: str, **regle: object) -> str:
    (verdict,) = verdicts(etude(TROIS, {"a1": lettres}, regle=RegleConsensus(**regle)))
    return verdict.verdict


@pytest.mark.parametrize(
    ("lettres", "attendu"),
    [
        ("PPP", "consensus"),
        ("PPp", "consensus"),  # (1 + 1 + 0,5) / 3 = 0,83
        ("Ppp", "discute"),  # 0,67
        ("PPa", "discute"),
        ("PPn", "emergent"),  # two sources only treat it
        ("P--", "emergent"),
        ("aaa", "sans-appui"),
        ("n--", "sans-appui"),
        ("---", "sans-appui"),
    ],
)
def test_the_rule_gives_each_verdict(lettres: str, attendu: str) -> None:
    assert verdict_de(lettres) == attendu


def test_each_threshold_of_the_rule_matters() -> None:
    assert verdict_de("PPp", seuil_consensus=0.9) == "discute"
    assert verdict_de("Ppp", poids_partiel=0.7) == "consensus"
    assert verdict_de("PPn", temoins_minimum=2) == "consensus"
    assert verdict_de("P--", temoins_minimum=1) == "emergent"
    assert verdict_de("P--", temoins_minimum=1, genres_minimum=1) == "consensus"


def test_the_reason_says_what_was_counted() -> None:
    (verdict,) = verdicts(etude(TROIS, {"a1": "PpP"}))
    assert verdict.indice == pytest.approx(2.5 / 3)
    assert "3 sources indépendantes la traitent (2 présentes, 1 partielle)" in verdict.raison
    assert "indice 0,83, pour un seuil de 0,75" in verdict.raison


def test_a_source_that_repeats_another_is_no_second_witness() -> None:
    sources = (source("r"), source("cite-r", "referentiel", "r"), source("cite-cite", "enquete", "cite-r"))
    (verdict,) = verdicts(etude(sources, {"a1": "PPP"}))
    assert (verdict.temoins, verdict.echos) == (("r",), ("cite-r", "cite-cite"))
    assert verdict.verdict == "emergent"
    cellule = matrice(etude(sources, {"a1": "PPP"})).cellule("cite-cite", "a1")
    assert (cellule.etat, cellule.temoin, cellule.echo_de) == ("present", False, ("cite-r", "r"))


@pytest.mark.parametrize(
    ("lettres", "temoins"), [("-P", ("cite",)), ("nP", ("cite",)), ("aP", ("cite", "r"))]
)
def test_a_source_counts_for_what_the_other_does_not_say(lettres: str, temoins: tuple[str, ...]) -> None:
    sources = (source("r"), source("cite", "referentiel", "r"))
    (verdict,) = verdicts(etude(sources, {"a1": lettres}))
    assert set(verdict.temoins) == set(temoins)


def test_coders_who_disagree_do_not_count_until_it_is_settled() -> None:
    posee = coder(etude(TROIS, {"a1": "PPP"}), codage("s1", "a1", "a", codeur="Bob", apres=1))
    assert [cellule.source for cellule in desaccords(posee)] == ["s1"]
    assert verdicts(posee)[0].desaccords == ("s1",)
    assert verdicts(posee)[0].verdict == "emergent"
    acte = Arbitrage(
        source="s1",
        candidat="a1",
        valeur="present",
        motif="Relu",
        par="Ana",
        le=codage("s1", "a1", "P", apres=2).le,
    )
    reglee = arbitrer(posee, acte)
    assert desaccords(reglee) == ()
    assert verdicts(reglee)[0].verdict == "consensus"
    assert [type(acte).__name__ for acte in historique(reglee, source="s1", candidat="a1")] == [
        "Codage",
        "Codage",
        "Arbitrage",
    ]
    rouverte = coder(reglee, codage("s1", "a1", "a", codeur="Bob", apres=3))
    assert [cellule.source for cellule in desaccords(rouverte)] == ["s1"]


def test_a_coder_who_codes_again_replaces_and_keeps_the_first() -> None:
    posee = coder(etude(TROIS, {"a1": "aPP"}), codage("s1", "a1", "P", apres=1))
    assert verdicts(posee)[0].verdict == "consensus"
    assert [acte.valeur for acte in historique(posee, source="s1", candidat="a1")] == ["absent", "present"]


def test_the_matrix_is_sorted_and_filtered_and_changes_nothing() -> None:
    posee = etude(TROIS, {"a1": "a-P", "a2": "PP-", "a3": "n--"})
    assert [c.cle for c in matrice(posee, tri="appui").candidats] == ["a2", "a1", "a3"]
    assert [s.cle for s in matrice(posee, genres=["enquete"]).sources] == ["s3"]
    assert [s.cle for s in matrice(posee, codees=True).sources] == ["s1", "s2", "s3"]
    assert matrice(posee, natures=["connaissance"]).candidats == ()
    assert matrice(posee, categories=["veille"]).candidats == ()
    assert [c.etat for c in matrice(posee).colonne("a1")] == ["absent", "non-code", "present"]
    datees = (source("vieille", annee=1999), source("sans-date"), source("ancienne", annee=1990))
    assert [s.cle for s in matrice(etude(datees, {}), tri="annee").sources] == [
        "ancienne",
        "vieille",
        "sans-date",
    ]


def test_sensitivity_names_the_source_on_which_a_verdict_hangs() -> None:
    posee = etude(TROIS, {"a1": "PPP", "a2": "PPa"}, regle=RegleConsensus(temoins_minimum=2))
    sensible = sensibilite(posee)
    assert [retrait.cle for retrait in sensible.sources] == ["s1", "s2", "s3"]
    sans_s3 = sensible.sources[2].changements
    assert [(c.candidat, c.avant, c.apres) for c in sans_s3] == [("a2", "discute", "consensus")]
    assert sensible.fragiles == ("a2",)
    assert {retrait.libelle for retrait in sensible.genres} == {"Publication", "Référentiel", "Enquête"}


def test_without_a_source_those_that_repeat_it_speak_for_themselves() -> None:
    sources = (source("r", "referentiel"), source("cite", "publication", "r"))
    regle = RegleConsensus(temoins_minimum=1, genres_minimum=1)
    assert sensibilite(etude(sources, {"a1": "PP"}, regle=regle)).sources[0].changements == ()


def test_convergence_says_when_one_would_have_stopped_learning() -> None:
    sources = tuple(source(f"s{rang}", genre) for rang, genre in enumerate(["enquete", "atelier"] * 4))
    regle = RegleConsensus(temoins_minimum=1, genres_minimum=1)
    posee = etude(sources, {"a1": "PPPPPPPP", "a2": "P-------"}, regle=regle)
    courbe = convergence(posee, permutations=400)
    # a1 is met with the first source, a2 with one source in eight: known at rank k with probability k / 8.
    parts = [point.candidats for point in courbe.points]
    assert parts == pytest.approx([(1 + rang / 8) / 2 for rang in range(1, 9)], abs=0.04)
    assert (parts[-1], courbe.points[-1].verdicts) == (1, 1)
    assert courbe.suffisantes == 8
    assert courbe == convergence(posee, permutations=400)
    assert courbe != convergence(posee, permutations=400, graine=1)


def test_verdicts_may_be_reached_late_when_the_rule_asks_for_many_sources() -> None:
    courbe = convergence(etude(TROIS, {"a1": "PPP"}), permutations=5)
    assert [point.candidats for point in courbe.points] == [1, 1, 1]
    assert [point.verdicts for point in courbe.points] == [0, 0, 1]
    assert (courbe.suffisantes, courbe.stables) == (1, 3)


def test_an_empty_study_converges_on_nothing() -> None:
    assert convergence(etude(TROIS, {"a1": "---"})).points == ()
    assert sensibilite(Etude(titre="Vide")).sources == ()


def test_agreement_counts_the_cells_coded_twice() -> None:
    posee = etude(TROIS, {"a1": "PPa", "a2": "pn-"})
    for cle, lettre in (("s1", "P"), ("s2", "p"), ("s3", "a")):
        posee = coder(posee, codage(cle, "a1", lettre, codeur="Bob", apres=1))
    mesure = accord(posee)
    assert (mesure.codeurs, mesure.cellules, mesure.desaccords) == (("Ana", "Bob"), 3, 1)
    assert mesure.brut == pytest.approx(2 / 3)
    assert mesure.alpha is not None
    assert mesure.alpha_ordinal is not None
    assert mesure.kappa is not None
    assert mesure.alpha_ordinal > mesure.alpha  # present against partial is a small disagreement


def test_one_coder_agrees_with_nobody() -> None:
    mesure = accord(etude(TROIS, {"a1": "PPP"}))
    assert (mesure.cellules, mesure.brut, mesure.alpha, mesure.kappa) == (0, None, None, None)


@pytest.mark.parametrize(
    "sources",
    [
        (source("a"), source("a")),
        (source("a", "publication", "inconnue"),),
        (source("a", "publication", "b"), source("b", "publication", "a")),
        (source("a", "publication", "a"),),
    ],
)
def test_a_study_refuses_sources_that_do_not_hold_together(sources: tuple[object, ...]) -> None:
    with pytest.raises(ValidationError):
        Etude(titre="Essai", sources=sources)


def test_quotations_are_matched_to_candidates() -> None:
    candidats = [
        Candidat(cle="projet", libelle="Apporter un soutien au pilotage de projets pédagogiques"),
        Candidat(cle="veille", libelle="Assurer une veille sur les pratiques"),
    ]
    propositions = apparier(["piloter des projets pédagogiques", "faire de la veille"], candidats, k=1)
    assert [proposees[0].candidat for proposees in propositions] == ["projet", "veille"]
    assert apparier(["veille"], []) == ((),)


@given(st.data())
def test_reading_in_any_order_concludes_as_a_study_of_what_was_read(donnees: st.DataObject) -> None:
    """The running count of a reading and the verdicts drawn afresh are two ways to the same figures."""
    cles = ["s0", "s1", "s2", "s3", "s4"]
    sources = tuple(
        source(
            cle,
            donnees.draw(st.sampled_from(["enquete", "atelier", "ouvrage"])),
            *donnees.draw(st.sets(st.sampled_from(cles[:rang]))) if rang else (),
        )
        for rang, cle in enumerate(cles)
    )
    colonnes = {cle: donnees.draw(st.text("Ppan-", min_size=5, max_size=5)) for cle in ("a1", "a2", "a3")}
    regle = RegleConsensus(temoins_minimum=donnees.draw(st.integers(1, 3)))
    posee = etude(sources, colonnes, regle=regle)
    lecture = Lecture(posee)
    ordre = donnees.draw(st.permutations(lecture.sources))
    for rang, (_, acquis) in enumerate(lecture.parcourir(ordre), start=1):
        partiels = verdicts(posee, sans=set(cles) - set(ordre[:rang]))
        justes = [
            partiel.verdict_sources == lecture.finals[partiel.candidat]
            for partiel in partiels
            if partiel.candidat in lecture.finals and (partiel.temoins or partiel.echos)
        ]
        assert acquis == sum(justes) / len(lecture.finals)


def test_agreement_may_be_asked_of_some_coders_only() -> None:
    posee = etude(TROIS, {"a1": "PPP"})
    for codeur, lettre in (("Bob", "P"), ("Cléo", "a")):
        posee = coder(posee, codage("s1", "a1", lettre, codeur=codeur, apres=1))
    assert accord(posee).brut == pytest.approx(1 / 3)
    assert accord(posee, codeurs=["Ana", "Bob"]).brut == 1
    assert accord(posee, codeurs=["Ana", "Bob"]).alpha is None
