"""The rules of wording: a case that fires, a near case that does not, a mend that mends."""

from __future__ import annotations

import pytest

from exemples.conformite import FICHE, REF, avec, codes, seul, voisin
from exemples.referens import ecrire_csv, rangee
from socle import Referentiel, verifier
from socle.erreurs import ErreurSocle
from socle.fiche import (
    corriger,
)


def test_a_fiche_adapted_to_its_post_conforms() -> None:
    rapport = verifier(FICHE, REF)
    assert rapport.constats == ()
    assert rapport.conforme
    assert rapport.resume() == "Rien à signaler."
    assert rapport.document == FICHE.intitule
    assert rapport.editions == ("essai",)


def test_an_emploi_type_conforms_to_its_own_edition() -> None:
    for emploi in REF.emplois_types:
        assert codes(emploi) == [], emploi.code


@pytest.mark.parametrize(
    ("texte", "proposition"),
    [
        ("sciences du sucre", "Sciences du sucre"),
        ("SCIENCES DU SUCRE (connaissance générale)", "Sciences du sucre (connaissance générale)"),
        ("Sciences du sucre.", "Sciences du sucre"),
        ("Sciences, du sucre", "Sciences du sucre"),
        ("Sciences du sucre connaissance générale", "Sciences du sucre (connaissance générale)"),
        ("Sciences du sucre : notions", "Sciences du sucre (notions)"),
        ("sciences du sucre – maîtrise", "Sciences du sucre (maîtrise)"),
        ("biologie vegetale (arbres, fleurs)", "Biologie végétale (arbres, fleurs)"),
        (
            "langue anglaise : B2",
            "Langue anglaise : B2 (cadre européen commun de référence pour les langues)",
        ),
    ],
)
def test_the_same_words_otherwise_written_are_a_variant(texte: str, proposition: str) -> None:
    fiche = avec("connaissances", texte)
    constat = seul(fiche, "libelle-variante")
    assert (constat.ligne, constat.proposition, constat.gravite) == (texte, proposition, "avertissement")
    assert constat.identifiant is not None
    corrigee = corriger(fiche, constat)
    assert corrigee.connaissances[0].texte == proposition
    assert corrigee.connaissances[0].identifiant == constat.identifiant
    assert codes(corrigee) == []


@pytest.mark.parametrize(
    "texte",
    [
        "Sciences du sucre",
        "Sciences du sucre (Notion de base)",
        "Sciences  du sucre",
        "Sciences du sucre (canne, betterave)",
        "Histoire des desserts",
        "Cuisson (vapeur, four)",
        "Cuisson (vapeur, four) (maîtrise)",
        "Langue anglaise : A2",
    ],
)
def test_an_exact_wording_its_level_and_its_precision_are_accepted(texte: str) -> None:
    assert codes(avec("connaissances", texte)) == []


def test_typographic_apostrophes_make_no_variant() -> None:
    assert codes(avec("competences_comportementales", "Sens de l'écoute")) == []


@pytest.mark.parametrize(
    ("texte", "proposition"),
    [
        ("Sciences des sucres", "Sciences du sucre"),
        ("Chimie du sucre lent", "Chimie des sucres lents"),
        ("Droit de la confisrie (connaissance générale)", "Droit de la confiserie (connaissance générale)"),
        ("Cuisson (vapeurs, four)", "Cuisson (vapeur, four)"),
    ],
)
def test_nearly_the_same_words_propose_the_entry(texte: str, proposition: str) -> None:
    fiche = avec("connaissances", texte)
    constat = seul(fiche, "libelle-proche")
    assert constat.proposition == proposition
    assert codes(corriger(fiche, constat)) == []


def test_other_near_entries_are_named() -> None:
    autre = rangee(
        "F2Z60",
        "A",
        mission="M",
        connaissances=("Chimie des sucres rapides lents@9012",),
        cs="IE",
        bap_id="F",
    )
    ref = Referentiel.from_csv(ecrire_csv([voisin(1), autre]), edition="x")
    (constat,) = verifier(avec("connaissances", "Chimie des sucres bien lents"), ref).constats
    assert constat.proposition == "Chimie des sucres lents"
    assert "«\u00a0Chimie des sucres rapides lents\u00a0»" in constat.message


@pytest.mark.parametrize(
    ("rubrique", "texte", "vers"),
    [
        ("connaissances", "Animer un atelier", "competences_operationnelles"),
        ("connaissances", "animer un atelier (maîtrise)", "competences_operationnelles"),
        ("competences_operationnelles", "Rigueur", "competences_comportementales"),
        ("competences_comportementales", "Histoire des desserts", "connaissances"),
    ],
)
def test_a_line_in_the_wrong_rubrique_is_moved(rubrique: str, texte: str, vers: str) -> None:
    fiche = avec(rubrique, texte)
    constat = seul(fiche, "mauvaise-rubrique")
    assert (constat.gravite, constat.rubrique) == ("erreur", rubrique)
    corrigee = corriger(fiche, constat)
    assert corrigee.lignes(rubrique) == ()  # type: ignore[arg-type]
    assert len(corrigee.lignes(vers)) == 1  # type: ignore[arg-type]
    assert codes(corrigee) == []


@pytest.mark.parametrize(
    "texte", ["Astronomie", "Sciences", "Piloter un dirigeable au-dessus des Alpes", "?!"]
)
def test_what_the_dictionary_does_not_hold_is_told_without_a_proposition(texte: str) -> None:
    fiche = avec("connaissances", texte)
    constat = seul(fiche, "hors-dictionnaire")
    assert (constat.proposition, constat.correction) == (None, None)
    with pytest.raises(ErreurSocle) as attrape:
        corriger(fiche, constat)
    assert attrape.value.code == "sans-correction"


def test_activites_are_free_text() -> None:
    assert codes(avec("activites", "Piloter un dirigeable (maîtrise)")) == []


def test_without_a_dictionary_only_that_is_told(livret: Referentiel) -> None:
    rapport = verifier(avec("connaissances", "Astronomie"), livret)
    assert [constat.code for constat in rapport.constats] == ["dictionnaire-absent"]
    assert rapport.conforme
    assert rapport.resume() == "1 information."
    assert verifier(avec("activites", "Peser"), livret).constats == ()


def test_levels_of_language() -> None:
    fiche = avec("connaissances", "Langue anglaise : C1 à B1")
    constat = seul(fiche, "cecrl-inverse")
    corrigee = corriger(fiche, constat)
    assert corrigee.connaissances[0].niveau == "B1 à C1"
    assert codes(corrigee) == []
    assert "cecrl-absent" in codes(avec("connaissances", "Langue anglaise : courant"))
    assert "cecrl-absent" not in codes(avec("connaissances", "Langue anglaise"))
    assert "cecrl-absent" not in codes(avec("activites", "Langue anglaise : courant"))


def test_levels_out_of_the_scale() -> None:
    constat = seul(avec("connaissances", "Sciences du sucre (connaissance parfaite)"), "niveau-inconnu")
    assert "connaissance parfaite" in constat.message
    assert codes(avec("connaissances", "Sciences du sucre (niveau 6)")) == []
