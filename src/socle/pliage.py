"""Folding a text character by character, quickly where it is written in Windows-1252, as nearly all are.

Python's own ``str.translate`` looks every character up in a dictionary; a text that holds only characters
of Windows-1252 (all that French needs) is folded here as bytes, some ten times faster. The result is the
same for any text.
"""

from __future__ import annotations

from codecs import charmap_decode, charmap_encode
from collections.abc import Callable
from encodings import cp1252

_ENCODAGE = "cp1252"
# The tables of the codec, used straight: going through its name costs as much again.
_VERS_OCTETS, _VERS_SIGNES = cp1252.encoding_table, cp1252.decoding_table


class _Table(dict[int, str]):
    """What each character becomes, worked out the first time it is met."""

    def __init__(self, plier_signe: Callable[[str], str]) -> None:
        super().__init__()
        self._plier_signe = plier_signe

    def __missing__(self, point: int) -> str:
        self[point] = plie = self._plier_signe(chr(point))
        return plie


class Pliage:
    """A folding, from what it makes of each character.

    :param entier: how to fold a text that holds other characters, where that is not one by one.

    >>> plier = Pliage(lambda signe: {"œ": "oe", "É": "e", "!": ""}.get(signe, signe.lower()))
    >>> plier("L’Œuf cœlia, É!"), plier("ЦЕ")
    ('l’œuf coelia, e', 'це')
    """

    def __init__(
        self, plier_signe: Callable[[str], str], *, entier: Callable[[str], str] | None = None
    ) -> None:
        signes = _Table(plier_signe)
        self._entier = entier or (lambda texte: texte.translate(signes))
        self._longs: list[tuple[bytes, bytes]] = []
        table, ecartes, lents = bytearray(range(256)), bytearray(), []
        for octet in range(256):
            signe = bytes([octet]).decode(_ENCODAGE, "replace")
            plie = plier_signe(signe)
            octets = plie.encode(_ENCODAGE, "replace")
            if not plie:
                ecartes.append(octet)
            elif octets.decode(_ENCODAGE) != plie or any(
                plier_signe(un) != un for un in plie if len(plie) > 1
            ):
                lents.append(bytes([octet]))
            elif len(octets) == 1:
                table[octet] = octets[0]
            else:
                self._longs.append((bytes([octet]), octets))
        self._table, self._ecartes, self._lents = bytes(table), bytes(ecartes), tuple(lents)
        self._rares = b"".join([*lents, *(court for court, _ in self._longs)])

    def __call__(self, texte: str) -> str:
        """The text folded."""
        try:
            octets, _ = charmap_encode(texte, "strict", _VERS_OCTETS)
        except UnicodeEncodeError:
            return self._entier(texte)
        if len(octets.translate(None, self._rares)) < len(octets):
            for lent in self._lents:
                if lent in octets:
                    return self._entier(texte)
            # The signs that become several are replaced first: what they become folds to itself.
            for court, longs in self._longs:
                if court in octets:
                    octets = octets.replace(court, longs)
        plies = octets.translate(self._table, self._ecartes)
        return plies.decode("ascii") if plies.isascii() else charmap_decode(plies, "strict", _VERS_SIGNES)[0]
