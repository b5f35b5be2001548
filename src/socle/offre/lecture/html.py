"""HTML: the page's main content; its embedded schema.org JobPosting when it has one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from socle.offre.blocs import Bloc, Lu
from socle.offre.lecture.bornes import Bornes, Chrono, tolerer, trop_imbrique
from socle.offre.lecture.tableaux import Cellule, aplatir
from socle.offre.lecture.texte import decoder

_REMEDE = "Copiez-collez le texte de l’offre depuis votre navigateur."
_META = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE)
_OMIS = frozenset(
    [
        "script",
        "style",
        "noscript",
        "template",
        "svg",
        "canvas",
        "iframe",
        "object",
        "nav",
        "aside",
        "form",
        "button",
        "select",
        "dialog",
        "head",
        "audio",
        "video",
        "picture",
        "img",
        "input",
    ]
)
_EN_LIGNE = frozenset(
    [
        "a",
        "abbr",
        "b",
        "bdi",
        "bdo",
        "cite",
        "code",
        "data",
        "del",
        "dfn",
        "em",
        "font",
        "i",
        "ins",
        "kbd",
        "mark",
        "q",
        "s",
        "samp",
        "small",
        "span",
        "strong",
        "sub",
        "sup",
        "time",
        "u",
        "var",
        "wbr",
        "label",
        "-text",
        "tt",
        "big",
        "strike",
        "acronym",
    ]
)
_TITRES = {f"h{n}": n for n in range(1, 7)}
_GRAS = frozenset(("b", "strong"))
_CACHE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_NOEUDS = 400_000
_PROFONDEUR = 250  # pages nest wrappers far deeper than documents nest tables


def lire_html(contenu: bytes, *, bornes: Bornes, chrono: Chrono) -> Lu:
    """Read a web page saved to a file.

    :raises DocumentTropGrand: nested too deep.
    """
    from selectolax.lexbor import LexborHTMLParser

    with tolerer("Cette page web", remede=_REMEDE):
        tree = LexborHTMLParser(_decode(contenu))
    posting = _posting(tree, bornes, chrono)
    if posting is not None:
        return posting
    with tolerer("Cette page web", remede=_REMEDE):
        root = _main(tree)
        blocs = tuple(_Lecteur(chrono).blocs(root)) if root is not None else ()
        heading = tree.css_first("h1")
        named = heading.text(separator=" ", strip=True) if heading is not None else ""
    return Lu("html", blocs, titre=" ".join(named.split()) or None)


def blocs_html(fragment: str, *, chrono: Chrono) -> tuple[Bloc, ...]:
    """The blocks of a fragment of HTML, such as the description of a JobPosting."""
    from selectolax.lexbor import LexborHTMLParser

    with tolerer("Ce texte HTML", remede=_REMEDE):
        body = LexborHTMLParser(fragment).body
        return tuple(_Lecteur(chrono).blocs(body)) if body is not None else ()


def _decode(contenu: bytes) -> str:
    declared = _META.search(contenu[:4096])
    if declared is not None and not contenu.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        name = declared[1].decode("ascii", "replace").lower()
        # By the HTML standard, latin-1 means windows-1252.
        name = "cp1252" if name in ("iso-8859-1", "latin1", "windows-1252", "iso-8859-15") else name
        try:
            return contenu.decode(name)
        except (LookupError, UnicodeDecodeError):
            pass
    return decoder(contenu)


def _posting(tree: Any, bornes: Bornes, chrono: Chrono) -> Lu | None:
    from socle.offre.lecture.json import charger, lire_annonce

    for script in tree.css('script[type="application/ld+json"]'):
        data = charger(script.text() or "")
        found = lire_annonce(data, bornes=bornes, chrono=chrono)
        if found is not None and sum(len(bloc.texte) for bloc in found.blocs) > 200:
            return found.named("html")
    return None


def _main(tree: Any) -> Any:
    """The element that holds the offer: the main one if it has most of the text, else the body."""
    body = tree.body
    if body is None:
        return None
    for selector in ("main", "[role=main]", "article"):
        found = tree.css(selector)
        if len(found) == 1 and len(found[0].text()) > 400:
            return found[0]
    return body


class _Lecteur:
    """One pass over the tree, without recursion for the wrappers that pages pile up."""

    def __init__(self, chrono: Chrono) -> None:
        self.chrono = chrono
        self.seen = 0

    def _tick(self, depth: int) -> None:
        self.seen += 1
        if depth > _PROFONDEUR or self.seen > _NOEUDS:
            raise trop_imbrique()
        if self.seen % 1000 == 0:
            self.chrono.check()

    def blocs(self, node: Any, *, niveau: int = -1, depth: int = 0) -> Iterator[Bloc]:
        """The blocks under an element; text between two block elements makes one block."""
        inline: list[tuple[str, bool]] = []
        for child in node.iter(include_text=True):
            self._tick(depth)
            tag = child.tag
            if tag in _OMIS or _is_hidden(child) or (tag in ("header", "footer") and depth < 2):
                continue
            if tag == "br":
                yield from _flush(inline)
            elif tag in _EN_LIGNE and not _holds_block(child):
                self._inline(child, inline, bold=False, depth=depth)
            else:
                yield from _flush(inline)
                yield from self._block(child, tag, niveau, depth)
        yield from _flush(inline)

    def _block(self, child: Any, tag: str, niveau: int, depth: int) -> Iterator[Bloc]:
        if tag in _TITRES:
            text = " ".join(child.text(separator=" ").split())
            yield from [Bloc(text, 1, "titre", niveau=_TITRES[tag])] if text else []
        elif tag in ("ul", "ol", "menu"):
            yield from self.blocs(child, niveau=niveau + 1, depth=depth + 1)
        elif tag == "li":
            yield from self._item(child, max(niveau, 0), depth)
        elif tag == "table":
            yield from self._table(child, depth)
        elif tag == "dl":
            yield from self._definitions(child, depth)
        else:
            yield from self.blocs(child, niveau=niveau, depth=depth + 1)

    def _item(self, item: Any, niveau: int, depth: int) -> Iterator[Bloc]:
        for rank, bloc in enumerate(self.blocs(item, niveau=niveau, depth=depth + 1)):
            bulleted = rank == 0 and bloc.genre == "texte"
            yield Bloc(bloc.texte, 1, "puce", niveau=niveau, gras=bloc.gras) if bulleted else bloc

    def _table(self, table: Any, depth: int) -> list[Bloc]:
        rows: list[list[Cellule]] = []
        for part in table.iter():
            for row in part.iter() if part.tag in ("tbody", "thead", "tfoot") else (part,):
                if row.tag == "tr":
                    cells = [cell for cell in row.iter() if cell.tag in ("td", "th")]
                    rows.append([list(self.blocs(cell, depth=depth + 1)) for cell in cells])
        return aplatir(rows)

    def _definitions(self, node: Any, depth: int) -> list[Bloc]:
        rows: list[list[Cellule]] = []
        # A list may wrap each of its groups in a division.
        for child in (inner for one in node.iter() for inner in (one.iter() if one.tag == "div" else (one,))):
            if child.tag in ("dt", "dd"):
                cell = list(self.blocs(child, depth=depth + 1))
                if child.tag == "dd" and rows and len(rows[-1]) == 1:
                    rows[-1].append(cell)
                else:
                    rows.append([cell])
        return aplatir(rows)

    def _inline(self, node: Any, inline: list[tuple[str, bool]], *, bold: bool, depth: int) -> None:
        self._tick(depth)
        if node.tag == "-text":
            inline.append((node.text_content or "", bold))
            return
        if node.tag == "br":
            inline.append(("\n", bold))
            return
        if node.tag in _OMIS or _is_hidden(node):
            return
        for child in node.iter(include_text=True):
            self._inline(child, inline, bold=bold or node.tag in _GRAS, depth=depth + 1)


def _is_hidden(node: Any) -> bool:
    if node.tag == "-text":
        return False
    attributes = node.attributes
    return "hidden" in attributes or bool(_CACHE.search(attributes.get("style") or ""))


def _holds_block(node: Any) -> bool:
    """A <span> or an <a> that wraps paragraphs is a wrapper like another."""
    return (
        node.tag != "-text"
        and node.css_first("p, div, ul, ol, table, h1, h2, h3, h4, h5, h6, li, section") is not None
    )


def _flush(inline: list[tuple[str, bool]]) -> list[Bloc]:
    lines: list[list[tuple[str, bool]]] = [[]]
    for text, bold in inline:
        if text == "\n":
            lines.append([])
        else:
            lines[-1].append((text, bold))
    inline.clear()
    blocs = []
    for line in lines:
        text = " ".join("".join(part for part, _ in line).split())
        if text:
            blocs.append(Bloc(text, gras=all(bold for part, bold in line if part.strip())))
    return blocs
