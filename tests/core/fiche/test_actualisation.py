"""What a new édition changes for a fiche, and what is taken of it."""

from __future__ import annotations

import pytest

from exemples.referens import JARDINIERE, PATISSIER, ecrire_csv, rangee
from socle.erreurs import SaisieInvalide
from socle.fiche import (
    Actualisation,
    FicheDePoste,
    Proposition,
    actualiser,
    adapter,
    adapter_mission,
    ajouter,
    appliquer,
    changer_rubrique,
    decliner,
    repartir,
    retirer,
    trouver,
)
from socle.referentiel import Referentiel

ANCIEN = Referentiel.from_csv(ecrire_csv(), edition="e1", titre="Édition 1")
RENOUVELE = rangee(
    "F2Z41",
    "Ingénieur-e en pâtisserie pédagogique",
    mission="Concevoir des gâteaux et des tartes qui font apprendre.",
    activites_principales=(
        "Animer des ateliers de pâtisserie",
        "Concevoir des recettes avec les enseignants et les étudiants",
        "Tenir une veille sur les fours",
    ),
    connaissances=(
        "Sciences du sucre (connaissance approfondie)@9001",
        "Droit de la confiserie (connaissance approfondie)@9002",
        "Langue anglaise : B1 à B2 (cadre européen commun de référence pour les langues)@9003",
        "Monter des blancs en neige@9101",
    ),
    competences_operationnelles=("Animer un atelier (maîtrise)@9102",),
    competences_comportementales=("Sens de l’écoute@9201", "Rigueur@9202"),
    cs="IE",
    bap_id="F",
    bap="Culture et pâtisserie",
)
NOUVEAU = Referentiel.from_csv(ecrire_csv([RENOUVELE, JARDINIERE]), edition="e2", titre="Édition 2")


def fiche() -> FicheDePoste:
    return decliner(ANCIEN["F2Z41"])


def textes(fiche: FicheDePoste) -> list[str]:
    return [ligne.texte for _, ligne in fiche.toutes_les_lignes()]


def issu(code: str) -> dict[str, str]:
    """The pastry cook's row under another code, come from the older one."""
    return {
        **PATISSIER,
        "referens_id": code,
        "referens_id_precedent": "F2Z41",
        "referens_intitule_precedent": "Avant",
    }


def par_cle(actualisation: Actualisation) -> dict[str, Proposition]:
    return {proposition.cle: proposition for proposition in actualisation.propositions}


def test_each_line_says_what_becomes_of_it() -> None:
    actualisation = actualiser(fiche(), NOUVEAU, ancien=ANCIEN)
    assert {p.cle: p.changement for p in actualisation.propositions} == {
        "mission:F2Z41": "reformulee",
        "a1": "reformulee",
        "a3": "disparue",
        "nouvelle:F2Z41:activites:3": "nouvelle",
        "c2": "reformulee",
        "c3": "disparue",
        "o1": "deplacee",
    }
    assert {r.cle: r.rang for r in actualisation.inchangees} == {
        "a2": 1,
        "c1": 1,
        "c4": 3,
        "o2": 1,
        "p1": 1,
        "p2": 2,
    }
    assert actualisation.precise
    assert "6\u00a0lignes ne changent pas" in actualisation.resume()
    marques = [s.texte for s in par_cle(actualisation)["a1"].segments if s.marque == "insertion"]
    assert "".join(marques).split() == ["et", "les", "étudiants"]


def test_nothing_said_changes_no_word() -> None:
    avant = repartir(fiche(), "a1", part=40)
    actualisation = actualiser(avant, NOUVEAU, ancien=ANCIEN)
    apres = appliquer(avant, actualisation, referentiel=NOUVEAU, choix={})
    assert textes(apres) == textes(avant)
    assert apres.mission == avant.mission
    assert apres.emplois_types[0].edition == "e2"
    gardee = trouver(apres, "a1")[2]
    assert gardee.part == 40
    assert gardee.provenance.nature == "adapte"
    assert gardee.provenance.original == "Concevoir des recettes avec les enseignants et les étudiants"
    assert (gardee.provenance.edition, gardee.provenance.rang) == ("e2", 2)
    assert trouver(apres, "a2")[2].provenance.rang == 1
    perdue = trouver(apres, "a3")[2].provenance
    assert (perdue.nature, perdue.edition) == ("ajoute", "e1")
    assert apres.mission_provenance is not None
    assert apres.mission_provenance.nature == "adapte"


