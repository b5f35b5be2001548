"""Zip files that hold no date: the same content gives the same bytes."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from io import BytesIO

_EPOQUE = (1980, 1, 1, 0, 0, 0)


def zipper(parties: Mapping[str, bytes]) -> bytes:
    """A zip of the parts, in order, all dated the first day that a zip can say.

    A part named ``mimetype`` is stored uncompressed, as OpenDocument asks.
    """
    sortie = BytesIO()
    with zipfile.ZipFile(sortie, "w") as archive:
        for nom, contenu in parties.items():
            entree = zipfile.ZipInfo(nom, _EPOQUE)
            entree.external_attr = 0o600 << 16
            entree.compress_type = zipfile.ZIP_STORED if nom == "mimetype" else zipfile.ZIP_DEFLATED
            archive.writestr(entree, contenu)
    return sortie.getvalue()


def redater(archive: bytes) -> bytes:
    """The same zip without its dates."""
    with zipfile.ZipFile(BytesIO(archive)) as source:
        return zipper({nom: source.read(nom) for nom in source.namelist()})
