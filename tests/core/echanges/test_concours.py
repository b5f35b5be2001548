"""Posts opened at the ITRF competitions, found under the codes of a référentiel."""

from __future__ import annotations

from pathlib import Path

import pytest

from socle.echanges import Concours
from socle.erreurs import DocumentIllisible
from socle.referentiel import EmploiType, Referentiel

ENTETE = "année;BAP;CORPS;corps normalisé;EMPLOIS TYPES;NATURE;NOMBRE d'emplois\n"


@pytest.fixture
def petit() -> Referentiel:
    return Referentiel(
        emplois_types=(
            EmploiType(code="F2D57", intitule="Ingénieur-e pédagogique", corps="IE", bap="F"),
            EmploiType(code="F1D57", intitule="Ingénieur-e pédagogique", corps="IR"),
        )
    )


def ecrire(tmp_path: Path, *rangees: str) -> Path:
    chemin = tmp_path / "postes.csv"
    chemin.write_text(ENTETE + "\n".join(rangees) + "\n", "utf-8-sig")
    return chemin


def test_posts_are_added_up_by_emploi_type_and_year(tmp_path: Path, petit: Referentiel) -> None:
    chemin = ecrire(
        tmp_path,
        "2020;F;IGE;ingénieur d’études;Ingénieur.e pédagogique;externe;3",
        "2020;F;IGE;ingénieur d'études;Ingénieur-e pédagogique.;interne;1",
        "2021;F;IGR;ingénieur de recherche;Ingénieur-e pédagogique;externe;2",
    )
    concours = Concours.from_csv(chemin, petit)
    assert concours.postes == {"F1D57": {2021: 2}, "F2D57": {2020: 4}}
    assert concours.sans_code == {}


def test_what_has_no_code_is_counted_and_incomplete_rows_are_not(tmp_path: Path, petit: Referentiel) -> None:
    chemin = ecrire(
        tmp_path,
        "2010;F;IGE;ingénieur d’études;Concepteur de médias;externe;5",
        "2010;E;IGE;ingénieur d’études;Ingénieur-e pédagogique;externe;7",
        "2010;_;_;_;_;réservé;_",
    )
    concours = Concours.from_csv(chemin, petit)
    assert (concours.postes, concours.sans_code) == ({}, {2010: 12})


def test_another_table_is_refused(tmp_path: Path, petit: Referentiel) -> None:
    autre = tmp_path / "autre.csv"
    autre.write_text("a;b\n1;2\n", "utf-8")
    for chemin in (autre, tmp_path / "absent.csv"):
        with pytest.raises(DocumentIllisible) as erreur:
            Concours.from_csv(chemin, petit)
        assert erreur.value.remede


@pytest.mark.donnees
def test_since_2017_the_ministrys_titles_are_those_of_referens(donnees: Path, referens: Referentiel) -> None:
    concours = Concours.from_csv(donnees / "concours" / "postes_itrf_2009_2021.csv", referens)
    recents = {annee: nombre for annee, nombre in concours.sans_code.items() if annee >= 2017}
    ouverts = sum(n for annees in concours.postes.values() for annee, n in annees.items() if annee >= 2017)
    assert sum(recents.values()) <= 0.01 * ouverts
    assert concours.postes["F2D57"][2021] == 18
