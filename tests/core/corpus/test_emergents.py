"""Emerging work: groups of lines outside the référentiel, and what a person decides of them."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import polars as pl
import pytest
from pydantic import ValidationError

from core.corpus.fabrique_resultats import Resultats, dehors, referentiel, sure
from socle.corpus.chiffres import Emergents
from socle.corpus.chiffres_calcul import calculer
from socle.corpus.emergents import (
    Graphe,
    appliquer,
    cle_de,
    couvrir_d_etoiles,
    mesurer_stabilite,
    relier,
)
from socle.corpus.emergents_decisions import DecisionEmergente, Decisions

COMMUNAUTES = (
    "Animer une communauté apprenante",
    "Animer des communautés apprenantes d’enseignants",
    "Animer la communauté apprenante des enseignants",
)
IA = ("Former aux usages de l’intelligence artificielle", "Former à l’usage de l’intelligence artificielle")


def corpus(tmp_path: Path, *, ordre: int = 1, decisions: Decisions | None = None) -> Emergents:
    """Six offers that speak of communities, four of artificial intelligence, and lines that stand alone."""
    offres = [(f"c{i}", [COMMUNAUTES[i % 3]], f"Université {i % 2}") for i in range(6)]
    offres += [(f"i{i}", [IA[i % 2], f"Une tâche sans pareille {'abcd'[i]}xyz{i}"], "") for i in range(4)]
    resultats = Resultats()
    for ident, lignes, employeur in offres[::ordre]:
        resultats.offre(
            ident,
            employeur=employeur,
            lignes=[
                *(dehors(ligne) for ligne in lignes),
                dehors("Diplôme de niveau 7 apprenant", rubrique="profil"),
                sure("Assurer une veille", libelle="Assurer une veille"),
            ],
            couverture={0: "absent"},
        )
    chiffres = calculer(resultats.ecrire(tmp_path), referentiel(), decisions=decisions)
    assert chiffres.emergents is not None
    return chiffres.emergents


def test_offers_without_any_employer_are_gathered_too(tmp_path: Path) -> None:
    resultats = Resultats()
    for rang in range(4):
        lignes = [dehors(IA[rang % 2]), dehors(IA[0])]
        resultats.offre(f"c{rang}", lignes=lignes, couverture={0: "absent"})
    trouves = calculer(resultats.ecrire(tmp_path), referentiel()).emergents
    assert trouves is not None
    (groupe,) = trouves.groupes
    # An offer that says it twice counts once.
    assert (groupe.offres, groupe.lignes, groupe.employeurs) == (4, 8, 0)


def test_lines_that_say_the_same_thing_are_gathered_under_the_most_typical(tmp_path: Path) -> None:
    emergents = corpus(tmp_path)
    premier, second = emergents.groupes[:2]
    assert premier.libelle in COMMUNAUTES
    # Two of the three have the same stems: they are one line, written twice.
    assert set(premier.formes) == {COMMUNAUTES[0], COMMUNAUTES[1]}
    assert (premier.offres, premier.lignes, premier.employeurs) == (6, 6, 2)
    assert premier.rubrique == "activites"
    assert [exemple.texte for exemple in premier.exemples] == [COMMUNAUTES[i % 3] for i in range(6)]
    assert second.libelle in IA
    assert (second.offres, second.employeurs) == (4, 0)


def test_the_groups_do_not_depend_on_the_order_of_the_offers(tmp_path: Path) -> None:
    droit, envers = (corpus(tmp_path / str(ordre), ordre=ordre) for ordre in (1, -1))
    assert [(g.libelle, g.offres, set(g.formes)) for g in droit.groupes] == [
        (g.libelle, g.offres, set(g.formes)) for g in envers.groupes
    ]


@pytest.mark.parametrize("ensemble", [1, 3, 4, 100])
def test_offers_and_employers_are_counted_once_however_many_offers_are_taken_together(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ensemble: int
) -> None:
    monkeypatch.setattr("socle.corpus.emergents.OFFRES_COMPTEES", ensemble)
    premier, second = corpus(tmp_path).groupes[:2]
    assert (premier.offres, premier.lignes, premier.employeurs) == (6, 6, 2)
    assert (second.offres, second.lignes, second.employeurs) == (4, 4, 0)


def test_diplomas_and_aligned_lines_are_not_emerging_work(tmp_path: Path) -> None:
    formes = {forme for groupe in corpus(tmp_path).groupes for forme in groupe.formes}
    assert not any("Diplôme" in forme or "veille" in forme for forme in formes)


def test_a_group_that_resampling_keeps_is_stable(tmp_path: Path) -> None:
    premier = corpus(tmp_path).groupes[0]
    assert premier.stabilite is not None
    assert premier.stabilite > 0.9


def test_stability_is_measured_on_an_even_part_of_a_large_corpus(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("socle.corpus.emergents.OFFRES_REECHANTILLONNEES", 5)
    premier = corpus(tmp_path).groupes[0]
    assert premier.stabilite is not None
    assert premier.stabilite > 0.9


def test_a_star_takes_the_line_with_most_around_it_and_never_chains() -> None:
    """A path 0-1-2-3-4: 1 and 3 have the heaviest neighbourhoods, 1 comes first and takes 0 and 2."""
    graphe = Graphe(np.array([0, 1, 3, 5, 7, 8]), np.array([1, 0, 2, 1, 3, 2, 4, 3]))
    assert couvrir_d_etoiles(graphe, np.ones(5)).tolist() == [1, 1, 1, 3, 3]
    assert couvrir_d_etoiles(graphe, np.array([1.0, 1, 1, 1, 5])).tolist() == [1, 1, 3, 3, 3]
    assert couvrir_d_etoiles(graphe, np.array([0.0, 0, 0, 0, 1])).tolist() == [-1, -1, -1, -1, 4]


def test_stability_falls_when_a_group_hangs_by_one_offer() -> None:
    """Two lines of one offer each around a centre of one offer: when that offer is not drawn, they part."""
    graphe = Graphe(np.array([0, 2, 3, 4]), np.array([1, 2, 0, 0]))
    fragile = pl.DataFrame({"numero": [0, 1, 2], "place": [0, 1, 2]})
    solide = pl.DataFrame({"numero": [0] * 30 + [1, 2], "place": [*range(30), 30, 31]})
    centres = np.zeros(3, dtype=np.int64)
    stabilites = [
        mesurer_stabilite(graphe, membres, centres, retenus=[0], graine=1)[0] for membres in (fragile, solide)
    ]
    assert stabilites[0] < stabilites[1] == 1.0


def test_lines_are_joined_both_ways() -> None:
    graphe = relier([*COMMUNAUTES, *IA, "Suivre un budget"])
    voisines = [
        set(graphe.voisines[graphe.bornes[i] : graphe.bornes[i + 1]].tolist())
        for i in range(len(graphe.bornes) - 1)
    ]
    assert voisines[3] == {4}
    assert voisines[4] == {3}
    assert voisines[5] == set()
    assert all(i in voisines[j] for i, siennes in enumerate(voisines) for j in siennes)


def test_a_name_given_to_a_group_is_kept_in_the_next_run(tmp_path: Path) -> None:
    nommer = DecisionEmergente(
        geste="nommer", cles=(cle_de(COMMUNAUTES[1]),), nom="Communautés d’enseignants"
    )
    premier = corpus(tmp_path, decisions=Decisions().avec(nommer)).groupes[0]
    assert (premier.libelle, premier.decision) == ("Communautés d’enseignants", nommer)


def test_a_group_that_is_set_aside_does_not_come_back(tmp_path: Path) -> None:
    ecarter = DecisionEmergente(geste="ecarter", cles=(cle_de(IA[0]),), motif="déjà traité")
    emergents = corpus(tmp_path, decisions=Decisions(decisions=(ecarter,)))
    assert not any(set(groupe.formes) & set(IA) for groupe in emergents.groupes)
    assert emergents.ecartes == 1


def test_groups_that_are_merged_are_counted_together(tmp_path: Path) -> None:
    fusionner = DecisionEmergente(
        geste="fusionner", cles=(cle_de(COMMUNAUTES[0]), cle_de(IA[0])), nom="Former et animer"
    )
    renommer = DecisionEmergente(geste="nommer", cles=(cle_de(IA[1]),), nom="Animer et former")
    decisions = Decisions(decisions=(fusionner, renommer))
    premier = corpus(tmp_path, decisions=decisions).groupes[0]
    assert (premier.libelle, premier.offres, premier.lignes) == ("Animer et former", 10, 10)


def test_a_decision_on_lines_that_are_gone_changes_nothing() -> None:
    centres = np.array([0, 0, 2])
    assert appliquer(centres, ["a", "b", "c"], Decisions(decisions=(_ecarter("disparue"),))) == {}
    assert centres.tolist() == [0, 0, 2]


def test_a_new_decision_on_the_same_lines_takes_the_place_of_the_old() -> None:
    decisions = Decisions().avec(_ecarter("a")).avec(_ecarter("b")).avec(_nommer("a"))
    assert [d.geste for d in decisions.decisions] == ["ecarter", "nommer"]
    assert Decisions.from_json(decisions.to_json()) == decisions


def test_a_decision_bears_on_a_line() -> None:
    with pytest.raises(ValidationError):
        DecisionEmergente(geste="ecarter", cles=())


def test_too_many_distinct_lines_let_the_rarest_go(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("socle.corpus.emergents.DISTINCTES_MAXIMUM", 5)
    emergents = corpus(tmp_path)
    assert emergents.cherchees < emergents.distinctes
    assert emergents.groupes[0].libelle in COMMUNAUTES


def _ecarter(cle: str) -> DecisionEmergente:
    return DecisionEmergente(geste="ecarter", cles=(cle,))


def _nommer(cle: str) -> DecisionEmergente:
    return DecisionEmergente(geste="nommer", cles=(cle,), nom="Un nom")
