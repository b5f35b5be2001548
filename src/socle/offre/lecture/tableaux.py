"""Tables as a person reads them: label beside value, one item per row, or columns under headings."""

from __future__ import annotations

from socle.offre.blocs import Bloc
from socle.offre.decoupage.tables import RegleTitre, cle
from socle.offre.decoupage.titres import is_titre_connu, regle_du_titre

Cellule = list[Bloc]

_LIBELLE = 70  # a label is short: "Quotité de travail", "Nom du supérieur hiérarchique direct"
_COURT = 160


def aplatir(rows: list[list[Cellule]]) -> list[Bloc]:
    """The blocks of a table in reading order.

    - headings in the first row over columns of text: each column in turn, under its heading;
    - labels in the first row over one row of values: ``label : value``;
    - a column of levels: the level in brackets after the item, as RéFérens writes it;
    - two cells, the first one short: ``label : value``, or the label as a heading when the value
      holds several paragraphs;
    - short cells, three or more: one line, joined by dashes;
    - anything else: the cells one after the other.
    """
    filled = [[cell for cell in row if cell] for row in rows]
    filled = [row for row in filled if row]
    level = _level_column(filled)
    if level is not None:
        named = filled[0][0][0]._replace(genre="titre", niveau=3, suite=False)
        return [named, *(bloc for row in filled[1:] for bloc in _with_level(row, level))]
    rules = _headings(filled)
    if rules and not any(rule.ligne for rule in rules):
        return _by_columns(filled)
    if len(filled) == 2 and rules and all(rule.ligne for rule in rules) and len(filled[1]) == len(filled[0]):
        return [bloc for label, value in zip(*filled, strict=True) for bloc in _pair(label[0], value)]
    return [bloc for row in filled for bloc in _row(row)]


def _text(cell: Cellule) -> str:
    return " ".join(bloc.texte for bloc in cell)


def _headings(rows: list[list[Cellule]]) -> list[RegleTitre]:
    """The rules of the first row's headings when all of its cells are some, over as many columns."""
    if len(rows) < 2 or len(rows[0]) < 2 or any(len(row) > len(rows[0]) for row in rows):
        return []
    rules = [regle_du_titre(_text(cell)) if len(cell) == 1 else None for cell in rows[0]]
    return [rule for rule in rules if rule is not None] if all(rules) else []


def _level_column(rows: list[list[Cellule]]) -> int | None:
    """The column of required levels, under a heading that says so."""
    if len(rows) < 2 or len(rows[0]) < 2 or not is_titre_connu(_text(rows[0][0])):
        return None
    keys = [cle(_text(cell)) for cell in rows[0]]
    return next((rank for rank, key in enumerate(keys) if rank and key.startswith("niveau")), None)


def _with_level(row: list[Cellule], level: int) -> list[Bloc]:
    name = _text(row[0]).strip()
    said = f" ({_text(row[level]).strip()})" if level < len(row) else ""
    rest = "".join(f" – {_text(cell).strip()}" for rank, cell in enumerate(row) if rank not in (0, level))
    return [row[0][0]._replace(texte=f"{name}{said}{rest}", genre="puce", suite=False)]


def _by_columns(rows: list[list[Cellule]]) -> list[Bloc]:
    blocs: list[Bloc] = []
    for column, heading in enumerate(rows[0]):
        blocs.append(heading[0]._replace(genre="titre", suite=False))
        for row in rows[1:]:
            if column < len(row):
                blocs += [
                    bloc._replace(suite=False) if n == 0 else bloc for n, bloc in enumerate(row[column])
                ]
    return blocs


def _row(row: list[Cellule]) -> list[Bloc]:
    first = row[0]
    label = _text(first).strip()
    if len(row) == 2 and len(first) == 1 and 0 < len(label) <= _LIBELLE and first[0].genre != "puce":
        return _pair(first[0], row[1])
    if len(row) > 2 and all(len(cell) == 1 and len(cell[0].texte) <= _COURT for cell in row):
        return [first[0]._replace(texte=" – ".join(_text(cell).strip() for cell in row), suite=False)]
    return [bloc._replace(suite=False) if n == 0 else bloc for cell in row for n, bloc in enumerate(cell)]


def _pair(label: Bloc, value: Cellule) -> list[Bloc]:
    name = label.texte.strip().rstrip(":").rstrip()
    if len(value) == 1 and value[0].genre == "texte":
        text = f"{name} : {value[0].texte.strip()}"
        return [label._replace(texte=text, genre="texte", gras=False, suite=False)]
    heading = label._replace(texte=f"{name} :", genre="texte", gras=True, suite=False)
    return [heading, *(bloc._replace(suite=False) if n == 0 else bloc for n, bloc in enumerate(value))]
