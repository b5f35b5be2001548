"""Searching emplois-types as people type."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exemples.referens import EMPLOIS, ecrire_csv, rangee
from socle.referentiel import Referentiel
from socle.referentiel.texte import cle, cle_typographique, mots, plier, racines

REF = Referentiel.from_csv(
    ecrire_csv(
        [
            *EMPLOIS,
            rangee(
                "E2Z41",
                "Développeur-euse d’applications web",
                mission="Développer des applications.",
                activites_principales=("Développer des applications web", "Corriger des anomalies"),
                cs="IE",
                bap_id="E",
                bap="Informatique",
                fap="Logiciels",
            ),
            rangee(
                "E2Z42",
                "Concepteur-trice de bases de données",
                mission="Concevoir des bases.",
                activites_principales=("Développer des requêtes", "Gérer le parc"),
                cs="IE",
                bap_id="E",
                fap="Logiciels",
            ),
            rangee("J4Z41", "Gestionnaire de parc", mission="Gérer.", cs="TECH", bap_id="J", fap="Gestion"),
        ]
    ),
    edition="essai",
)


def codes(texte: str, **filtres: str) -> list[str]:
    return [resultat.emploi_type.code for resultat in REF.chercher(texte, **filtres).resultats]


def test_an_empty_query_lists_everything_by_code() -> None:
    resultats = REF.chercher("  ")
    assert resultats.total == 6
    assert codes("") == sorted(codes(""))
    assert resultats.correction == ""
    assert all(resultat.extraits == () for resultat in resultats.resultats)


@pytest.mark.parametrize("texte", ["zzyzx", "zzyzx qwrtp", "le de la", "?!", "x"])
def test_nonsense_finds_nothing(texte: str) -> None:
    resultats = REF.chercher(texte)
    assert (resultats.total, resultats.resultats) == (0, ())
    assert {facette for facettes in resultats.facettes.values() for facette in facettes} == set()


@pytest.mark.parametrize(
    "texte",
    [
        "pâtisserie",
        "PATISSERIE",
        "patisseries",
        "Pâtisseries  pédagogiques",
        "pâtisseri",
        "patiserie",
        "l’ingénieure en pâtisserie",
    ],
)
def test_case_accents_plural_beginning_and_typing_errors_do_not_matter(texte: str) -> None:
    assert codes(texte)[0] == "F2Z41"


@pytest.mark.parametrize(
    "texte",
    ["concepteur", "conceptrice", "conceptrices", "concepteur-trice", "concepteur·trice", "Concepteurs"],
)
def test_gender_forms_do_not_matter(texte: str) -> None:
    assert codes(texte)[0] == "E2Z42"


@pytest.mark.parametrize(
    "texte", ["développeur", "développeuse", "développeur-euse", "développeur·euse", "developpeuses"]
)
def test_a_feminine_title_is_found(texte: str) -> None:
    assert codes(texte)[0] == "E2Z41"


def test_a_misspelling_is_told_and_a_good_spelling_is_not() -> None:
    assert REF.chercher("patiserie pedagogique").correction == "patisserie pedagogique"
    assert REF.chercher("pâtisserie").correction == ""
    assert REF.chercher("pâtiss").correction == ""


@pytest.mark.parametrize(
    ("texte", "attendus"),
    [
        ("F2Z41", ["F2Z41"]),
        (" f2z41 ", ["F2Z41"]),
        ("E2", ["E2Z41", "E2Z42"]),
        ("F2Z21", ["F2Z41"]),
        ("f1z22", ["F1Z42"]),
        ("Z9Z99", []),
    ],
)
def test_codes_old_codes_and_their_beginnings_are_found(texte: str, attendus: list[str]) -> None:
    assert codes(texte) == attendus
    assert REF.chercher(texte).correction == ""


def test_a_code_without_digits_is_found_too(livret: Referentiel) -> None:
    resultats = (REF | livret).chercher("anstia-ip")
    assert [resultat.emploi_type.code for resultat in resultats.resultats] == ["ANSTIA-IP"]


def test_a_title_counts_more_than_a_line() -> None:
    assert codes("développer des requêtes")[0] == "E2Z42"
    assert codes("applications")[0] == "E2Z41"


def test_a_word_is_not_outdone_by_those_that_it_begins() -> None:
    assert codes("gérer")[0] == "J4Z41"
    assert codes("parc")[0] == "J4Z41"


def test_the_job_titles_in_use_are_searched() -> None:
    assert codes("conseillère en goûters")[0] == "F2Z41"


def test_facets_count_what_each_value_would_keep() -> None:
    resultats = REF.chercher("")
    assert [(f.valeur, f.nombre) for f in resultats.facettes["corps"]] == [("IR", 1), ("IE", 3), ("TECH", 2)]
    assert {f.valeur: f.nombre for f in resultats.facettes["bap"]} == {"A": 1, "E": 2, "F": 2, "J": 1}
    assert resultats.facettes["bap"][0].libelle == "A – Sciences du vivant"
    for nom in ("bap", "famille", "corps"):
        for facette in resultats.facettes[nom]:
            assert REF.chercher("", **{nom: facette.valeur}).total == facette.nombre


def test_a_facet_chosen_narrows_the_others_not_itself() -> None:
    resultats = REF.chercher("", bap="E")
    assert {r.emploi_type.code for r in resultats.resultats} == {"E2Z41", "E2Z42"}
    assert [(f.valeur, f.nombre) for f in resultats.facettes["corps"]] == [("IE", 2)]
    assert {f.valeur for f in resultats.facettes["bap"]} == {"A", "E", "F", "J"}
    assert codes("développer", bap="F") == []
    assert codes("", bap="F", corps="IR", famille="Desserts et apprentissages") == ["F1Z42"]


def test_the_limit_cuts_the_list_not_the_count() -> None:
    resultats = REF.chercher("", limite=2)
    assert (len(resultats.resultats), resultats.total) == (2, 6)


def test_extracts_show_where_the_words_are() -> None:
    resultat = REF.chercher("recettes patisseries").resultats[0]
    trouves = {
        (extrait.rubrique, extrait.texte[debut:fin])
        for extrait in resultat.extraits
        for debut, fin in extrait.marques
    }
    assert ("intitule", "pâtisserie") in trouves
    assert ("activites", "recettes") in trouves
    assert all(extrait.marques for extrait in resultat.extraits)


def test_results_are_ranked_by_falling_score() -> None:
    scores = [resultat.score for resultat in REF.chercher("développer applications").resultats]
    assert scores == sorted(scores, reverse=True)


@given(st.text(max_size=60))
def test_any_text_can_be_searched(texte: str) -> None:
    resultats = REF.chercher(texte)
    assert len(resultats.resultats) <= resultats.total <= 6
    for resultat in resultats.resultats:
        for extrait in resultat.extraits:
            assert all(0 <= debut < fin <= len(extrait.texte) for debut, fin in extrait.marques)


def test_an_empty_referentiel_finds_nothing() -> None:
    assert Referentiel().chercher("x").total == 0
    assert Referentiel().chercher("").total == 0


@given(st.text(max_size=60))
def test_folding_twice_changes_nothing_more(texte: str) -> None:
    assert plier(plier(texte)) == plier(texte)
    assert cle(cle(texte)) == cle(texte)
    assert cle_typographique(cle_typographique(texte)) == cle_typographique(texte)


def test_ligatures_and_stop_words() -> None:
    assert cle("Cœur d’ŒUVRE") == "coeur d oeuvre"
    assert racines("Les œuvres de l’esprit") == racines("oeuvre esprit")
    assert mots("Un·e assistant·e ingénieur·e expérimenté·e·s") == ("assistant", "ingenieur", "experimente")


@pytest.mark.donnees
@pytest.mark.parametrize(
    ("texte", "attendu"),
    [
        ("ingénieur pédagogique", "ANSTIA-IP"),
        ("enseignement numérique hybride", "F2D57"),
        ("administratrice systèmes et réseaux", "E2B43"),
        ("gestionnaire ressources humaines", "J4D43"),
        ("chargée de communication", "F2B49"),
        ("contrôle de gestion", "J2C47"),
        ("jardinier", "G5A41"),
        ("plombier", "G5A42"),
        ("photografe", "F4D44"),
        ("technicien en chimie", "B4X41"),
        ("animalerie", "A4B44"),
        ("concepteur redacteur web", "F2D56"),
        ("F2D37", "F2D56"),
    ],
)
def test_what_people_type_finds_what_they_mean_first(ensemble: Referentiel, texte: str, attendu: str) -> None:
    resultats = ensemble.chercher(texte)
    assert resultats.resultats[0].emploi_type.code == attendu


@pytest.mark.donnees
def test_facets_of_the_whole_count_every_emploi_type(ensemble: Referentiel) -> None:
    resultats = ensemble.chercher("")
    assert resultats.total == 243
    assert sum(facette.nombre for facette in resultats.facettes["corps"]) == 243
    assert [facette.valeur for facette in resultats.facettes["corps"]] == ["IR", "IE", "AI", "TECH", "ATRF"]
    assert [facette.valeur for facette in resultats.facettes["bap"]] == list("ABCDEFGJ")
