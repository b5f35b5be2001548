"""Encoders: what turns texts into vectors, and the one that loads a model a user points at.

No model ships and none is downloaded unasked: an external encoder is a folder on this machine, or a name
on a hub that the user chose. It needs one of the optional libraries, and ranks again a short list only.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from importlib import import_module
from os import PathLike
from pathlib import Path
from typing import Any, Protocol, runtime_checkable

import numpy as np
import numpy.typing as npt

from socle.erreurs import DocumentIllisible, OptionManquante

Vecteurs = npt.NDArray[np.float32]


class Encodeur(Protocol):
    """Texts to vectors of length one; texts near in meaning have near vectors."""

    def encode(self, texts: Sequence[str]) -> Vecteurs:
        """One row a text, shape (texts, d)."""


@runtime_checkable
class Questionneur(Encodeur, Protocol):
    """An encoder that encodes questions otherwise than the forms they are compared with."""

    def encode_questions(self, texts: Sequence[str]) -> Vecteurs:
        """One row a text, shape (texts, d)."""


def normer(vecteurs: npt.ArrayLike) -> Vecteurs:
    """The same rows, made of length one; a row of zeros stays so.

    >>> normer([[3.0, 4.0], [0.0, 0.0]]).tolist()
    [[0.6000000238418579, 0.800000011920929], [0.0, 0.0]]
    """
    tableau = np.asarray(vecteurs, dtype=np.float32)
    normes = np.linalg.norm(tableau, axis=1, keepdims=True)
    normes[normes == 0] = 1
    return np.asarray(tableau / normes, dtype=np.float32)


class EncodeurExterne:
    """An encoder that a function computes; vectors are made of length one here.

    >>> encodeur = EncodeurExterne(lambda textes: [[len(texte), 0.0] for texte in textes])
    >>> encodeur.encode(["abc"]).tolist()
    [[1.0, 0.0]]
    """

    def __init__(self, calculer: Callable[[list[str]], npt.ArrayLike]) -> None:
        self._calculer = calculer

    def encode(self, texts: Sequence[str]) -> Vecteurs:
        """One row a text, of length one."""
        textes = list(texts)
        return normer(self._calculer(textes)) if textes else np.zeros((0, 0), dtype=np.float32)

    @classmethod
    def charger(cls, modele: str | PathLike[str]) -> EncodeurExterne:
        """The model of a folder or of a hub name: ONNX where the folder holds it, or sentence-transformers.

        An ONNX folder holds ``model.onnx`` (there or under ``onnx/``) and ``tokenizer.json``; the vectors
        are the mean of the last hidden states over the words of the text.

        :raises OptionManquante: the library that it needs is not installed.
        :raises DocumentIllisible: the folder is not there, holds no model, or one that cannot be loaded.
        """
        dossier = Path(modele)
        if _est_un_chemin(str(modele)) and not dossier.is_dir():
            raise DocumentIllisible(
                f"L’encodeur « {modele} » est introuvable.",
                cause="Ce dossier n’existe pas.",
                remede="Vérifiez le chemin du dossier, ou donnez le nom d’un modèle sur un dépôt.",
                code="encodeur-introuvable",
            )
        candidats = [dossier / "model.onnx", dossier / "onnx" / "model.onnx"]
        onnx = next((chemin for chemin in candidats if chemin.is_file()), None)
        return cls(_par_onnx(dossier, onnx) if onnx else _par_phrases(str(modele)))


def _est_un_chemin(modele: str) -> bool:
    """Whether it can only be a folder: a hub name is at most two words around one slash."""
    return modele.startswith((".", "/", "~")) or "\\" in modele or modele.count("/") > 1


def _par_phrases(nom: str) -> Callable[[list[str]], npt.ArrayLike]:
    bibliotheque = _importer("sentence_transformers", modele=nom)
    try:
        modele = bibliotheque.SentenceTransformer(nom)
    except (OSError, ValueError) as erreur:
        raise _sans_modele(nom) from erreur
    return lambda textes: np.asarray(modele.encode(textes, show_progress_bar=False))


def _par_onnx(dossier: Path, fichier: Path) -> Callable[[list[str]], npt.ArrayLike]:
    onnxruntime = _importer("onnxruntime", modele=dossier.name)
    tokenizers = _importer("tokenizers", modele=dossier.name)
    try:
        decoupe = tokenizers.Tokenizer.from_file(str(dossier / "tokenizer.json"))
        session = onnxruntime.InferenceSession(str(fichier), providers=["CPUExecutionProvider"])
    except Exception as erreur:  # both libraries raise their own untyped errors on a bad file
        raise _sans_modele(dossier.name) from erreur
    decoupe.enable_truncation(_longueur(dossier))
    decoupe.enable_padding()
    attendues = {entree.name for entree in session.get_inputs()}

    def calculer(textes: list[str]) -> npt.ArrayLike:
        codes = decoupe.encode_batch(textes)
        masque = np.array([code.attention_mask for code in codes], dtype=np.int64)
        entrees: dict[str, Any] = {
            "input_ids": np.array([code.ids for code in codes], dtype=np.int64),
            "attention_mask": masque,
            "token_type_ids": np.zeros_like(masque),
        }
        etats = session.run(None, {nom: entrees[nom] for nom in attendues & entrees.keys()})[0]
        poids = masque[:, :, None]
        resultat: npt.NDArray[np.float32] = (etats * poids).sum(axis=1) / np.maximum(poids.sum(axis=1), 1)
        return resultat

    return calculer


def _longueur(dossier: Path) -> int:
    """The number of tokens that the model reads; 256 when it does not say."""
    try:
        reglages = json.loads((dossier / "sentence_bert_config.json").read_text("utf-8"))
        return int(reglages["max_seq_length"])
    except (OSError, ValueError, KeyError, TypeError):
        return 256


def _importer(bibliotheque: str, *, modele: str) -> Any:
    try:
        return import_module(bibliotheque)
    except ImportError as erreur:
        raise OptionManquante(
            f"L’encodeur « {modele} » ne peut pas être chargé.",
            cause=f"Il demande la bibliothèque {bibliotheque}, qui n’est pas installée.",
            remede="Installez Socle avec son option « encodeur », ou retirez cet encodeur des réglages.",
        ) from erreur


def _sans_modele(modele: str) -> DocumentIllisible:
    return DocumentIllisible(
        f"« {modele} » n’est pas un encodeur que Socle sait charger.",
        remede="Indiquez le dossier d’un modèle sentence-transformers ou ONNX, ou son nom sur un dépôt.",
        code="encodeur-illisible",
    )
