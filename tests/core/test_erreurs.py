"""Errors that a person can mend: what, why, what to do."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from socle import erreurs
from socle.erreurs import DocumentIllisible, DocumentTropGrand, ErreurSocle, SaisieInvalide
from socle.typographie import francais

CLASSES = [
    classe
    for classe in vars(erreurs).values()
    if isinstance(classe, type) and issubclass(classe, ErreurSocle)
]


def test_an_error_says_what_why_and_what_to_do() -> None:
    erreur = ErreurSocle("Le fichier est vide.", cause="Il pèse 0 octet.", remede="Prenez-en un autre.")
    assert str(erreur) == "Le fichier est vide. Il pèse 0 octet. Prenez-en un autre."
    assert (erreur.message, erreur.cause, erreur.remede) == (
        "Le fichier est vide.",
        "Il pèse 0 octet.",
        "Prenez-en un autre.",
    )
    assert str(ErreurSocle("Seul.")) == "Seul."


def test_every_error_has_a_code_of_its_own() -> None:
    codes = [classe.code for classe in CLASSES]
    assert len(codes) == len(set(codes)) > 8
    assert all(code == code.lower() and " " not in code for code in codes)


def test_a_code_may_be_more_precise_than_the_class() -> None:
    assert DocumentIllisible("X.", code="en-tete-inconnu").code == "en-tete-inconnu"
    assert DocumentIllisible("X.").code == "document-illisible"


def test_one_tree() -> None:
    assert all(issubclass(classe, ErreurSocle) for classe in CLASSES)
    assert issubclass(DocumentTropGrand, DocumentIllisible)
    with pytest.raises(ErreurSocle):
        raise DocumentTropGrand("Trop.")


def test_typed_values_that_do_not_fit_are_told_field_by_field() -> None:
    erreur = SaisieInvalide({"quotite": "De 0 à 100 %."})
    assert erreur.champs == {"quotite": "De 0 à 100\u00a0%."}
    assert erreur.code == "saisie-invalide"
    assert "\u00a0;" in erreur.remede


def test_spaces_before_high_punctuation_do_not_break() -> None:
    erreur = ErreurSocle("Lequel ? « Celui-ci » : 50 % !", cause="a : b", remede="c ; d")
    assert erreur.message == "Lequel\u00a0? «\u00a0Celui-ci\u00a0»\u00a0: 50\u00a0%\u00a0!"
    assert (erreur.cause, erreur.remede) == ("a\u00a0: b", "c\u00a0; d")


@pytest.mark.parametrize("texte", ["https://exemple.fr/?a=1;b", "12:30", "C:\\dossier", "", "a  b"])
def test_what_has_no_space_to_keep_is_left_alone(texte: str) -> None:
    assert francais(texte) == texte


@given(st.text(max_size=80))
def test_only_spaces_change_and_once(texte: str) -> None:
    compose = francais(texte)
    assert compose.replace("\u00a0", " ") == texte.replace("\u00a0", " ")
    assert francais(compose) == compose
