"""``socle fiche``, as a person types it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from exemples.referens import PATISSIER, ecrire_csv
from socle import FicheDePoste
from tests.cli.conftest import Socle


@pytest.mark.parametrize("extension", ["json", "docx", "odt", "pdf", "html"])
def test_decline_to_every_format(socle: Socle, extension: str) -> None:
    execution = socle("fiche", "decliner", "ANSTIA-IP", "--corps", "IGE", "-o", f"f.{extension}")
    assert execution.code == 0, execution.messages
    assert Path(f"f.{extension}").stat().st_size > 1000


def test_the_etablissement_stands_in_the_fiche(socle: Socle) -> None:
    socle("fiche", "decliner", "hybridation", "-o", "f.json", "--etablissement", "Université de Port-Mer")
    assert FicheDePoste.from_json(Path("f.json").read_bytes()).etablissement == "Université de Port-Mer"


def test_several_emplois_types_need_their_shares(socle: Socle) -> None:
    sans = socle("fiche", "decliner", "generaliste", "ANSTIA-IP", "-o", "f.json")
    assert sans.code == 2
    assert "la part de chacun" in sans.messages
    trop = socle(
        "fiche", "decliner", "generaliste", "ANSTIA-IP", "--quotite", "70", "--quotite", "40", "-o", "f.json"
    )
    assert trop.code == 2
    assert not Path("f.json").exists()


def test_verify_exits_with_one_when_the_fiche_does_not_conform(socle: Socle) -> None:
    socle("fiche", "decliner", "ANSTIA-IP", "-o", "f.json")
    rapport = socle("fiche", "verifier", "f.json", "--json")
    assert rapport.code == 1
    brut = json.loads(rapport.sortie)
    assert not brut["conforme"]
    assert "emploi-type-non-adapte" in [constat["code"] for constat in brut["constats"]]
    lisible = socle("fiche", "verifier", "f.json")
    assert "Emploi-type repris sans adaptation" in lisible.sortie


def test_verify_exits_with_zero_when_it_conforms(socle: Socle) -> None:
    socle("fiche", "decliner", "hybridation", "-o", "f.json")
    assert socle("fiche", "verifier", "f.json").code == 0


def test_publication_asks_for_the_notice(socle: Socle) -> None:
    socle("fiche", "decliner", "hybridation", "-o", "f.json")
    rapport = socle("fiche", "verifier", "f.json", "--publication", "--json")
    assert rapport.code == 1
    assert {constat["code"] for constat in json.loads(rapport.sortie)["constats"]} >= {"avis-incomplet"}


def test_compare_a_fiche_with_its_emploi_type(socle: Socle) -> None:
    socle("fiche", "decliner", "hybridation", "-o", "f.json")
    comparaison = socle("fiche", "comparer", "ANSTIA-IP", "f.json")
    assert "[+hybrides +]" in comparaison.sortie or "[+hybrides+]" in comparaison.sortie
    assert json.loads(socle("fiche", "comparer", "ANSTIA-IP", "f.json", "--json").sortie)["rubriques"]


def test_export_lays_out_a_saved_fiche(socle: Socle) -> None:
    socle("fiche", "decliner", "hybridation", "-o", "f.json")
    assert socle("fiche", "exporter", "f.json", "-o", "f.docx", "--couleur", "#802020").code == 0
    assert Path("f.docx").read_bytes().startswith(b"PK")


@pytest.mark.parametrize(
    ("arguments", "dit"),
    [
        (("fiche", "verifier", "absent.json"), "ne peut pas être ouvert"),
        (("fiche", "exporter", "abime.json", "-o", "f.pdf"), "pas un document que Socle sait relire"),
        (("fiche", "decliner", "ANSTIA-IP", "-o", "f.xyz"), ".docx"),
        (("fiche", "decliner", "ANSTIA-IP", "-o", "absent/f.pdf"), "ne peut pas être écrit"),
        (("fiche", "decliner", "ANSTIA-IP", "-o", "f.pdf", "--couleur", "bleu"), "pas une couleur"),
        (("fiche", "decliner", "ANSTIA-IP", "-o", "f.pdf", "--corps", "PRAG"), "corps"),
        (("fiche", "decliner", "ANSTIA-IP", "-o", "f.pdf", "--logo", "absent.png"), "logo"),
    ],
)
def test_bad_input_is_told_in_french_and_exits_with_two(
    socle: Socle, arguments: tuple[str, ...], dit: str
) -> None:
    Path("abime.json").write_text('{"intitule": "x", "inconnu": 1}', "utf-8")
    execution = socle(*arguments)
    assert execution.code == 2
    assert dit in execution.messages
    assert "Traceback" not in execution.messages


def test_the_schema_validates_a_derived_fiche(socle: Socle) -> None:
    socle("fiche", "decliner", "ANSTIA-IP", "-o", "f.json")
    schema = json.loads(socle("schema", "fiche-de-poste").sortie)
    assert set(json.loads(Path("f.json").read_text("utf-8"))) <= set(schema["properties"])


def test_help_is_in_french(socle: Socle) -> None:
    aide = socle("--help")
    assert aide.code == 0
    assert "Du référentiel national" in aide.sortie
    assert "Show this" not in aide.sortie


def test_a_slip_of_the_keyboard_is_answered_in_french(socle: Socle) -> None:
    assert "n’existe pas" in socle("fiche", "decline").messages
    assert "Il manque l’argument" in socle("fiche", "decliner").messages
    assert "Vouliez-vous dire" in socle("fiche", "decliner", "X", "--intitul", "a").messages


@pytest.mark.parametrize("extension", ["docx", "odt", "pdf", "html"])
def test_a_laid_out_fiche_is_checked_as_its_json_is(socle: Socle, extension: str) -> None:
    socle("fiche", "decliner", "hybridation", "-o", "f.json")
    socle("fiche", "exporter", "f.json", "-o", f"f.{extension}")
    rapport = json.loads(socle("fiche", "verifier", f"f.{extension}", "--json").sortie)
    assert rapport["document"].startswith("Ingénieur-e pédagogique")
    codes = [constat["code"] for constat in rapport["constats"]]
    assert "rubrique-vide" not in codes
    comparaison = json.loads(socle("fiche", "comparer", "f.json", f"f.{extension}", "--json").sortie)
    statuts = [ligne["statut"] for rubrique in comparaison["rubriques"] for ligne in rubrique["lignes"]]
    assert statuts.count("identique") == 39
    assert len(statuts) == 39


def test_a_document_that_is_no_fiche_is_told(socle: Socle) -> None:
    Path("lettre.txt").write_text("Madame, Monsieur,\n\nJe vous prie d’agréer mes salutations.\n", "utf-8")
    refus = socle("fiche", "verifier", "lettre.txt")
    assert refus.code == 2
    assert "ne ressemble pas à une fiche" in refus.messages


@pytest.mark.parametrize("extension", ["docx", "odt"])
def test_the_verdict_does_not_depend_on_the_format(socle: Socle, extension: str) -> None:
    socle("fiche", "decliner", "ANSTIA-IP", "-o", "f.json")
    socle("fiche", "exporter", "f.json", "-o", f"f.{extension}")
    verdicts = [socle("fiche", "verifier", nom, "--json") for nom in ("f.json", f"f.{extension}")]
    codes = [[constat["code"] for constat in json.loads(v.sortie)["constats"]] for v in verdicts]
    assert codes[0] == codes[1]
    assert verdicts[0].code == verdicts[1].code == 1


@pytest.fixture
def deux_editions(socle: Socle) -> Socle:
    """Two éditions of one emploi-type, whose first activité is reworded and third one gone."""
    autre = {**PATISSIER, "referens_activites_principales": "Animer des ateliers de pâtisserie|Goûter"}
    Path("e1.csv").write_bytes(ecrire_csv([PATISSIER]))
    Path("e2.csv").write_bytes(ecrire_csv([autre]))
    for nom in ("e1", "e2"):
        assert socle("referentiel", "importer", f"{nom}.csv", "--edition", nom).code == 0
    socle("fiche", "decliner", "F2Z41", "--edition", "e1", "-o", "f.json")
    return socle


def test_a_new_edition_is_told_line_by_line(deux_editions: Socle) -> None:
    dit = deux_editions("fiche", "actualiser", "f.json", "--edition", "e2")
    assert dit.code == 0
    assert "[a1] Absente de la nouvelle édition" in dit.sortie
    assert "[nouvelle:F2Z41:activites:2] Nouvelle dans l’emploi-type" in dit.sortie
    brut = json.loads(deux_editions("fiche", "actualiser", "f.json", "--edition", "e2", "--json").sortie)
    assert brut["precise"] is True
    assert len(brut["propositions"]) == 3


def test_only_what_is_named_is_taken_of_an_edition(deux_editions: Socle) -> None:
    adopter = ("--adopter", "nouvelle:F2Z41:activites:2", "--retirer", "a1")
    deux_editions("fiche", "actualiser", "f.json", "--edition", "e2", *adopter, "-o", "g.json")
    lignes = json.loads(Path("g.json").read_text("utf-8"))["activites"]
    assert [(ligne["cle"], ligne["provenance"]["nature"]) for ligne in lignes] == [
        ("a2", "herite"),
        ("a3", "ajoute"),
        ("a4", "herite"),
    ]
    deux_editions("fiche", "actualiser", "f.json", "--edition", "e2", "--adopter", "toutes", "-o", "h.json")
    assert [ligne["cle"] for ligne in json.loads(Path("h.json").read_text("utf-8"))["activites"]] == [
        "a2",
        "a4",
    ]
    refus = deux_editions(
        "fiche", "actualiser", "f.json", "--edition", "e2", "--adopter", "zz", "-o", "i.json"
    )
    assert refus.code == 2
    assert "Aucune proposition" in refus.messages
