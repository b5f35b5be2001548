"""A labelled sample: drawn fairly, read back without loss, measured and applied as the books do."""

from __future__ import annotations

import csv
import io
from collections import Counter
from pathlib import Path

import numpy as np
import pytest

from core.corpus.fabrique_resultats import CODE, Resultats, dehors, referentiel, sure
from socle.corpus.chiffres import Chiffres
from socle.corpus.chiffres_calcul import calculer
from socle.corpus.chiffres_lecture import Resultats as Lecture
from socle.corpus.echantillon import Echantillon, LigneTiree, mesurer, tirer
from socle.corpus.echantillon_corrections import corriger_chiffres
from socle.erreurs import DocumentIllisible, ErreurSocle


def dossier(tmp_path: Path, *, par_part: int = 0) -> Path:
    """Fifty offers of one sure line and three lines outside the référentiel."""
    resultats = Resultats()
    for rang in range(50):
        resultats.offre(
            f"o{rang}",
            lignes=[
                sure(f"Conseil {rang}", libelle="Conseiller les équipes"),
                *(dehors(f"=Autre {rang} {k}") for k in "abc"),
            ],
            couverture={0: ("present", 0) if rang < 30 else "absent", 1: "absent", 2: "absent"},
        )
    return resultats.ecrire(tmp_path, par_part=par_part)


def etiquete(comptes: dict[str, dict[str, int]], population: dict[str, int], graine: int = 1) -> Echantillon:
    """A sample that holds so many lines of each decision under each label."""
    lignes = [
        LigneTiree(
            offre=f"{decision}-{etiquette}-{n}",
            rang=0,
            decision=decision,  # type: ignore[arg-type]
            rubrique="activites",
            texte="",
            etiquette=etiquette,  # type: ignore[arg-type]
        )
        for decision, nombres in comptes.items()
        for etiquette, nombre in nombres.items()
        for n in range(nombre)
    ]
    return Echantillon(graine=graine, population=population, lignes=tuple(lignes))  # type: ignore[arg-type]


def test_the_sample_is_the_same_for_the_same_seed_whatever_the_parts(tmp_path: Path) -> None:
    entier = tirer(Lecture(dossier(tmp_path / "a")), taille=40, graine=7)
    morcele = tirer(Lecture(dossier(tmp_path / "b", par_part=3)), taille=40, graine=7)
    autre = tirer(Lecture(dossier(tmp_path / "c")), taille=40, graine=8)
    assert entier == morcele
    assert {ligne.offre for ligne in entier.lignes} != {ligne.offre for ligne in autre.lignes}


def test_a_stratified_sample_measures_rare_decisions_too(tmp_path: Path) -> None:
    lecture = Lecture(dossier(tmp_path))
    stratifie = Counter(ligne.decision for ligne in tirer(lecture, taille=60).lignes)
    simple = Counter(ligne.decision for ligne in tirer(lecture, taille=60, stratifie=False).lignes)
    assert stratifie["sur"] == stratifie["hors-referentiel"] == 20
    assert simple["hors-referentiel"] > 30
    assert sum(simple.values()) == 60


def test_each_line_has_the_same_chance(tmp_path: Path) -> None:
    """Over 200 seeds, 20 lines of 200: each line is expected 20 times; the chi-square of the draws stays
    under the 0.999 quantile of its law (199 degrees of freedom: 266.4)."""
    lecture = Lecture(dossier(tmp_path))
    tires: Counter[tuple[str, int]] = Counter()
    for graine in range(200):
        tirees = tirer(lecture, taille=20, graine=graine, stratifie=False)
        tires.update((ligne.offre, ligne.rang) for ligne in tirees.lignes)
    ecarts = [(tires[f"o{offre}", rang] - 20) ** 2 / 20 for offre in range(50) for rang in range(4)]
    assert sum(ecarts) < 266.4


