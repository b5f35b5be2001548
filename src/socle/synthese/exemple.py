"""The booklet's case as a worked example."""

from __future__ import annotations

from functools import cache
from importlib import resources

from socle.synthese.etude import Etude


@cache
def charger() -> Etude:
    """ANSTIA's booklet as a study, coded only as far as the booklet states."""
    return Etude.from_json(
        resources.files("socle.donnees").joinpath("livret", "etude.json").read_text("utf-8")
    )
