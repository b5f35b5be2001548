"""Taking many fiches away: a ZIP of documents, a CSV, an XLSX; written as they are sent."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.text import slugify

from socle.cellules import inerte
from socle.fiche.vie import vie
from socle.referentiel import CORPS, FicheDePoste
from socle.rendu import Charte, ecrire
from socle_web.fiches.models import Fiche

# A laid out PDF takes some hundredths of a second: past this many, a ZIP keeps a person waiting.
DOCUMENTS_MAXIMUM = 500
TRANCHE = 100
ZIPS = {"zip-pdf": "pdf", "zip-docx": "docx", "zip-odt": "odt", "zip-json": "json"}
COLONNES: tuple[tuple[str, Callable[[Fiche], object]], ...] = (
    ("Intitulé", lambda f: f.intitule),
    ("Sous-titre", lambda f: f.sous_titre),
    ("État", lambda f: vie().etat(f.etat).libelle),
    ("Service", lambda f: f.service.nom if f.service else ""),
    ("Titulaire", lambda f: "Sans titulaire" if f.sans_titulaire else f.titulaire_nom),
    ("Corps", lambda f: CORPS[f.corps].libelle if f.corps in CORPS else ""),
    ("Emploi-type", lambda f: f.emploi_type),
    ("Édition", lambda f: f.edition),
    ("Créée le", lambda f: _jour(f.cree_le)),
    ("Modifiée le", lambda f: _jour(f.modifie_le)),
    ("Validée le", lambda f: _jour(f.validee_le)),
    ("Signée le", lambda f: _jour(f.signee_le)),
)


class Envoi(NamedTuple):
    """What is sent: its chunks, its media type, its name."""

    morceaux: Iterator[bytes]
    mime: str
    nom: str


def exporter(fiches: QuerySet[Fiche], *, format: str, charte: Charte) -> Envoi:
    """The fiches in a format of :data:`ZIPS`, in ``csv`` or in ``xlsx``."""
    nom = f"fiches-de-poste-{timezone.localdate().isoformat()}"
    if format == "csv":
        return Envoi(_csv(fiches), "text/csv; charset=utf-8", f"{nom}.csv")
    if format == "xlsx":
        mime = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
        return Envoi(_xlsx(fiches), mime, f"{nom}.xlsx")
    return Envoi(_zip(fiches, ZIPS[format], charte), "application/zip", f"{nom}.zip")


def _jour(quand: Any) -> object:
    return timezone.localtime(quand).date() if quand else ""


def _rangees(fiches: QuerySet[Fiche]) -> Iterator[list[object]]:
    yield [titre for titre, _ in COLONNES]
    for fiche in fiches.legers().select_related("service").iterator(chunk_size=TRANCHE):  # type: ignore[attr-defined]
        yield [lire(fiche) for _, lire in COLONNES]


def _cellule(valeur: object) -> object:
    return inerte(valeur) if isinstance(valeur, str) else valeur


def _csv(fiches: QuerySet[Fiche]) -> Iterator[bytes]:
    # Spreadsheets in French read UTF-8 by its mark, and semicolons.
    yield b"\xef\xbb\xbf"
    for rangee in _rangees(fiches):
        ligne = io.StringIO(newline="")
        csv.writer(ligne, delimiter=";").writerow([_cellule(valeur) for valeur in rangee])
        yield ligne.getvalue().encode()


def _xlsx(fiches: QuerySet[Fiche]) -> Iterator[bytes]:
    from openpyxl import Workbook

    classeur = Workbook(write_only=True)
    feuille = classeur.create_sheet("Fiches de poste")
    feuille.freeze_panes = "A2"
    for rangee in _rangees(fiches):
        feuille.append([_cellule(valeur) or None for valeur in rangee])
    tampon = io.BytesIO()
    classeur.save(tampon)
    yield tampon.getvalue()


def _zip(fiches: QuerySet[Fiche], format: str, charte: Charte) -> Iterator[bytes]:
    """One document after another, each sent once it is laid out."""
    tampon = _Tampon()
    with zipfile.ZipFile(tampon, "w", zipfile.ZIP_DEFLATED) as archive:
        noms: set[str] = set()
        for fiche in fiches.iterator(chunk_size=TRANCHE):
            document = fiche.contenu
            archive.writestr(f"{_nom_libre(document, noms)}.{format}", _ecrire(document, format, charte))
            yield tampon.prendre()
    yield tampon.prendre()


def _ecrire(document: FicheDePoste, format: str, charte: Charte) -> bytes:
    if format == "json":
        return document.to_json().encode()
    return ecrire(document.plan(), format=format, charte=charte)


def _nom_libre(document: FicheDePoste, pris: set[str]) -> str:
    base = slugify(f"{document.intitule} {document.sous_titre}")[:80] or "fiche"
    nom, rang = base, 1
    while nom in pris:
        rang += 1
        nom = f"{base}-{rang}"
    pris.add(nom)
    return nom


class _Tampon(io.RawIOBase):
    """Where a ZIP is written, and from where it is taken as it goes."""

    def __init__(self) -> None:
        self._morceaux: list[bytes] = []
        self._place = 0

    def writable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._place

    def write(self, octets: Any) -> int:
        self._morceaux.append(bytes(octets))
        self._place += len(octets)
        return len(octets)

    def prendre(self) -> bytes:
        pris = b"".join(self._morceaux)
        self._morceaux.clear()
        return pris
