"""Text that comes from outside: what no document can print is left out."""

from __future__ import annotations

import re

from django.http import HttpRequest

CHIFFRES_MAXIMUM = 9
_CONTROLES = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
_CONTROLES_JSON = re.compile(r"(?<!\\)((?:\\\\)*)\\(?:[bf]|u00(?:0[0-8bcefBCEF]|1[0-9a-fA-F]))")


def texte(request: HttpRequest, nom: str, *, maximum: int) -> str:
    """A text of a posted form, without control characters."""
    return propre(request.POST.get(nom, "")).replace("\r\n", "\n")[:maximum]


def entier(brut: str) -> int | None:
    """The whole number typed; ``None`` for anything else, ``²`` and endless numbers included.

    >>> entier(" 60 "), entier("²"), entier("-1")
    (60, None, None)
    """
    net = brut.strip()
    return int(net) if net.isascii() and net.isdigit() and len(net) <= CHIFFRES_MAXIMUM else None


def propre(brut: str) -> str:
    """The text without control characters, line ends and tabs kept."""
    return _CONTROLES.sub("", brut)


def json_propre(contenu: str) -> str:
    """JSON text whose strings hold no control character.

    >>> json_propre(r'{"a": "un\\u0000 deux"}')
    '{"a": "un deux"}'
    """
    return _CONTROLES_JSON.sub(r"\1", contenu)
