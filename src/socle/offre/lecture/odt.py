"""ODT: the body's paragraphs, lists and tables in order, frames included."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import Any

from socle.offre.blocs import Bloc, Lu
from socle.offre.lecture.bornes import Bornes, Chrono, tolerer, trop_imbrique, verifier_archive
from socle.offre.lecture.tableaux import Cellule, aplatir

_REMEDE = "Ouvrez-le dans LibreOffice et enregistrez-le de nouveau, ou copiez-collez son texte."
_XML = re.compile(r"(?:^|/)(?:content|styles|meta|settings)\.xml$", re.IGNORECASE)
_TITRES = ("Title", "Subtitle", "Heading")
_OMIS = {"text:tracked-changes", "text:note", "office:annotation", "text:sequence-decls", "office:forms"}


def lire_odt(contenu: bytes, *, bornes: Bornes, chrono: Chrono) -> Lu:
    """Read an ODT file.

    :raises DocumentIllisible: damaged, or with forbidden XML. :raises DocumentTropGrand: over a limit.
    """
    verifier_archive(contenu, bornes=bornes, quoi="Ce document OpenDocument", noms=_XML)
    with tolerer("Ce document OpenDocument", remede=_REMEDE):
        import odfdo

        document = odfdo.Document(io.BytesIO(contenu))
        styles = [*document.get_styles(family="paragraph"), *document.get_styles(family="text")]
        reader = _Lecteur(_bold_styles(styles), _title_styles(styles), bornes, chrono)
        blocs = tuple(reader.children(document.body, 0, puce=None))
    return Lu("odt", blocs)


def _attribute(element: Any, name: str) -> str:
    return element.get_attribute_string(name) or ""


def _bold_styles(styles: list[Any]) -> frozenset[str]:
    return frozenset(
        _attribute(style, "style:name")
        for style in styles
        for child in style.children
        if child.tag == "style:text-properties"
        and _attribute(child, "fo:font-weight") in ("bold", "600", "700", "800", "900")
    )


def _title_styles(styles: list[Any]) -> frozenset[str]:
    return frozenset(
        _attribute(style, "style:name")
        for style in styles
        if _attribute(style, "style:parent-style-name").startswith(_TITRES)
    )


def _rows(table: Any) -> Iterator[Any]:
    for child in table.children:
        if child.tag == "table:table-row":
            yield child
        elif child.tag in ("table:table-header-rows", "table:table-rows", "table:table-row-group"):
            yield from _rows(child)


class _Lecteur:
    def __init__(self, bold: frozenset[str], titles: frozenset[str], bornes: Bornes, chrono: Chrono) -> None:
        self.bold = bold
        self.titles = titles
        self.bornes = bornes
        self.chrono = chrono

    def children(self, parent: Any, depth: int, *, puce: int | None) -> Iterator[Bloc]:
        if depth > self.bornes.profondeur:
            raise trop_imbrique()
        for child in parent.children:
            self.chrono.check()
            tag = child.tag
            if tag in _OMIS:
                continue
            if tag == "text:h":
                yield from self.paragraph(child, depth, puce=None, titre=True)
            elif tag == "text:p":
                yield from self.paragraph(child, depth, puce=puce, titre=False)
            elif tag == "text:list":
                level = 0 if puce is None else puce + 1
                yield from self.items(child, depth + 1, level)
            elif tag == "table:table":
                yield from self.table(child, depth)
            else:
                yield from self.children(child, depth + 1, puce=puce)

    def items(self, listed: Any, depth: int, level: int) -> Iterator[Bloc]:
        for item in listed.children:
            if item.tag in ("text:list-item", "text:list-header"):
                for rank, bloc in enumerate(self.children(item, depth, puce=level)):
                    # A second paragraph of the same item goes on under its bullet.
                    kept = rank == 0 or bloc.genre != "puce" or bloc.niveau != level
                    yield bloc if kept else Bloc(bloc.texte, bloc.page, "texte", gras=bloc.gras)

    def table(self, table: Any, depth: int) -> list[Bloc]:
        rows: list[list[Cellule]] = []
        for row in _rows(table):
            cells = [cell for cell in row.children if cell.tag == "table:table-cell"]
            rows.append([list(self.children(cell, depth + 1, puce=None)) for cell in cells])
        return aplatir(rows)

    def paragraph(self, node: Any, depth: int, *, puce: int | None, titre: bool) -> Iterator[Bloc]:
        frames: list[Any] = []
        text, bold = self._text(node, frames)
        style = _attribute(node, "text:style-name")
        bold = bold or style in self.bold
        heading = titre or style.startswith(_TITRES) or style in self.titles
        genre = "titre" if heading else "puce" if puce is not None else "texte"
        level = int(_attribute(node, "text:outline-level") or 1) if heading else puce or 0
        for line in text.split("\n"):
            if line.strip():
                yield Bloc(line, 1, genre, niveau=level, gras=bold)  # type: ignore[arg-type]
        for frame in frames:
            yield from self.children(frame, depth + 1, puce=None)

    def _text(self, node: Any, frames: list[Any]) -> tuple[str, bool]:
        parts: list[str] = []
        chars = bold_chars = 0

        def add(text: str | None, bold: bool) -> None:
            nonlocal chars, bold_chars
            # Line breaks and runs of blanks of the XML file mean one space.
            clean = re.sub(r"[ \t\r\n]+", " ", text or "")
            parts.append(clean)
            count = len(clean.strip())
            chars += count
            bold_chars += count if bold else 0

        stack: list[tuple[Any, bool, bool]] = [(node, False, False)]
        while stack:
            current, bold, closing = stack.pop()
            if closing:
                add(current.tail, bold)
                continue
            if current is not node:
                stack.append((current, bold, True))
            tag = current.tag
            if tag in _OMIS:
                continue
            if tag in ("draw:frame", "draw:custom-shape"):
                frames.append(current)
                continue
            if tag == "text:s":
                parts.append(" ")
            elif tag in ("text:tab", "text:line-break"):
                parts.append("\t" if tag == "text:tab" else "\n")
            inner = bold or (_attribute(current, "text:style-name") in self.bold and current is not node)
            add(current.text, inner)
            stack.extend((child, inner, False) for child in reversed(current.children))
        return "".join(parts), chars > 0 and bold_chars == chars
