"""Deriving a fiche: where each line comes from, and how the post is shared."""

from __future__ import annotations

import pytest

from exemples.referens import ecrire_csv
from socle import Referentiel, decliner
from socle.erreurs import DeclinaisonInvalide
from socle.referentiel import RUBRIQUES_LISTE

REF = Referentiel.from_csv(ecrire_csv(), edition="essai")
PATISSIER, JARDINIER, RECHERCHE = REF["F2Z41"], REF["A4Y43"], REF["F1Z42"]


def test_a_fiche_inherits_every_line_and_says_from_where() -> None:
    fiche = decliner(PATISSIER)
    assert (fiche.intitule, fiche.mission) == (PATISSIER.intitule, PATISSIER.mission)
    assert (fiche.corps, fiche.categorie, fiche.bap, fiche.famille) == (
        "IE",
        "A",
        "F",
        "Desserts et apprentissages",
    )
    assert fiche.mission_provenance is not None
    assert fiche.mission_provenance.nature == "herite"
    for rubrique in RUBRIQUES_LISTE:
        for rang, (ligne, origine) in enumerate(
            zip(fiche.lignes(rubrique), PATISSIER.lignes(rubrique), strict=True), start=1
        ):
            assert ligne.texte == origine.texte
            assert ligne.identifiant == origine.identifiant
            provenance = ligne.provenance
            assert (provenance.nature, provenance.emploi_type, provenance.edition) == (
                "herite",
                "F2Z41",
                "essai",
            )
            assert (provenance.rubrique, provenance.rang) == (rubrique, rang)
    cles = [ligne.cle for _, ligne in fiche.toutes_les_lignes()]
    assert len(cles) == len(set(cles))


@pytest.mark.parametrize("corps", ["IGE", "IE", "ige", " IE "])
def test_the_corps_is_given_as_people_write_it(corps: str) -> None:
    fiche = decliner(RECHERCHE, corps=corps)
    assert (fiche.corps, fiche.categorie) == ("IE", "A")


def test_the_corps_decides_the_categorie() -> None:
    assert decliner(PATISSIER, corps="TECH").categorie == "B"
    with pytest.raises(DeclinaisonInvalide) as attrape:
        decliner(PATISSIER, corps="PRAG")
    assert attrape.value.code == "corps-inconnu"


def test_the_title_may_be_another() -> None:
    assert decliner(PATISSIER, intitule="  Pâtissier en chef ").intitule == "Pâtissier en chef"
    assert decliner(PATISSIER, intitule="  ").intitule == PATISSIER.intitule


def test_a_secondary_emploi_type_brings_what_is_not_there_yet() -> None:
    fiche = decliner(PATISSIER, JARDINIER, quotites=(70, 30))
    assert [(e.code, e.quotite, e.principal) for e in fiche.emplois_types] == [
        ("F2Z41", 70, True),
        ("A4Y43", 30, False),
    ]
    assert [(ligne.libelle, ligne.principale) for ligne in fiche.activites][-2:] == [
        ("Arroser les serres", False),
        ("Tailler les arbustes", False),
    ]
    libelles = [ligne.libelle for _, ligne in fiche.toutes_les_lignes()]
    assert len(libelles) == len(set(libelles))
    assert [ligne.cle for ligne in fiche.activites] == ["a1", "a2", "a3", "a4", "a5"]
    assert fiche.activites[3].provenance.emploi_type == "A4Y43"
    assert fiche.corps == "IE"


def test_the_same_emploi_type_twice_adds_no_line() -> None:
    assert decliner(PATISSIER, PATISSIER, quotites=(60, 40)).activites == decliner(PATISSIER).activites


@pytest.mark.parametrize("quotites", [(50, 50), (100,), (60, 40), (50, 25, 25), (50, 1)])
def test_quotites_within_bounds_are_kept(quotites: tuple[int, ...]) -> None:
    sources = (PATISSIER, JARDINIER, RECHERCHE)[: len(quotites)]
    fiche = decliner(*sources, quotites=quotites)
    assert tuple(emploi.quotite for emploi in fiche.emplois_types) == quotites


@pytest.mark.parametrize(
    "quotites", [None, (100,), (49, 51), (60, 41), (100, 0), (101, 0), (60, -1), (50, 25, 25)]
)
def test_quotites_out_of_bounds_are_refused_with_a_remedy(quotites: tuple[int, ...] | None) -> None:
    with pytest.raises(DeclinaisonInvalide) as attrape:
        decliner(PATISSIER, JARDINIER, quotites=quotites)
    assert attrape.value.code == "quotites"
    assert attrape.value.remede


def test_a_fiche_needs_a_source_and_a_model_comes_first(livret: Referentiel) -> None:
    with pytest.raises(DeclinaisonInvalide, match="Aucun emploi-type"):
        decliner()
    with pytest.raises(DeclinaisonInvalide, match="point de départ"):
        decliner(PATISSIER, livret.fiche("hybridation"), quotites=(60, 40))


def test_a_model_gives_its_work_not_its_reasons(livret: Referentiel) -> None:
    modele = livret.fiche("hybridation")
    fiche = decliner(modele)
    assert (fiche.besoin, fiche.resume, fiche.ressources) == ("", "", ())
    assert fiche.modele == "hybridation"
    assert [ligne.texte for ligne in fiche.activites] == [ligne.texte for ligne in modele.activites]
    assert {ligne.provenance.modele for _, ligne in fiche.toutes_les_lignes()} == {"hybridation"}
    natures = {ligne.provenance.nature for _, ligne in fiche.toutes_les_lignes()}
    assert natures == {"herite", "adapte", "ajoute"}
    adaptee = next(ligne for ligne in fiche.activites if ligne.provenance.nature == "adapte")
    assert adaptee.provenance.original in [ligne.texte for ligne in livret["ANSTIA-IP"].activites]


def test_a_model_and_a_secondary_emploi_type_share_the_post(livret: Referentiel) -> None:
    fiche = decliner(livret.fiche("hybridation"), PATISSIER, quotites=(80, 20))
    assert [(e.code, e.quotite, e.principal) for e in fiche.emplois_types] == [
        ("ANSTIA-IP", 80, True),
        ("F2Z41", 20, False),
    ]


def test_a_model_without_emploi_type_leaves_each_share_to_its_own(livret: Referentiel) -> None:
    fiche = decliner(livret.fiche("responsable-appui"), PATISSIER, quotites=(60, 40))
    assert [(e.code, e.quotite, e.principal) for e in fiche.emplois_types] == [("F2Z41", 40, True)]


def test_a_fiche_of_several_emplois_types_may_serve_as_a_model() -> None:
    modele = decliner(PATISSIER, JARDINIER, quotites=(70, 30))
    assert [e.quotite for e in decliner(modele).emplois_types] == [70, 30]
    partagee = decliner(modele, RECHERCHE, quotites=(80, 20))
    assert [(e.code, e.quotite) for e in partagee.emplois_types] == [
        ("F2Z41", 56),
        ("A4Y43", 24),
        ("F1Z42", 20),
    ]
