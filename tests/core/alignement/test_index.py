"""What someone who searches an index relies on."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from socle.alignement import Hit, Index
from socle.erreurs import DocumentIllisible

LABELS = {
    "0001": "Ingénierie pédagogique",
    "0002": "Gestion budgétaire et financière",
    "0003": "Conduite de projet",
    "0004": "Techniques de communication",
    "0005": "Sciences de l’éducation",
}


@pytest.fixture
def index() -> Index:
    return Index(
        LABELS,
        LABELS.values(),
        aliases={"0003": ["Gestion de projet", "Pilotage de projet"]},
        definitions={"0004": "Connaître les supports imprimés et les réseaux sociaux"},
    )


def ids(hits: list[Hit]) -> list[str]:
    return [hit.id for hit in hits]


@pytest.mark.parametrize(
    "texte", ["Ingénierie pédagogique", "INGENIERIE  PEDAGOGIQUE.", "« ingénierie pédagogique »"]
)
def test_the_same_words_are_an_exact_hit(index: Index, texte: str) -> None:
    assert index.search(texte, k=1) == [[Hit("0001", 1.0, "exact")]]


def test_an_alias_is_as_good_as_the_label(index: Index) -> None:
    assert index.search("pilotage de projet", k=1) == [[Hit("0003", 1.0, "exact")]]


def test_a_label_wins_over_another_entry_with_the_same_alias() -> None:
    index = Index(["a", "b"], ["Veille", "Surveillance"], aliases={"a": ["Surveillance"]})
    assert ids(index.search("surveillance")[0])[:2] == ["b", "a"]


def test_inflected_words_are_found(index: Index) -> None:
    premier = index.search("gérer des budgets et des finances")[0][0]
    assert premier.id == "0002"
    assert 0 < premier.score < 1
    assert premier.voie == "lexical"


def test_a_definition_finds_its_entry(index: Index) -> None:
    assert ids(index.search("réseaux sociaux")[0]) == ["0004"]


def test_several_texts_get_one_list_each_in_their_order(index: Index) -> None:
    resultats = index.search(["sciences de l'education", "", "conduite de projet", "xylophone"], k=2)
    assert [ids(hits)[:1] for hits in resultats] == [["0005"], [], ["0003"], []]


def test_at_most_k_best_first_and_ties_in_the_order_of_the_index() -> None:
    index = Index("abcd", ["Achat public", "Achat public", "Achat privé", "Vente"])
    trois = index.search("achat public", k=3)[0]
    assert ids(trois) == ["a", "b", "c"]
    assert [hit.score for hit in trois] == sorted((hit.score for hit in trois), reverse=True)
    assert index.search("achat public", k=0) == [[]]


def test_words_that_no_entry_knows_lower_the_score(index: Index) -> None:
    seul = index.search("conduite de projet pédagogique")[0][0]
    perdu = index.search("conduite de projet pédagogique ferroviaire transalpin")[0][0]
    assert perdu.score < seul.score


def test_ids_must_be_distinct_and_as_many_as_labels() -> None:
    with pytest.raises(ValueError, match="distinct"):
        Index(["a", "a"], ["x", "y"])
    with pytest.raises(ValueError, match="2 ids"):
        Index(["a", "b"], ["x"])


def test_an_empty_index_finds_nothing() -> None:
    assert Index([], []).search(["texte", ""]) == [[], []]


def test_a_saved_index_answers_the_same(index: Index, tmp_path: Path) -> None:
    chemin = tmp_path / "index.npz"
    index.save(chemin)
    relu = Index.load(chemin)
    questions = [*LABELS.values(), "pilotage de projets", "réseaux", "gestion"]
    assert relu.search(questions) == index.search(questions)
    assert (relu.labels, relu.aliases, relu.definitions) == (index.labels, index.aliases, index.definitions)
    with np.load(chemin, allow_pickle=False) as archive:
        assert json.loads(archive["meta"].tobytes())["ids"] == list(LABELS)


@pytest.mark.parametrize("contenu", [b"", b"PK\x03\x04", b"texte"])
def test_a_file_that_is_no_index_is_refused(tmp_path: Path, contenu: bytes) -> None:
    chemin = tmp_path / "faux.npz"
    chemin.write_bytes(contenu)
    with pytest.raises(DocumentIllisible, match="Reconstruisez"):
        Index.load(chemin)


def test_an_index_of_another_version_is_refused(index: Index, tmp_path: Path) -> None:
    chemin = tmp_path / "index.npz"
    index.save(chemin)
    with np.load(chemin) as archive:
        tableaux = dict(archive)
    meta = json.loads(tableaux["meta"].tobytes()) | {"version": 99}
    np.savez(chemin, **(tableaux | {"meta": np.frombuffer(json.dumps(meta).encode(), dtype=np.uint8)}))
    with pytest.raises(DocumentIllisible):
        Index.load(chemin)


@given(st.lists(st.text(max_size=60), min_size=1, max_size=8), st.text(max_size=80))
def test_any_text_can_be_indexed_and_searched(labels: list[str], question: str) -> None:
    index = Index([str(rang) for rang in range(len(labels))], labels)
    for hits in index.search([question, *labels], k=3):
        assert len(hits) <= 3
        assert all(0 < hit.score <= 1 for hit in hits)
        assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)
