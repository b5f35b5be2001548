"""What reproduces a run: parameters, versions, prints of the référentiel, of the engine and of the data."""

from __future__ import annotations

import hashlib
import platform
import shlex
from collections.abc import Sequence
from importlib import metadata, resources
from pathlib import Path
from typing import Any

from socle import __version__
from socle.alignement import Calibration, Encodeur
from socle.corpus.entree import TAILLE_DE_LOT
from socle.corpus.schema import VERSION
from socle.corpus.sources import Source
from socle.referentiel import Referentiel

_BIBLIOTHEQUES = ("datasketch", "numba", "numpy", "polars", "py3langid", "pyarrow", "pystemmer", "scipy")


def parametres(
    source: Source,
    *,
    referentiel: Referentiel,
    codes: Sequence[str],
    compact: Encodeur | None,
    calibration: Calibration | None,
    edition: str,
) -> dict[str, Any]:
    """All that the results depend on, but the data."""
    return {
        "schema": VERSION,
        "source": str(source.chemin),
        "colonnes": [list(paire) for paire in source.choix],
        "format": source.format,
        "edition": edition,
        "editions": [edition.nom for edition in referentiel.editions],
        "emplois_types": list(codes),
        "taille_de_lot": TAILLE_DE_LOT,
        "empreintes": {
            "referentiel": hashlib.sha256(referentiel.to_json().encode()).hexdigest(),
            "calibration": hashlib.sha256(calibration.model_dump_json().encode()).hexdigest()
            if calibration is not None
            else _empreinte_de("socle.donnees.calibration", "decision.json"),
            "portrait": _empreinte_de("socle.donnees.analyse", "portrait.csv"),
            "apprentissage": str(getattr(compact, "empreinte", "")) if compact is not None else "",
        },
        "versions": {
            "socle": __version__,
            "python": platform.python_version(),
            **{nom: metadata.version(nom) for nom in _BIBLIOTHEQUES},
        },
    }


def _empreinte_de(paquet: str, nom: str) -> str:
    return hashlib.sha256(resources.files(paquet).joinpath(nom).read_bytes()).hexdigest()


def commande(source: Source, sortie: Path, *, codes: Sequence[str], edition: str, apprentissage: bool) -> str:
    """The command line that makes the run again."""
    mots = ["socle", "corpus", "analyser", str(source.chemin), "-o", str(sortie)]
    mots += ["--edition", edition] if edition else []
    for code in codes:
        mots += ["--emploi-type", code]
    mots += ["--format-source", source.format] if source.format else []
    for champ, colonne in source.choix:
        mots += ["--colonne", f"{champ}={colonne}"]
    mots += [] if apprentissage else ["--sans-apprentissage"]
    return shlex.join(mots)