def test_labels_come_back_from_a_spreadsheet(tmp_path: Path) -> None:
    echantillon = tirer(Lecture(dossier(tmp_path)), taille=20)
    contenu = echantillon.to_csv()
    assert all(not case.startswith("=") for rangee in csv.reader(io.StringIO(contenu)) for case in rangee)
    rangees = list(csv.DictReader(io.StringIO(contenu.lstrip("\ufeff")), delimiter=";"))
    for rangee in rangees:
        rangee["etiquette"] = " Juste " if rangee["decision"] == "sur" else ""
    sortie = io.StringIO()
    ecrivain = csv.DictWriter(sortie, fieldnames=list(rangees[0]), delimiter=",")
    ecrivain.writeheader()
    ecrivain.writerows(rangees)
    relu = echantillon.etiqueter(sortie.getvalue().encode("utf-8-sig"))
    assert {ligne.etiquette for ligne in relu.lignes if ligne.decision == "sur"} == {"juste"}
    assert {ligne.etiquette for ligne in relu.lignes if ligne.decision != "sur"} == {""}
    assert Echantillon.from_json(relu.to_json()) == relu


@pytest.mark.parametrize(
    ("contenu", "cause"),
    [
        ("offre;rang\no1;0\n", "etiquette"),
        ("offre;rang;etiquette\no1;0;peut-être\n", "peut-être"),
        ("offre;rang;etiquette\no1;zéro;juste\n", "juste"),
        ("offre;rang;etiquette\nailleurs;0;juste\n", "ailleurs"),
    ],
)
def test_a_table_that_is_not_this_sample_is_refused(tmp_path: Path, contenu: str, cause: str) -> None:
    echantillon = tirer(Lecture(dossier(tmp_path)), taille=20)
    with pytest.raises(DocumentIllisible) as erreur:
        echantillon.etiqueter(contenu)
    assert cause in erreur.value.cause
    assert erreur.value.remede


def test_precision_and_recall_are_weighted_by_what_was_drawn() -> None:
    """Lines: 600 sure, 200 to choose, 1200 outside. Right: .9, .5; missing: .1 outside, .2 to choose.

    Rightly aligned: (600 · .9 + 200 · .5) / 2000 = .32; aligned .4, so the precision is .8. An entry says
    .32 + (1200 · .1 + 200 · .2) / 2000 = .40, so the recall is .32 / .40 = .8.
    """
    echantillon = etiquete(
        {
            "sur": {"juste": 90, "faux": 10},
            "a-choisir": {"juste": 50, "faux": 30, "manque": 20},
            "hors-referentiel": {"juste": 180, "manque": 20},
        },
        {"sur": 600, "a-choisir": 200, "hors-referentiel": 1200},
    )
    mesures = mesurer(echantillon)
    assert (mesures.precision, mesures.rappel, mesures.dicibles) == pytest.approx((0.8, 0.8, 0.4))
    assert mesures.qualite.suffisante
    assert mesures.qualite.precision.bas < 0.8 < mesures.qualite.precision.haut
    assert mesures.qualite.etiquetees == 400


def test_the_interval_of_one_decision_is_jeffreys(tmp_path: Path) -> None:
    """Brown, Cai and DasGupta (2001): 45 right of 50 under Jeffreys' prior, Beta(45.5, 5.5): .797 to .959.

    With the third label, the prior of the two others is a little wider; the bounds stay within .02.
    """
    qualite = mesurer(
        etiquete({"sur": {"juste": 45, "faux": 5}}, {"sur": 50, "a-choisir": 0, "hors-referentiel": 0})
    ).qualite
    assert qualite.precision.valeur == pytest.approx(0.9)
    assert (qualite.precision.bas, qualite.precision.haut) == pytest.approx((0.797, 0.959), abs=0.02)


def chiffres(tmp_path: Path) -> Chiffres:
    return calculer(dossier(tmp_path), referentiel(), codes=[CODE])


def suffisant() -> Echantillon:
    """Precision .9 and recall .75: 50 sure lines all labelled, and 30 more of the lines outside."""
    return etiquete(
        {"sur": {"juste": 45, "faux": 5}, "hors-referentiel": {"juste": 90, "manque": 10}},
        {"sur": 50, "a-choisir": 0, "hors-referentiel": 150},
    )


