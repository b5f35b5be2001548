"""Files that cannot be read: each ends in one clear French message that says what to do."""

from __future__ import annotations

import io
import json
import struct
import zipfile
import zlib
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pypdf
import pytest
from tests.core.offre.fabrique import Fabrique

from socle.erreurs import DocumentIllisible, DocumentSansTexte, DocumentTropGrand, ErreurSocle
from socle.offre import BORNES, Bornes, lire
from socle.offre.lecture.bornes import tolerer

Fabriquer = Callable[..., bytes]


def _zip(parts: dict[str, bytes], *, compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", compression) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return target.getvalue()


def _replaced(contenu: bytes, part: str, change: Callable[[bytes], bytes]) -> bytes:
    """An archive with one part rewritten."""
    with zipfile.ZipFile(io.BytesIO(contenu)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    return _zip(parts | {part: change(parts[part])})


def _ole(marker: str) -> bytes:
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + marker.encode("utf-16-le") + bytes(512)


def _pdf_stream(stream: bytes, filters: bytes = b"/FlateDecode") -> bytes:
    """A one-page PDF whose content is the given stream."""
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << >> >>",
        b"<< /Length %d /Filter %s >>\nstream\n%s\nendstream" % (len(stream), filters, stream),
    ]
    out = bytearray(b"%PDF-1.4\n")
    places = []
    for number, content in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    start = len(out)
    out += b"xref\n0 5\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % place for place in places)
    return bytes(out + b"trailer\n<< /Size 5 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % start)


def _scan(pages: int = 1) -> bytes:
    """A PDF whose pages are empty of text, as a scanner makes them."""
    writer = pypdf.PdfWriter()
    for _ in range(pages):
        writer.add_blank_page(width=595, height=842)
    target = io.BytesIO()
    writer.write(target)
    return target.getvalue()


def _encrypted(contenu: bytes) -> bytes:
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(contenu))
    writer.encrypt("secret", algorithm="RC4-128")
    target = io.BytesIO()
    writer.write(target)
    return target.getvalue()


_ENTITES = (
    b'<?xml version="1.0"?><!DOCTYPE d [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]>'
    b'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>'
    b"<w:p><w:r><w:t>&b;</w:t></w:r></w:p></w:body></w:document>"
)
_ENTITES_UTF16 = _ENTITES.decode().replace('"1.0"', '"1.0" encoding="UTF-16"').encode("utf-16")
_EXTERNE = _ENTITES.replace(b'"aaaaaaaaaa"', b'SYSTEM "file:///etc/hostname"')

SANS_FABRIQUE: dict[str, tuple[bytes, type[ErreurSocle], str]] = {
    "empty file": (b"", DocumentIllisible, "document-vide"),
    "blanks only": (b" \n\t \n", DocumentSansTexte, "document-sans-texte"),
    "binary junk": (bytes(range(256)) * 40, DocumentIllisible, "document-binaire"),
    "executable": (b"\x7fELF\x02\x01\x01" + bytes(4000), DocumentIllisible, "document-binaire"),
    "old Word": (_ole("WordDocument"), DocumentIllisible, "format-doc"),
    "encrypted DOCX": (_ole("EncryptedPackage"), DocumentIllisible, "document-protege"),
    "old Excel": (_ole("Workbook"), DocumentIllisible, "format-office-ancien"),
    "RTF": (rb"{\rtf1\ansi Ing\'e9nieur}", DocumentIllisible, "format-rtf"),
    "RTF with a mark": (b"\xef\xbb\xbf" + rb"{\rtf1 a}", DocumentIllisible, "format-rtf"),
    "PNG": (b"\x89PNG\r\n\x1a\n" + bytes(200), DocumentSansTexte, "document-sans-texte"),
    "JPEG": (b"\xff\xd8\xff\xe0" + bytes(200), DocumentSansTexte, "document-sans-texte"),
    "TIFF": (b"II*\x00" + bytes(200), DocumentSansTexte, "document-sans-texte"),
    "gzip": (b"\x1f\x8b\x08" + bytes(200), DocumentIllisible, "format-archive"),
    "plain zip": (_zip({"offre.txt": b"Mission"}), DocumentIllisible, "format-archive"),
    "empty zip": (b"PK\x05\x06" + bytes(18), DocumentIllisible, "format-archive"),
    "Excel": (
        _zip({"[Content_Types].xml": b"<a/>", "xl/workbook.xml": b"<a/>"}),
        DocumentIllisible,
        "format-non-lu",
    ),
    "PowerPoint": (_zip({"ppt/presentation.xml": b"<a/>"}), DocumentIllisible, "format-non-lu"),
    "ODS": (
        _zip({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet", "content.xml": b"<a/>"}),
        DocumentIllisible,
        "format-non-lu",
    ),
    "encrypted ODT": (
        _zip(
            {
                "mimetype": b"application/vnd.oasis.opendocument.text",
                "META-INF/manifest.xml": b"<manifest:encryption-data/>",
            }
        ),
        DocumentIllisible,
        "document-protege",
    ),
    "DOCX without its document": (
        _zip({"[Content_Types].xml": b"<Types/>", "word/other.xml": b"<a/>"}),
        DocumentIllisible,
        "document-abime",
    ),
    "truncated zip": (b"PK\x03\x04" + bytes(300), DocumentIllisible, "document-abime"),
    "XML": (b"<?xml version='1.0'?><a><b/></a>", DocumentIllisible, "format-xml"),
    "HTML without words": (
        b"<html><body><img src=a.png></body></html>",
        DocumentSansTexte,
        "document-sans-texte",
    ),
    "deep HTML": (
        b"<div>" * 5000 + b"Mission" + b"</div>" * 5000,
        DocumentTropGrand,
        "document-trop-imbrique",
    ),
    "cut JSON": (b'{"texte": "Mission', DocumentIllisible, "json-abime"),
    "deep JSON": (b"[" * 100_000, DocumentIllisible, "json-abime"),
    "JSON of something else": (b'{"a": [1, 2]}', DocumentIllisible, "json-sans-offre"),
    "JSON of an altered offer": (
        json.dumps({"version": 1, "texte": "a", "lignes": [{}], "sections": []}).encode(),
        DocumentIllisible,
        "document-illisible",
    ),
    "PDF header alone": (b"%PDF-1.7\n", DocumentIllisible, "document-abime"),
    "PDF cut after its header": (b"%PDF-1.7\n" + bytes(300), DocumentIllisible, "document-abime"),
    "PDF without a page": (
        b"%PDF-1.4\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer << /Root 1 0 R >>",
        DocumentIllisible,
        "document-abime",
    ),
    "scanned PDF": (_scan(3), DocumentSansTexte, "document-sans-texte"),
    "PDF bomb": (
        _pdf_stream(zlib.compress(bytes(250_000_000), 9)),
        DocumentTropGrand,
        "document-demesure",
    ),
    "PDF bomb in a bomb": (
        _pdf_stream(zlib.compress(zlib.compress(bytes(5_000_000))), b"[/FlateDecode /FlateDecode]"),
        DocumentTropGrand,
        "document-demesure",
    ),
    "too many pages": (_scan(BORNES.pages + 1), DocumentTropGrand, "document-trop-de-pages"),
    "file too big": (b"a " * 10_000_001, DocumentTropGrand, "document-trop-grand"),
    "text too long": (b"Mission\n" * 100_000, DocumentTropGrand, "document-trop-grand"),
}


@pytest.mark.parametrize("nom", SANS_FABRIQUE)
def test_unreadable_file_says_what_to_do(nom: str) -> None:
    contenu, kind, code = SANS_FABRIQUE[nom]
    with pytest.raises(kind) as caught:
        lire(contenu, nom="offre")
    _is_helpful(caught.value, code)


def _is_helpful(error: ErreurSocle, code: str) -> None:
    assert error.code == code
    assert error.message.endswith(".")
    assert error.remede.endswith(".")
    for sentence in (error.message, error.cause, error.remede):
        assert "'" not in sentence, "typographic apostrophes"
        assert not any(f" {mark}" in sentence for mark in ";:?!"), "non-breaking spaces"


AVEC_FABRIQUE: dict[str, tuple[Callable[[Fabriquer], bytes], type[ErreurSocle], str]] = {
    "DOCX cut in the middle": (lambda f: f("docx")[:9000], DocumentIllisible, "document-abime"),
    "ODT cut in the middle": (lambda f: f("odt")[:3000], DocumentIllisible, "document-abime"),
    "encrypted PDF": (lambda f: _encrypted(f("pdf")), DocumentIllisible, "document-protege"),
    "DOCX with broken XML": (
        lambda f: _replaced(f("docx"), "word/document.xml", lambda xml: xml[: len(xml) // 2]),
        DocumentIllisible,
        "document-abime",
    ),
    "ODT with broken XML": (
        lambda f: _replaced(f("odt"), "content.xml", lambda xml: xml[: len(xml) // 2]),
        DocumentIllisible,
        "document-abime",
    ),
    "DOCX with entities": (
        lambda f: _replaced(f("docx"), "word/document.xml", lambda _: _ENTITES),
        DocumentIllisible,
        "document-dangereux",
    ),
    "DOCX with an external entity": (
        lambda f: _replaced(f("docx"), "word/document.xml", lambda _: _EXTERNE),
        DocumentIllisible,
        "document-dangereux",
    ),
    "DOCX with entities in UTF-16": (
        lambda f: _replaced(
            f("docx"),
            "word/document.xml",
            lambda _: _ENTITES.decode().replace('"1.0"', '"1.0" encoding="UTF-16"').encode("utf-16"),
        ),
        DocumentIllisible,
        "document-dangereux",
    ),
    "ODT with entities": (
        lambda f: _replaced(f("odt"), "content.xml", lambda _: _ENTITES),
        DocumentIllisible,
        "document-dangereux",
    ),
    "DOCX bomb": (
        lambda f: _replaced(f("docx"), "word/document.xml", lambda xml: xml + bytes(30_000_000)),
        DocumentTropGrand,
        "document-demesure",
    ),
    "DOCX that unfolds too far": (
        lambda f: _replaced(f("docx"), "docProps/app.xml", lambda xml: xml + bytes(201_000_000)),
        DocumentTropGrand,
        "document-demesure",
    ),
    "DOCX of too many parts": (
        lambda f: (
            _replaced(f("docx"), "docProps/app.xml", lambda xml: xml)[:0]
            or _zip(
                {"word/document.xml": b"", "[Content_Types].xml": b""}
                | {f"word/{n}": b"" for n in range(5001)}
            )
        ),
        DocumentTropGrand,
        "document-demesure",
    ),
    "DOCX of nested tables": (
        lambda f: _replaced(f("docx"), "word/document.xml", lambda _: _nested_tables(60)),
        DocumentTropGrand,
        "document-trop-imbrique",
    ),
    "ODT of nested sections": (
        lambda f: _replaced(f("odt"), "content.xml", lambda xml: _nested_sections(xml, 60)),
        DocumentTropGrand,
        "document-trop-imbrique",
    ),
}


def _nested_tables(depth: int) -> bytes:
    w = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    inside = "<w:tbl><w:tr><w:tc>" * depth + "<w:p/>" + "</w:tc></w:tr></w:tbl>" * depth
    return f'<w:document xmlns:w="{w}"><w:body>{inside}</w:body></w:document>'.encode()


def _nested_sections(xml: bytes, depth: int) -> bytes:
    head, _, tail = xml.partition(b"<office:text>")
    opening = b'<text:section text:name="s">' * depth
    return head + b"<office:text>" + opening + b"</text:section>" * depth + tail


@pytest.mark.parametrize("nom", AVEC_FABRIQUE)
def test_damaged_document_says_what_to_do(nom: str, fabrique: Fabrique) -> None:
    build, kind, code = AVEC_FABRIQUE[nom]
    contenu = build(lambda format: getattr(fabrique, format)())
    with pytest.raises(kind) as caught:
        lire(contenu, nom="offre")
    _is_helpful(caught.value, code)


def test_cut_pdf_gives_what_it_holds_or_says_so(fabrique: Fabrique) -> None:
    contenu = fabrique.pdf()
    for end in range(100, len(contenu), len(contenu) // 15):
        try:
            offre = lire(contenu[:end], nom="offre.pdf")
        except DocumentIllisible:
            continue
        assert offre.lignes


def test_damaged_bytes_never_end_in_a_bug(fabrique: Fabrique) -> None:
    for contenu in (fabrique.pdf(), fabrique.docx(), fabrique.odt()):
        step = max(1, len(contenu) // 25)
        for place in range(0, len(contenu), step):
            damaged = bytearray(contenu)
            damaged[place : place + 6] = struct.pack(">6B", 255, 0, 60, 62, 40, 255)
            with suppress(ErreurSocle):
                lire(bytes(damaged))


def test_time_limit_stops_a_reading(fabrique: Fabrique) -> None:
    with pytest.raises(DocumentTropGrand) as caught:
        lire(fabrique.docx(), bornes=Bornes(secondes=-1.0))
    _is_helpful(caught.value, "document-trop-long-a-lire")


def test_dense_pdf_is_stopped_while_drawn(fabrique: Fabrique) -> None:
    with pytest.raises(DocumentTropGrand) as caught:
        lire(fabrique.pdf(), bornes=Bornes(caracteres=50))
    assert caught.value.remede


def test_lack_of_memory_is_said() -> None:
    with pytest.raises(DocumentTropGrand) as caught, tolerer("Ce document", remede="Allégez-le."):
        raise MemoryError
    _is_helpful(caught.value, "document-trop-grand")


def test_external_entity_is_never_read(fabrique: Fabrique) -> None:
    contenu = _replaced(fabrique.docx(), "word/document.xml", lambda _: _EXTERNE)
    with pytest.raises(DocumentIllisible) as caught:
        lire(contenu)
    assert Path("/etc/hostname").read_text().strip() not in str(caught.value)


@pytest.mark.parametrize("chemin", ["absent.pdf", ".", "nul\0.pdf"])
def test_path_that_cannot_be_opened(chemin: str, tmp_path: Path) -> None:
    with pytest.raises(DocumentIllisible) as caught:
        lire(f"{tmp_path}/{chemin}")
    assert caught.value.code == "fichier-inaccessible"
