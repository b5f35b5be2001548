"""Tables of foreign référentiels: any dress is read, the wrong table is refused in plain French."""

from __future__ import annotations

import csv
from contextlib import suppress
from pathlib import Path
from zipfile import ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from socle.echanges import tables
from socle.echanges.tables import lire_dossier, lire_octets, lire_table
from socle.erreurs import DocumentIllisible, DocumentTropGrand, ErreurSocle

COLONNES = {"code": "Code métier", "nom": "Intitulé"}


def lire(contenu: bytes) -> list[dict[str, str]]:
    return lire_table(
        contenu, source="l’export du répertoire", obligatoires=COLONNES, facultatives={"note": "Note"}
    )


@pytest.mark.parametrize("separateur", [";", ",", "\t"])
@pytest.mark.parametrize("encodage", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_any_separator_and_encoding(separateur: str, encodage: str) -> None:
    texte = separateur.join(["Intitulé", "Code métier", "Autre"]) + "\r\n"
    texte += separateur.join(["Élagueur", "A1", "x"]) + "\r\n\r\n"
    assert lire(texte.encode(encodage)) == [{"code": "A1", "nom": "Élagueur", "note": ""}]


def test_a_header_is_recognised_whatever_its_capitals_and_accents() -> None:
    assert lire(b"CODE METIER;intitule;note\nA1;Achat;n\n") == [{"code": "A1", "nom": "Achat", "note": "n"}]


def test_a_cell_may_hold_several_lines_and_a_row_may_be_short() -> None:
    assert lire(b'Code metier;Intitule;Note\n"A\n1";Achat\n')[0] == {
        "code": "A\n1",
        "nom": "Achat",
        "note": "",
    }


@pytest.mark.parametrize("contenu", [b"", b"   \n", b"PK\x03\x04\x00\x00"])
def test_what_is_not_text_is_refused(contenu: bytes) -> None:
    with pytest.raises(DocumentIllisible, match="n’est pas l’export du répertoire"):
        lire(contenu)


def test_missing_columns_are_named() -> None:
    with pytest.raises(DocumentIllisible, match=r"«.Intitulé.»"):
        lire(b"Code metier;Libelle\nA1;Achat\n")


def test_a_malformed_table_is_refused() -> None:
    avant = csv.field_size_limit(1000)
    try:
        with pytest.raises(DocumentIllisible, match="bien formé"):
            lire(b'Code metier;Intitule\n"' + b"a" * 2000 + b'";x\n')
    finally:
        csv.field_size_limit(avant)


@given(st.binary(max_size=400))
def test_no_bytes_end_in_a_crash(contenu: bytes) -> None:
    with suppress(ErreurSocle):
        assert all(
            set(ligne) == {"code", "nom", "note"} for ligne in lire(b"Code metier;Intitule\n" + contenu)
        )


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(DocumentIllisible, match="introuvable"):
        lire_octets(tmp_path / "absent.csv", source="l’export")


def test_a_file_over_the_limit_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables, "TAILLE_MAXIMALE", 10)
    (tmp_path / "a_fr.csv").write_bytes(b"0123456789abcdef")
    with pytest.raises(DocumentTropGrand):
        lire_octets(tmp_path / "a_fr.csv", source="l’export")
    with ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.write(tmp_path / "a_fr.csv", "a_fr.csv")
    with pytest.raises(DocumentTropGrand):
        lire_dossier(tmp_path / "a.zip", ["*_fr.csv"], source="l’export")


def test_a_folder_and_its_archive_read_the_same(tmp_path: Path) -> None:
    dossier = tmp_path / "export"
    dossier.mkdir()
    for nom in ("table_v1.csv", "table_v2.csv", "autre.txt"):
        (dossier / nom).write_text(nom, encoding="utf-8")
    with ZipFile(tmp_path / "export.zip", "w") as archive:
        for fichier in dossier.iterdir():
            archive.write(fichier, f"dossier/{fichier.name}")
    lus = lire_dossier(dossier, ["table*.csv", "rien*.csv"], source="l’export")
    assert lus == {"table*.csv": b"table_v2.csv"}
    assert lire_dossier(tmp_path / "export.zip", ["table*.csv"], source="l’export") == lus


def test_a_folder_without_the_files_is_told(tmp_path: Path) -> None:
    with pytest.raises(DocumentIllisible, match=r"«.rien\*.csv.»"):
        lire_dossier(tmp_path, ["rien*.csv"], source="l’export")


def test_neither_folder_nor_archive(tmp_path: Path) -> None:
    (tmp_path / "x.zip").write_bytes(b"texte")
    for chemin in (tmp_path / "x.zip", tmp_path / "absent"):
        with pytest.raises(DocumentIllisible, match="ni un dossier ni une archive"):
            lire_dossier(chemin, ["*.csv"], source="l’export")
