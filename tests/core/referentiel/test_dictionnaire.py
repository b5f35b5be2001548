"""Finding an entry of the dictionary from a wording."""

from __future__ import annotations

import pytest

from exemples.referens import PATISSIER, ecrire_csv, rangee
from socle.referentiel import Dictionnaire, Referentiel
from socle.referentiel.referens import colonnes_de

AUTRE = rangee(
    "F2Z60",
    "Autre",
    mission="M",
    connaissances=("Chimie des sucres rapides@9012", "Chimie des sucres rapides (canne)@9013"),
    competences_operationnelles=("Chimie des sucres rapides@9014",),
    cs="IE",
)
DICTIONNAIRE = Referentiel.from_csv(ecrire_csv([PATISSIER, AUTRE]), edition="x").dictionnaire


def ids(entrees: object) -> list[str | None]:
    return [entree.identifiant for entree in entrees]  # type: ignore[attr-defined]


def test_entries_with_an_id_are_those_counted_and_iterated() -> None:
    assert len(DICTIONNAIRE) == len(list(DICTIONNAIRE)) == 10
    assert len(DICTIONNAIRE.toutes) == 11
    assert DICTIONNAIRE
    assert not Dictionnaire(())
    assert Dictionnaire(DICTIONNAIRE.sans_identifiant)
    assert len(Dictionnaire(DICTIONNAIRE.sans_identifiant)) == 0


def test_an_exact_wording_is_found_in_each_rubrique_that_holds_it() -> None:
    assert ids(DICTIONNAIRE.exact("Chimie des sucres rapides")) == ["9012", "9014"]
    assert ids(DICTIONNAIRE.exact("Chimie des sucres rapides (canne)")) == ["9013"]
    assert ids(DICTIONNAIRE.exact("Chimie des sucres rapides (betterave)")) == ["9012", "9014"]
    assert DICTIONNAIRE.exact("chimie des sucres rapides") == ()
    assert ids(DICTIONNAIRE.exact("Histoire des desserts")) == [None]


def test_a_variant_is_found_whatever_case_accents_and_punctuation() -> None:
    assert ids(DICTIONNAIRE.variantes("CHIMIE, des sucres rapides !")) == ["9012", "9014"]
    assert DICTIONNAIRE.variantes("Astronomie") == ()


def test_near_entries_come_the_nearest_first_within_a_rubrique() -> None:
    voisines = DICTIONNAIRE.proches("Chimie du sucre rapide", rubrique="connaissances")
    assert ids(voisine.entree for voisine in voisines) == ["9012", "9013"]
    assert 1 >= voisines[0].ressemblance > voisines[1].ressemblance > 0.6
    assert len(DICTIONNAIRE.proches("Chimie du sucre rapide", rubrique="connaissances", limite=1)) == 1
    assert DICTIONNAIRE.proches("Chimie du sucre rapide", rubrique="competences_comportementales") == ()
    assert DICTIONNAIRE.proches("Astronomie", rubrique="connaissances") == ()
    assert DICTIONNAIRE.proches("", rubrique="connaissances") == ()


def test_a_typing_error_is_near() -> None:
    (voisine,) = DICTIONNAIRE.proches("Droit de la confisrie", rubrique="connaissances")
    assert voisine.entree.libelle == "Droit de la confiserie"


def test_rows_are_given_back_under_the_technical_names(livret: Referentiel) -> None:
    emploi = Referentiel.from_csv(ecrire_csv([PATISSIER]), edition="x")["F2Z41"]
    assert colonnes_de(emploi) == PATISSIER
    refait = colonnes_de(livret["ANSTIA-IP"])
    assert refait["referens_id"] == "ANSTIA-IP"
    relu = Referentiel.from_csv(ecrire_csv([refait]), edition="livret")["ANSTIA-IP"]
    assert relu.activites == livret["ANSTIA-IP"].activites
    assert relu.connaissances == livret["ANSTIA-IP"].connaissances


@pytest.mark.donnees
def test_an_edition_and_the_booklet_share_one_dictionary(
    ensemble: Referentiel, referens: Referentiel
) -> None:
    assert ensemble.dictionnaire.entrees == referens.dictionnaire.entrees
