"""The table of a fiche's life: it leads somewhere from everywhere, and says whose turn it is."""

from __future__ import annotations

import pytest

from socle.erreurs import ErreurSocle, SaisieInvalide
from socle.fiche.vie import exiger_commentaire, vie


def test_the_whole_life_can_be_walked() -> None:
    etat = "brouillon"
    for geste in ("soumettre", "refuser", "soumettre", "valider", "signer", "rouvrir", "archiver", "rouvrir"):
        etat = vie().passage(geste, de=etat).vers
    assert etat == "brouillon"


def test_no_state_is_a_dead_end_and_each_has_a_turn() -> None:
    for etat in vie().etats:
        assert vie().depuis(etat.cle)
        for titulaire in (True, False):
            for sans in (True, False):
                tour = vie().tour(etat.cle, titulaire=titulaire, sans_titulaire=sans)
                roles = {role for passage in vie().depuis(etat.cle) for role in passage.roles}
                assert tour.role == "" or tour.role in roles


def test_a_gesture_says_who_may_make_it() -> None:
    assert vie().passage("signer", de="validee").roles == ("titulaire",)
    assert "redacteur" not in vie().passage("valider", de="en-relecture").roles


def test_a_step_from_an_old_page_is_refused_in_words() -> None:
    with pytest.raises(ErreurSocle, match="signée"):
        vie().passage("valider", de="signee")


def test_a_refusal_says_why() -> None:
    refus = vie().passage("refuser", de="en-relecture")
    with pytest.raises(SaisieInvalide):
        exiger_commentaire(refus, "  ")
    assert exiger_commentaire(refus, " La mission est vague. ") == "La mission est vague."
    assert exiger_commentaire(vie().passage("valider", de="en-relecture"), "") == ""


def test_a_fiche_without_holder_awaits_nobody_once_validated() -> None:
    assert vie().tour("validee", titulaire=False, sans_titulaire=True).role == ""
    assert vie().tour("validee", titulaire=True, sans_titulaire=False).role == "titulaire"
    assert vie().tour("validee", titulaire=False, sans_titulaire=False).role == "rh"
