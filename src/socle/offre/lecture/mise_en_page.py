"""From printed lines on a page to blocks in reading order: tables, columns, label beside value.

Coordinates are in points, the origin at the bottom left of the page, as in PDF.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise, zip_longest

from socle.offre.blocs import Bloc
from socle.offre.decoupage.nettoyage import rejoindre, separer_puce
from socle.offre.decoupage.titres import is_titre_connu
from socle.offre.lecture.bornes import trop_imbrique
from socle.offre.lecture.tableaux import Cellule, aplatir

_TOLERANCE = 3.0
_COLONNES_MAX = 12
_TRAITS_MAX = 1_500  # no printed page holds more lines: such a one is read straight down


@dataclass(frozen=True, slots=True)
class Trait:
    """A printed line of text, or a whole table (``tableau``) standing where it was."""

    x0: float
    y0: float
    x1: float
    y1: float
    texte: str = ""
    taille: float = 10.0
    gras: bool = False
    tableau: tuple[Bloc, ...] | None = None


@dataclass(frozen=True, slots=True)
class Filet:
    """A ruling: horizontal when ``y0 == y1``, vertical when ``x0 == x1``."""

    x0: float
    y0: float
    x1: float
    y1: float


def recoller(traits: Sequence[Trait], filets: Sequence[Filet]) -> list[Trait]:
    """Pieces of one printed line put back together: justified words, a bullet and its text."""
    ordered = sorted(traits, key=lambda one: (-round(one.y0), one.x0))
    edges = Counter(round(one.x0) for one in traits)
    joined: list[Trait] = []
    for piece in ordered:
        previous = joined[-1] if joined else None
        # Three lines or more that start at one place make a column, not a wide blank.
        column = sum(edges[round(piece.x0) + shift] for shift in (-1, 0, 1)) >= 3
        if previous is not None and _same_line(previous, piece, filets, column=column):
            joined[-1] = replace(
                previous,
                x1=max(previous.x1, piece.x1),
                y0=min(previous.y0, piece.y0),
                y1=max(previous.y1, piece.y1),
                texte=f"{previous.texte} {piece.texte}",
                gras=previous.gras and piece.gras,
                taille=max(previous.taille, piece.taille),
            )
        else:
            joined.append(piece)
    return joined


def _same_line(left: Trait, right: Trait, filets: Sequence[Filet], *, column: bool) -> bool:
    if abs(left.y0 - right.y0) > 0.3 * max(left.taille, right.taille):
        return False
    gap = right.x0 - left.x1
    bullet = len(left.texte) <= 4 and not separer_puce(f"{left.texte} Xx")[1].startswith(left.texte)
    if gap < -1 or gap > (45 if bullet else (0.9 if column else 2.2) * left.taille):
        return False
    middle = (left.y0 + left.y1) / 2
    return not any(
        one.x0 == one.x1 and left.x1 - 1 <= one.x0 <= right.x0 + 1 and one.y0 <= middle <= one.y1
        for one in filets
    )


# -- tables -----------------------------------------------------------------------------------


def _clusters(values: Sequence[float]) -> list[float]:
    kept: list[float] = []
    for value in sorted(values):
        if not kept or value - kept[-1] > _TOLERANCE:
            kept.append(value)
    return kept


def _components(filets: Sequence[Filet]) -> Iterator[list[Filet]]:
    """Rulings that touch one another, as groups."""
    left = list(filets)
    while left:
        group, frontier = [], [left.pop()]
        while frontier:
            one = frontier.pop()
            group.append(one)
            near = [other for other in left if _touch(one, other)]
            left = [other for other in left if not _touch(one, other)]
            frontier += near
        yield group


def _touch(a: Filet, b: Filet) -> bool:
    return (
        a.x0 <= b.x1 + _TOLERANCE
        and b.x0 <= a.x1 + _TOLERANCE
        and a.y0 <= b.y1 + _TOLERANCE
        and b.y0 <= a.y1 + _TOLERANCE
    )


def poser_tableaux(traits: Sequence[Trait], filets: Sequence[Filet]) -> list[Trait]:
    """Replace the lines that stand in a ruled table by the table itself, read row by row."""
    rest = list(traits)
    for group in _components(filets):
        xs = _clusters([one.x0 for one in group if one.x0 == one.x1])
        ys = _clusters([one.y0 for one in group if one.y0 == one.y1])
        if len(xs) < 2 or len(ys) < 2 or len(xs) + len(ys) < 5 or len(xs) > _COLONNES_MAX:
            continue
        inside = [
            one for one in rest
            if xs[0] - 2 <= one.x0 < xs[-1] and ys[0] - 2 <= (one.y0 + one.y1) / 2 <= ys[-1] + 2
        ]  # fmt: skip
        if len(inside) < 2:
            continue
        blocs = tuple(aplatir(_grid(inside, xs, ys)))
        taken = set(map(id, inside))
        rest = [one for one in rest if id(one) not in taken]
        rest.append(Trait(xs[0], ys[0], xs[-1], ys[-1], tableau=blocs))
    return rest


def _rank(value: float, edges: Sequence[float]) -> int:
    return max(0, min(sum(1 for edge in edges if edge <= value) - 1, len(edges) - 2))


def _grid(inside: Sequence[Trait], xs: Sequence[float], ys: Sequence[float]) -> list[list[Cellule]]:
    rows: list[list[list[Trait]]] = [[[] for _ in xs[1:]] for _ in ys[1:]]
    for one in inside:
        row = len(ys) - 2 - _rank((one.y0 + one.y1) / 2, ys)
        rows[row][_rank(one.x0 + 2, xs)].append(one)
    return [[_cell(cell, edge) for cell, edge in zip(row, xs[1:], strict=True)] for row in rows]


def _cell(cell: list[Trait], edge: float) -> Cellule:
    ordered = sorted(cell, key=lambda one: (-one.y1, one.x0))
    return rejoindre(paragraphes(ordered, right=edge - 4, page=1, corps=0))


# -- reading order ----------------------------------------------------------------------------


def ordonner(traits: Sequence[Trait], depth: int = 0) -> list[list[Trait]]:
    """The lines of a region as flows, each read from top to bottom, one after the other."""
    if depth > 12:
        raise trop_imbrique()
    ordered = _rows(traits)
    gutter = _gutter(ordered) if len(ordered) <= _TRAITS_MAX else None
    if gutter is None:
        return [ordered] if ordered else []
    flows: list[list[Trait]] = []
    for band in _bands(ordered, gutter):
        left = [one for one in band if one.x1 <= gutter]
        right = [one for one in band if one.x0 >= gutter - 1]
        if left and right:
            flows += _two_columns(left, right, depth)
        else:
            flows.append(band)
    return flows


def _rows(traits: Sequence[Trait]) -> list[Trait]:
    """Lines from top to bottom; those of one row from left to right, be they printed in several sizes."""
    rows: list[list[Trait]] = []
    for one in sorted(traits, key=lambda one: -(one.y0 + one.y1)):
        first = rows[-1][0] if rows else None
        if first is not None and abs(first.y0 + first.y1 - one.y0 - one.y1) < 0.4 * min(
            first.taille, one.taille
        ):
            rows[-1].append(one)
        else:
            rows.append([one])
    return [one for row in rows for one in sorted(row, key=lambda one: one.x0)]


def _two_columns(left: list[Trait], right: list[Trait], depth: int) -> list[list[Trait]]:
    top, bottom = max(one.y1 for one in right), min(one.y0 for one in right)
    above = [one for one in left if one.y0 >= top]
    below = [one for one in left if one.y1 <= bottom]
    facing = [one for one in left if one not in above and one not in below]
    # A form may stand on several columns of labels and values: those on either side of the gutter are pairs.
    before, labels = _cut_beside(facing, max((one.x0 for one in facing), default=0.0))
    after, values = _cut_beside(right, min(one.x0 for one in right))
    if labels and _is_labels(labels, values):
        pairs = _pairs(labels, values)
        flows = (above, *ordonner(before, depth + 1), pairs, *ordonner(after, depth + 1), below)
        return [flow for flow in flows if flow]
    return [*ordonner(left, depth + 1), *ordonner(right, depth + 1)]


def _cut_beside(traits: list[Trait], edge: float) -> tuple[list[Trait], list[Trait]]:
    """Lines apart from those of the column that starts at ``edge``, where they do stand in columns; all of
    them as that column otherwise."""
    column = [one for one in traits if abs(one.x0 - edge) <= 2]
    others = [one for one in traits if one not in column]
    end = max((one.x1 for one in column), default=edge)
    beside = any(one.y0 < other.y1 and other.y0 < one.y1 for one in others for other in column)
    if not beside or any(one.x1 > edge and one.x0 < end for one in others):
        return [], traits
    return others, column


def _gutter(traits: Sequence[Trait]) -> float | None:
    """The left edge of a second column; None for one column."""
    lines = [one for one in traits if one.tableau is None]
    if len(lines) < 4:
        return None
    x0, x1 = min(one.x0 for one in traits), max(one.x1 for one in traits)
    edges = Counter(round(one.x0) for one in lines if one.x0 > x0 + 0.12 * (x1 - x0))
    best: tuple[float, float] | None = None
    for edge, count in edges.most_common(8):
        if count < 2:
            break
        left = [one for one in traits if one.x1 <= edge - 4]
        right = [one for one in traits if one.x0 >= edge - 1.5]
        crossing = len(traits) - len(left) - len(right)
        if len(left) < 2 or len(right) < 2 or not _side_by_side(left, right):
            continue
        score = crossing + abs(len(left) - len(right)) * 0.05
        if crossing <= 0.75 * len(traits) and (best is None or score < best[0]):
            best = (score, float(edge) - 0.5)
    return best[1] if best else None


def _side_by_side(left: Sequence[Trait], right: Sequence[Trait]) -> bool:
    """Whether most lines of the shorter side have neighbours on the other."""
    small, large = (left, right) if len(left) <= len(right) else (right, left)
    facing = sum(1 for one in small if any(one.y0 < other.y1 and other.y0 < one.y1 for other in large))
    return facing >= max(2, 0.3 * len(small))


def _bands(ordered: Sequence[Trait], gutter: float) -> list[list[Trait]]:
    """Stretches of lines from top to bottom: full-width ones, and those in two columns."""
    bands: list[list[Trait]] = []
    crossing: bool | None = None
    for one in ordered:
        crosses = one.x0 < gutter - 1 and one.x1 > gutter
        if crosses != crossing or not bands:
            bands.append([])
            crossing = crosses
        bands[-1].append(one)
    split: list[list[Trait]] = []
    for band, following in zip_longest(bands, bands[1:]):
        split += _split_tail(band, gutter) if following else [band]
    return split


def _split_tail(band: list[Trait], gutter: float) -> list[list[Trait]]:
    """A heading under both columns, after a blank, announces the full-width lines that follow it."""
    right = [one for one in band if one.x0 >= gutter - 1]
    left = [one for one in band if one.x1 <= gutter]
    if not right or len(left) < 2:
        return [band]
    bottom = min(one.y0 for one in right)
    for size in range(1, min(3, len(left) - 1) + 1):
        above, below = left[-size - 1], left[-size]
        if below.y1 < bottom and above.y0 - below.y1 > 0.6 * below.taille:
            tail = left[-size:]
            return [[one for one in band if one not in tail], tail]
    return [band]


def _is_labels(left: Sequence[Trait], right: Sequence[Trait]) -> bool:
    """Whether the left side holds labels of what stands on the right, as in a form without rulings."""
    if any(one.tableau is not None for one in (*left, *right)):
        return False
    facing = sum(1 for one in left if any(abs(one.y0 - other.y0) < 0.35 * one.taille for other in right))
    colons = sum(1 for one in left if one.texte.rstrip().endswith(":"))
    short = sum(len(one.texte) for one in left) / len(left) <= 30
    bullets = any(separer_puce(one.texte)[0] for one in left)
    if bullets or facing < 0.8 * len(left):
        return False
    return 2 * colons >= len(left) or (short and not any(is_titre_connu(one.texte) for one in right))


def _pairs(left: Sequence[Trait], right: Sequence[Trait]) -> list[Trait]:
    rows: list[tuple[list[Trait], list[Trait]]] = []
    for one in sorted((*left, *right), key=lambda one: (-round(one.y0), one.x0)):
        is_label = one in left
        if is_label and (not rows or rows[-1][1] or not rows[-1][0]):
            rows.append(([], []))
        if not rows:
            rows.append(([], []))
        rows[-1][0 if is_label else 1].append(one)
    edge = max(one.x1 for one in right)
    cells = [[_cell(label, 1e9) if label else [], _cell(value, edge + 4)] for label, value in rows]
    blocs = tuple(aplatir([[_one(label), value] for label, value in cells]))
    box = (*left, *right)
    return [
        Trait(
            min(one.x0 for one in box),
            min(one.y0 for one in box),
            edge,
            max(one.y1 for one in box),
            tableau=blocs,
        )
    ]


def _one(cell: Cellule) -> Cellule:
    return [cell[0]._replace(texte=" ".join(bloc.texte for bloc in cell))] if cell else []


# -- paragraphs -------------------------------------------------------------------------------


def taille_du_corps(traits: Sequence[Trait]) -> float:
    """The size of most characters of a document."""
    sizes: Counter[float] = Counter()
    for one in traits:
        sizes[round(one.taille * 2) / 2] += len(one.texte)
    return sizes.most_common(1)[0][0] if sizes else 0.0


def paragraphes(flow: Sequence[Trait], *, right: float, page: int, corps: float) -> list[Bloc]:
    """The lines of a flow as blocks, each saying whether it continues the one before.

    :param right: where full lines end. :param corps: the body's size, 0 not to look for headings.
    """
    blocs: list[Bloc] = []
    previous: Trait | None = None
    # The closest lines are those of one paragraph; the others are set apart.
    steps = sorted(a.y1 - b.y1 for a, b in pairwise(flow) if 0.5 * a.taille < a.y1 - b.y1 < 3 * a.taille)
    step = steps[len(steps) // 6] if steps else 0.0
    for one in flow:
        if one.tableau is not None:
            blocs += [bloc._replace(page=page) for bloc in one.tableau]
            previous = None
            continue
        large = bool(corps) and one.taille >= 1.15 * corps and len(one.texte) <= 150
        suite = _goes_on(previous, one, right=right, step=step) if previous is not None else None
        blocs.append(
            Bloc(
                one.texte,
                page,
                "titre" if large else "texte",
                niveau=1 if large else 0,
                gras=one.gras,
                suite=suite,
            )
        )
        previous = one
    return blocs


def _goes_on(previous: Trait, one: Trait, *, right: float, step: float) -> bool | None:
    gap = previous.y0 - one.y1
    apart = previous.y1 - one.y1 > 1.25 * (step or 1.4 * one.taille) or gap > 1.2 * one.taille
    if apart or abs(previous.taille - one.taille) > 0.8:
        return False
    if separer_puce(one.texte)[0] or previous.gras != one.gras:
        return False
    first = one.texte.split(" ")[0]
    width = (one.x1 - one.x0) / max(1, len(one.texte))
    full = previous.x1 + width * (len(first) + 1) > right - 1
    if previous.texte.endswith(("-", "\u00ad")) and one.texte[:1].islower():
        return True
    if is_titre_connu(one.texte) and not one.texte[:1].islower():
        return False
    if full:
        return not re.search(r"[:;]$", previous.texte.rstrip()) or one.texte[:1].islower()
    return None if one.texte[:1].islower() else False
