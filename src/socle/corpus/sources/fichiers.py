"""Folders and archives of offers: each document is one record, each table as many as it has rows.

Nothing of an archive is ever written to the disk: its members are read in memory, one at a time, within
limits, and their names are only names.
"""

from __future__ import annotations

import os
import zipfile
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from socle.corpus.entree import Enregistrement, illisible
from socle.corpus.sources.tables import EXTENSIONS, MAX_EN_MEMOIRE, TABLE_ABIMEE, Options, ouvrir_table
from socle.erreurs import DocumentIllisible, DocumentTropGrand, ErreurSocle
from socle.offre import BORNES

MAX_DECOMPRESSE = 20_000_000_000
"""Bytes of a whole archive once unfolded."""

_IGNORES = ("__MACOSX/", "Thumbs.db", "desktop.ini")
_TROP = "Ouvrez l’archive, et ne gardez que les offres."


def lire_dossier(dossier: Path, options: Options) -> Iterator[Enregistrement]:
    """The records of a folder and of those inside it, in alphabetical order.

    :raises DocumentIllisible: it holds no file.
    """
    fichiers = sorted(
        Path(racine, nom) for racine, _, noms in os.walk(dossier) for nom in noms if _is_garde(nom)
    )
    if not fichiers:
        raise DocumentIllisible(
            f"Le dossier « {dossier.name} » ne contient aucun fichier.",
            remede="Placez-y les offres (PDF, DOCX, ODT, HTML, TXT, JSON) ou un tableau (CSV, XLSX…).",
            code="corpus-vide",
        )
    return (un for fichier in fichiers for un in _du_fichier(fichier, dossier, options))


def lire_seul(fichier: Path, options: Options) -> Iterator[Enregistrement]:
    """The one record of a document."""
    return _du_fichier(fichier, fichier.parent, options)


def _is_garde(nom: str) -> bool:
    return not nom.startswith((".", "~$")) and nom not in _IGNORES


def _du_fichier(fichier: Path, dossier: Path, options: Options) -> Iterator[Enregistrement]:
    nom = fichier.relative_to(dossier).as_posix()
    try:
        suffixe = fichier.suffix.lower()
        if suffixe == ".zip":
            yield from (_sous(nom, un) for un in lire_archive(fichier, options))
        elif suffixe in EXTENSIONS and suffixe != ".json":
            yield from (_sous(nom, un) for un in ouvrir_table(fichier, options).lire())
        else:
            taille = fichier.stat().st_size
            _borner(taille, BORNES.octets)
            yield from _du_document(nom, fichier.read_bytes(), options)
    except ErreurSocle as erreur:
        yield illisible(nom, erreur)
    except OSError:
        yield Enregistrement(nom, cause="Le fichier ne peut pas être ouvert.", remede="Vérifiez vos droits.")


def _du_document(nom: str, contenu: bytes, options: Options) -> Iterator[Enregistrement]:
    """A document; a JSON file may also be a list of offers."""
    if nom.lower().endswith(".json"):
        try:
            table = ouvrir_table((nom, contenu), options).lire()
        except DocumentIllisible as erreur:
            if erreur.code != TABLE_ABIMEE:
                raise
        else:
            yield from table
            return
    yield Enregistrement(nom, contenu=contenu)


def _sous(nom: str, un: Enregistrement) -> Enregistrement:
    """A record under the name of the file that holds it."""
    if not un.nom.startswith(PurePosixPath(nom).name):
        un.nom = f"{nom}/{un.nom}"
    return un


def lire_archive(fichier: Path, options: Options) -> Iterator[Enregistrement]:
    """The records of an archive, in the order of its members' names.

    :raises DocumentIllisible: it is no archive, or an empty one.
    """
    try:
        archive = zipfile.ZipFile(fichier)
    except (OSError, zipfile.BadZipFile) as erreur:
        raise DocumentIllisible(
            f"« {fichier.name} » n’est pas une archive ZIP lisible.",
            remede="Vérifiez qu’elle s’ouvre sur votre poste, puis envoyez-la de nouveau.",
            code="archive-abimee",
        ) from erreur
    membres = sorted(
        (un for un in archive.infolist() if not un.is_dir() and _is_membre(un.filename)),
        key=lambda un: un.filename,
    )
    if not membres:
        archive.close()
        raise DocumentIllisible(
            f"L’archive « {fichier.name} » est vide.", remede="Placez-y les offres.", code="corpus-vide"
        )
    return _membres(archive, membres, options)


def _is_membre(nom: str) -> bool:
    return not nom.startswith("__MACOSX/") and _is_garde(PurePosixPath(nom).name)


def _membres(
    archive: zipfile.ZipFile, membres: list[zipfile.ZipInfo], options: Options
) -> Iterator[Enregistrement]:
    reste = MAX_DECOMPRESSE
    with archive:
        for membre in membres:
            nom = _nom_sur(membre.filename)
            try:
                contenu = _lire_membre(archive, membre, reste)
                reste -= len(contenu)
                if Path(nom).suffix.lower() in EXTENSIONS and not nom.lower().endswith(".json"):
                    yield from (_sous(nom, un) for un in ouvrir_table((nom, contenu), options).lire())
                else:
                    yield from _du_document(nom, contenu, options)
            except ErreurSocle as erreur:
                yield illisible(nom, erreur)


def _nom_sur(nom: str) -> str:
    """The name of a member without what would climb out of the archive."""
    morceaux = [un for un in nom.replace("\\", "/").split("/") if un not in ("", ".", "..")]
    return "/".join(morceaux) or "sans nom"


def _lire_membre(archive: zipfile.ZipFile, membre: zipfile.ZipInfo, reste: int) -> bytes:
    """The bytes of a member, read within limits whatever its header says."""
    table = Path(membre.filename).suffix.lower() in EXTENSIONS
    limite = min(MAX_EN_MEMOIRE if table else BORNES.octets, reste)
    _borner(membre.file_size, limite)
    if membre.file_size > 1_000_000 and membre.file_size > BORNES.rapport * max(1, membre.compress_size):
        raise _demesure(f"Il est compressé plus de {BORNES.rapport} fois.")
    try:
        with archive.open(membre) as flux:
            contenu = flux.read(limite + 1)
    except RuntimeError as erreur:
        raise DocumentIllisible(
            "Ce fichier de l’archive est protégé par un mot de passe.",
            remede="Refaites l’archive sans mot de passe.",
            code="document-protege",
        ) from erreur
    except (OSError, zipfile.BadZipFile, NotImplementedError, EOFError, ValueError) as erreur:
        raise DocumentIllisible(
            "Ce fichier de l’archive est abîmé.", remede="Refaites l’archive.", code="document-abime"
        ) from erreur
    _borner(len(contenu), limite)
    return contenu


def _borner(taille: int, limite: int) -> None:
    if taille > limite:
        raise _demesure(f"Il pèse plus de {limite // 1_000_000} Mo.")


def _demesure(cause: str) -> DocumentTropGrand:
    return DocumentTropGrand("Ce fichier est démesuré.", cause=cause, remede=_TROP, code="document-demesure")
