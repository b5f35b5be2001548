"""The documents themselves: read and written without loss, frozen, described by their schema."""

from __future__ import annotations

import json

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from exemples.referens import ecrire_csv
from exemples.strategies import emplois_types, fiches
from socle import FicheDePoste, Referentiel
from socle.erreurs import DeclinaisonInvalide, DocumentIllisible
from socle.referentiel import (
    CHAMPS,
    CORPS,
    RUBRIQUES_DICTIONNAIRE,
    EmploiType,
    Encadrement,
    Ligne,
    LigneFiche,
    Reference,
    corps_du_code,
    lire_corps,
)
from socle.referentiel.champs import TOUS_LES_CHAMPS, date_en_francais, valeur_affichee
from socle.referentiel.documents import composer
from socle.referentiel.libelles import NIVEAUX, lire_cecrl, lire_ligne, sans_precision, separer

SCHEMA_FICHE = jsonschema.Draft202012Validator(FicheDePoste.model_json_schema())
SCHEMA_EMPLOI_TYPE = jsonschema.Draft202012Validator(EmploiType.model_json_schema())
TROIS = Referentiel.from_csv(ecrire_csv(), edition="essai")


@given(fiches)
def test_a_fiche_reads_back_from_json_as_it_was(fiche: FicheDePoste) -> None:
    ecrit = fiche.to_json()
    assert FicheDePoste.from_json(ecrit) == fiche
    assert FicheDePoste.from_json(ecrit.encode()) == fiche
    SCHEMA_FICHE.validate(json.loads(ecrit))


@given(emplois_types)
def test_an_emploi_type_reads_back_from_json_as_it_was(emploi: EmploiType) -> None:
    assert EmploiType.from_json(emploi.to_json()) == emploi
    SCHEMA_EMPLOI_TYPE.validate(json.loads(emploi.to_json()))


@pytest.mark.parametrize("ref", [TROIS, Referentiel.livret(), Referentiel(), TROIS | Referentiel.livret()])
def test_a_referentiel_reads_back_from_json_as_it_was(ref: Referentiel) -> None:
    relu = Referentiel.from_json(ref.to_json())
    assert relu == ref
    assert relu.chercher("gâteau").total == ref.chercher("gâteau").total
    jsonschema.validate(json.loads(ref.to_json()), Referentiel.model_json_schema())


def test_json_keeps_french_readable() -> None:
    assert "pâtisserie" in TROIS.to_json()
    assert '"version": 1' in TROIS.to_json()


@pytest.mark.parametrize(
    ("contenu", "place"),
    [
        ("", "le début du fichier"),
        ("{", "le début du fichier"),
        (b"\xff\xfe\x00", "le début du fichier"),
        ("[]", "le début du fichier"),
        ("{}", "intitule"),
        ('{"intitule": " "}', "intitule"),
        ('{"intitule": "X", "version": 2}', "version"),
        ('{"intitule": "X", "inconnu": 1}', "inconnu"),
        ('{"intitule": "X", "quotite": 101}', "quotite"),
        ('{"intitule": "X", "activites": [{"cle": "a1"}]}', "activites › 0 › libelle"),
        (
            '{"intitule": "X", "activites": [{"cle": "a1", "libelle": "A"}, {"cle": "a1", "libelle": "B"}]}',
            "le début du fichier",
        ),
    ],
)
def test_what_is_not_a_fiche_is_refused_and_the_place_told(contenu: str | bytes, place: str) -> None:
    with pytest.raises(DocumentIllisible) as attrape:
        FicheDePoste.from_json(contenu)
    assert place in attrape.value.cause
    assert attrape.value.remede


@given(st.text(max_size=50) | st.binary(max_size=50))
def test_any_text_is_read_or_refused(contenu: str | bytes) -> None:
    with pytest.raises(DocumentIllisible):
        FicheDePoste.from_json(contenu)


def test_documents_are_frozen() -> None:
    fiche = Referentiel.livret().fiche("hybridation")
    with pytest.raises(ValidationError):
        fiche.mission = "Autre"  # type: ignore[misc]
    with pytest.raises(ValidationError):
        fiche.activites[0].libelle = "Autre"  # type: ignore[misc]


@pytest.mark.parametrize(
    ("texte", "libelle", "niveau"),
    [
        ("Sciences du sucre (connaissance générale)", "Sciences du sucre", "connaissance générale"),
        ("Sciences du sucre (Connaissance Approfondie)", "Sciences du sucre", "connaissance approfondie"),
        ("Outils (tour, fraise) (maîtrise)", "Outils (tour, fraise)", "maîtrise"),
        ("Outils (tour, fraise)", "Outils (tour, fraise)", None),
        ("(expertise)", "(expertise)", None),
        ("Langue anglaise : B1", "Langue anglaise", "B1"),
        ("Langue anglaise : b1 - b2", "Langue anglaise", "B1 à B2"),
        ("Autres langues : B2 à A2 (Cadre européen de référence)", "Autres langues", "B2 à A2"),
        ("Vitamine B2", "Vitamine B2", None),
        ("Langue anglaise courante", "Langue anglaise courante", None),
        ("  Pâte ", "Pâte", None),
    ],
)
def test_a_level_is_told_from_a_precision(texte: str, libelle: str, niveau: str | None) -> None:
    assert separer(texte) == (libelle, niveau)


@given(
    st.sampled_from(["Sciences du sucre", "Outils (tour)", "Langue anglaise", "Conduire un projet"]),
    st.none() | st.sampled_from(sorted(NIVEAUX.values())),
)
def test_what_is_composed_is_read_back(libelle: str, niveau: str | None) -> None:
    assert separer(composer(libelle, niveau)) == (libelle, niveau)


