"""What a text must hold for an expression to match it, read from the expression itself.

Looking for a few letters costs a tenth of trying an expression, and nearly all the lines of an offer hold
none of those that a table of expressions needs.
"""

from __future__ import annotations

from re import _constants as codes  # type: ignore[attr-defined]
from re import _parser  # type: ignore[attr-defined]
from typing import Any


def fragments(motif: str) -> frozenset[str]:
    """Pieces of words, one of which at least stands in any text that an expression matches.

    Of the parts that a match cannot do without, the one whose shortest piece is the longest. Empty when
    nothing is sure.

    >>> sorted(fragments("(?:label|labellise\\\\w*) .{0,30}(?:diversite|egalite)"))
    ['diversite', 'egalite']
    >>> fragments("a?b*")
    frozenset()
    """
    return _de_la_suite(_parser.parse(motif))


def _de_la_suite(suite: Any) -> frozenset[str]:
    trouves: list[frozenset[str]] = []
    lettres = ""
    for code, argument in [*suite, (None, None)]:
        if code is codes.LITERAL:
            lettres += chr(argument)
            continue
        # What is written around a word is folded away: only what stands inside one word is looked for.
        trouves += [frozenset([mot]) for mot in lettres.split()]
        lettres = ""
        if code is codes.SUBPATTERN:
            trouves.append(_de_la_suite(argument[-1]))
        elif code in (codes.MAX_REPEAT, codes.MIN_REPEAT) and argument[0] > 0:
            trouves.append(_de_la_suite(argument[2]))
        elif code is codes.BRANCH:
            branches = [_de_la_suite(branche) for branche in argument[1]]
            trouves.append(frozenset[str]().union(*branches) if all(branches) else frozenset())
    return max(trouves, key=_valeur, default=frozenset())


def _valeur(pieces: frozenset[str]) -> tuple[int, int]:
    return min(map(len, pieces), default=0), -len(pieces)