def test_a_share_is_corrected_as_rogan_and_gladen_would(tmp_path: Path) -> None:
    """Precision .9; recall .225 / (.225 + .075) = .75: 30 offers of 50, .6, become .6 · .9 / .75 = .72.

    Rogan and Gladen (1978) with sensitivity .75 and the specificity 1 - .6 · .1 / (1 - .72) that goes with
    that precision: (.6 + Sp - 1) / (.75 + Sp - 1) = .72 too.
    """
    corriges = corriger_chiffres(chiffres(tmp_path), suffisant())
    part = corriges.etudes[0].frequences[0].presente
    assert part.valeur == pytest.approx(0.6)
    assert part.corrige is not None
    assert part.corrige.valeur == pytest.approx(0.72)
    specificite = 1 - 0.6 * 0.1 / (1 - 0.72)
    assert (0.6 + specificite - 1) / (0.75 + specificite - 1) == pytest.approx(part.corrige.valeur)
    assert part.corrige.bas < 0.72 < part.corrige.haut
    assert part.corrige.haut - part.corrige.bas > part.haut - part.bas, "two uncertainties, not one"


def test_the_share_outside_is_estimated_without_supposing_anything(tmp_path: Path) -> None:
    """Of 200 lines, 45 + 15 say an entry: .7 are truly outside, where .75 seemed to be."""
    dehors = next(
        p for p in corriger_chiffres(chiffres(tmp_path), suffisant()).decisions if p.valeur[0] == "h"
    )
    assert dehors.chiffre.valeur == pytest.approx(0.75)
    assert dehors.chiffre.corrige is not None
    assert dehors.chiffre.corrige.valeur == pytest.approx(0.7)


def test_the_decalage_is_corrected_with_both_its_sides(tmp_path: Path) -> None:
    decalage = corriger_chiffres(chiffres(tmp_path), suffisant()).etudes[0].decalage
    assert decalage.manque.corrige is not None
    assert decalage.au_dela.corrige is not None
    assert decalage.valeur.corrige is not None
    assert decalage.manque.corrige.valeur == pytest.approx(1 - 0.2 * 1.2)
    assert decalage.au_dela.corrige.valeur == pytest.approx(1 - 0.25 * 1.2)
    assert decalage.valeur.corrige.valeur == pytest.approx(
        (decalage.manque.corrige.valeur + decalage.au_dela.corrige.valeur) / 2
    )


def test_a_sample_too_small_corrects_nothing_and_says_what_is_needed(tmp_path: Path) -> None:
    petit = etiquete(
        {"sur": {"juste": 9, "faux": 1}, "hors-referentiel": {"juste": 12}},
        {"sur": 500, "a-choisir": 20, "hors-referentiel": 1500},
    )
    with pytest.raises(ErreurSocle) as erreur:
        corriger_chiffres(chiffres(tmp_path), petit)
    assert erreur.value.code == "echantillon-trop-petit"
    assert "20 parmi les lignes « à choisir »".replace("« ", "«\u00a0").replace(" »", "\u00a0»") in (
        erreur.value.remede
    )


def test_what_the_remedy_asks_for_is_enough() -> None:
    """Thirty lines of each decision would leave the interval too wide: more are asked for, up to 96."""
    population = {"sur": 5000, "a-choisir": 5000, "hors-referentiel": 5000}
    trente = {decision: {"juste": 15, "manque": 15} for decision in population}
    assert not mesurer(etiquete(trente, population)).qualite.suffisante
    cent = {decision: {"juste": 60, "manque": 60} for decision in population}
    assert mesurer(etiquete(cent, population)).qualite.suffisante


def test_the_intervals_hold_the_truth_as_often_as_they_say() -> None:
    """The corpus of the worked example above, labelled two hundred times at random: an interval at 95 % holds
    the true precision and the true recall (.8 both) 190 times on average; 180 is three deviations below."""
    population = {"sur": 600, "a-choisir": 200, "hors-referentiel": 1200}
    vraies = {"sur": (0.9, 0.1, 0.0), "a-choisir": (0.5, 0.3, 0.2), "hors-referentiel": (0.9, 0.0, 0.1)}
    tenues = np.zeros(2)
    for graine in range(200):
        hasard = np.random.default_rng(graine)
        comptes = {
            decision: dict(zip(("juste", "faux", "manque"), hasard.multinomial(80, parts), strict=True))
            for decision, parts in vraies.items()
        }
        qualite = mesurer(etiquete(comptes, population, graine)).qualite
        tenues += [q.bas <= 0.8 <= q.haut for q in (qualite.precision, qualite.rappel)]
    assert (tenues >= 180).all(), tenues
