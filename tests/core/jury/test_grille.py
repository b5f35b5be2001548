"""A grid weighed by the post: where the weights come from, who changes them and why, what is told."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exemples.annonces import fiche
from socle.erreurs import Introuvable, SaisieInvalide
from socle.fiche import FicheDePoste, marquer, repartir, retirer
from socle.jury import (
    REGLES_GRILLE,
    Grille,
    complementaires,
    completer,
    decrire,
    dresser,
    ecarter_critere,
    peser,
    ramener,
    verifier_grille,
)
from socle.jury.preparation import repartir_cent
from socle.rendu import ecrire


def avec_parts(**parts: int) -> FicheDePoste:
    """A fiche of three activités with their shares."""
    document = fiche()
    for ligne in document.activites[3:]:
        document = retirer(document, ligne.cle)
    for cle, part in parts.items():
        document = repartir(document, cle, part=part)
    return document


def codes(grille: Grille) -> list[str]:
    return [constat.code for constat in verifier_grille(grille).constats if constat.gravite != "information"]


def test_weights_are_the_shares_of_time() -> None:
    grille = dresser(avec_parts(a1=50, a2=30, a3=20))
    assert [(c.poids, c.place, c.deduite) for c in grille.criteres] == [
        (50, 50, False),
        (30, 30, False),
        (20, 20, False),
    ]
    assert grille.criteres[0].libelle == fiche().activites[0].libelle
    assert codes(grille) == []


def test_what_is_left_of_the_time_is_divided_and_said() -> None:
    grille = dresser(avec_parts(a1=50))
    assert [(c.poids, c.deduite) for c in grille.criteres] == [(50, False), (25, True), (25, True)]
    (deduite,) = [c for c in verifier_grille(grille).constats if c.code == "parts-deduites"]
    assert "pas toutes les parts" in deduite.message
    assert "aucune part" in verifier_grille(dresser(avec_parts())).constats[0].message


def test_a_secondary_activity_counts_for_half() -> None:
    grille = dresser(marquer(avec_parts(), "a3", principale=False))
    assert [critere.poids for critere in grille.criteres] == [40, 40, 20]


def test_time_that_is_all_given_leaves_nothing_to_the_others() -> None:
    grille = dresser(avec_parts(a1=60, a2=40))
    assert [critere.poids for critere in grille.criteres] == [60, 40, 0]
    assert codes(grille) == []


def test_a_fiche_without_activities_makes_no_grid() -> None:
    with pytest.raises(SaisieInvalide):
        dresser(FicheDePoste(intitule="X"))


@given(st.lists(st.floats(min_value=0, max_value=1000), min_size=1, max_size=30))
def test_shares_make_a_hundred_in_proportion(brutes: list[float]) -> None:
    entieres = repartir_cent(brutes)
    if sum(brutes) == 0:
        assert set(entieres) == {0}
        return
    assert sum(entieres) == 100
    for brute, entiere in zip(brutes, entieres, strict=True):
        assert abs(entiere - brute * 100 / sum(brutes)) < 1.001


def test_a_weight_changes_with_its_reason() -> None:
    grille = peser(dresser(avec_parts(a1=50, a2=30, a3=20)), "a1", poids=40, motif="Le projet s’achève")
    (changement,) = grille.changements
    assert (changement.avant, changement.apres, changement.motif) == (50, 40, "Le projet s’achève")
    assert peser(grille, "a1", poids=40, motif="") is grille
    for poids, motif in ((45, " "), (101, "x"), (-1, "x")):
        with pytest.raises(SaisieInvalide):
            peser(grille, "a1", poids=poids, motif=motif)
    with pytest.raises(Introuvable):
        peser(grille, "z9", poids=1, motif="x")


def test_weights_are_brought_back_to_a_hundred() -> None:
    grille = peser(dresser(avec_parts(a1=50, a2=30, a3=20)), "a1", poids=0, motif="Essai")
    assert "poids-total" in codes(grille)
    assert [critere.poids for critere in ramener(grille).criteres] == [0, 60, 40]
    assert "poids-total" not in codes(ramener(grille))


def test_a_criterion_is_added_and_removed_with_its_reason() -> None:
    grille = dresser(avec_parts(a1=50, a2=30, a3=20))
    grille = completer(grille, libelle="motivation", poids=10, motif="Habitude du jury")
    ajoute = grille.criteres[-1]
    assert (ajoute.libelle, ajoute.place, ajoute.poids) == (complementaires()["motivation"], None, 10)
    sans = ecarter_critere(grille, ajoute.cle, motif="Ne se note pas")
    assert sans.critere(ajoute.cle) is None
    assert [c.motif for c in sans.changements] == ["Habitude du jury", "Ne se note pas"]
    assert completer(sans, libelle="Écoute", poids=5, motif="x").criteres[-1].cle != ajoute.cle
    for libelle, poids, motif in ((" ", 5, "x"), ("Écoute", 500, "x"), ("Écoute", 5, "")):
        with pytest.raises(SaisieInvalide):
            completer(grille, libelle=libelle, poids=poids, motif=motif)
    with pytest.raises(Introuvable):
        ecarter_critere(grille, "z9", motif="x")


def test_a_criterion_that_outweighs_its_place_is_told_with_figures() -> None:
    grille = ramener(peser(dresser(avec_parts(a1=50, a2=40, a3=10)), "a3", poids=40, motif="Essai"))
    (constat,) = [c for c in verifier_grille(grille).constats if c.code == "critere-surpese"]
    assert "pèse 31\u00a0% de la grille, et 10\u00a0% du poste" in constat.message
    assert (constat.rubrique, constat.proposition) == ("a3", "10")


@pytest.mark.parametrize(("poids", "attendus"), [(13, []), (15, ["critere-surpese"])])
def test_a_small_gap_is_not_told(poids: int, attendus: list[str]) -> None:
    grille = peser(dresser(avec_parts(a1=50, a2=40, a3=10)), "a3", poids=poids, motif="Essai")
    assert [code for code in codes(grille) if code != "poids-total"] == attendus


def test_the_booklet_s_case_resource_production_outweighs_its_place() -> None:
    """The model's post produces resources for a small share; the grid gives it two fifths."""
    grille = completer(dresser(fiche()), libelle="Production de ressources", poids=40, motif="Usage")
    (constat,) = [c for c in verifier_grille(ramener(grille)).constats if c.code == "theme-surpese"]
    assert "La production de ressources pèse 41\u00a0% de la grille, et 18\u00a0% du poste" in constat.message
    assert constat.source == "Livret de l’ANSTIA"


