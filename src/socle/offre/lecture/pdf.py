"""PDF: the text of each page with its layout, running headers removed, scans recognised."""

from __future__ import annotations

import io
import logging
import re
import zlib
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any

from socle.erreurs import DocumentIllisible, DocumentSansTexte, DocumentTropGrand
from socle.offre.blocs import Bloc, Lu
from socle.offre.decoupage.nettoyage import en_tetes_repetes, is_folio
from socle.offre.lecture.bornes import Bornes, Chrono, taille_lisible, tolerer
from socle.offre.lecture.mise_en_page import (
    Filet,
    Trait,
    ordonner,
    paragraphes,
    poser_tableaux,
    recoller,
    taille_du_corps,
)

_REMEDE = "Enregistrez-le de nouveau en PDF depuis le document d’origine, ou copiez-collez son texte."
_FLUX = re.compile(rb"(?P<entete><<(?:[^>]|>(?!>)){0,2000}>>)\s{0,4}stream\r?\n", re.DOTALL)
_CID = re.compile(r"\(cid:\d+\)")
_GRAS = re.compile(r"bold|black|heavy|semib|demi", re.IGNORECASE)
#: A title is this much larger than the running header that repeats it.
_TITRE_COURANT = 1.25
_ZONE = 0.12
_FILETS_MAX = 600
_PAS = 1 << 20


def lire_pdf(contenu: bytes, *, bornes: Bornes, chrono: Chrono) -> Lu:
    """Read a PDF file.

    :raises DocumentIllisible: damaged or protected. :raises DocumentTropGrand: over a limit.
    :raises DocumentSansTexte: its pages are pictures.
    """
    _refuse_bombs(contenu, bornes, chrono)
    logging.getLogger("pdfminer").setLevel(logging.ERROR)
    with tolerer("Ce document PDF", remede=_REMEDE):
        pages = [_content(page) for page in _pages(contenu, bornes, chrono)]
    if not pages:
        raise DocumentIllisible(
            "Ce document PDF ne contient aucune page.",
            cause="Il est abîmé ou incomplet.",
            remede=_REMEDE,
            code="document-abime",
        )
    blank = [number for number, (traits, _, _) in enumerate(pages, start=1) if not _has_text(traits)]
    if len(blank) == len(pages):
        raise DocumentSansTexte(
            "Ce document PDF est une image : il ne contient pas de texte.",
            cause="Il a sans doute été numérisé ou photographié.",
            remede="Envoyez le document d’origine (DOCX, ODT ou PDF issu du traitement de texte), "
            "passez-le dans un logiciel de reconnaissance de caractères, ou recopiez son texte.",
        )
    running = _running(pages)
    corps = taille_du_corps([one for traits, _, _ in pages for one in traits])
    blocs: list[Bloc] = []
    for number, (traits, filets, _) in enumerate(pages, start=1):
        kept = [one for index, one in enumerate(traits) if (number - 1, index) not in running]
        for flow in ordonner(poser_tableaux(kept, filets)):
            chrono.check()
            edge = max(one.x1 for one in flow)
            blocs += paragraphes(flow, right=edge, page=number, corps=corps)
    return Lu("pdf", tuple(blocs), pages=len(pages), remarques=_remarks(blank))


def _has_text(traits: Sequence[Trait]) -> bool:
    return any(char.isalnum() for one in traits for char in one.texte)


def _remarks(blank: Sequence[int]) -> tuple[str, ...]:
    if not blank:
        return ()
    if len(blank) == 1:
        return (
            f"La page {blank[0]} ne contient pas de texte (image ou page blanche) : elle n’a pas été lue.",
        )
    named = f"{', '.join(map(str, blank[:-1]))} et {blank[-1]}"
    return (
        f"Les pages {named} ne contiennent pas de texte (images ou pages blanches) : "
        "elles n’ont pas été lues.",
    )


