"""The booklet's content as it ships: complete, faithful to the printed text, fit to be shown."""

from __future__ import annotations

import json
import os
import re
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

LIVRET = files("socle.donnees") / "livret"
FICHES = (
    "generaliste",
    "hybridation",
    "approche-par-competences",
    "developpement-professionnel",
    "responsable-appui",
)
DOCUMENTS = ("emploi_type.json", *(f"fiches/{cle}.json" for cle in FICHES))
LISTES = ("activites", "connaissances", "competences_operationnelles", "competences_comportementales")
COUNTS = dict(
    zip(
        DOCUMENTS,
        (
            (8, 14, 10, 3),
            (8, 13, 10, 3),
            (11, 14, 11, 3),
            (12, 13, 10, 3),
            (7, 11, 8, 3),
            (13, 12, 12, 3),
        ),
        strict=True,
    )
)
GENRES_RESSOURCE = {"mooc", "ouvrage", "article", "outil", "temoignage", "guide"}
GENRES_REFERENCE = {
    "ouvrage",
    "article",
    "chapitre",
    "rapport",
    "enquete",
    "referentiel",
    "communication",
    "page",
    "video",
}


def read(name: str) -> Any:
    return json.loads(LIVRET.joinpath(*name.split("/")).read_text(encoding="utf-8"))


def lines_of(document: dict[str, Any]) -> list[str]:
    return [line for name in LISTES for line in document[name]]


def flat(text: str) -> str:
    return re.sub(r"\s+", " ", text)


@pytest.fixture
def seed(donnees: Path) -> str:
    path = Path(donnees).parent / "seed" / "livret-anstia.txt"
    if not path.is_file():
        refuse = pytest.fail if os.environ.get("SOCLE_EXIGER") == "1" else pytest.skip
        refuse(f"{path} is absent")
    return path.read_text(encoding="utf-8")


def assert_typographic(text: str) -> None:
    assert text
    assert text == text.strip()
    assert "'" not in text
    assert not re.search(r"[^\u00a0][;:?!»]|«[^\u00a0]", text), text


@pytest.mark.parametrize("name", DOCUMENTS)
def test_each_list_has_the_number_of_lines_of_the_booklet(name: str) -> None:
    document = read(name)
    assert tuple(len(document[liste]) for liste in LISTES) == COUNTS[name]


@pytest.mark.parametrize("name", DOCUMENTS)
def test_no_line_is_empty_or_repeated_in_its_list(name: str) -> None:
    document = read(name)
    for liste in LISTES:
        lines = document[liste]
        assert all(line and line == flat(line).strip() for line in lines)
        assert len(set(lines)) == len(lines)
    assert document["mission"].endswith(".")


def test_the_emploi_type_is_an_ige_of_bap_f_whose_family_is_open() -> None:
    document = read("emploi_type.json")
    assert (document["corps"], document["bap"], document["famille"]) == ("IE", "F", "")
    assert document["connaissances"][-2:] == [
        "Numérique : compétences du PIX (niveau 6)",
        "Langue anglaise : B1 à B2 (cadre européen commun de référence pour les langues)",
    ]


def test_four_fiches_are_ige_and_one_is_igr_with_the_subtitle_copied_from_another() -> None:
    fiches = {cle: read(f"fiches/{cle}.json") for cle in FICHES}
    assert [cle for cle, fiche in fiches.items() if fiche["niveau"] == "IGR"] == ["responsable-appui"]
    assert all(fiche["cle"] == cle for cle, fiche in fiches.items())
    assert (
        fiches["responsable-appui"]["sous_titre"]
        == fiches["developpement-professionnel"]["sous_titre"]
        == "Développement professionnel des enseignants"
    )


@pytest.mark.parametrize("cle", FICHES)
def test_what_is_written_for_socle_is_fit_to_be_shown(cle: str) -> None:
    fiche = read(f"fiches/{cle}.json")
    assert_typographic(fiche["besoin"])
    assert_typographic(fiche["resume"])
    assert len(fiche["resume"]) <= 90
    for ressource in fiche["ressources"]:
        assert ressource["genre"] in GENRES_RESSOURCE
        assert re.fullmatch(r"(https?://\S+)?", ressource["url"])
        for field in ("titre", "auteurs", "acces", "presentation"):
            assert_typographic(ressource[field])


