"""``make bench``: every bench, or those named on the command line (``python -m bench coeur rendu``)."""

from __future__ import annotations

import sys
from importlib import import_module

from bench.commun import DONNEES, console

BENCHES = ("coeur", "rendu", "lecture", "moteur", "synthese", "corpus", "consultation")


def main(noms: list[str]) -> int:
    """Run the benches; 2 when the public data they need is absent."""
    if not DONNEES.is_dir():
        console.print(f"Les données publiques sont absentes : {DONNEES} n’existe pas.")
        return 2
    for nom in noms or BENCHES:
        import_module(f"bench.{nom}").main()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