def _pages(contenu: bytes, bornes: Bornes, chrono: Chrono) -> Iterator[Any]:
    """The laid out pages, under the limits of number and of time."""
    from pdfminer.converter import PDFPageAggregator
    from pdfminer.layout import LAParams
    from pdfminer.pdfdocument import PDFEncryptionError, PDFPasswordIncorrect
    from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager
    from pdfminer.pdfpage import PDFPage
    from pdfminer.pdfparser import PDFParser

    class Device(PDFPageAggregator):
        """Looks at the clock as it draws: one page may hold a million characters."""

        drawn = 0

        def render_char(self, *args: Any, **kwargs: Any) -> float:
            self._tick()
            return float(super().render_char(*args, **kwargs))

        def paint_path(self, *args: Any, **kwargs: Any) -> None:
            self._tick()
            super().paint_path(*args, **kwargs)

        def _tick(self) -> None:
            self.drawn += 1
            if self.drawn > bornes.caracteres:
                raise _too_long(bornes)
            if self.drawn % 2000 == 0:
                chrono.check()

    from pdfminer.pdfdocument import PDFDocument

    try:
        document = PDFDocument(PDFParser(io.BytesIO(contenu)))
    except (PDFPasswordIncorrect, PDFEncryptionError) as error:
        raise DocumentIllisible(
            "Ce document PDF est protégé par un mot de passe.",
            cause="Son contenu est chiffré.",
            remede="Ouvrez-le, enregistrez-en une copie sans mot de passe et envoyez-la.",
            code="document-protege",
        ) from error
    resources = PDFResourceManager()
    # Columns are told apart by our own reading order; pdfminer's grouping of boxes is not needed.
    device = Device(resources, laparams=LAParams(boxes_flow=None, char_margin=1.2))
    interpreter = PDFPageInterpreter(resources, device)
    found = list(islice(PDFPage.create_pages(document), bornes.pages + 1))
    if len(found) > bornes.pages:
        raise DocumentTropGrand(
            f"Ce document PDF dépasse {bornes.pages} pages.",
            cause="Une offre ou une fiche de poste en compte rarement plus de cinq.",
            remede="N’envoyez que les pages qui décrivent le poste.",
            code="document-trop-de-pages",
        )
    for page in found:
        chrono.check()
        interpreter.process_page(page)
        yield device.get_result()


def _too_long(bornes: Bornes) -> DocumentTropGrand:
    return DocumentTropGrand(
        "Ce document PDF est trop dense pour être celui d’une offre.",
        cause=f"Il dessine plus de {bornes.caracteres} caractères ou traits.",
        remede="N’envoyez que les pages qui décrivent le poste.",
    )


def _content(page: Any) -> tuple[list[Trait], list[Filet], float]:
    from pdfminer.layout import LTCurve, LTRect, LTTextBox, LTTextLineHorizontal

    traits: list[Trait] = []
    filets: list[Filet] = []
    stack = list(page)
    area = page.width * page.height
    while stack:
        item = stack.pop()
        if isinstance(item, LTTextLineHorizontal):
            if (trait := _line(item)) is not None:
                traits.append(trait)
        elif isinstance(item, LTCurve):
            if len(filets) < _FILETS_MAX:
                filets += _rulings(item, area, is_rect=isinstance(item, LTRect))
        elif isinstance(item, LTTextBox) or hasattr(item, "__iter__"):
            stack.extend(item)
    return recoller(traits, filets), filets, page.height


def _line(item: Any) -> Trait | None:
    from pdfminer.layout import LTChar

    # A soft hyphen that is drawn is a hyphen: both share one glyph in the fonts of many tools.
    text = _CID.sub("•", item.get_text()).replace("\u00ad", "-").strip()
    if not text or (text == "•" * len(text) and len(text) > 2):
        return None
    chars = [char for char in item if isinstance(char, LTChar) and not char.get_text().isspace()]
    bold = sum(1 for char in chars if _GRAS.search(char.fontname))
    size = max((char.size for char in chars), default=item.height)
    return Trait(item.x0, item.y0, item.x1, item.y1, text, size, bool(chars) and bold >= 0.9 * len(chars))


