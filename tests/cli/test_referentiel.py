"""``socle referentiel``, as a person types it."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from socle import Referentiel
from tests.cli.conftest import Socle

TECHNIQUES = "referens/referens3_noms_techniques.csv"
LIBELLES = "referens/referens3_libelles.csv"


@pytest.fixture
def petit_csv(tmp_path: Path) -> Path:
    """A small file in the format of RéFérens III."""
    chemin = tmp_path / "Référens d’essai.csv"
    entete = "referens_id;referens_intitule;referens_mission;referens_activites_principales;referens_cs"
    chemin.write_text(
        f"{entete}\nF2X01;Essayeur-euse;Essayer;Essayer une chose|En essayer une autre;IE\n", "utf-8"
    )
    return chemin


@pytest.mark.donnees
def test_both_headers_import_and_their_difference_is_told(socle: Socle, donnees: Path) -> None:
    premier = socle("referentiel", "importer", str(donnees / TECHNIQUES), "--edition", "referens-3")
    assert premier.code == 0
    assert "242 emplois-types, 628 entrées" in premier.sortie
    second = socle("referentiel", "importer", str(donnees / LIBELLES), "--edition", "referens-3-2026")
    assert "242 emplois-types, 628 entrées" in second.sortie
    assert "colonne « trifap », 55 fois" in second.sortie
    comparaison = socle("referentiel", "comparer", "referens-3", "referens-3-2026", "--json")
    ecart = json.loads(comparaison.sortie)
    assert [(colonne["colonne"], colonne["nombre"]) for colonne in ecart["colonnes"]] == [("trifap", 55)]
    assert not ecart["nouveaux"]
    assert not ecart["modifies"]


def test_an_edition_is_never_overwritten(socle: Socle, petit_csv: Path) -> None:
    assert socle("referentiel", "importer", str(petit_csv), "--edition", "essai").code == 0
    refus = socle("referentiel", "importer", str(petit_csv), "--edition", "essai")
    assert refus.code == 2
    assert "existe déjà" in refus.messages
    assert "identiques" in refus.sortie


def test_the_name_of_the_edition_comes_from_the_file(socle: Socle, petit_csv: Path) -> None:
    socle("referentiel", "importer", str(petit_csv))
    assert "referens-d-essai" in socle("referentiel", "lister").sortie


def test_a_preview_saves_nothing(socle: Socle, petit_csv: Path) -> None:
    apercu = socle("referentiel", "importer", str(petit_csv), "--apercu", "--json")
    assert json.loads(apercu.sortie)["enregistree"] is False
    noms = [edition["nom"] for edition in json.loads(socle("referentiel", "lister", "--json").sortie)]
    assert noms == ["livret"]


def test_without_network_the_message_says_what_to_do(socle: Socle) -> None:
    sans = socle("referentiel", "importer", "http://127.0.0.1:9/referens.csv", "--delai", "1")
    assert sans.code == 2
    assert "n’a pas pu être téléchargé" in sans.messages
    assert "importez le fichier" in sans.messages.replace("\n", " ")


@pytest.mark.parametrize(
    ("contenu", "dit"),
    [
        (b"", "vide"),
        (b"nom;prenom\nA;B\n", "pas un export de R"),
        (b"PK\x03\x04\x00\x00", "pas un tableau CSV"),
    ],
)
def test_a_wrong_file_is_told_in_french(socle: Socle, tmp_path: Path, contenu: bytes, dit: str) -> None:
    (tmp_path / "mauvais.csv").write_bytes(contenu)
    refus = socle("referentiel", "importer", "mauvais.csv")
    assert refus.code == 2
    assert dit in refus.messages
    assert "Traceback" not in refus.messages


def test_search_finds_the_booklet_whatever_the_spelling(socle: Socle) -> None:
    for texte in ("pédagogie", "PEDAGOGIQUES", "ingénieure pédagogique", "pedagogiqe"):
        assert "ANSTIA-IP" in socle("referentiel", "chercher", texte).sortie
    assert "Aucun emploi-type" in socle("referentiel", "chercher", "zzzzzz").sortie


def test_search_for_programs_names_the_hits(socle: Socle) -> None:
    brut = json.loads(socle("referentiel", "chercher", "pédagogie", "--json").sortie)
    assert brut["resultats"][0]["code"] == "ANSTIA-IP"
    assert brut["facettes"]["corps"][0]["valeur"] == "IE"


def test_an_unknown_code_says_where_it_was_looked_for(socle: Socle) -> None:
    inconnu = socle("referentiel", "afficher", "F9Z99")
    assert inconnu.code == 2
    assert "Livret de l’ANSTIA" in inconnu.messages


def test_the_exported_csv_is_the_imported_one(socle: Socle, petit_csv: Path) -> None:
    socle("referentiel", "importer", str(petit_csv), "--edition", "essai")
    assert socle("referentiel", "exporter", "--format", "csv", "--edition", "essai", "-o", "x.csv").code == 0
    exporte = Path("x.csv").read_bytes()
    origine = Referentiel.from_csv(petit_csv, edition="a").emplois_types[0]
    relu = Referentiel.from_csv(exporte, edition="a").emplois_types[0]
    rangee = next(csv.DictReader(io.StringIO(exporte.decode("utf-8-sig")), delimiter=";"))
    assert relu.model_copy(update={"colonnes": {}}) == origine.model_copy(update={"colonnes": {}})
    assert {nom: rangee[nom] for nom in origine.colonnes} == origine.colonnes


def test_the_booklet_is_laid_out_as_a_document(socle: Socle) -> None:
    assert socle("referentiel", "exporter", "--format", "livret", "-o", "livret.pdf").code == 0
    assert Path("livret.pdf").read_bytes().startswith(b"%PDF-")


def test_removing_an_edition_asks_first(socle: Socle, petit_csv: Path) -> None:
    socle("referentiel", "importer", str(petit_csv), "--edition", "essai")
    assert socle("referentiel", "supprimer", "essai", "--oui").code == 0
    assert socle("referentiel", "supprimer", "essai", "--oui").code == 2
