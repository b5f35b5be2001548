"""DOCX: the body's paragraphs and tables in order, text boxes included, running headers left out."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import Any

from socle.offre.blocs import Bloc, Lu
from socle.offre.lecture.bornes import Bornes, Chrono, tolerer, trop_imbrique, verifier_archive
from socle.offre.lecture.tableaux import Cellule, aplatir

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_REMEDE = (
    "Ouvrez-le dans Word ou LibreOffice et enregistrez-le de nouveau en DOCX, ou copiez-collez son texte."
)
_XML = re.compile(r"\.(?:xml|rels)$", re.IGNORECASE)
_STYLE_TITRE = re.compile(r"^(?:heading|titre|title|sous-titre|subtitle)\b\s*(\d?)", re.IGNORECASE)
_STYLE_LISTE = re.compile(r"^(?:list|liste)\b(?!.*\b(?:paragraph|paragraphe)\b)", re.IGNORECASE)
# A text box is written twice, for new and for old readers: the second copy is left out.
_OMIS = {
    f"{_MC}Fallback",
    f"{_W}del",
    f"{_W}moveFrom",
    f"{_W}instrText",
    f"{_W}footnoteReference",
    f"{_W}rPr",
}


def lire_docx(contenu: bytes, *, bornes: Bornes, chrono: Chrono) -> Lu:
    """Read a DOCX file.

    :raises DocumentIllisible: damaged, or with forbidden XML. :raises DocumentTropGrand: over a limit.
    """
    verifier_archive(contenu, bornes=bornes, quoi="Ce document Word", noms=_XML)
    with tolerer("Ce document Word", remede=_REMEDE):
        import docx

        document = docx.Document(io.BytesIO(contenu))
        reader = _Lecteur(_styles(document), bornes, chrono)
        blocs = tuple(reader.children(document.element.body, 0))
    return Lu("docx", blocs)


def _styles(document: Any) -> dict[str, str]:
    return {style.style_id: style.name or "" for style in document.styles}


class _Lecteur:
    def __init__(self, styles: dict[str, str], bornes: Bornes, chrono: Chrono) -> None:
        self.styles = styles
        self.bornes = bornes
        self.chrono = chrono

    def children(self, parent: Any, depth: int) -> Iterator[Bloc]:
        if depth > self.bornes.profondeur:
            raise trop_imbrique()
        for child in parent:
            self.chrono.check()
            if child.tag == f"{_W}p":
                yield from self.paragraph(child, depth)
            elif child.tag == f"{_W}tbl":
                yield from self.table(child, depth)
            elif child.tag in (f"{_W}sdt", f"{_W}sdtContent", f"{_W}ins", f"{_W}customXml", f"{_W}smartTag"):
                yield from self.children(child, depth + 1)

    def table(self, table: Any, depth: int) -> list[Bloc]:
        rows: list[list[Cellule]] = []
        for row in table.iter(f"{_W}tr"):
            if next(row.iterancestors(f"{_W}tbl")) is not table:
                continue
            rows.append([list(self.children(cell, depth + 1)) for cell in self._cells(row)])
        return aplatir(rows)

    def _cells(self, row: Any) -> Iterator[Any]:
        for cell in row.iter(f"{_W}tc"):
            if next(cell.iterancestors(f"{_W}tr")) is not row:
                continue
            merged = cell.find(f"{_W}tcPr/{_W}vMerge")
            if merged is None or merged.get(f"{_W}val") == "restart":
                yield cell

    def paragraph(self, paragraph: Any, depth: int) -> Iterator[Bloc]:
        boxes: list[Any] = []
        text, bold = _runs(paragraph, boxes)
        genre, level = self._kind(paragraph)
        for line in text.split("\n"):
            if line.strip():
                yield Bloc(line, 1, genre, niveau=level, gras=bold)  # type: ignore[arg-type]
        for box in boxes:
            yield from self.children(box, depth + 1)

    def _kind(self, paragraph: Any) -> tuple[str, int]:
        style = paragraph.find(f"{_W}pPr/{_W}pStyle")
        name = (
            self.styles.get(style.get(f"{_W}val"), style.get(f"{_W}val") or "") if style is not None else ""
        )
        if heading := _STYLE_TITRE.match(name):
            return "titre", int(heading[1] or 1)
        numbering = paragraph.find(f"{_W}pPr/{_W}numPr")
        if numbering is not None:
            level = numbering.find(f"{_W}ilvl")
            number = numbering.find(f"{_W}numId")
            if number is None or number.get(f"{_W}val") != "0":
                return "puce", int(level.get(f"{_W}val") or 0) if level is not None else 0
        if _STYLE_LISTE.match(name):
            return "puce", 0
        return "texte", 0


def _runs(paragraph: Any, boxes: list[Any]) -> tuple[str, bool]:
    """The text of a paragraph and whether all of it is bold; its text boxes are put in ``boxes``."""
    parts: list[str] = []
    bold_chars = chars = 0
    stack = list(reversed(paragraph))
    while stack:
        node = stack.pop()
        if node.tag in _OMIS:
            continue
        if node.tag == f"{_W}txbxContent":
            boxes.append(node)
        elif node.tag == f"{_W}t":
            parts.append(node.text or "")
            count = len((node.text or "").strip())
            chars += count
            bold_chars += count if _is_bold(node.getparent()) else 0
        elif node.tag in (f"{_W}br", f"{_W}cr"):
            parts.append("\n")
        elif node.tag in (f"{_W}tab", f"{_W}ptab") and node.getparent().tag == f"{_W}r":
            parts.append("\t")
        elif node.tag == f"{_W}noBreakHyphen":
            parts.append("-")
        elif node.tag == f"{_W}softHyphen":
            parts.append("\u00ad")
        elif node.tag == f"{_W}sym":
            parts.append("•" if not parts else "")
        elif isinstance(node.tag, str):
            stack.extend(reversed(node))
    return "".join(parts), chars > 0 and bold_chars == chars


def _is_bold(run: Any) -> bool:
    flag = run.find(f"{_W}rPr/{_W}b")
    return flag is not None and flag.get(f"{_W}val") not in ("0", "false", "off")
