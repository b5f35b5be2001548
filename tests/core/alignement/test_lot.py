"""Batches give what single searches give, whatever the text and the number of threads."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from socle.alignement import Index, lot
from socle.alignement import index as module_index

LABELS = [
    "Ingénierie pédagogique",
    "Conduite de projet",
    "Gestion de projet",
    "Achat public",
    "Achat public",
    "Œuvrer à l’hôpital",
    "C++",
    "ﬁnances",
    "Ελληνικά",
    "",
]
INDEX = Index(
    [str(rang) for rang in range(len(LABELS))],
    LABELS,
    aliases={"1": ["Pilotage", "Achat public"], "5": ["hospitalier"]},
    definitions={"2": "Planifier et suivre des actions"},
)


def verifier_egalite(textes: list[str], *, k: int = 3, processes: int = 1, parmi: Index = INDEX) -> None:
    numeros, scores = parmi.search_arrays(textes, k=k, processes=processes)
    assert numeros.shape == scores.shape == (len(textes), k)
    for rang, texte in enumerate(textes):
        (seul,) = parmi.search(texte, k=k)
        assert [parmi.ids[n] for n in numeros[rang] if n >= 0] == [hit.id for hit in seul]
        assert scores[rang][: len(seul)].tolist() == pytest.approx([hit.score for hit in seul], abs=1e-5)
        assert not scores[rang][len(seul) :].any()


@pytest.mark.parametrize("processes", [1, 2, 5])
def test_the_same_answers_on_any_number_of_threads(processes: int) -> None:
    textes = [*LABELS, "conduire un projet", "l'hopital", "PILOTAGE !", "c++ et C#", "x" * 300, "a\0b projet"]
    verifier_egalite(textes * 3, processes=processes)


VERBES = ("Conduire", "Piloter", "Évaluer", "Suivre", "Animer")
OBJETS = ("projets", "budgets", "marchés", "réseaux", "formations", "collections", "équipements", "bases")
FINS = ("", " européens", " de recherche", " du campus", " pédagogiques", " libres", " nationaux", " communs")


@pytest.mark.parametrize("repetitions", [1, 3])
@pytest.mark.parametrize("k", [1, 20, 100, 700])
def test_the_best_of_many_entries_equal_ones_among_them(k: int, repetitions: int) -> None:
    labels = [f"{verbe} des {objet}{fin}" for verbe in VERBES for objet in OBJETS for fin in FINS]
    labels *= repetitions
    grand = Index(
        [str(rang) for rang in range(len(labels))],
        labels,
        aliases={str(rang): ["Conduire des projets", "Suivi"] for rang in range(0, len(labels), 7)},
    )
    textes = [
        *labels[:40:9],
        "conduire",
        "des projets européens de recherche",
        "Suivi des formations",
        "rien",
    ]
    verifier_egalite(textes, k=k, parmi=grand)


@given(st.lists(st.text(max_size=40), max_size=6))
def test_any_text(textes: list[str]) -> None:
    verifier_egalite(textes)


@given(st.lists(st.text(alphabet="achtpublie é’Œ½ﬁ\u0301𝐀β漢", max_size=25), min_size=1, max_size=6))
def test_odd_letters(textes: list[str]) -> None:
    verifier_egalite(textes)


def test_texts_that_share_nothing_get_nothing() -> None:
    numeros, scores = INDEX.search_arrays(["zzz", ""], k=2)
    assert numeros.tolist() == [[-1, -1], [-1, -1]]
    assert not scores.any()


def test_an_empty_index_and_no_result_asked() -> None:
    assert Index([], []).search_arrays(["x"], k=2)[0].tolist() == [[-1, -1]]
    assert INDEX.search_arrays(["x"], k=0)[0].shape == (1, 0)
    assert INDEX.search_arrays([], k=2)[0].shape == (0, 2)


def test_many_texts_take_the_compiled_path_unnoticed(monkeypatch: pytest.MonkeyPatch) -> None:
    textes = ["projet de gestion", "achat", "rien de tel"]
    attendus = INDEX.search(textes, k=2)
    monkeypatch.setattr(module_index, "SEUIL_DE_LOT", 1)
    assert INDEX.search(textes, k=2) == attendus


def test_words_are_forgotten_when_there_are_too_many(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lot, "MAX_MOTS", 3)
    monkeypatch.setattr(lot, "TEXTES_PAR_LOT", 2)
    verifier_egalite(["un deux trois quatre", "projet achat", "conduite", "gestion de projet", "six sept"])


def test_thousands_of_words_are_kept() -> None:
    textes = [f"mot{rang} projet" for rang in range(6000)]
    numeros, _ = INDEX.search_arrays(textes, k=1)
    assert len(set(numeros.ravel().tolist())) == 1
