"""When a match is sure, when a person must choose, when nothing fits; and why."""

from __future__ import annotations

import random

import pytest

from socle.alignement import Index
from socle.alignement.calibration import Calibration, Indices, calibration_fournie, recalibrer
from socle.alignement.decision import Decideur
from socle.alignement.explication import expliquer
from socle.alignement.index import Hit

LABELS = {
    "a": "Ingénierie pédagogique",
    "b": "Gestion budgétaire et comptable",
    "c": "Techniques de communication écrite et orale",
    "d": "Techniques de communication orale et écrite",
    "e": "Droit du travail",
    "f": "Droit public",
    "g": "Conduite de projet",
}


@pytest.fixture
def decideur() -> Decideur:
    return Decideur(Index(LABELS, LABELS.values()))


def decider(decideur: Decideur, *textes: str) -> list[tuple[str, float]]:
    return list(decideur.decider(textes, decideur.index.search(list(textes), k=5)))


def test_the_same_words_are_sure(decideur: Decideur) -> None:
    assert decider(decideur, "DROIT PUBLIC") == [("sur", 1.0)]


def test_near_duplicates_leave_no_doubt(decideur: Decideur) -> None:
    ((decision, probabilite),) = decider(decideur, "techniques de communication, écrite ou orale")
    assert decision == "sur"
    assert probabilite > 0.8


def test_one_name_for_two_things_is_to_be_chosen() -> None:
    index = Index(["a", "b"], ["Veille", "Gardiennage"], aliases={"b": ["veille"]})
    assert decider(Decideur(index), "veille") == [("a-choisir", 0.5)]


def test_what_shares_nothing_is_outside(decideur: Decideur) -> None:
    assert decider(decideur, "xylophone", "") == [("hors-referentiel", 0.0)] * 2


def test_doubt_and_absence(decideur: Decideur) -> None:
    textes = ("gestion comptable des marchés", "Conduite de tracteurs forestiers en montagne")
    (partage, absent) = decider(decideur, *textes)
    assert partage[0] == "a-choisir"
    assert absent[0] == "hors-referentiel"
    assert 0 < absent[1] < partage[1] < 1


def test_the_margin_skips_near_duplicates(decideur: Decideur) -> None:
    hits = [Hit("c", 0.9), Hit("d", 0.89), Hit("e", 0.2)]
    assert decideur.indices("techniques de communication", hits).ecart == pytest.approx(0.7)
    assert decideur.indices("rien", []) == Indices(0, 0, 0, 0, 0)


def test_coverage_is_told_both_ways(decideur: Decideur) -> None:
    indices = decideur.indices("droit", [Hit("e", 0.5)])
    assert indices.couvert_texte == 1
    assert 0 < indices.couvert_label < 1


def test_nothing_to_decide() -> None:
    assert calibration_fournie().decider([]) == []


@pytest.mark.parametrize("nom", ["mots", "sens"])
def test_the_calibration_that_ships_tells_where_it_comes_from(nom: str) -> None:
    calibration = calibration_fournie(nom)  # type: ignore[arg-type]
    assert calibration.provenance["banc"]
    assert calibration.provenance["donnees"]
    assert 0 < calibration.seuil_hors < 0.5 <= calibration.seuil_sur < 1
    assert calibration.couverture_sure > 0.5


def cas(nombre: int) -> tuple[list[Indices], list[bool], list[bool]]:
    hasard = random.Random(0)
    indices, premiers, trois = [], [], []
    for _ in range(nombre):
        score = hasard.random()
        indices.append(Indices(score, score / 2, hasard.random(), hasard.random(), 1.0))
        premiers.append(hasard.random() < score**2)
        trois.append(premiers[-1] or hasard.random() < score)
    return indices, premiers, trois


def test_a_recalibration_is_calibrated() -> None:
    indices, premiers, trois = cas(4000)
    calibration = recalibrer(
        indices, premiers=premiers, parmi_trois=trois, provenance={"jeu": "essai"}, precision=0.85
    )
    probabilites = calibration.premier.probabilites(indices)
    for bas in (0.1, 0.3, 0.5, 0.7):
        dedans = [j for j, p in zip(premiers, probabilites, strict=True) if bas <= p < bas + 0.2]
        assert sum(dedans) / len(dedans) == pytest.approx(bas + 0.1, abs=0.08)
    surs = [j for j, (d, _) in zip(premiers, calibration.decider(indices), strict=True) if d == "sur"]
    assert sum(surs) / len(surs) >= 0.85
    assert calibration.provenance == {"textes": 4000, "precision_visee": 0.85, "jeu": "essai"}
    assert Calibration.model_validate_json(calibration.model_dump_json()) == calibration


def test_a_precision_out_of_reach_makes_nothing_sure() -> None:
    indices, premiers, trois = cas(400)
    best = max(range(400), key=lambda rang: indices[rang].score)
    premiers = [premier and rang != best for rang, premier in enumerate(premiers)]
    calibration = recalibrer(indices, premiers=premiers, parmi_trois=trois, precision=1.01)
    assert all(decision != "sur" for decision, _ in calibration.decider(indices))


def test_answers_all_alike_teach_nothing() -> None:
    indices, premiers, _ = cas(10)
    with pytest.raises(ValueError, match="both right and wrong"):
        recalibrer(indices, premiers=premiers, parmi_trois=[True] * 10)


class Sens:
    """Brings « apprentissage » near « pédagogique »."""

    def encode(self, texts):  # type: ignore[no-untyped-def]
        import numpy as np

        return np.array(
            [[1.0, 0.0] if t.startswith(("apprentissage", "pedagog")) else [0.0, 1.0] for t in texts],
            dtype=np.float32,
        )


def test_an_explanation_points_at_the_words_in_both_texts() -> None:
    texte, label = "Piloter l’ingénierie des apprentissages, budget", "Ingénierie pédagogique et budgétaire"
    liens = expliquer(texte, label)
    assert [(texte[slice(*x.texte)], label[slice(*x.label)], x.nature) for x in liens] == [
        ("ingénierie", "Ingénierie", "meme"),
        ("budget", "budgétaire", "parent"),
    ]
    assert expliquer("Piloter", "") == []
    assert expliquer("de la", "des") == []


def test_meaning_is_shown_where_something_was_learnt() -> None:
    liens = expliquer("apprentissage", "démarche pédagogique", compact=Sens())
    assert [(lien.texte, lien.label, lien.nature) for lien in liens] == [((0, 13), (9, 20), "sens")]
    assert [x.nature for x in expliquer("projet", "projet", compact=Sens())] == ["meme"]
    assert [x.nature for x in expliquer("projets apprentissage", "projet pédagogique", compact=Sens())] == [
        "meme",
        "sens",
    ]
