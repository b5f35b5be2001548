"""Pairing the lines of two lists: identical, level changed, reworded, or alone on their side."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Sequence
from typing import Literal, NamedTuple

from rapidfuzz import fuzz, process
from rapidfuzz.distance import LCSseq

from socle.referentiel.documents import Ligne
from socle.referentiel.texte import cle, cle_typographique
from socle.rendu.plan import Segment

Statut = Literal["identique", "niveau", "modifie", "seulement-a", "seulement-b"]

# Under this likeness (0 to 100, order of words set aside), two lines are two lines, not one reworded.
RESSEMBLANCE_MINIMALE = 68.0
_JETON = re.compile(r"\w+|\s+|[^\w\s]")


class Paire(NamedTuple):
    """Places in the two lists (``None`` on the side that has no such line) and what links them."""

    statut: Statut
    a: int | None
    b: int | None


def aligner(a: Sequence[Ligne], b: Sequence[Ligne], *, liens: dict[int, int] | None = None) -> list[Paire]:
    """The pairs of two lists, in the order of ``b``, the lines of ``a`` alone standing where they stood.

    :param liens: pairs known beforehand, place in ``b`` to place in ``a`` (a line's provenance).
    """
    couples = _couples(a, b, dict(liens or {}))
    paires = [
        Paire(_statut(a[couples[rang]], ligne), couples[rang], rang)
        if rang in couples
        else Paire("seulement-b", None, rang)
        for rang, ligne in enumerate(b)
    ]
    for rang in sorted(set(range(len(a))) - set(couples.values())):
        place = next((i + 1 for i in range(len(paires) - 1, -1, -1) if _precede(paires[i], rang)), 0)
        paires.insert(place, Paire("seulement-a", rang, None))
    return paires


def _precede(paire: Paire, rang: int) -> bool:
    return paire.a is not None and paire.a < rang


# From the strictest likeness to the loosest.
_CLEFS: tuple[Callable[[Ligne], str], ...] = (
    lambda ligne: cle_typographique(ligne.texte),
    lambda ligne: cle_typographique(ligne.libelle),
    lambda ligne: cle(ligne.libelle),
)


def _couples(a: Sequence[Ligne], b: Sequence[Ligne], couples: dict[int, int]) -> dict[int, int]:
    libres = [rang for rang in range(len(a)) if rang not in couples.values()]
    for clef in _CLEFS:
        par_clef: dict[str, list[int]] = {}
        for rang in libres:
            par_clef.setdefault(clef(a[rang]), []).append(rang)
        for rang, ligne in enumerate(b):
            if rang not in couples and par_clef.get(clef(ligne)):
                couples[rang] = par_clef[clef(ligne)].pop(0)
                libres.remove(couples[rang])
    restes = [rang for rang in range(len(b)) if rang not in couples]
    if libres and restes:
        _apparier(a, b, libres, restes, couples)
    return couples


def _apparier(
    a: Sequence[Ligne], b: Sequence[Ligne], libres: list[int], restes: list[int], couples: dict[int, int]
) -> None:
    """Pair what is left by likeness, the best pairs first."""
    scores = process.cdist(
        [cle(b[rang].libelle) for rang in restes],
        [cle(a[rang].libelle) for rang in libres],
        scorer=fuzz.token_sort_ratio,
        score_cutoff=RESSEMBLANCE_MINIMALE,
    )
    candidats = sorted(
        (
            (-float(scores[i, j]), restes[i], libres[j])
            for i in range(len(restes))
            for j in range(len(libres))
            if scores[i, j] >= RESSEMBLANCE_MINIMALE
        ),
    )
    pris: set[int] = set()
    for _, rang_b, rang_a in candidats:
        if rang_b not in couples and rang_a not in pris:
            couples[rang_b] = rang_a
            pris.add(rang_a)


def _statut(a: Ligne, b: Ligne) -> Statut:
    if cle_typographique(a.texte) == cle_typographique(b.texte):
        return "identique"
    if cle_typographique(a.libelle) == cle_typographique(b.libelle):
        return "niveau"
    return "modifie"


def mots_differents(avant: str, apres: str) -> tuple[Segment, ...]:
    """The word-level difference between two texts, as marked segments.

    >>> [(s.texte, s.marque) for s in mots_differents("un projet simple", "un projet pédagogique")]
    [('un projet ', None), ('simple', 'suppression'), ('pédagogique', 'insertion')]
    """
    jetons_a, jetons_b = _JETON.findall(avant), _JETON.findall(apres)
    segments: list[Segment] = []
    for genre, i1, i2, j1, j2 in _regrouper(_operations(jetons_a, jetons_b), jetons_a):
        if genre == "equal":
            segments.append(Segment(texte="".join(jetons_a[i1:i2])))
            continue
        if i2 > i1:
            segments.append(Segment(texte="".join(jetons_a[i1:i2]), marque="suppression"))
        if j2 > j1:
            segments.append(Segment(texte="".join(jetons_b[j1:j2]), marque="insertion"))
    return tuple(segments)


_Operation = tuple[str, int, int, int, int]
# Pairs of words: up to the first number, the difference that reads best, whose time grows with the cube;
# up to the second, the shortest one, whose time and memory grow with the square; then the whole text.
_PAIRES_LISIBLES, _PAIRES_COURTES = 300_000, 100_000_000


def _operations(a: list[str], b: list[str]) -> Sequence[_Operation]:
    paires = len(a) * len(b)
    if paires <= _PAIRES_LISIBLES:
        return difflib.SequenceMatcher(None, a, b, autojunk=False).get_opcodes()
    if paires <= _PAIRES_COURTES:
        return [(op.tag, op.src_start, op.src_end, op.dest_start, op.dest_end) for op in LCSseq.opcodes(a, b)]
    return [("equal", 0, len(a), 0, len(b)) if a == b else ("replace", 0, len(a), 0, len(b))]


def _regrouper(operations: Sequence[_Operation], jetons: list[str]) -> list[_Operation]:
    """Join two changes that only a blank or a small word separates: one change reads better than two."""
    groupes: list[_Operation] = []
    for operation in operations:
        genre, i1, i2, j1, j2 = operation
        if len(groupes) >= 2 and genre != "equal":
            milieu, precedent = groupes[-1], groupes[-2]
            commun = "".join(jetons[milieu[1] : milieu[2]])
            if milieu[0] == "equal" and precedent[0] != "equal" and len(commun.strip()) <= 3:
                groupes[-2:] = [("replace", precedent[1], i2, precedent[3], j2)]
                continue
        groupes.append((genre, i1, i2, j1, j2))
    return groupes
