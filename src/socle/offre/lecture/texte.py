"""Plain text and Markdown: find the encoding, keep the printed lines, read the light markup."""

from __future__ import annotations

import re
import unicodedata

from socle.erreurs import DocumentIllisible, DocumentTropGrand
from socle.offre.blocs import Bloc, Lu
from socle.offre.decoupage.nettoyage import en_tetes_repetes, reste_ouvert
from socle.offre.lecture.bornes import Bornes
from socle.offre.lecture.formats import is_markdown
from socle.offre.lecture.tableaux import Cellule, aplatir

_FINS = "\r\u0085\u2028\u2029\v"
_FIN_DE_LIGNE = re.compile(f"\r\n|[{_FINS}]")
_BOM = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_TITRE = re.compile(r"^\s{0,3}(#{1,6})\s+(.*?)\s*#*\s*$")
_GRAS = re.compile(r"^\s*(\*\*|__)(?P<dedans>[^*_]+)\1\s*(?P<fin>:?)\s*$")
_FORTE = re.compile(r"(\*\*|__)(?=\S)(.{1,300}?)(?<=\S)\1")
_FAIBLE = re.compile(r"(?<![\w*])\*(?=[^\s*])([^*\n]{1,300}?)(?<=[^\s*])\*(?![\w*])")
_LIEN = re.compile(r"!?\[([^\[\]\n]{0,200})\]\((?:[^()\s]|\([^()\s]*\))*\)|<(https?://[^>\s]+)>")
_TRAITS = "-*_="
_REGLE = re.compile(rf"^\s*([{_TRAITS}])(?:\s*\1){{2,}}\s*$")
_LIGNE_TABLE = re.compile(r"^\s*\|.*\|\s*$")
_SOUS_TABLE = re.compile(r"^\s*\|(?:\s*:?-{2,}:?\s*\|)+\s*$")


def decoder(contenu: bytes) -> str:
    """The text of some bytes, whose encoding is among UTF-8, UTF-16 and Windows-1252.

    :raises DocumentIllisible: the bytes are no text.
    """
    for bom, encoding in _BOM:
        if contenu.startswith(bom):
            return _refuse_binary(contenu.decode(encoding, errors="replace"))
    try:
        return _refuse_binary(contenu.decode("utf-8"))
    except UnicodeDecodeError:
        pass
    from charset_normalizer import from_bytes

    best = from_bytes(contenu, cp_isolation=["utf_8", "cp1252", "utf_16"]).best()
    # A few stray bytes make every candidate fail: Windows-1252 is what French offices still write.
    return _refuse_binary(str(best) if best is not None else contenu.decode("cp1252", errors="replace"))


def _refuse_binary(texte: str) -> str:
    sample = texte[:20_000]
    odd = sum(
        1 for char in sample if unicodedata.category(char) in ("Cc", "Cn", "Co") and char not in "\n\r\t\f\v"
    )
    odd += sample.count("\ufffd")
    if odd > 3 + len(sample) // 50:
        raise DocumentIllisible(
            "Ce fichier n’est pas un document lisible.",
            cause="Son contenu n’est ni du texte, ni un format de document connu.",
            remede="Envoyez l’offre en PDF, DOCX, ODT, HTML ou texte, ou copiez-collez son contenu.",
            code="document-binaire",
        )
    return texte


def lire_texte(contenu: bytes, *, nom: str, bornes: Bornes) -> Lu:
    """Read a TXT or Markdown file."""
    return lire_chaine(decoder(contenu), nom=nom, bornes=bornes)


def lire_chaine(texte: str, *, nom: str, bornes: Bornes) -> Lu:
    """Read a text already decoded.

    :raises DocumentTropGrand: longer than the limit.
    """
    if len(texte) > bornes.caracteres:
        raise DocumentTropGrand(
            "Le texte est trop long pour être celui d’une offre.",
            cause=f"Il compte {len(texte)} caractères ; la limite est de {bornes.caracteres}.",
            remede="Ne gardez que la partie qui décrit le poste.",
        )
    if any(signe in texte for signe in _FINS):
        texte = _FIN_DE_LIGNE.sub("\n", texte)
    pages = [page.split("\n") for page in texte.split("\f")]
    markdown = is_markdown(texte, nom)
    repeated = en_tetes_repetes(pages)
    blocs: list[Bloc] = []
    for numero, lines in enumerate(pages, start=1):
        if repeated:
            lines = [line for index, line in enumerate(lines) if (numero - 1, index) not in repeated]
        blocs += _page(lines, page=numero, markdown=markdown)
    return Lu(format="md" if markdown else "txt", blocs=tuple(blocs), pages=len(pages))


def _page(lines: list[str], *, page: int, markdown: bool) -> list[Bloc]:
    blocs: list[Bloc] = []
    blank, index = True, 0
    while index < len(lines):
        line = lines[index]
        if markdown and _LIGNE_TABLE.match(line):
            end = index
            while end < len(lines) and _LIGNE_TABLE.match(lines[end]):
                end += 1
            blocs += _table(lines[index:end], page=page)
            index, blank = end, True
            continue
        index += 1
        written = line.lstrip()
        if not written or _is_regle(line, written[0]):
            blank = True
            continue
        # After a blank line nothing continues; otherwise the words decide (nettoyage).
        suite = None if not blank or (blocs and reste_ouvert(blocs[-1].texte, line)) else False
        bloc = _line(line, page=page, suite=suite) if markdown else Bloc(line, page, "texte", 0, False, suite)
        blocs.append(bloc)
        blank = bloc.genre == "titre"
    return blocs


def _is_regle(line: str, mark: str) -> bool:
    """Whether a line, which opens with ``mark``, is a rule drawn with it; most bulleted lines have one."""
    return mark in _TRAITS and line.count(mark) > 2 and _REGLE.match(line) is not None


def _line(line: str, *, page: int, suite: bool | None) -> Bloc:
    """A line of Markdown."""
    if heading := _TITRE.match(line):
        return Bloc(_strip_markup(heading[2]), page, "titre", niveau=len(heading[1]))
    if bold := _GRAS.match(line):
        return Bloc(bold["dedans"].strip() + (" :" if bold["fin"] else ""), page, gras=True, suite=suite)
    return Bloc(_strip_markup(re.sub(r"^\s*>\s?", "", line)), page, suite=suite)


def _strip_markup(line: str) -> str:
    line = _LIEN.sub(lambda m: m[1] or m[2] or "", line)
    line = _FORTE.sub(r"\2", line)
    line = _FAIBLE.sub(r"\1", line)
    return line.replace("\\_", "_").replace("\\*", "*")


def _table(lines: list[str], *, page: int) -> list[Bloc]:
    rows: list[list[Cellule]] = []
    for line in lines:
        if _SOUS_TABLE.match(line):
            continue
        cells = line.strip().strip("|").split("|")
        rows.append([[Bloc(_strip_markup(cell.strip()), page)] if cell.strip() else [] for cell in cells])
    return aplatir(rows)
