"""What a corpus may be made of, and what becomes of what cannot be read."""

from __future__ import annotations

import io
import json
import zipfile
from datetime import date
from pathlib import Path

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from tests.core.corpus.fabrique import ecrire_csv, ecrire_jsonl, offre

from socle.corpus import Source, apercevoir
from socle.corpus.entree import Enregistrement
from socle.erreurs import DocumentIllisible


def lus(chemin: Path, *choix: tuple[str, str], format: str = "") -> list[Enregistrement]:
    return list(Source(chemin, choix, format))


def test_a_csv_of_an_office_is_read_whatever_its_encoding_and_separator(tmp_path: Path) -> None:
    entete, rangee = (
        ["Référence", "Intitulé du poste", "Description"],
        ["é1", "Ingénieur·e", "L’été à l’œuvre"],
    )
    for encodage in ("utf-8", "utf-8-sig", "cp1252", "utf-16"):
        for separateur in ";,\t":
            chemin = ecrire_csv(
                tmp_path / "o.csv", entete, [rangee], encodage=encodage, separateur=separateur
            )
            (un,) = lus(chemin)
            assert (un.id, un.titre, un.texte) == ("é1", "Ingénieur·e", "L’été à l’œuvre")


def test_a_byte_of_windows_far_in_a_file_still_tells_its_encoding(tmp_path: Path) -> None:
    chemin = tmp_path / "o.csv"
    chemin.write_bytes(b"texte\n" + b"abc\n" * 400_000 + "été\n".encode("cp1252"))
    assert lus(chemin)[-1].texte == "été"


def test_an_unclosed_quote_costs_its_own_row_only(tmp_path: Path) -> None:
    chemin = tmp_path / "o.csv"
    chemin.write_text('texte;annee\nun;1\n"deux;2\ntrois;3\n"qua\ntre";4\ncinq;5;6;7\nsix;6\n', "utf-8")
    un = lus(chemin)
    assert [(r.texte, r.annee) for r in un if not r.cause] == [
        ("un", "1"), ("trois", "3"), ("qua\ntre", "4"), ("six", "6"),
    ]  # fmt: skip
    assert ["guillemet" in r.cause or "cellules" in r.cause for r in un if r.cause] == [True, True]


def test_a_wrong_header_lists_the_columns_and_says_how_to_map_them(tmp_path: Path) -> None:
    chemin = ecrire_csv(tmp_path / "o.csv", ["A", "Blabla"], [["1", "x"]])
    with pytest.raises(DocumentIllisible) as refus:
        lus(chemin)
    assert "« A », « Blabla »" in refus.value.cause.replace("\u00a0", " ")
    assert "--colonne texte=" in refus.value.remede
    assert [un.texte for un in lus(chemin, ("texte", "blabla"))] == ["x"]
    with pytest.raises(DocumentIllisible, match="prix"):
        lus(chemin, ("prix", "A"))
    with pytest.raises(DocumentIllisible, match="Absente"):
        lus(chemin, ("texte", "Absente"))


def test_several_columns_may_make_the_text(tmp_path: Path) -> None:
    chemin = ecrire_csv(tmp_path / "o.csv", ["Missions", "Profil"], [["Former", "Rigueur"], ["Former", ""]])
    un, deux = lus(chemin, ("texte", "Missions"), ("texte", "Profil"))
    assert un.texte == "Missions :\nFormer\n\nProfil :\nRigueur"
    assert deux.texte == "Missions :\nFormer"


def test_a_workbook_is_read_with_its_dates(tmp_path: Path) -> None:
    classeur = openpyxl.Workbook()
    feuille = classeur.active
    feuille.append(["Titre", "Texte", "Date de publication", "Année"])
    feuille.append(["Ingénieur", "Former", date(2024, 5, 2), 2024])
    feuille.append([None, None, None, None])
    feuille.append(["Ingénieure", "Évaluer", None, None])
    classeur.save(tmp_path / "o.xlsx")
    assert [(un.titre, un.texte, un.date, un.annee) for un in lus(tmp_path / "o.xlsx")] == [
        ("Ingénieur", "Former", "2024-05-02", "2024"),
        ("Ingénieure", "Évaluer", "", ""),
    ]


def test_a_parquet_is_read_as_a_stream(tmp_path: Path) -> None:
    pq.write_table(pa.table({"texte": ["a", "b"], "annee": [2020, None]}), tmp_path / "o.parquet")
    assert [(un.texte, un.annee) for un in lus(tmp_path / "o.parquet")] == [("a", "2020"), ("b", "")]


@pytest.mark.parametrize("nom", ["o.csv", "o.xlsx", "o.parquet", "o.zip"])
def test_a_damaged_table_says_so(tmp_path: Path, nom: str) -> None:
    (tmp_path / nom).write_bytes(b"PK\x03\x04\x00\x00\xff\xfe rien")
    with pytest.raises(DocumentIllisible):
        lus(tmp_path / nom)


