"""RéFérens III as the ministry publishes it, both headers: nothing lost, nothing repaired, all told."""

from __future__ import annotations

import csv
import io
from collections import Counter
from pathlib import Path

import pytest

from socle.referentiel import (
    RUBRIQUES_DICTIONNAIRE,
    RUBRIQUES_LISTE,
    Ligne,
    Referentiel,
    comparer_editions,
)
from socle.referentiel.libelles import lire_cecrl
from socle.referentiel.texte import cle

pytestmark = pytest.mark.donnees

FICHIERS = ("referens3_noms_techniques.csv", "referens3_libelles.csv")
BAP = {"F": 44, "G": 38, "C": 37, "A": 36, "J": 33, "B": 19, "E": 18, "D": 17}
NORMES = {
    "activites": {
        "IR": (8, 12, 23),
        "IE": (6, 11, 19),
        "AI": (5, 10, 15),
        "TECH": (5, 10, 15),
        "ATRF": (4, 8, 14),
    },
    "connaissances": {
        "IR": (6, 9, 20),
        "IE": (5, 10, 16),
        "AI": (4, 8, 16),
        "TECH": (3, 6, 13),
        "ATRF": (1, 5, 10),
    },
    "competences_operationnelles": {
        "IR": (3, 8, 17),
        "IE": (4, 8, 14),
        "AI": (3, 7, 11),
        "TECH": (3, 6, 14),
        "ATRF": (3, 5, 9),
    },
    "competences_comportementales": {
        "IR": (2, 3, 4),
        "IE": (2, 3, 3),
        "AI": (2, 3, 3),
        "TECH": (2, 3, 3),
        "ATRF": (2, 3, 3),
    },
}


@pytest.fixture(scope="module", params=FICHIERS)
def fichier(request: pytest.FixtureRequest, donnees: Path) -> Path:
    return donnees / "referens" / request.param


@pytest.fixture(scope="module")
def ref(fichier: Path) -> Referentiel:
    return Referentiel.from_csv(fichier)


def rangees(fichier: Path) -> list[dict[str, str]]:
    texte = fichier.read_bytes().decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(texte, newline=""), delimiter=";"))


def lignes_du_dictionnaire(ref: Referentiel) -> list[tuple[str, Ligne]]:
    return [
        (rubrique, ligne)
        for emploi in ref.emplois_types
        for rubrique, ligne in emploi.toutes_les_lignes()
        if rubrique != "activites"
    ]


def test_every_emploi_type_is_there_in_the_order_of_the_file(ref: Referentiel, fichier: Path) -> None:
    assert len(ref) == 242
    assert Counter(emploi.bap for emploi in ref.emplois_types) == BAP
    codes = [list(rangee.values())[19] for rangee in rangees(fichier)]
    assert [emploi.code for emploi in ref.emplois_types] == codes
    assert ref.edition.nom == fichier.stem
    assert ref.edition.source == fichier.name


def test_every_column_is_kept_to_the_letter(ref: Referentiel, fichier: Path) -> None:
    for emploi, rangee in zip(ref.emplois_types, rangees(fichier), strict=True):
        assert len(emploi.colonnes) == 42
        assert list(emploi.colonnes.values()) == list(rangee.values())


def test_both_headers_give_the_same_columns(donnees: Path) -> None:
    techniques, libelles = (rangees(donnees / "referens" / nom) for nom in FICHIERS)
    lu = Referentiel.from_csv(donnees / "referens" / FICHIERS[1])
    assert list(lu.emplois_types[0].colonnes) == list(techniques[0])
    assert list(libelles[0]) != list(techniques[0])


def test_the_printed_lines_join_into_the_cell_they_come_from(ref: Referentiel) -> None:
    for emploi in ref.emplois_types:
        for rubrique in RUBRIQUES_LISTE:
            colonne = "activites_principales" if rubrique == "activites" else rubrique
            imprime = "|".join(ligne.texte for ligne in emploi.lignes(rubrique))
            assert imprime == emploi.colonnes[f"referens_{colonne}"], (emploi.code, rubrique)


def test_the_dictionary_has_628_ids_each_with_one_definition_and_one_section(ref: Referentiel) -> None:
    assert len(ref.dictionnaire) == 628
    assert len({entree.identifiant for entree in ref.dictionnaire}) == 628
    sections = Counter(entree.rubrique for entree in ref.dictionnaire)
    assert [sections[rubrique] for rubrique in RUBRIQUES_DICTIONNAIRE] == [340, 266, 22]
    assert all(entree.definition.strip() and "<" not in entree.definition for entree in ref.dictionnaire)
    assert not [anomalie for anomalie in ref.anomalies if anomalie.code == "definitions-et-identifiants"]
    assert not [anomalie for anomalie in ref.anomalies if anomalie.code == "identifiants-sans-ligne"]


def test_every_id_of_the_file_is_carried_by_a_line_of_its_emploi_type(ref: Referentiel) -> None:
    for emploi in ref.emplois_types:
        portes = [ligne.identifiant for _, ligne in emploi.toutes_les_lignes() if ligne.identifiant]
        assert portes == emploi.colonnes["competences_id"].split("|"), emploi.code


def test_676_items_have_no_id(ref: Referentiel) -> None:
    """545 wordings: distinct within a section, the level kept, case and punctuation set aside."""
    sans = [(r, ligne) for r, ligne in lignes_du_dictionnaire(ref) if ligne.identifiant is None]
    assert len(sans) == 676
    assert len({(rubrique, cle(ligne.texte)) for rubrique, ligne in sans}) == 545


