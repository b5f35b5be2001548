"""Split what was read into sections and lines, each at its place in the text."""

from __future__ import annotations

from socle.offre.decoupage.decoupeur import decouper_lu, parcourir

__all__ = ["decouper_lu", "parcourir"]
