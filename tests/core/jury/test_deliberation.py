"""Scores put together: totals, ties kept, members' disagreements, agreement and its caution, the record."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from socle.jury import (
    Avis,
    Critere,
    Deliberation,
    Grille,
    Note,
    Remarque,
    classer,
    dispersions,
    duels,
    mesurer_accord,
    totaux,
)
from socle.rendu import ecrire

GRILLE = Grille(
    intitule="Ingénieur-e pédagogique",
    criteres=(
        Critere(cle="a1", libelle="Former", poids=60, place=60),
        Critere(cle="a2", libelle="Conseiller", poids=40, place=40),
        Critere(cle="a3", libelle="Ranger", poids=0, place=0),
    ),
)


def jury(notes: dict[str, list[tuple[int, int]]], **champs: object) -> Deliberation:
    """A deliberation: for each candidate, each member's two scores, in order."""
    membres = tuple(f"Membre {n}" for n in range(1, 1 + max(len(donnees) for donnees in notes.values())))
    return Deliberation(
        grille=GRILLE,
        membres=membres,
        candidats=tuple(notes),
        notes=tuple(
            Note(membre=membre, candidat=candidat, critere=cle, valeur=valeur)
            for candidat, donnees in notes.items()
            for membre, paire in zip(membres, donnees, strict=False)
            for cle, valeur in zip(("a1", "a2"), paire, strict=True)
        ),
        **champs,
    )


def test_a_total_weighs_the_criteria_and_is_out_of_twenty() -> None:
    (total,) = totaux(jury({"1": [(4, 0), (2, 4)]}))
    assert total.par_membre == {"Membre 1": Fraction(12), "Membre 2": Fraction(14)}
    assert total.note == Fraction(13)
    assert total.dite == "13,00"


def test_a_total_is_said_only_when_no_score_is_missing() -> None:
    complet, partiel = totaux(jury({"1": [(4, 4), (4, 4)], "2": [(4, 4)]}))
    assert (complet.manquantes, partiel.manquantes) == (0, 2)
    assert (partiel.note, partiel.dite) == (None, "–")
    assert [total.candidat for place in classer((complet, partiel)) for total in place.totaux] == ["1"]


def test_ties_are_kept_and_counted() -> None:
    places = classer(totaux(jury({"1": [(4, 4)], "2": [(2, 2)], "3": [(2, 2)], "4": [(0, 1)]})))
    assert [(place.rang, [t.candidat for t in place.totaux]) for place in places] == [
        (1, ["1"]),
        (2, ["2", "3"]),
        (4, ["4"]),
    ]
    assert [place.ex_aequo for place in places] == [False, True, False]


@given(st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4)), min_size=1, max_size=8))
def test_the_order_follows_the_scores_whatever_the_order_of_candidates(paires: list[tuple[int, int]]) -> None:
    lus = totaux(jury({str(rang): [paire] for rang, paire in enumerate(paires)}))
    places = classer(lus)
    assert places == classer(lus)
    assert {t.candidat for place in classer(reversed(lus)) for t in place.totaux} == {
        t.candidat for place in places for t in place.totaux
    }
    notes = [place.totaux[0].note for place in places]
    assert notes == sorted(set(notes), reverse=True)
    assert [place.rang for place in places] == [1 + sum(t.note > note for t in lus) for note in notes]


def test_members_who_part_are_told() -> None:
    """Two of three members prefer the first: the mean hides the third."""
    (duel,) = duels(classer(totaux(jury({"A": [(4, 4), (3, 3), (0, 0)], "B": [(3, 3), (2, 2), (1, 1)]}))))
    assert (duel.devant, duel.pour, duel.contre, duel.partage) == ("A", 2, 1, True)
    (franc,) = duels(classer(totaux(jury({"A": [(4, 4), (3, 3)], "B": [(1, 1), (2, 2)]}))))
    assert not franc.partage
    (mince,) = duels(classer(totaux(jury({"A": [(4, 4), (3, 3)], "B": [(4, 4), (2, 2)]}))))
    assert (mince.pour, mince.egaux, mince.partage) == (1, 1, True)


def test_gaps_between_members_are_listed_by_criterion() -> None:
    former, conseiller, ranger = dispersions(jury({"1": [(4, 1), (1, 1)], "2": [(2, 2), (3, 2)]}))
    assert former.ecart_type == pytest.approx(1.0)
    assert [(e.candidat, e.plus_bas, e.plus_haut) for e in former.ecarts] == [("1", 1, 4)]
    assert (conseiller.ecart_type, conseiller.ecarts) == (0.0, ())
    assert ranger.ecart_type is None


def beaucoup(decalage: int) -> Deliberation:
    """Eight candidates seen by two members, the second one a few levels away on every third candidate."""
    return jury(
        {
            str(n): [(n % 5, (n + 2) % 5), (min(4, n % 5 + (decalage if n % 3 == 0 else 0)), (n + 2) % 5)]
            for n in range(8)
        }
    )


