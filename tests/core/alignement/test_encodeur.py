"""Encoders that a user points at, and what they change in an index."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path
from types import ModuleType, SimpleNamespace

import numpy as np
import numpy.typing as npt
import pytest

from exemples.modele_onnx import ecrire_modele
from socle.alignement import Index, Pivot
from socle.alignement.encodeur import EncodeurExterne
from socle.erreurs import DocumentIllisible, OptionManquante

SENS = {"boulanger": 0, "fournier": 0, "pain": 0, "maçon": 1, "mur": 1, "jardin": 2}


class EncodeurDeTest:
    """One axis a meaning; counts the texts it is given."""

    def __init__(self) -> None:
        self.vus: list[str] = []

    def encode(self, texts: Sequence[str]) -> npt.NDArray[np.float32]:
        self.vus += texts
        vecteurs = np.zeros((len(texts), 3), dtype=np.float32)
        for rang, texte in enumerate(texts):
            for mot in texte.lower().split():
                if mot in SENS:
                    vecteurs[rang, SENS[mot]] = 1.0
        return vecteurs


@pytest.fixture
def index() -> Index:
    return Index(["a", "b", "c"], ["boulanger", "maçon du mur", "jardin"], aliases={"b": ["bâtisseur"]})


def test_what_was_learnt_finds_what_words_miss(index: Index) -> None:
    assert index.search("fournier") == [[]]
    savant = index.avec(compact=EncodeurDeTest(), poids_sens=1.0)
    (hit,) = savant.search("fournier")[0]
    assert (hit.id, hit.voie) == ("a", "sens")
    assert hit.score == pytest.approx(0.5, abs=1e-3)
    assert index.search("fournier") == [[]]


def test_the_weight_of_meaning_is_bounded(index: Index) -> None:
    assert index.avec(compact=EncodeurDeTest(), poids_sens=-1).search("fournier") == [[]]
    assert index.avec(compact=EncodeurDeTest(), poids_sens=99).poids_sens == 8.0


def test_short_texts_lean_on_meaning_and_long_ones_on_words(index: Index) -> None:
    savant = index.avec(compact=EncodeurDeTest())
    court = savant.search("fournier", k=1)[0][0]
    long = savant.search("fournier " + " ".join(f"mot{rang}" for rang in range(30)), k=1)[0][0]
    assert court.score == pytest.approx(8 / 9, abs=1e-3)
    assert long.score == pytest.approx(0.364 / 1.364, abs=1e-2)


def test_questions_are_led_through_groups_of_names() -> None:
    groupes = [("fournier", "artisan du pain"), ("jardinier", "jardin")]
    pivot = Pivot(EncodeurDeTest(), groupes)
    index = Index(["a", "b"], ["pain", "jardin"])
    assert index.avec(compact=EncodeurDeTest()).search("artisan") == [[]]
    assert [hit.id for hit in index.avec(compact=pivot).search("artisan")[0]] == ["a"]
    assert np.linalg.norm(pivot.encode_questions(["artisan", "inconnu"]), axis=1).tolist() == pytest.approx(
        [1, 0]
    )


def test_a_pivot_without_groups_changes_nothing() -> None:
    pivot = Pivot(EncodeurDeTest(), [])
    assert (pivot.encode_questions(["pain"]) == pivot.encode(["pain"])).all()


def test_the_same_words_stay_first_whatever_the_encoder(index: Index) -> None:
    for savant in (index.avec(compact=EncodeurDeTest()), index.avec(encodeur=EncodeurDeTest())):
        assert savant.search("Bâtisseur", k=1)[0][0] == ("b", 1.0, "exact")


def test_an_external_encoder_ranks_again_the_short_list_only() -> None:
    index = Index(["x", "y", "z"], ["pain blanc du nord", "mur blanc du nord", "jardin"])
    encodeur = EncodeurDeTest()
    hits = index.avec(encodeur=encodeur).search("fournier blanc du nord")[0]
    assert [(hit.id, hit.voie) for hit in hits] == [("x", "encodeur"), ("y", "encodeur")]
    assert hits[0].score > hits[1].score
    assert "jardin" not in encodeur.vus


def test_an_entry_is_encoded_once(index: Index) -> None:
    encodeur = EncodeurDeTest()
    savant = index.avec(encodeur=encodeur)
    assert savant.search("mur") == savant.search("mur")
    assert encodeur.vus.count("maçon du mur") == 1


def test_batches_and_single_texts_agree_with_an_encoder(index: Index) -> None:
    savant = index.avec(compact=EncodeurDeTest(), poids_sens=2.5)
    textes = ["fournier", "le mur du jardin", "rien", "boulanger"]
    numeros, scores = savant.search_arrays(textes, k=2)
    for rang, hits in enumerate(savant.search(textes, k=2)):
        assert [index.ids[numero] for numero in numeros[rang] if numero >= 0] == [hit.id for hit in hits]
        assert scores[rang][: len(hits)].tolist() == pytest.approx([hit.score for hit in hits], abs=1e-5)


def test_no_text_no_vector() -> None:
    assert EncodeurExterne(lambda textes: [[1.0]]).encode([]).shape == (0, 0)


def test_a_missing_library_is_told_with_its_remedy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "sentence_transformers", None)
    with pytest.raises(OptionManquante, match="sentence_transformers"):
        EncodeurExterne.charger("un/modele")


def test_sentence_transformers_are_loaded_by_name(monkeypatch: pytest.MonkeyPatch) -> None:
    class Modele:
        def __init__(self, nom: str) -> None:
            if nom != "un/modele":
                raise OSError(nom)

        def encode(self, textes: list[str], *, show_progress_bar: bool) -> list[list[float]]:
            return [[float(len(texte)), 0.0] for texte in textes]

    faux = ModuleType("sentence_transformers")
    faux.SentenceTransformer = Modele  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "sentence_transformers", faux)
    assert EncodeurExterne.charger("un/modele").encode(["abc"]).tolist() == [[1.0, 0.0]]
    with pytest.raises(DocumentIllisible, match="autre"):
        EncodeurExterne.charger("autre/modele")


class _Decoupe:
    """Stands for a tokenizer: one number a letter, padded."""

    longueur = 0

    @classmethod
    def from_file(cls, chemin: str) -> _Decoupe:
        Path(chemin).read_bytes()
        return cls()

    def enable_truncation(self, longueur: int) -> None:
        type(self).longueur = longueur

    def enable_padding(self) -> None: ...

    def encode_batch(self, textes: list[str]) -> list[SimpleNamespace]:
        large = max(map(len, textes))
        return [
            SimpleNamespace(
                ids=[ord(lettre) for lettre in texte] + [0] * (large - len(texte)),
                attention_mask=[1] * len(texte) + [0] * (large - len(texte)),
            )
            for texte in textes
        ]


class _Session:
    """Stands for an ONNX session: the state of a token is its number, twice."""

    def __init__(self, chemin: str, providers: list[str]) -> None:
        assert providers == ["CPUExecutionProvider"]

    def get_inputs(self) -> list[SimpleNamespace]:
        return [SimpleNamespace(name="input_ids"), SimpleNamespace(name="attention_mask")]

    def run(self, _: None, entrees: dict[str, npt.NDArray[np.int64]]) -> list[npt.NDArray[np.float32]]:
        assert set(entrees) == {"input_ids", "attention_mask"}
        return [np.repeat(entrees["input_ids"][:, :, None], 2, axis=2).astype(np.float32)]


@pytest.fixture
def faux_onnx(monkeypatch: pytest.MonkeyPatch) -> None:
    for nom, attribut, classe in (
        ("onnxruntime", "InferenceSession", _Session),
        ("tokenizers", "Tokenizer", _Decoupe),
    ):
        module = ModuleType(nom)
        setattr(module, attribut, classe)
        monkeypatch.setitem(sys.modules, nom, module)


@pytest.mark.usefixtures("faux_onnx")
@pytest.mark.parametrize(("reglages", "longueur"), [({"max_seq_length": 64}, 64), ({}, 256)])
def test_an_onnx_folder_is_loaded(tmp_path: Path, reglages: dict[str, int], longueur: int) -> None:
    (tmp_path / "onnx").mkdir()
    (tmp_path / "onnx" / "model.onnx").write_bytes(b"x")
    (tmp_path / "tokenizer.json").write_text("{}", encoding="utf-8")
    (tmp_path / "sentence_bert_config.json").write_text(json.dumps(reglages), encoding="utf-8")
    vecteurs = EncodeurExterne.charger(tmp_path).encode(["abc", "d"])
    assert vecteurs.ravel().tolist() == pytest.approx([0.5**0.5] * 4)
    assert _Decoupe.longueur == longueur


@pytest.mark.usefixtures("faux_onnx")
def test_an_onnx_folder_without_its_words_is_refused(tmp_path: Path) -> None:
    (tmp_path / "model.onnx").write_bytes(b"x")
    with pytest.raises(DocumentIllisible, match="encodeur"):
        EncodeurExterne.charger(tmp_path)


@pytest.mark.parametrize("chemin", ["/nulle/part", "./absent", "un/dossier/absent"])
def test_a_folder_that_is_not_there_is_told_before_any_library(
    chemin: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "sentence_transformers", None)
    with pytest.raises(DocumentIllisible, match="introuvable") as erreur:
        EncodeurExterne.charger(chemin)
    assert erreur.value.code == "encodeur-introuvable"


def test_a_real_onnx_model_gives_the_mean_of_its_states(tmp_path: Path) -> None:
    ecrire_modele(tmp_path, ("chat", "chien"))
    vecteurs = EncodeurExterne.charger(tmp_path).encode(["chat chien", "chat"])
    assert vecteurs[0].tolist() == pytest.approx([0, 0, 0.5**0.5, 0.5**0.5])
    assert vecteurs[1].tolist() == [0, 0, 1, 0]