def test_a_theme_held_by_one_activity_alone_is_told_once() -> None:
    grille = dresser(avec_parts(a1=50, a2=40, a3=10))
    grille = grille.model_copy(
        update={
            "criteres": (
                *grille.criteres[:2],
                grille.criteres[2].model_copy(update={"libelle": "Produire des vidéos", "poids": 40}),
            )
        }
    )
    assert codes(ramener(grille)) == ["critere-surpese"]


def test_criteria_away_from_the_post_are_told_beyond_a_share() -> None:
    grille = dresser(avec_parts(a1=50, a2=30, a3=20))
    un = ramener(completer(grille, libelle="parcours", poids=60, motif="x"))
    assert codes(un) == ["hors-poste"]
    deux = completer(
        completer(grille, libelle="parcours", poids=30, motif="x"), libelle="formation", poids=30, motif="x"
    )
    (constat,) = [c for c in verifier_grille(ramener(deux)).constats if c.code == "hors-poste"]
    assert "pèsent" in constat.message
    assert codes(ramener(completer(grille, libelle="parcours", poids=30, motif="x"))) == []


def test_an_activity_without_weight_is_told() -> None:
    grille = ramener(peser(dresser(avec_parts(a1=50, a2=30, a3=20)), "a3", poids=0, motif="Essai"))
    assert "activite-sans-poids" in codes(grille)


def test_hints_are_written_and_asked_for() -> None:
    grille = dresser(avec_parts(a1=50, a2=30, a3=20))
    assert [c.code for c in verifier_grille(grille).constats] == ["indices-absents"]
    ecrite = decrire(grille, "a1", indices=" Un projet mené de bout en bout ")
    assert ecrite.criteres[0].indices == "Un projet mené de bout en bout"
    assert verifier_grille(ecrite).constats == ()


def test_every_rule_has_its_source_and_reason() -> None:
    assert len({regle.code for regle in REGLES_GRILLE}) == len(REGLES_GRILLE)
    assert all(regle.source and regle.explication for regle in REGLES_GRILLE)


def test_a_grid_round_trips_and_is_laid_out() -> None:
    grille = decrire(
        completer(dresser(avec_parts(a1=50)), libelle="formation", poids=40, motif="x"), "a1", indices="Voir"
    )
    assert Grille.from_json(grille.to_json()) == grille
    textes = str(grille.plan())
    for dit in ("hors du poste", "25\\xa0% (déduite)", "Les poids discutés", "À savoir avant de noter"):
        assert dit in textes
    for format in ("docx", "pdf"):
        assert ecrire(grille.plan(), format=format)
    assert ecrire(dresser(avec_parts(a1=50, a2=30, a3=20)).plan(), format="html")


def test_a_grid_has_one_criterion_a_key() -> None:
    grille = dresser(avec_parts())
    with pytest.raises(ValueError, match="unique"):
        Grille(intitule="X", criteres=(grille.criteres[0], grille.criteres[0]))
