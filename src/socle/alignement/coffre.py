"""Arrays and JSON in one file: what takes a moment to compute is kept, and read again without any code."""

from __future__ import annotations

import json
from collections.abc import Mapping
from os import PathLike
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import numpy as np
import numpy.typing as npt

Tableaux = Mapping[str, npt.NDArray[Any]]

ILLISIBLE = (OSError, EOFError, BadZipFile, ValueError, KeyError, TypeError, IndexError)
"""What reading a file that is not one of ours may raise."""


def garder(chemin: str | PathLike[str], meta: Mapping[str, Any], tableaux: Tableaux) -> None:
    """Write one ``npz`` file."""
    octets = np.frombuffer(json.dumps(meta, ensure_ascii=False).encode(), dtype=np.uint8)
    contenu: dict[str, Any] = {"meta": octets, **tableaux}
    with Path(chemin).open("wb") as sortie:
        np.savez(sortie, **contenu)


def relire(chemin: str | PathLike[str]) -> tuple[dict[str, Any], dict[str, npt.NDArray[Any]]]:
    """Read what :func:`garder` wrote; one of :data:`ILLISIBLE` when it did not."""
    with Path(chemin).open("rb") as entree, np.load(entree, allow_pickle=False) as archive:
        meta = json.loads(archive["meta"].tobytes())
        return meta, {nom: archive[nom] for nom in archive.files if nom != "meta"}