def test_agreement_is_measured_and_said() -> None:
    parfait = mesurer_accord(beaucoup(0))
    assert (parfait.identiques, parfait.alpha, parfait.intervalle) == (1.0, 1.0, (1.0, 1.0))
    assert "un accord solide" in parfait.phrase()
    moindre = mesurer_accord(beaucoup(2))
    assert moindre.lisible
    assert moindre.alpha is not None
    assert moindre.intervalle is not None
    assert moindre.intervalle[0] <= moindre.alpha <= moindre.intervalle[1] < 1.0
    assert moindre.alpha < 1.0
    assert moindre.unites == 16
    assert mesurer_accord(beaucoup(2)) == moindre


def test_alpha_is_the_library_s() -> None:
    """Scores of two members without ties of levels: the ordinal coefficient of the reference library."""
    import krippendorff

    deliberation = beaucoup(2)
    rangs = [
        [note.valeur for note in deliberation.notes if note.membre == membre]
        for membre in deliberation.membres
    ]
    attendu = krippendorff.alpha(reliability_data=rangs, level_of_measurement="ordinal")
    assert mesurer_accord(deliberation).alpha == pytest.approx(attendu)


def test_disagreement_calls_for_a_discussion() -> None:
    oppose = mesurer_accord(jury({str(n): [(n % 5, n % 5), (4 - n % 5, 4 - n % 5)] for n in range(8)}))
    assert oppose.alpha is not None
    assert oppose.alpha < 0
    assert "reprenez les écarts un à un" in oppose.phrase()
    assert oppose.alpha_dit().startswith("−")


@pytest.mark.parametrize(
    ("notes", "raison"),
    [
        ({"1": [(1, 2), (3, 4)]}, "2 notes comparables"),
        ({str(n): [(3, 3), (3, 3)] for n in range(6)}, "partout la même note"),
        ({str(n): [(3, 3), (3, 3 if n else 2)] for n in range(6)}, "96\u00a0% des notes sont au même niveau"),
    ],
)
def test_alpha_is_not_said_where_it_cannot_be_read(
    notes: dict[str, list[tuple[int, int]]], raison: str
) -> None:
    accord = mesurer_accord(jury(notes))
    assert (accord.alpha, accord.intervalle, accord.lisible) == (None, None, False)
    assert accord.alpha_dit() == "–"
    assert raison in accord.phrase()
    assert accord.phrase().startswith("Deux membres donnent la même note")


def test_one_member_agrees_with_nobody() -> None:
    assert "par deux membres" in mesurer_accord(jury({"1": [(1, 2)]})).phrase()


def test_between_the_two_marks_conclusions_are_prudent() -> None:
    accord = mesurer_accord(beaucoup(3))
    assert accord.alpha is not None
    moyen = accord._replace(alpha=0.7)
    assert "conclusions prudentes" in moyen.phrase()


def test_the_record_says_scores_agreement_and_the_jury_s_own_decision() -> None:
    deliberation = jury(
        {"1": [(4, 4), (0, 0)], "2": [(1, 1), (2, 2)], "3": [(1, 1), (2, 2)]},
        remarques=(Remarque(membre="Membre 1", candidat="1", texte="Très au fait"),),
        avis=(
            Avis(candidat="2", verdict="retenu", rang=1, motif="Le projet est plus proche du besoin"),
            Avis(candidat="1", verdict="complementaire"),
            Avis(candidat="3"),
        ),
    )
    dit = str(deliberation.plan())
    for attendu in ("ex æquo", "Il n’oblige pas le jury", "Écarts de deux niveaux", "plus proche du besoin",
                    "Liste complémentaire", "ne suffisent pas à départager"):  # fmt: skip
        assert attendu in dit
    assert "Très au fait" not in dit, "a member's own remarks are not in the record"
    for format in ("docx", "pdf"):
        assert ecrire(deliberation.plan(), format=format)
    assert Deliberation.from_json(deliberation.to_json()) == deliberation


def test_a_jury_that_has_not_decided_says_so() -> None:
    assert "n’a pas encore décidé" in str(jury({"1": [(4, 4)]}).plan())


@pytest.mark.parametrize(
    "change",
    [
        {"membre": "Inconnu"},
        {"candidat": "99"},
        {"critere": "z9"},
        {"valeur": 7},
    ],
)
def test_a_score_is_of_the_jury_and_of_the_grid(change: dict[str, object]) -> None:
    brut = jury({"1": [(4, 4)]}).model_dump()
    brut["notes"] = [{**brut["notes"][0], **change}]
    with pytest.raises(ValueError, match="score"):
        Deliberation.model_validate(brut)


def test_a_score_is_given_once() -> None:
    brut = jury({"1": [(4, 4)]}).model_dump()
    brut["notes"] = [brut["notes"][0], brut["notes"][0]]
    with pytest.raises(ValueError, match="one score"):
        Deliberation.model_validate(brut)