def _rulings(item: Any, area: float, *, is_rect: bool) -> list[Filet]:
    x0, y0, x1, y1 = item.x0, item.y0, item.x1, item.y1
    if y1 - y0 <= 2.5 and x1 - x0 > 8:
        return [Filet(x0, (y0 + y1) / 2, x1, (y0 + y1) / 2)]
    if x1 - x0 <= 2.5 and y1 - y0 > 8:
        return [Filet((x0 + x1) / 2, y0, (x0 + x1) / 2, y1)]
    if not is_rect or x1 - x0 < 12 or y1 - y0 < 8 or (x1 - x0) * (y1 - y0) > 0.8 * area:
        return []
    return [Filet(x0, y0, x1, y0), Filet(x0, y1, x1, y1), Filet(x0, y0, x0, y1), Filet(x1, y0, x1, y1)]


def _running(pages: Sequence[tuple[list[Trait], list[Filet], float]]) -> set[tuple[int, int]]:
    """The lines to leave out: running headers and footers, page numbers."""
    removed: set[tuple[int, int]] = set()
    zones: list[list[str]] = []
    for number, (traits, _, height) in enumerate(pages):
        texts = []
        for index, one in enumerate(traits):
            at_edge = one.y0 < _ZONE * height or one.y1 > (1 - _ZONE) * height
            texts.append(one.texte if at_edge else "")
            if one.y0 < 0.09 * height and is_folio(one.texte):
                removed.add((number, index))
        zones.append(texts)
    repeated = en_tetes_repetes(zones, zone=6, titres=True)
    return removed | (repeated - _titles(pages, repeated))


def _titles(
    pages: Sequence[tuple[list[Trait], list[Filet], float]], repeated: set[tuple[int, int]]
) -> set[tuple[int, int]]:
    """The repeated lines printed larger than their repetitions: the title that a header takes up."""
    sizes: dict[str, float] = {}
    for number, index in repeated:
        one = pages[number][0][index]
        sizes[one.texte] = min(one.taille, sizes.get(one.texte, one.taille))
    return {
        (number, index)
        for number, index in repeated
        for one in (pages[number][0][index],)
        if one.taille > _TITRE_COURANT * sizes[one.texte]
    }


def _refuse_bombs(contenu: bytes, bornes: Bornes, chrono: Chrono) -> None:
    """Measure what the compressed streams unfold to, a little at a time, before any is kept whole."""
    total = 0
    for found in _FLUX.finditer(contenu):
        header = found["entete"]
        filters = header.count(b"/FlateDecode") + header.count(b"/Fl ")
        if filters == 0:
            continue
        if filters > 1:
            raise _bomb("Un de ses flux est compressé plusieurs fois.")
        total += _unfolded(contenu[found.end() :], bornes.decompresses - total, chrono)
        if total >= bornes.decompresses:
            raise _bomb(f"Il occuperait plus de {taille_lisible(bornes.decompresses)}.")


def _unfolded(flux: bytes, limit: int, chrono: Chrono) -> int:
    reader, size, data = zlib.decompressobj(), 0, memoryview(flux)
    pending: bytes | memoryview = data[:_PAS]
    at = _PAS
    while pending and size < limit:
        chrono.check()
        try:
            size += len(reader.decompress(pending, _PAS))
        except zlib.error:
            break  # damaged here: what can be read of it is read, or refused, later
        if reader.eof:
            break
        pending = reader.unconsumed_tail or data[at : at + _PAS]
        at += 0 if reader.unconsumed_tail else _PAS
    return size


def _bomb(cause: str) -> DocumentTropGrand:
    return DocumentTropGrand(
        "Le contenu de ce PDF, une fois décompressé, est démesuré.",
        cause=cause,
        remede=_REMEDE,
        code="document-demesure",
    )
