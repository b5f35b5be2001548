"""Differences between groups, and changes from year to year."""

from __future__ import annotations

from pathlib import Path

import pytest

from core.corpus.fabrique_resultats import CODE, Resultats, referentiel
from socle.corpus.chiffres import Chiffres, Comparaison
from socle.corpus.chiffres_calcul import calculer


def groupes(tmp_path: Path) -> Chiffres:
    """Forty offers for titulaires, all digital and near the emploi-type; forty for contractuels, none and
    far from it; five more that say nothing. The first activité is asked of titulaires only."""
    resultats = Resultats()
    for rang in range(40):
        resultats.offre(
            f"t{rang}",
            statut="titulaire",
            corps="IE",
            numerique="avec",
            decalage=0.1 + rang / 1000,
            couverture={0: "present", 1: "absent", 2: "absent"},
        )
        resultats.offre(
            f"c{rang}",
            statut="contractuel",
            corps="IE",
            numerique="sans",
            decalage=0.6 + rang / 1000,
            couverture={0: "absent", 1: "absent", 2: "absent"},
        )
    for rang in range(5):
        resultats.offre(f"x{rang}", corps="IR", couverture={0: "absent", 1: "absent", 2: "absent"})
    return calculer(resultats.ecrire(tmp_path), referentiel(), codes=[CODE])


def par_mesure(chiffres: Chiffres) -> dict[str, Comparaison]:
    return {un.mesure: un for un in chiffres.comparaisons if un.critere == "statut"}


def test_a_share_that_parts_two_groups_wholly(tmp_path: Path) -> None:
    """Forty of forty against none: V is 1, and h, 2 arcsin 1 - 2 arcsin 0, is pi."""
    numerique = par_mesure(groupes(tmp_path))["numerique:avec"]
    assert numerique.effet == pytest.approx(1.0)
    assert numerique.p_corrigee < 1e-6
    contractuels, titulaires = numerique.groupes
    assert (contractuels.groupe, titulaires.groupe) == ("contractuel", "titulaire")
    assert titulaires.effet == pytest.approx(3.14159, abs=1e-4)
    assert (titulaires.chiffre.effectif, titulaires.chiffre.total) == (40, 40)


def test_the_decalage_and_the_activites_are_compared_too(tmp_path: Path) -> None:
    mesures = par_mesure(groupes(tmp_path))
    decalage = mesures["decalage"]
    assert [groupe.effet for groupe in decalage.groupes] == [1.0, -1.0]
    assert decalage.groupes[0].chiffre.valeur == pytest.approx(0.6195)
    assert mesures[f"{CODE}:0"].groupes[1].chiffre.valeur == 1.0
    assert f"{CODE}:1" not in mesures, "an activité that nobody asks for tells no group from another"


def test_what_cannot_be_compared_is_said_with_its_reason(tmp_path: Path) -> None:
    raisons = {un.critere: un for un in groupes(tmp_path).groupes_ecartes}
    assert raisons["annee"].raison == "aucune offre ne le dit"
    assert "moins de deux groupes" in raisons["corps"].raison
    assert raisons["corps"].groupes == ("IR",)
    assert "statut" not in raisons


def test_groups_drawn_alike_show_no_difference(tmp_path: Path) -> None:
    resultats = Resultats()
    for rang in range(120):
        resultats.offre(
            f"o{rang}",
            region=("Nord", "Sud")[rang % 2],
            numerique=("avec", "sans", "sans")[rang % 3],
            decalage=(rang * 7 % 120) / 120,
            couverture={0: ("present", "absent")[rang // 2 % 2], 1: "absent", 2: "absent"},
        )
    chiffres = calculer(resultats.ecrire(tmp_path), referentiel(), codes=[CODE])
    assert chiffres.comparaisons
    assert min(un.p_corrigee for un in chiffres.comparaisons) > 0.5
    assert all(un.p_corrigee >= un.p for un in chiffres.comparaisons)


def annees(tmp_path: Path, parts: dict[int, int]) -> Chiffres:
    """Fifty offers a year, of which so many are digital."""
    resultats = Resultats()
    for annee, nombre in parts.items():
        for rang in range(50):
            resultats.offre(
                f"{annee}-{rang}",
                annee=annee,
                numerique="avec" if rang < nombre else "sans",
                decalage=0.3 + (rang % 10) / 100,
                couverture={0: "absent", 1: "absent", 2: "absent"},
            )
    return calculer(resultats.ecrire(tmp_path), referentiel(), codes=[CODE])


def test_a_share_that_grows_by_ten_points_a_year(tmp_path: Path) -> None:
    chiffres = annees(tmp_path, {2021: 10, 2022: 15, 2023: 20, 2024: 25})
    tendances = {tendance.mesure: tendance for tendance in chiffres.tendances}
    numerique = tendances["numerique:avec"]
    assert numerique.pente == pytest.approx(0.10)
    assert numerique.bas < 0.10 < numerique.haut
    assert numerique.p_corrigee < 0.05
    assert [(point.annee, point.chiffre.effectif) for point in numerique.points] == [
        (2021, 10),
        (2022, 15),
        (2023, 20),
        (2024, 25),
    ]
    assert tendances["decalage"].pente == pytest.approx(0.0, abs=1e-12)


def test_two_years_do_not_make_a_trend(tmp_path: Path) -> None:
    assert annees(tmp_path, {2021: 10, 2022: 30}).tendances == ()


@pytest.mark.parametrize("methode", ["holm", "fdr_bh"])
def test_the_correction_is_told(tmp_path: Path, methode: str) -> None:
    dossier = Resultats().offre("a", couverture={0: "absent"}).ecrire(tmp_path)
    chiffres = calculer(dossier, referentiel(), codes=[CODE], methode=methode)  # type: ignore[arg-type]
    assert chiffres.provenance.comparaisons == {"holm": "Holm", "fdr_bh": "Benjamini et Hochberg"}[methode]