def test_bibliography_entries_have_one_key_each_and_something_to_show() -> None:
    references = read("bibliographie.json")
    assert len({reference["cle"] for reference in references}) == len(references)
    for reference in references:
        assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", reference["cle"])
        assert reference["genre"] in GENRES_REFERENCE
        assert reference["titre"]
        assert reference["auteurs"]
        assert all(auteur["nom"] for auteur in reference["auteurs"])
        assert re.fullmatch(r"(\d+(-\d+)?)?", reference["pages"])


def test_addresses_of_the_bibliography_are_whole_unless_said_otherwise() -> None:
    for reference in read("bibliographie.json"):
        assert re.fullmatch(r"(https?://[^\s\\]+)?", reference["url"])
        if reference["doi"] and not reference.get("remarque"):
            assert re.fullmatch(r"10\.\d{4,9}/\S+", reference["doi"])
    truncated = {reference["cle"] for reference in read("bibliographie.json") if reference.get("remarque")}
    assert truncated == {"apec-2019", "denouel-2021"}


def test_the_three_works_of_one_author_in_one_year_are_told_apart() -> None:
    keys = {reference["cle"] for reference in read("bibliographie.json")}
    assert {"peraya-2021a", "peraya-2021b", "peraya-2021c"} <= keys


def test_vocabulary_terms_are_unique_and_refer_only_to_one_another() -> None:
    vocabulaire = read("a_propos.json")["vocabulaire"]
    terms = [entry["terme"] for entry in vocabulaire]
    assert len(set(terms)) == len(terms)
    for entry in vocabulaire:
        assert set(entry["voir"]) <= set(terms) - {entry["terme"]}
        assert_typographic(entry["definition"])
        assert_typographic(entry.get("source", "RéFérens III"))


def test_the_booklet_is_attributed_to_its_publisher_and_authors() -> None:
    about = read("a_propos.json")
    assert about["editeur"] == "ANSTIA"
    assert "ANSTIA" in about["mention"]
    assert_typographic(about["mention"])
    assert all(person["nom"] and person["etablissement"] for person in about["contributeurs"])


@pytest.mark.donnees
def test_every_printed_line_is_shipped_and_every_shipped_line_is_printed(seed: str) -> None:
    """A line broken by a page, and continued in lower case, is one line."""
    parts = re.findall(
        r"^#+ MISSION\n(.*?)(?=^#+ (?:FICHE DE POSTE|Les propositions|La proposition|Conclusions))",
        seed,
        flags=re.DOTALL | re.MULTILINE,
    )
    assert len(parts) == len(DOCUMENTS)
    for name, part in zip(DOCUMENTS, parts, strict=True):
        document = read(name)
        printed = re.findall(r"^- (.+(?:\n\n[a-zéèà].+)?)", part, flags=re.MULTILINE)
        assert sorted(lines_of(document)) == sorted(flat(line) for line in printed)
        assert document["mission"] == part.strip().splitlines()[0]


@pytest.mark.donnees
def test_every_shipped_list_follows_the_order_of_the_booklet(seed: str) -> None:
    """Each list is printed in one run, but for the two connaissances that stand before theirs."""
    text = re.sub(r"\s*\n\s*", "\n", re.sub(r"(?<=[a-z])\n\n(?=[a-z])", " ", seed))
    for name in DOCUMENTS:
        for liste, lines in ((liste, read(name)[liste]) for liste in LISTES):
            runs = (
                (lines[:11], lines[11:])
                if (name, liste) == ("fiches/generaliste.json", "connaissances")
                else (lines,)
            )
            for run in runs:
                assert "\n".join(f"- {line}" for line in run) in text, (name, liste)


@pytest.mark.donnees
def test_every_address_of_the_bibliography_is_shipped(seed: str) -> None:
    printed = seed[seed.rindex("# Bibliographie") :]
    addresses = set(re.findall(r"<(https?://[^>]+)>|\]\((https?://[^)]+)\)", printed))
    references = read("bibliographie.json")
    shipped = {reference["url"] for reference in references if reference["url"]}
    shipped |= {f"https://doi.org/{reference['doi']}" for reference in references if reference["doi"]}
    assert shipped == {one or other for one, other in addresses}


@pytest.mark.donnees
def test_titles_and_authors_of_the_bibliography_are_printed(seed: str) -> None:
    printed = flat(seed.replace("*", "")).casefold()
    for reference in read("bibliographie.json"):
        assert reference["titre"].casefold() in printed
        for auteur in reference["auteurs"]:
            assert auteur["nom"].casefold() in printed


@pytest.mark.donnees
def test_the_working_group_is_named_as_printed(seed: str) -> None:
    for person in read("a_propos.json")["contributeurs"]:
        assert f"**{person['nom']}** - {person['etablissement']}" in seed
