"""What a reader hands to the splitter: blocks of text in reading order, with what the page showed."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Literal, NamedTuple

from socle.offre.documents import Format

LIGNES_EN_MEMOIRE = 6 << 13
"""Lines of which what is worked out from their words is kept, where many offers are read: most lines come
back, some after thousands of offers. Some hundred megabytes for all that is kept of them."""

LIGNES_LUES_EN_MEMOIRE = LIGNES_EN_MEMOIRE // 2
"""The same for what is read of a line before that: it takes as much room, and far less time to do again."""


class Bloc(NamedTuple):
    """A paragraph, a list item, a heading, or one printed line of either.

    A tuple, as a million offers make hundreds of millions of them: a frozen dataclass costs four times more.

    :param genre: what the source's own markup says; ``texte`` when it says nothing.
    :param suite: this block continues the previous one; None when only the words can tell.
    :param sauts: places in ``texte`` where a new page starts, with its number.
    :param gras: the whole block is bold, or printed larger than the body.
    """

    texte: str
    page: int = 1
    genre: Literal["titre", "puce", "texte"] = "texte"
    niveau: int = 0
    gras: bool = False
    suite: bool | None = False
    sauts: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Lu:
    """A document as read: its blocks, and what could not be read of it."""

    format: Format
    blocs: tuple[Bloc, ...]
    titre: str | None = None
    pages: int = 1
    remarques: tuple[str, ...] = field(default=())

    def named(self, format: Format) -> Lu:
        """The same reading, said to come from another format."""
        return replace(self, format=format)
