"""A record before its analysis: as it comes from a source, then as it is once read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

import pyarrow as pa

from socle.erreurs import ErreurSocle

TAILLE_DE_LOT = 2_000
"""Records of one batch: the unit of work, of a part of the results, and of what a stop can lose."""

MAX_OCTETS_DE_LOT = 64_000_000
"""A batch is cut short beyond this, so that a folder of large files stays within bounds."""

_TEXTES = ("id", "nom", "titre", "texte", "employeur", "region", "date", "annee", "statut", "corps", "code")

BRUTS = pa.schema(
    [
        pa.field("rang", pa.int64(), nullable=False),
        *(pa.field(nom, pa.string(), nullable=False) for nom in _TEXTES),
        pa.field("contenu", pa.binary()),
        pa.field("cause", pa.string(), nullable=False),
        pa.field("remede", pa.string(), nullable=False),
    ]
)
"""What a source gives: the fields of a row, or the bytes of a document, or why neither could be had."""

ENTREE = pa.schema(
    [
        pa.field("rang", pa.int64(), nullable=False),
        *(pa.field(nom, pa.string(), nullable=False) for nom in ("id", "nom", "etat", "cause", "remede")),
        *(pa.field(nom, pa.string(), nullable=False) for nom in ("langue", "titre", "texte", "document")),
        *(pa.field(nom, pa.string(), nullable=False) for nom in ("employeur", "region", "statut", "corps")),
        pa.field("code", pa.string(), nullable=False),
        pa.field("date", pa.date32()),
        pa.field("annee", pa.int16()),
        pa.field("exacte", pa.binary(16)),
        pa.field("signature", pa.binary()),
    ]
)
"""A record once read: ``document`` holds an offer read from a file, ``texte`` that of a row; ``etat`` is
``lue`` when it can be analysed."""

LUE = "lue"


@dataclass(slots=True)
class Enregistrement:
    """A record as its source gives it."""

    nom: str
    id: str = ""
    titre: str = ""
    texte: str = ""
    employeur: str = ""
    region: str = ""
    date: str = ""
    annee: str = ""
    statut: str = ""
    corps: str = ""
    code: str = ""
    contenu: bytes | None = None
    cause: str = ""
    remede: str = ""


def illisible(nom: str, erreur: ErreurSocle) -> Enregistrement:
    """The record of what could not be read, with the reason."""
    return Enregistrement(nom, cause=erreur.constat, remede=erreur.remede)


def en_lots(
    enregistrements: Iterable[Enregistrement], *, taille: int = TAILLE_DE_LOT
) -> Iterator[pa.RecordBatch]:
    """The records as batches of :data:`BRUTS`, numbered in their order."""
    suite = iter(enregistrements)
    rang = 0
    while lot := list(_un_lot(suite, taille)):
        colonnes = [
            pa.array(range(rang, rang + len(lot)), pa.int64()),
            *(_textes([getattr(un, nom) for un in lot]) for nom in _TEXTES),
            pa.array([un.contenu for un in lot], pa.binary()),
            _textes([un.cause for un in lot]),
            _textes([un.remede for un in lot]),
        ]
        rang += len(lot)
        yield pa.RecordBatch.from_arrays(colonnes, schema=BRUTS)


def _un_lot(suite: Iterator[Enregistrement], taille: int) -> Iterator[Enregistrement]:
    octets = 0
    for un in islice(suite, taille):
        yield un
        octets += len(un.texte) + len(un.contenu or b"")
        if octets > MAX_OCTETS_DE_LOT:
            return


def _textes(valeurs: list[str]) -> pa.Array:
    try:
        return pa.array(valeurs, pa.string())
    except UnicodeEncodeError:  # lone surrogates, that some JSON escapes spell
        return pa.array([un.encode("utf-8", "replace").decode() for un in valeurs], pa.string())