@given(st.text(max_size=60), st.sampled_from(["activites", *RUBRIQUES_DICTIONNAIRE]))
def test_a_line_prints_as_it_was_read(texte: str, rubrique: str) -> None:
    ligne = lire_ligne(texte, rubrique)  # type: ignore[arg-type]
    assert ligne.texte == texte
    assert rubrique != "activites" or ligne.niveau is None


def test_a_range_of_language_levels_and_its_order() -> None:
    assert lire_cecrl("B1") == ("B1", "B1", False)
    assert lire_cecrl("B2 à A2") == ("A2", "B2", True)
    assert lire_cecrl("maîtrise") is None
    assert lire_cecrl(None) is None
    assert sans_precision("Sans rien") == "Sans rien"


@pytest.mark.parametrize(
    ("texte", "attendu"),
    [
        ("IGR", "IR"),
        ("igE", "IE"),
        (" asi ", "AI"),
        ("T", "TECH"),
        ("TCH", "TECH"),
        ("ATR", "ATRF"),
        ("IR", "IR"),
    ],
)
def test_a_corps_is_read_as_people_write_it(texte: str, attendu: str) -> None:
    assert lire_corps(texte) == attendu


def test_an_unknown_corps_is_refused_with_the_choices() -> None:
    with pytest.raises(DeclinaisonInvalide, match="IGE") as attrape:
        lire_corps("PRAG")
    assert attrape.value.code == "corps-inconnu"


def test_the_corps_of_a_code() -> None:
    assert [corps_du_code(f"F{chiffre}A41") for chiffre in "123456"] == [*CORPS, None]
    assert corps_du_code("") is None


def test_where_a_reference_is_found() -> None:
    assert Reference(cle="x", titre="T", doi="10.1/x", url="https://u").adresse == "https://doi.org/10.1/x"
    assert Reference(cle="x", titre="T", url="https://u").adresse == "https://u"
    assert Reference(cle="x", titre="T", doi="10.1/x", remarque="DOI mort").adresse == ""


def test_what_is_said_of_encadrement() -> None:
    assert not Encadrement().est_decrit
    assert not Encadrement(description="  ", categorie_a=0).est_decrit
    assert Encadrement(description="Anime une équipe").est_decrit
    assert Encadrement(categorie_a=1, categorie_c=2).effectif == 3


def test_a_line_prints_its_level_or_its_source() -> None:
    assert Ligne(libelle="Sucre").texte == "Sucre"
    assert Ligne(libelle="Sucre", niveau="maîtrise").texte == "Sucre (maîtrise)"
    assert (
        Ligne(libelle="Sucre", niveau="maîtrise", source="Sucre ( Maîtrise )").texte == "Sucre ( Maîtrise )"
    )


def test_every_field_of_the_form_is_a_field_of_the_document_and_back() -> None:
    fiche = FicheDePoste(intitule="X")
    hors_formulaire = {
        "version", "modele", "besoin", "resume", "ressources", "emplois_types", "mission",
        "mission_provenance",
        "activites", "connaissances", "competences_operationnelles", "competences_comportementales",
        "signatures", "constats_ecartes", "dernier_numero",
    }  # fmt: skip
    racines = {nom.partition(".")[0] for nom in TOUS_LES_CHAMPS}
    assert racines == set(FicheDePoste.model_fields) - hors_formulaire
    for nom in TOUS_LES_CHAMPS:
        objet: object = fiche
        for partie in nom.split("."):
            assert hasattr(objet, partie), nom
            objet = getattr(objet, partie)


def test_the_form_is_written_in_good_french() -> None:
    cles = [groupe.cle for groupe in CHAMPS]
    assert len(cles) == len(set(cles))
    for groupe in CHAMPS:
        for champ in groupe.champs:
            assert champ.libelle[0].isupper() or champ.libelle.startswith("É")
            assert "'" not in champ.libelle + champ.aide + groupe.titre
            assert " :" not in champ.aide
            assert (champ.genre == "choix") == bool(champ.choix)


def test_values_are_shown_as_people_read_them() -> None:
    from datetime import date

    fiche = FicheDePoste(
        intitule="X", corps="IE", quotite=80, nature="projet", date_limite=date(2026, 9, 1), nombre_postes=2
    )
    valeurs = {nom: valeur_affichee(fiche, nom) for nom in TOUS_LES_CHAMPS}
    assert valeurs["corps"] == "Ingénieur d’études (IGE)"
    assert valeurs["quotite"] == "80\u00a0%"
    assert valeurs["nature"] == "Contrat de projet"
    assert valeurs["date_limite"] == "1er septembre 2026"
    assert valeurs["nombre_postes"] == "2"
    assert valeurs["encadrement.categorie_a"] == valeurs["projet.debut"] == valeurs["vacance"] == ""
    assert valeur_affichee(fiche, "encadrement") == ""
    assert valeur_affichee(fiche, "inconnu") == ""
    assert date_en_francais(date(2026, 12, 25)) == "25 décembre 2026"


def test_the_principal_emploi_type_and_the_corps_of_a_fiche(livret: Referentiel) -> None:
    fiche = livret.fiche("hybridation")
    assert fiche.principal is not None
    assert fiche.principal.code == "ANSTIA-IP"
    assert fiche.corps_libelle == "Ingénieur d’études"
    assert livret.fiche("responsable-appui").principal is None
    assert FicheDePoste(intitule="X").corps_libelle == ""


def test_two_lines_may_not_share_a_key() -> None:
    ligne = LigneFiche(libelle="A", cle="a1")
    with pytest.raises(ValidationError, match="same key"):
        FicheDePoste(intitule="X", activites=(ligne,), connaissances=(ligne,))
