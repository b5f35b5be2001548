"""Quality and speed of the matching engine: ``python -m bench moteur``, or one of its parts
(``python -m bench.moteur melo vitesse``).

Each part prints its figures with the baseline beside them, the data they were taken on, and which set
chose which constant. None writes anything, but ``calibration`` when told to (``--ecrire``).
"""

from __future__ import annotations

from importlib import import_module

PARTIES = ("melo", "definitions", "intitules", "emplois_types", "lignes", "calibration", "vitesse")


def main(noms: list[str] | None = None) -> None:
    """Run the parts named, or all of them."""
    for nom in noms or PARTIES:
        import_module(f"bench.moteur.{nom}").main()