def test_what_is_chosen_is_taken() -> None:
    avant = repartir(fiche(), "a1", part=40)
    actualisation = actualiser(avant, NOUVEAU, ancien=ANCIEN)
    choix = {
        p.cle: "retirer" if p.changement == "disparue" else "adopter" for p in actualisation.propositions
    }
    apres = appliquer(avant, actualisation, referentiel=NOUVEAU, choix=choix)
    for rubrique in ("activites", "connaissances", "competences_operationnelles"):
        assert {ligne.texte for ligne in apres.lignes(rubrique)} == {
            ligne.texte for ligne in NOUVEAU["F2Z41"].lignes(rubrique)
        }
    assert {ligne.provenance.nature for _, ligne in apres.toutes_les_lignes()} == {"herite"}
    assert trouver(apres, "a1")[2].part == 40
    assert trouver(apres, "o1")[0] == "connaissances"
    assert apres.mission == NOUVEAU["F2Z41"].mission
    assert actualiser(apres, NOUVEAU, ancien=NOUVEAU).sans_effet


def test_once_taken_up_the_edition_asks_nothing_more_of_the_lines() -> None:
    avant = fiche()
    apres = appliquer(avant, actualiser(avant, NOUVEAU), referentiel=NOUVEAU, choix={})
    suite = actualiser(apres, NOUVEAU, ancien=NOUVEAU)
    assert suite.nombre("reformulee") == suite.nombre("disparue") == suite.nombre("deplacee") == 0


def test_an_adapted_line_is_told_from_its_source() -> None:
    avant = adapter(fiche(), "a1", libelle="Concevoir des recettes maison")
    proposition = par_cle(actualiser(avant, NOUVEAU, ancien=ANCIEN))["a1"]
    assert proposition.avant == "Concevoir des recettes avec les enseignants"
    assert proposition.actuelle == "Concevoir des recettes maison"
    assert proposition.adaptee


def test_an_adapted_line_whose_source_stays_stays_adapted() -> None:
    avant = adapter(fiche(), "a2", libelle="Animer des ateliers de pâtisserie du soir")
    actualisation = actualiser(avant, NOUVEAU, ancien=ANCIEN)
    assert "a2" not in par_cle(actualisation)
    apres = appliquer(avant, actualisation, referentiel=NOUVEAU, choix={})
    provenance = trouver(apres, "a2")[2].provenance
    assert provenance.nature == "adapte"
    assert provenance.original == "Animer des ateliers de pâtisserie"


def test_a_line_reworded_beforehand_as_the_new_edition_says_becomes_inherited() -> None:
    avant = adapter(fiche(), "a1", libelle="Concevoir des recettes avec les enseignants et les étudiants")
    actualisation = actualiser(avant, NOUVEAU, ancien=ANCIEN)
    assert "a1" not in par_cle(actualisation)
    apres = appliquer(avant, actualisation, referentiel=NOUVEAU, choix={})
    assert trouver(apres, "a1")[2].provenance.nature == "herite"


def test_an_added_line_that_enters_the_emploi_type_may_be_attached() -> None:
    avant = ajouter(fiche(), "activites", libelle="Tenir une veille sur les fours")
    cle = avant.activites[-1].cle
    actualisation = actualiser(avant, NOUVEAU, ancien=ANCIEN)
    assert par_cle(actualisation)[cle].changement == "rejointe"
    assert actualisation.nombre("nouvelle") == 0
    laissee = appliquer(avant, actualisation, referentiel=NOUVEAU, choix={})
    assert trouver(laissee, cle)[2].provenance.nature == "ajoute"
    prise = appliquer(avant, actualisation, referentiel=NOUVEAU, choix={cle: "adopter"})
    assert trouver(prise, cle)[2].provenance.rang == 3


def test_a_line_removed_by_the_writer_is_not_proposed_again() -> None:
    avant = retirer(fiche(), "a2")
    assert actualiser(avant, NOUVEAU, ancien=ANCIEN).nombre("nouvelle") == 1
    sans_origine = actualiser(avant, NOUVEAU)
    assert not sans_origine.precise
    assert sans_origine.nombre("nouvelle") == 2


