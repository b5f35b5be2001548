"""The smallest model of phrases: an ONNX file that gives each known word a direction of its own."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import onnx
import tokenizers


def ecrire_modele(dossier: Path, mots: Sequence[str]) -> Path:
    """Write the model and its tokenizer in a folder; unknown words share one direction, padding another."""
    dossier.mkdir(exist_ok=True)
    rangs = {mot: rang for rang, mot in enumerate(("[UNK]", "[PAD]", *mots))}
    decoupe = tokenizers.Tokenizer(tokenizers.models.WordLevel(rangs, unk_token="[UNK]"))
    decoupe.pre_tokenizer = tokenizers.pre_tokenizers.Whitespace()
    decoupe.save(str(dossier / "tokenizer.json"))
    table = onnx.numpy_helper.from_array(np.eye(len(rangs), dtype=np.float32), "table")
    entree = onnx.helper.make_tensor_value_info("input_ids", onnx.TensorProto.INT64, ["n", "l"])
    sortie = onnx.helper.make_tensor_value_info("etats", onnx.TensorProto.FLOAT, ["n", "l", len(rangs)])
    graphe = onnx.helper.make_graph(
        [onnx.helper.make_node("Gather", ["table", "input_ids"], ["etats"])], "g", [entree], [sortie], [table]
    )
    modele = onnx.helper.make_model(graphe, opset_imports=[onnx.helper.make_opsetid("", 13)], ir_version=8)
    onnx.save(modele, dossier / "model.onnx")
    return dossier
