"""``python -m bench.moteur [PARTIE…]``."""

from __future__ import annotations

import sys

from bench.moteur import main

if __name__ == "__main__":
    main([argument for argument in sys.argv[1:] if not argument.startswith("--")])