def test_a_line_already_moved_by_the_writer_is_where_the_edition_puts_it() -> None:
    avant = changer_rubrique(fiche(), "o1", rubrique="connaissances")
    actualisation = actualiser(avant, NOUVEAU, ancien=ANCIEN)
    assert "o1" not in par_cle(actualisation)
    apres = appliquer(avant, actualisation, referentiel=NOUVEAU, choix={})
    assert trouver(apres, "o1")[2].provenance.nature == "herite"


def test_an_adapted_mission_is_kept_or_replaced() -> None:
    avant = adapter_mission(fiche(), "Faire des gâteaux.")
    actualisation = actualiser(avant, NOUVEAU, ancien=ANCIEN)
    proposition = par_cle(actualisation)["mission:F2Z41"]
    assert (proposition.avant, proposition.actuelle) == (ANCIEN["F2Z41"].mission, "Faire des gâteaux.")
    garde = appliquer(avant, actualisation, referentiel=NOUVEAU, choix={})
    assert garde.mission == "Faire des gâteaux."
    assert garde.mission_provenance is not None
    assert garde.mission_provenance.original == NOUVEAU["F2Z41"].mission


def test_a_split_offers_the_nearest_and_names_the_others() -> None:
    pour_un = {
        **PATISSIER,
        "referens_id": "F2Z51",
        "referens_id_precedent": "F2Z41",
        "referens_intitule_precedent": "Avant",
    }
    autre = rangee(
        "F2Z52",
        "Ingénieur-e en ateliers",
        mission="Animer.",
        activites_principales=("Évaluer le goût des gâteaux", "Animer des foires"),
        cs="IE",
        bap_id="F",
        id_precedent="F2Z41",
        intitule_precedent="Avant",
    )
    pour_un["referens_activites_principales"] = "Concevoir des recettes avec les enseignants|Animer des cours"
    scission = Referentiel.from_csv(ecrire_csv([pour_un, autre]), edition="e3")
    actualisation = actualiser(fiche(), scission, ancien=ANCIEN)
    (succession,) = actualisation.successions
    assert (succession.nouveau, succession.genre, succession.autres) == ("F2Z51", "scission", ("F2Z52",))
    assert par_cle(actualisation)["a3"].ailleurs == "F2Z52"
    choisie = actualiser(fiche(), scission, ancien=ANCIEN, vers={"F2Z41": "F2Z52"})
    assert choisie.successions[0].nouveau == "F2Z52"


def test_an_old_code_given_to_another_job_is_not_followed() -> None:
    reutilise = {**JARDINIERE, "referens_id": "F2Z41"}
    suite = {
        **PATISSIER,
        "referens_id": "F2Z61",
        "referens_id_precedent": "F2Z41",
        "referens_intitule_precedent": "Avant",
    }
    edition = Referentiel.from_csv(ecrire_csv([reutilise, suite]), edition="e4")
    assert actualiser(fiche(), edition, ancien=ANCIEN).successions[0].nouveau == "F2Z61"


def test_an_edition_without_the_emploi_type_leaves_the_fiche_alone() -> None:
    sans = Referentiel.from_csv(ecrire_csv([JARDINIERE]), edition="e5")
    actualisation = actualiser(fiche(), sans, ancien=ANCIEN)
    assert actualisation.sans_objet
    assert "ne contient pas" in actualisation.resume()
    assert appliquer(fiche(), actualisation, referentiel=sans, choix={}) == fiche()


def test_a_secondary_emploi_type_brings_secondary_lines() -> None:
    avant = decliner(ANCIEN["A4Y43"], ANCIEN["F2Z41"], quotites=(70, 30))
    actualisation = actualiser(avant, NOUVEAU, ancien=ANCIEN)
    choix = {"nouvelle:F2Z41:activites:3": "adopter"}
    apres = appliquer(avant, actualisation, referentiel=NOUVEAU, choix=choix)
    assert apres.activites[-1].libelle == "Tenir une veille sur les fours"
    assert not apres.activites[-1].principale


def test_a_choice_that_is_not_offered_is_refused() -> None:
    actualisation = actualiser(fiche(), NOUVEAU, ancien=ANCIEN)
    with pytest.raises(SaisieInvalide):
        appliquer(fiche(), actualisation, referentiel=NOUVEAU, choix={"a1": "retirer"})


def test_it_is_written_and_read_without_loss() -> None:
    actualisation = actualiser(fiche(), NOUVEAU, ancien=ANCIEN)
    assert Actualisation.model_validate_json(actualisation.model_dump_json()) == actualisation
