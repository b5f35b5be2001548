"""The booklet's case, rebuilt from its own statements."""

from __future__ import annotations

from outils.exemple_etude import CHEMIN, SYNTHESE, etude

from socle.referentiel import Referentiel
from socle.synthese import Etude, convergence, matrice, sensibilite, verdicts

LIVRET = Etude.livret()


def test_what_ships_is_what_is_written() -> None:
    message = "Run python -m outils.exemple_etude and commit what it writes."
    assert CHEMIN.read_text("utf-8") == etude().to_json() + "\n", message


def test_eight_activities_in_consensus_and_three_discussed() -> None:
    conclus = [verdict.verdict for verdict in verdicts(LIVRET)]
    assert conclus == ["consensus"] * 8 + ["discute"] * 3


def test_the_rule_is_written_down_and_locked() -> None:
    assert "ne publie pas le détail de ses sources" in LIVRET.regle.enonce
    assert LIVRET.regle.est_verrouillee


def test_its_bibliography_and_its_kinds_of_sources_are_registered() -> None:
    cles = {source.cle for source in LIVRET.sources}
    assert {reference.cle for reference in Referentiel.livret().bibliographie} <= cles
    genres = {source.genre for source in LIVRET.sources}
    assert genres >= {"referentiel", "enquete", "publication", "ouvrage", "corpus-offres", "atelier"}
    effectifs = {source.cle: source.effectif_mention for source in LIVRET.sources if source.effectif}
    assert effectifs == {
        "anstia-2021": "plus de 680",
        "offres": "plus de 200",
        "ateliers": "une soixantaine",
    }


def test_no_cell_is_coded_that_the_booklet_does_not_state() -> None:
    assert {codage.source for codage in LIVRET.codages} == {SYNTHESE}
    assert all(codage.citation and codage.page == "17" for codage in LIVRET.codages)
    assert [source.cle for source in matrice(LIVRET, codees=True).sources] == [SYNTHESE]
    assert "aucune case n’a été inventée" in LIVRET.avertissement


def test_it_admits_that_it_rests_on_one_witness() -> None:
    (sans_le_livret,) = sensibilite(LIVRET).sources
    assert {changement.apres for changement in sans_le_livret.changements} == {"sans-appui"}
    assert len(sans_le_livret.changements) == 11
    assert len(convergence(LIVRET).points) == 1


def test_the_proposed_emploi_type_is_the_booklet_s() -> None:
    proposition = LIVRET.derniere_proposition
    assert proposition is not None
    assert proposition.emploi_type == Referentiel.livret()["ANSTIA-IP"]
    activites = [preuve for preuve in proposition.preuves if preuve.rubrique == "activites"]
    assert [preuve.verdict for preuve in activites] == ["consensus"] * 8
    assert all(preuve.sources == (SYNTHESE,) and preuve.citations for preuve in activites)
    autres = [preuve for preuve in proposition.preuves if preuve.rubrique != "activites"]
    assert autres
    assert all(preuve.motif and not preuve.sources for preuve in autres)