def test_a_wording_without_an_id_is_never_that_of_an_entry_with_one(ref: Referentiel) -> None:
    connues = {(entree.rubrique, entree.libelle) for entree in ref.dictionnaire}
    assert not connues & {(entree.rubrique, entree.libelle) for entree in ref.dictionnaire.sans_identifiant}


def test_distinct_wordings_once_level_case_and_punctuation_are_set_aside(ref: Referentiel) -> None:
    distincts = {
        rubrique: len({cle(ligne.libelle) for e in ref.emplois_types for ligne in e.lignes(rubrique)})
        for rubrique in RUBRIQUES_LISTE
    }
    assert distincts == {
        "activites": 2366,
        "connaissances": 608,
        "competences_operationnelles": 507,
        "competences_comportementales": 23,
    }


def test_191_items_ask_for_a_level_of_language_two_of_them_reversed(ref: Referentiel) -> None:
    niveaux = [
        niveau for _, ligne in lignes_du_dictionnaire(ref) if (niveau := lire_cecrl(ligne.niveau)) is not None
    ]
    assert len(niveaux) == 191
    assert sum(niveau.inverse for niveau in niveaux) == 2
    inverses = [a for a in ref.anomalies if a.code == "cecrl-inverse"]
    assert {(a.emploi_type, a.texte.split(" (")[0]) for a in inverses} == {
        ("D1D44", "Langue anglaise : C2 à C1"),
        ("D1C43", "Autres langues vivantes : B2 à A2"),
    }


@pytest.mark.parametrize("rubrique", RUBRIQUES_LISTE)
def test_the_number_of_lines_by_corps(ref: Referentiel, rubrique: str) -> None:
    for corps, attendu in NORMES[rubrique].items():
        norme = ref.norme(corps, rubrique)  # type: ignore[arg-type]
        assert norme is not None
        assert norme[:3] == attendu, (corps, rubrique)


def par_code(ref: Referentiel, code: str) -> list[str]:
    return [anomalie.emploi_type for anomalie in ref.anomalies if anomalie.code == code]


def test_repeated_items_are_told_and_kept(ref: Referentiel) -> None:
    assert sorted(par_code(ref, "ligne-repetee")) == ["D4A41", "F3D52", "F4D44"]
    assert [ligne.libelle for ligne in ref["F3D52"].competences_operationnelles].count(
        "Travailler en équipe"
    ) == 2


def test_unbalanced_parentheses_and_stray_signs_are_told(ref: Referentiel) -> None:
    assert len(par_code(ref, "parentheses")) == 7
    parasites = {a.texte.strip()[-1] for a in ref.anomalies if a.code == "signe-parasite"}
    assert parasites == {"·", ";", ","}
    assert {a.emploi_type for a in ref.anomalies if a.code == "signe-parasite"} >= {"C4D45", "G3C51", "F2D55"}


def test_double_spaces_doubled_letters_and_mixed_apostrophes_are_told(ref: Referentiel) -> None:
    doubles = [a for a in ref.anomalies if a.code == "espaces-doubles"]
    assert {a.emploi_type for a in doubles if a.rubrique == "bap"} == {
        emploi.code for emploi in ref.emplois_types if emploi.bap == "C"
    }
    assert "  " in ref["C1C43" if "C1C43" in ref else "C2A41"].bap_libelle
    assert par_code(ref, "faute-probable") == ["B2A41"]
    (apostrophes,) = [a for a in ref.anomalies if a.code == "apostrophes-melees"]
    assert all(f"«\u00a0{signe}\u00a0»" in apostrophes.message for signe in "'’‘")


def test_previous_codes_are_read_and_creations_have_none(ref: Referentiel) -> None:
    assert len(par_code(ref, "precedent-sans-code")) == 11
    assert all(not ref[code].precedents for code in par_code(ref, "precedent-sans-code"))
    assert set(par_code(ref, "precedent-sans-code")) <= set(ref.historique.creations())
    assert [p.code for p in ref["F3D51"].precedents] == ["F3D31", "F3D32", "F3D33"]
    assert par_code(ref, "precedent-autre-bap") == ["F5A41"]
    assert ref.historique.successeurs("A5E27") == ("F5A41",)


def test_every_anomaly_says_where_and_what(ref: Referentiel) -> None:
    for anomalie in ref.anomalies:
        assert anomalie.message.endswith(".")
        assert anomalie.emploi_type in ref or anomalie.code in ("graphies-multiples", "apostrophes-melees")


def test_the_two_editions_differ_by_one_column_only(donnees: Path) -> None:
    a, b = (Referentiel.from_csv(donnees / "referens" / nom) for nom in FICHIERS)
    comparaison = comparer_editions(a, b)
    assert not comparaison.identiques
    assert comparaison.communs == 242
    for ecarts in (comparaison.nouveaux, comparaison.disparus, comparaison.modifies, comparaison.entrees):
        assert ecarts == ()
    (colonne,) = comparaison.colonnes
    assert (colonne.colonne, colonne.nombre) == ("trifap", 55)
    assert "55 lignes" in comparaison.resume()
    assert "Aucun changement dans le contenu" in comparaison.resume()
    assert comparer_editions(a, a).identiques
    assert comparer_editions(a, a).resume() == "Les deux éditions sont identiques (242 emplois-types)."


def test_an_edition_reads_back_from_json_without_loss(ref: Referentiel) -> None:
    assert Referentiel.from_json(ref.to_json()) == ref
