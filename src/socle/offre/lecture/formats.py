"""What a file is, told by its bytes; what is recognised but cannot be read says what to do."""

from __future__ import annotations

import io
import re
import zipfile

from socle.erreurs import DocumentIllisible, DocumentSansTexte
from socle.offre.documents import Format

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_IMAGES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\x00", b"MM\x00*", b"BM", b"RIFF")
_HTML = re.compile(
    rb"<(?:!doctype\s+html|html|head|body|main|article|section|div|table|ul|ol|h[1-6]|p)\b", re.IGNORECASE
)
_MARKDOWN = re.compile(r"^#{1,6}\s+\S|^\*\*[^*\n]+\*\*\s*$|^\|(?:\s*:?-{3,}:?\s*\|)+\s*$", re.MULTILINE)

_VERS_WORD = "Ouvrez-le dans votre traitement de texte et enregistrez-le en DOCX, en ODT ou en PDF."
_AUTRES_ZIP = {
    "xl/": ("un classeur Excel", "Enregistrez la feuille en PDF ou copiez-collez le texte de l’offre."),
    "ppt/": ("un diaporama PowerPoint", "Enregistrez-le en PDF."),
    "Index/": ("un document Pages", "Exportez-le en PDF ou en DOCX."),
    "META-INF/container.xml": ("un livre EPUB", "Copiez-collez le texte de l’offre."),
}


def _illisible(message: str, *, cause: str = "", remede: str, code: str) -> DocumentIllisible:
    return DocumentIllisible(message, cause=cause, remede=remede, code=code)


def _protege(quoi: str) -> DocumentIllisible:
    return _illisible(
        f"{quoi} est protégé par un mot de passe.",
        cause="Son contenu est chiffré.",
        remede="Ouvrez-le, retirez la protection, enregistrez-le et envoyez-le de nouveau.",
        code="document-protege",
    )


def _refuse_ole(contenu: bytes) -> DocumentIllisible:
    if "EncryptedPackage".encode("utf-16-le") in contenu:
        return _protege("Ce document Word")
    if "WordDocument".encode("utf-16-le") in contenu:
        return _illisible(
            "Ce document est au format Word 97-2003 (.doc), qui n’est pas lu.",
            remede=_VERS_WORD,
            code="format-doc",
        )
    return _illisible(
        "Ce fichier est dans un ancien format de Microsoft Office, qui n’est pas lu.",
        remede="Enregistrez-le en DOCX ou en PDF, ou copiez-collez le texte de l’offre.",
        code="format-office-ancien",
    )


def _zip_format(contenu: bytes) -> Format:
    try:
        with zipfile.ZipFile(io.BytesIO(contenu)) as archive:
            noms = archive.namelist()
            mimetype = archive.read("mimetype")[:100] if "mimetype" in noms else b""
            manifest = archive.read("META-INF/manifest.xml")[:1_000_000] if _small_manifest(archive) else b""
    except Exception as error:
        raise _illisible(
            "Ce document est abîmé ou incomplet.",
            cause="C’est une archive (DOCX, ODT…) dont une partie manque ; l’envoi a pu être interrompu.",
            remede="Vérifiez qu’il s’ouvre sur votre poste, puis envoyez-le de nouveau.",
            code="document-abime",
        ) from error
    if b"encryption-data" in manifest:
        raise _protege("Ce document OpenDocument")
    if mimetype.startswith(b"application/vnd.oasis.opendocument.text"):
        return "odt"
    if mimetype.startswith(b"application/vnd.oasis.opendocument"):
        raise _illisible(
            "Ce fichier OpenDocument n’est pas un document texte.",
            cause="C’est un classeur, un diaporama ou un dessin.",
            remede="Enregistrez-le en PDF.",
            code="format-non-lu",
        )
    if "[Content_Types].xml" in noms and any(nom.startswith("word/") for nom in noms):
        return "docx"
    for prefix, (quoi, remede) in _AUTRES_ZIP.items():
        if any(nom.startswith(prefix) for nom in noms):
            raise _illisible(f"Ce fichier est {quoi}, qui n’est pas lu.", remede=remede, code="format-non-lu")
    raise _illisible(
        "Ce fichier est une archive compressée.",
        remede="Décompressez-la et envoyez le document qu’elle contient.",
        code="format-archive",
    )


def _small_manifest(archive: zipfile.ZipFile) -> bool:
    try:
        return archive.getinfo("META-INF/manifest.xml").file_size < 1_000_000
    except KeyError:
        return False


def reconnaitre(contenu: bytes) -> Format:
    """The format of a file, from its content alone; ``txt`` when it carries no signature.

    :raises DocumentIllisible: a format that is known and not read, with what to do about it.
    :raises DocumentSansTexte: a picture.
    """
    head = contenu[:1024].lstrip(b"\xef\xbb\xbf\x00 \t\r\n")
    if b"%PDF-" in contenu[:1024]:
        return "pdf"
    if contenu.startswith(b"PK\x03\x04"):
        return _zip_format(contenu)
    if contenu.startswith(_OLE):
        raise _refuse_ole(contenu)
    if head.startswith(b"{\\rtf"):
        raise _illisible(
            "Ce document est au format RTF, qui n’est pas lu.", remede=_VERS_WORD, code="format-rtf"
        )
    if contenu.startswith(_IMAGES) and b"\0" in contenu[:4096]:
        raise DocumentSansTexte(
            "Ce fichier est une image : il ne contient pas de texte.",
            cause="C’est une photographie, une numérisation ou une capture d’écran.",
            remede="Envoyez le document d’origine ou copiez-collez le texte de l’offre.",
        )
    if contenu.startswith((b"PK", b"\x1f\x8b", b"7z\xbc\xaf", b"Rar!", b"\xfd7zXZ")):
        raise _illisible(
            "Ce fichier est une archive compressée.",
            remede="Décompressez-la et envoyez le document qu’elle contient.",
            code="format-archive",
        )
    if head[:1] in (b"{", b"["):
        return "json"
    if head.startswith(b"<") and _HTML.search(contenu[:65_536]):
        return "html"
    if head.startswith(b"<?xml"):
        raise _illisible(
            "Ce fichier XML n’est pas une page web.",
            remede="Envoyez l’offre en PDF, DOCX, ODT ou HTML, ou copiez-collez son texte.",
            code="format-xml",
        )
    return "txt"


def is_markdown(texte: str, nom: str) -> bool:
    """Whether a plain text is written in Markdown."""
    if nom.lower().endswith((".md", ".markdown")):
        return True
    return ("#" in texte or "**" in texte or "|" in texte) and _MARKDOWN.search(texte) is not None
