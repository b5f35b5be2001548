"""Read a document of any known format. The readers' own libraries are imported when first needed."""

from __future__ import annotations

from pathlib import Path

from socle.erreurs import DocumentIllisible, DocumentSansTexte
from socle.offre.blocs import Lu
from socle.offre.decoupage import decouper_lu
from socle.offre.documents import Format, Offre
from socle.offre.lecture.bornes import BORNES, Bornes, Chrono, verifier_taille
from socle.offre.lecture.formats import reconnaitre
from socle.offre.lecture.texte import lire_chaine, lire_texte

__all__ = ["BORNES", "Bornes", "decouper", "lire"]

_EXTENSIONS: dict[str, Format] = {
    ".pdf": "pdf", ".docx": "docx", ".odt": "odt", ".html": "html", ".htm": "html", ".json": "json",
}  # fmt: skip


def lire(source: str | Path | bytes, *, nom: str | None = None, bornes: Bornes = BORNES) -> Offre:
    """Read an offer from a file or from its bytes; the format is told by the content.

    :param source: a path (also as a string), or the bytes themselves.
    :param nom: the name under which the document is known; the file's own by default.
    :raises DocumentIllisible: not a document that can be read; the error says what to do.
    :raises DocumentTropGrand: over a limit. :raises DocumentSansTexte: nothing but pictures.

    >>> offre = lire("Mission :\\nFormer les enseignants.".encode(), nom="offre.txt")
    >>> offre.sections[0].rubrique, offre.lignes[0].texte
    ('mission', 'Former les enseignants')
    """
    contenu, name = _bytes(source, bornes) if not isinstance(source, bytes) else (source, "document")
    name = nom or name
    verifier_taille(len(contenu), bornes)
    found = reconnaitre(contenu)
    if found == "json":
        from socle.offre.lecture.json import lire_json

        read = lire_json(contenu, nom=name, bornes=bornes)
        if isinstance(read, Offre):
            return read
    else:
        read = _lire(found, contenu, nom=name, bornes=bornes)
    if not any(char.isalnum() for bloc in read.blocs for char in bloc.texte):
        raise DocumentSansTexte(
            "Aucun texte n’a été trouvé dans ce document.",
            cause="Il ne contient que des blancs ou des images.",
            remede="Envoyez le document d’origine ou copiez-collez le texte de l’offre.",
        )
    return decouper_lu(_with_remarks(read, name), nom=name)


def decouper(texte: str, *, nom: str = "texte collé", bornes: Bornes = BORNES) -> Offre:
    """The offer made of a text given as such, pasted for instance.

    :raises DocumentTropGrand: the text is over the limit. :raises DocumentIllisible: it is empty.

    >>> decouper("Savoir-être : rigueur, autonomie et sens du service").lignes[2].texte
    'sens du service'
    """
    if not any(char.isalnum() for char in texte):
        raise DocumentIllisible(
            "Le texte est vide.", remede="Collez le texte de l’offre ou de la fiche.", code="document-vide"
        )
    return decouper_lu(lire_chaine(texte, nom="", bornes=bornes).named("colle"), nom=nom)


def _bytes(source: str | Path, bornes: Bornes) -> tuple[bytes, str]:
    path = Path(source)
    try:
        verifier_taille(path.stat().st_size, bornes)
        return path.read_bytes(), path.name
    except (OSError, ValueError) as error:
        raise DocumentIllisible(
            f"Le fichier « {path.name} » ne peut pas être ouvert.",
            cause="C’est un dossier, ou sa lecture n’est pas permise."
            if path.exists()
            else "Il n’existe pas.",
            remede="Vérifiez son nom et son emplacement.",
            code="fichier-inaccessible",
        ) from error


def _lire(found: Format, contenu: bytes, *, nom: str, bornes: Bornes) -> Lu:
    chrono = Chrono(bornes)
    if found == "pdf":
        from socle.offre.lecture.pdf import lire_pdf

        return lire_pdf(contenu, bornes=bornes, chrono=chrono)
    if found == "docx":
        from socle.offre.lecture.docx import lire_docx

        return lire_docx(contenu, bornes=bornes, chrono=chrono)
    if found == "odt":
        from socle.offre.lecture.odt import lire_odt

        return lire_odt(contenu, bornes=bornes, chrono=chrono)
    if found == "html":
        from socle.offre.lecture.html import lire_html

        return lire_html(contenu, bornes=bornes, chrono=chrono)
    return lire_texte(contenu, nom=nom, bornes=bornes)


_NOMS: dict[Format, str] = {
    "pdf": "PDF", "docx": "Word (DOCX)", "odt": "OpenDocument (ODT)", "html": "page web (HTML)",
    "json": "JSON", "md": "texte", "txt": "texte", "colle": "texte",
}  # fmt: skip


def _with_remarks(read: Lu, nom: str) -> Lu:
    announced = _EXTENSIONS.get(Path(nom).suffix.lower())
    if announced is None or announced == read.format:
        return read
    remark = (
        f"Le nom du fichier annonce un document {_NOMS[announced]} ; son contenu est au format "
        f"{_NOMS[read.format]}, et il a été lu comme tel."
    )
    return Lu(read.format, read.blocs, read.titre, read.pages, (*read.remarques, remark))
