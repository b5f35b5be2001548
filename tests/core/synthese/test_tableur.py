"""Codings in and out of spreadsheets, whatever their form and their words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.core.synthese.fabrique import HIER, etude, source

from socle.erreurs import ErreurSocle
from socle.synthese import Codage, Etude, coder, ecrire_codages, ecrire_matrice, lire_codages, matrice

SOURCES = (source("s1"), source("s2", "enquete"))
VIDE = etude(SOURCES, {"a1": "--", "a2": "--"})
TEXTES = st.text(st.characters(exclude_categories=["C"]), max_size=20).map(
    lambda texte: " ".join(texte.split())
)


def valeurs(codages: tuple[Codage, ...]) -> list[tuple[str, str, str]]:
    return [(codage.source, codage.candidat, codage.valeur) for codage in codages]


@pytest.mark.parametrize("separateur", [";", ",", "\t"])
def test_a_matrix_kept_in_a_spreadsheet_is_read(separateur: str) -> None:
    lignes = (("source", "Activité a1", "a2"), ("S1", "présent", "p"), ("s2", "", "Non traité"), ("", "", ""))
    texte = "\ufeff" + "\n".join(separateur.join(ligne) for ligne in lignes)
    lus = lire_codages(texte, VIDE, codeur="Ana", le=HIER)
    assert valeurs(lus) == [
        ("s1", "a1", "present"),
        ("s1", "a2", "partiel"),
        ("s2", "a2", "non-traite"),
    ]
    assert {(codage.codeur, codage.le) for codage in lus} == {("Ana", HIER)}


@pytest.mark.parametrize(
    ("mot", "valeur"),
    [
        ("P", "present"),
        ("p", "partiel"),
        ("A", "absent"),
        ("Présent", "present"),
        ("PARTIEL", "partiel"),
        ("0,5", "partiel"),
        ("1", "present"),
        ("0", "absent"),
        ("oui", "present"),
        ("non", "absent"),
        ("NT", "non-traite"),
        ("non-traite", "non-traite"),
        ("–", "non-traite"),
    ],
)
def test_each_word_for_a_value_is_understood(mot: str, valeur: str) -> None:
    (codage,) = lire_codages(f"source;candidat;valeur\ns1;a1;{mot}", VIDE, codeur="Ana", le=HIER)
    assert codage.valeur == valeur


def test_a_matrix_written_is_read_again() -> None:
    posee = etude(SOURCES, {"a1": "Pp", "a2": "an"})
    lus = lire_codages(ecrire_matrice(matrice(posee)), VIDE, codeur="Ana", le=HIER)
    assert sorted(valeurs(lus)) == sorted(valeurs(posee.codages))
    assert matrice(coder(VIDE, *lus)) == matrice(posee)
    assert ecrire_matrice(matrice(VIDE)).splitlines()[1] == "s1;S1;;"


@given(
    st.lists(
        st.builds(
            Codage,
            source=st.sampled_from(["s1", "s2"]),
            candidat=st.sampled_from(["a1", "a2"]),
            codeur=TEXTES.filter(bool),
            valeur=st.sampled_from(["present", "partiel", "absent", "non-traite"]),
            citation=TEXTES,
            page=TEXTES,
            mentions=st.none() | st.integers(0, 999),
            remarque=TEXTES,
            le=st.just(HIER),
        ),
        max_size=4,
    )
)
def test_any_codings_are_written_and_read_again(codages: list[Codage]) -> None:
    posee = coder(VIDE, *codages)
    if not codages:
        assert len(ecrire_codages(posee).splitlines()) == 1
    assert lire_codages(ecrire_codages(posee), posee, codeur="?", le=HIER) == posee.codages


def test_a_cell_is_never_a_formula() -> None:
    posee = coder(VIDE, etude(SOURCES, {"a1": "P-"}).codages[0].model_copy(update={"citation": "=1+1"}))
    assert ";'=1+1;" in ecrire_codages(posee)
    assert lire_codages(ecrire_codages(posee), posee, codeur="?", le=HIER) == posee.codages


@pytest.mark.parametrize(
    ("texte", "dit"),
    [
        ("", "colonne « source »"),
        ("candidat;valeur\na1;P", "colonne « source »"),
        ("source;candidat;valeur\ns9;a1;P", "source « s9 » inconnu"),
        ("source;candidat;valeur\ns1;a9;P", "candidat « a9 » inconnu"),
        ("source;candidat;valeur\ns1;a1;peut-être", "« peut-être » n’est pas une valeur"),
        ("source;candidat;valeur;mentions\ns1;a1;P;beaucoup", "colonne « mentions »"),
        ("source;candidat;valeur;date\ns1;a1;P;hier", "colonne « le »"),
        ("source;Inconnue\ns1;P", "candidat « Inconnue » inconnu"),
        ("source;a1\ns1;" + "\n".join(f"x{rang};P" for rang in range(9)), "Et 4 autres."),
    ],
)
def test_a_table_that_does_not_fit_is_refused_whole(texte: str, dit: str) -> None:
    with pytest.raises(ErreurSocle) as refus:
        lire_codages(texte, VIDE, codeur="Ana", le=HIER)
    assert dit in str(refus.value).replace("\u00a0", " ")
    assert refus.value.remede


def test_the_booklet_s_matrix_opens_in_a_spreadsheet() -> None:
    lignes = ecrire_matrice(matrice(Etude.livret(), codees=True)).splitlines()
    assert lignes[1].count("Présent") == 8
    assert lignes[1].count("Partiel") == 3
