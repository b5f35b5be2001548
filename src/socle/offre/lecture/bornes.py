"""Limits that a foreign document must respect, and the safe opening of archives and XML."""

from __future__ import annotations

import io
import re
import time
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from socle.erreurs import DocumentIllisible, DocumentTropGrand, ErreurSocle

_DOCTYPE = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Bornes:
    """The limits of one reading; what is over them ends in :class:`DocumentTropGrand`.

    :param octets: size of the file.
    :param pages: number of pages of a PDF.
    :param decompresses: size of what a compressed file unfolds to.
    :param rapport: how many times larger than itself a compressed part of 1 MB or more may unfold.
    :param profondeur: depth of nested tables, lists and frames.
    :param caracteres: length of the text read.
    :param secondes: time given to the reading, checked as it goes.
    """

    octets: int = 20_000_000
    pages: int = 60
    decompresses: int = 200_000_000
    rapport: int = 200
    profondeur: int = 30
    caracteres: int = 600_000
    secondes: float = 30.0


BORNES = Bornes()


@dataclass(slots=True)
class Chrono:
    """The time left for one reading."""

    bornes: Bornes
    _start: float = field(default_factory=time.monotonic)

    def check(self) -> None:
        """:raises DocumentTropGrand: the reading has taken longer than its limit."""
        if time.monotonic() - self._start > self.bornes.secondes:
            raise DocumentTropGrand(
                "La lecture du document prend trop de temps.",
                cause=f"Elle a été arrêtée au bout de {self.bornes.secondes:g} secondes.",
                remede="Enregistrez le document en DOCX ou copiez-collez son texte.",
                code="document-trop-long-a-lire",
            )


def taille_lisible(octets: int) -> str:
    """A size in French, for a message.

    >>> taille_lisible(20_000_000)
    '20\xa0Mo'
    """
    return f"{octets / 1_000_000:.0f} Mo"


def verifier_taille(octets: int, bornes: Bornes) -> None:
    """:raises DocumentTropGrand: the file is over the size limit. :raises DocumentIllisible: empty."""
    if octets == 0:
        raise DocumentIllisible(
            "Le fichier est vide.",
            cause="Il ne contient aucun octet ; l’enregistrement ou l’envoi a pu être interrompu.",
            remede="Vérifiez le fichier puis envoyez-le de nouveau.",
            code="document-vide",
        )
    if octets > bornes.octets:
        raise DocumentTropGrand(
            f"Le fichier dépasse {taille_lisible(bornes.octets)}.",
            cause=f"Il pèse {taille_lisible(octets)}.",
            remede="Allégez-le (images, annexes) ou copiez-collez le texte de l’offre.",
        )


@contextmanager
def tolerer(quoi: str, *, remede: str) -> Iterator[None]:
    """Turn whatever a reading library raises on damaged input into one clear message.

    The libraries that parse foreign files fail in open-ended ways on damaged ones (assertions, key
    errors, recursion): here, and only around their calls, any exception speaks of the file.
    """
    try:
        yield
    except ErreurSocle:
        raise
    except MemoryError as error:
        raise DocumentTropGrand(
            f"{quoi} demande trop de mémoire pour être lu.", remede=remede, code="document-trop-grand"
        ) from error
    except Exception as error:
        raise DocumentIllisible(
            f"{quoi} est abîmé ou incomplet.",
            cause="Sa structure interne ne peut pas être suivie jusqu’au bout.",
            remede=remede,
            code="document-abime",
        ) from error


def _refuse_bomb(cause: str) -> None:
    raise DocumentTropGrand(
        "Le contenu du fichier, une fois décompressé, est démesuré.",
        cause=cause,
        remede="Ouvrez-le dans votre traitement de texte et enregistrez-le de nouveau.",
        code="document-demesure",
    )


def verifier_archive(contenu: bytes, *, bornes: Bornes, quoi: str, noms: re.Pattern[str]) -> None:
    """Check an Office archive before any library opens it: sizes, ratio, and no XML entity.

    :param noms: the parts whose XML will be parsed.
    :raises DocumentTropGrand: an archive bomb. :raises DocumentIllisible: damaged, or XML that
        declares entities, which no word processor writes.
    """
    remede = "Ouvrez-le dans votre traitement de texte et enregistrez-le de nouveau."
    with tolerer(quoi, remede=remede), zipfile.ZipFile(io.BytesIO(contenu)) as archive:
        parts = archive.infolist()
        if len(parts) > 5_000:
            _refuse_bomb(f"Il contient {len(parts)} parties.")
        total = sum(part.file_size for part in parts)
        if total > bornes.decompresses:
            _refuse_bomb(f"Il occuperait {taille_lisible(total)}.")
        for part in parts:
            if part.file_size > 1_000_000 and part.file_size > bornes.rapport * max(1, part.compress_size):
                _refuse_bomb(f"Une de ses parties est compressée plus de {bornes.rapport} fois.")
        for part in parts:
            # UTF-16 spells the declaration with zero bytes between the letters.
            if noms.search(part.filename) and _DOCTYPE.search(archive.read(part).replace(b"\0", b"")):
                raise DocumentIllisible(
                    f"{quoi} contient des déclarations interdites.",
                    cause="Son XML définit des entités, ce qu’aucun traitement de texte n’écrit.",
                    remede=remede,
                    code="document-dangereux",
                )


def trop_imbrique() -> DocumentTropGrand:
    """The error for a document nested deeper than any page needs."""
    return DocumentTropGrand(
        "La structure du document est trop imbriquée.",
        cause="Des tableaux ou des cadres sont placés les uns dans les autres au-delà du raisonnable.",
        remede="Copiez-collez le texte de l’offre.",
        code="document-trop-imbrique",
    )
