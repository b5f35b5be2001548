"""French typography of the sentences that Socle writes."""

from __future__ import annotations

import re

_INSECABLE = "\u00a0"
_AVANT = re.compile(r" (?=[;:?!»%])")
_APRES = re.compile(r"(?<=«) ")


def francais(texte: str) -> str:
    """The text with non-breaking spaces before ; : ? ! % and inside « ».

    Only spaces already there change, so that addresses and codes are left alone.

    >>> francais("Pourquoi ? « Parce que » : voir https://exemple.fr").count("\\u00a0")
    4
    """
    return _APRES.sub(_INSECABLE, _AVANT.sub(_INSECABLE, texte))