def test_lines_of_jsonl_fail_one_by_one(tmp_path: Path) -> None:
    chemin = ecrire_jsonl(tmp_path / "o.jsonl", [{"texte": "a"}, "{cassé", "[1]", "", {"texte": "b"}])
    assert [(un.texte, bool(un.cause)) for un in lus(chemin)] == [
        ("a", False), ("", True), ("", True), ("b", False),
    ]  # fmt: skip


def test_the_known_formats_are_recognised_by_their_columns(tmp_path: Path) -> None:
    etat = ecrire_csv(
        tmp_path / "csp.csv",
        ["Organisme de rattachement", "Référence", "Intitulé du poste", "Métier", "Compétences attendues",
         "Localisation du poste", "Nature de l'emploi", "Date de première publication"],
        [["Université", "R1", "Ingénieur pédagogique", "Conseiller", "Ingénierie pédagogique", "Bretagne",
          "Emploi ouvert uniquement aux contractuels", "02/05/2024"]],
    )  # fmt: skip
    (un,) = lus(etat)
    assert (un.id, un.employeur, un.region, un.date) == ("R1", "Université", "Bretagne", "02/05/2024")
    assert "Compétences :\nIngénierie pédagogique" in un.texte
    travail = tmp_path / "ft.json"
    travail.write_text(
        json.dumps({"resultats": [{
            "id": "F1", "intitule": "Formateur", "description": "Former des adultes.", "romeCode": "K2111",
            "dateCreation": "2024-05-02T10:00:00Z", "entreprise": {"nom": "École"},
            "lieuTravail": {"libelle": "35 - RENNES"}, "typeContrat": "CDD",
            "competences": [{"libelle": "Animer une formation"}, {"libelle": "Évaluer"}],
        }]}),
        "utf-8",
    )  # fmt: skip
    (deux,) = lus(travail)
    assert (deux.id, deux.titre, deux.employeur, deux.region) == ("F1", "Formateur", "École", "35 - RENNES")
    assert deux.texte == "Former des adultes.\n\nCompétences :\nAnimer une formation\nÉvaluer"


def test_a_folder_mixes_documents_tables_and_archives(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "un.txt").write_text(offre(1), "utf-8")
    (tmp_path / ".cache").write_text("non", "utf-8")
    ecrire_csv(tmp_path / "a.csv", ["texte"], [["x"], ["y"]])
    ecrire_csv(tmp_path / "c.csv", ["rien"], [["x"]])
    with zipfile.ZipFile(tmp_path / "d.zip", "w") as archive:
        archive.writestr("../../evade.txt", offre(2))
        archive.writestr("seul.json", json.dumps({"texte": "z"}))
        archive.writestr("__MACOSX/x.txt", "non")
    un = lus(tmp_path)
    assert [(r.nom, bool(r.cause)) for r in un] == [
        ("a.csv, n° 1", False), ("a.csv, n° 2", False), ("b/un.txt", False), ("c.csv", True),
        ("d.zip/evade.txt", False), ("d.zip/seul.json", False),
    ]  # fmt: skip
    assert "« rien »" in un[3].cause.replace("\u00a0", " ")


def test_a_bomb_in_an_archive_is_set_aside_and_the_rest_is_read(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "o.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("bombe.txt", b"a" * 15_000_000)
        archive.writestr("enorme.txt", b"a" * 25_000_000)
        archive.writestr("offre.txt", offre(1))
    un = lus(tmp_path / "o.zip")
    assert [(r.nom, "démesuré" in r.cause) for r in un] == [
        ("bombe.txt", True), ("enorme.txt", True), ("offre.txt", False),
    ]  # fmt: skip


def test_an_archive_that_lies_about_its_sizes_is_read_within_limits(tmp_path: Path) -> None:
    tampon = io.BytesIO()
    with zipfile.ZipFile(tampon, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("menteur.txt", b"abcdefgh" * 4_000_000)
    brut = tampon.getvalue().replace((32_000_000).to_bytes(4, "little"), (1_000).to_bytes(4, "little"))
    (tmp_path / "o.zip").write_bytes(brut)
    (un,) = lus(tmp_path / "o.zip")
    assert un.cause


@pytest.mark.parametrize("nom", ["vide", "absent", "vide.zip"])
def test_nothing_to_read_is_said_clearly(tmp_path: Path, nom: str) -> None:
    (tmp_path / "vide").mkdir()
    zipfile.ZipFile(tmp_path / "vide.zip", "w").close()
    with pytest.raises(DocumentIllisible) as refus:
        lus(tmp_path / nom)
    assert refus.value.remede


def test_the_columns_are_shown_before_anything_is_analysed(tmp_path: Path) -> None:
    chemin = ecrire_csv(tmp_path / "o.csv", ["Annonce", "Lieu"], [["Former", "Rennes"]])
    apercu = apercevoir(Source(chemin))
    assert apercu.colonnes == ("Annonce", "Lieu")
    assert apercu.exemples[0]["region"] == "Rennes"
    ecrire_csv(chemin, ["A"], [["Former"]])
    assert "« A »" in apercevoir(Source(chemin)).probleme.replace("\u00a0", " ")
