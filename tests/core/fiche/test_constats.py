"""Findings and the report that gathers them: order, summary, what is set aside, mends."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exemples.conformite import FICHE, REF, avec, codes
from exemples.strategies import fiches
from socle import FicheDePoste, verifier
from socle.fiche import (
    REGLES,
    Constat,
    Rapport,
    adapter,
    corriger,
    ecarter,
    retablir,
)
from socle.referentiel import lire_corps


def test_findings_come_the_gravest_first_then_in_the_order_of_the_paper() -> None:
    fiche = avec("connaissances", "Astronomie", "Animer un atelier", mission="")
    fiche = fiche.model_copy(update={"corps": lire_corps("IGE"), "categorie": "C"})
    rapport = verifier(fiche, REF)
    gravites = [constat.gravite for constat in rapport.constats]
    assert gravites == sorted(gravites, key=("erreur", "avertissement", "information").index)
    assert [c.code for c in rapport.constats][:2] == ["mauvaise-rubrique", "categorie-corps"]
    assert rapport.constats[2].rubrique == "mission"
    assert not rapport.conforme
    assert rapport.nombre("erreur") == 2
    assert rapport.resume().startswith("2 erreurs et ")


def test_a_summary_agrees_in_number() -> None:
    def constat(gravite: str) -> Constat:
        return Constat(code="x", titre="X", gravite=gravite, message="M")  # type: ignore[arg-type]

    def resume(*gravites: str) -> str:
        return Rapport(document="D", editions=(), constats=tuple(map(constat, gravites))).resume()

    assert resume("erreur") == "1 erreur."
    assert resume("erreur", "erreur", "avertissement") == "2 erreurs et 1 avertissement."
    assert resume("erreur", "avertissement", "information") == "1 erreur, 1 avertissement et 1 information."


def test_a_finding_set_aside_is_kept_with_its_reason_until_shown_again() -> None:
    fiche = avec("connaissances", "Astronomie", "Botanique stellaire")
    premier, second = verifier(fiche, REF).constats
    ecartee = ecarter(fiche, premier, motif=" Propre au poste ")
    rapport = verifier(ecartee, REF)
    assert rapport.constats == (second,)
    ((garde,)) = rapport.ecartes
    assert (garde.constat, garde.motif) == (premier, "Propre au poste")
    reecarte = ecarter(ecartee, premier, motif="Autre motif")
    assert [(e.cle, e.motif) for e in reecarte.constats_ecartes] == [(premier.cle, "Autre motif")]
    assert verifier(retablir(ecartee, premier.cle), REF).constats == (premier, second)
    assert FicheDePoste.from_json(ecartee.to_json()) == ecartee


def test_a_finding_set_aside_comes_back_when_its_line_changes() -> None:
    fiche = avec("connaissances", "Astronomie")
    fiche = ecarter(fiche, verifier(fiche, REF).constats[0], motif="x")
    assert codes(fiche) == []
    assert codes(adapter(fiche, "x1", libelle="Astrologie")) == ["hors-dictionnaire"]


def test_keys_of_findings_are_stable_and_distinct() -> None:
    fiche = avec("connaissances", "Astronomie", "Botanique stellaire", "Astronomie")
    constats = verifier(fiche, REF).constats
    assert len({constat.cle for constat in constats}) == len(constats) == 4
    assert [constat.cle for constat in verifier(fiche, REF).constats] == [constat.cle for constat in constats]


def test_every_rule_says_its_source_and_its_reason() -> None:
    assert len({regle.code for regle in REGLES}) == len(REGLES) == 20
    for regle in REGLES:
        assert regle.titre
        assert regle.source
        assert regle.explication.endswith(".")
        assert "'" not in regle.titre + regle.source + regle.explication


def test_what_a_finding_says_is_whole_and_well_written() -> None:
    fiche = avec(
        "connaissances", "Astronomie", "sciences du sucre", "Animer un atelier", corps="IR", categorie="C"
    )
    for constat in verifier(fiche, REF, publication=True).constats:
        assert constat.message.endswith(".")
        assert constat.titre
        assert constat.source
        assert constat.explication
        assert constat.remede or constat.correction
        assert "« " not in constat.message + constat.remede


def test_a_report_is_laid_out_by_gravity() -> None:
    fiche = avec("connaissances", "Astronomie", "Animer un atelier")
    plan = verifier(fiche, REF).plan()
    assert [bloc.texte for bloc in plan.blocs if bloc.genre == "titre"] == ["Erreurs", "Avertissements"]
    listes = [len(bloc.elements) for bloc in plan.blocs if bloc.genre == "liste"]
    assert listes == [1, 1]
    assert verifier(FICHE, REF).plan().sous_titre == FICHE.intitule
    sans_remede = verifier(FICHE.model_copy(update={"categorie": "C"}), REF)
    (liste,) = [bloc for bloc in sans_remede.plan().blocs if bloc.genre == "liste"]
    assert [len(element.segments) for element in liste.elements] == [2]


@given(
    st.lists(
        st.sampled_from(
            [
                "sciences du sucre", "Sciences des sucres", "Animer un atelier", "rigueur", "Astronomie",
                "Langue anglaise : C1 à B1", "langue anglaise : B2 à A1", "Sciences du sucre maîtrise",
                "Cuisson (vapeurs, four)", "histoire des desserts.", "Monter les blancs en neige",
            ]
        ),
        max_size=6,
    ),
    st.sampled_from(["connaissances", "competences_operationnelles", "competences_comportementales"]),
    st.sampled_from(["", "A", "C"]),
)  # fmt: skip
def test_every_correction_applied_removes_its_finding(
    textes: list[str], rubrique: str, categorie: str
) -> None:
    fiche = avec(rubrique, *textes, corps="IE", categorie=categorie)
    for _ in range(30):
        corrigibles = [c for c in verifier(fiche, REF).constats if c.correction is not None]
        if not corrigibles:
            break
        fiche = corriger(fiche, corrigibles[0])
        assert corrigibles[0].cle not in {constat.cle for constat in verifier(fiche, REF).constats}
    else:
        pytest.fail("corrections never end")


@given(fiches, st.booleans())
def test_any_fiche_can_be_checked(fiche: FicheDePoste, publication: bool) -> None:
    rapport = verifier(fiche, REF, publication=publication)
    assert Rapport.model_validate_json(rapport.model_dump_json()) == rapport
    assert verifier(fiche, REF, publication=publication) == rapport
