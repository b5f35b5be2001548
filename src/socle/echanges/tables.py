"""Reading the tables of foreign référentiels: tolerant of their dress, strict on what they must hold."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from fnmatch import fnmatch
from os import PathLike
from pathlib import Path, PurePosixPath
from zipfile import BadZipFile, ZipFile

from socle.alignement.normalise import cle
from socle.erreurs import DocumentIllisible, DocumentTropGrand

TAILLE_MAXIMALE = 256 * 1024 * 1024
"""Bytes of one table, decompressed; the whole ROME weighs 12 MB."""

Chemin = str | PathLike[str]
Ligne = dict[str, str]


def decoder(contenu: bytes) -> str:
    """The text of a table: UTF-8 with or without mark, UTF-16 with its mark, else Windows-1252."""
    if contenu[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return contenu.decode("utf-16", errors="replace")
    try:
        return contenu.decode("utf-8-sig")
    except UnicodeDecodeError:
        return contenu.decode("cp1252", errors="replace")


def lire_table(
    contenu: bytes, *, source: str, obligatoires: Mapping[str, str], facultatives: Mapping[str, str]
) -> list[Ligne]:
    """The rows of a table, each column under the name given here; unknown columns are left aside.

    :param source: what the file should be, in French, for messages.
    :param obligatoires: printed header by name; facultative columns that are absent read as empty.
    :raises DocumentIllisible: no table, or a compulsory column is missing.
    """
    texte = decoder(contenu)
    if not texte.strip() or "\x00" in texte[:4096]:
        raise _illisible(source, "Le fichier est vide ou n’est pas un fichier de texte.")
    entete = texte.split("\n", 1)[0]
    separateur = max(",;\t", key=entete.count)
    try:
        rangees = list(csv.reader(io.StringIO(texte, newline=""), delimiter=separateur))
    except csv.Error as erreur:
        raise _illisible(source, "Le fichier n’est pas un tableau CSV bien formé.") from erreur
    places = {cle(colonne): place for place, colonne in enumerate(rangees[0])}
    manquantes = [imprime for imprime in obligatoires.values() if cle(imprime) not in places]
    if manquantes:
        noms = ", ".join(f"« {nom} »" for nom in manquantes)
        raise _illisible(source, f"Il manque dans son en-tête : {noms}.")
    voulues = {nom: places.get(cle(imprime), -1) for nom, imprime in {**obligatoires, **facultatives}.items()}
    return [
        {nom: rangee[place].strip() if 0 <= place < len(rangee) else "" for nom, place in voulues.items()}
        for rangee in rangees[1:]
        if any(cellule.strip() for cellule in rangee)
    ]


def _illisible(source: str, cause: str) -> DocumentIllisible:
    return DocumentIllisible(
        f"Ce fichier n’est pas {source}.",
        cause=cause,
        remede="Choisissez l’export CSV d’origine, sans le modifier.",
        code="table-inattendue",
    )


def lire_octets(chemin: Chemin, *, source: str) -> bytes:
    """The bytes of a file.

    :raises DocumentIllisible: there is no such file; :raises DocumentTropGrand: it is over the limit.
    """
    fichier = Path(chemin)
    if not fichier.is_file():
        raise DocumentIllisible(
            f"Le fichier « {fichier.name} » est introuvable.",
            remede=f"Indiquez le chemin de {source}.",
            code="fichier-introuvable",
        )
    _borner(fichier.stat().st_size, fichier.name)
    return fichier.read_bytes()


def _borner(taille: int, nom: str) -> None:
    if taille > TAILLE_MAXIMALE:
        raise DocumentTropGrand(
            f"Le fichier « {nom} » dépasse {TAILLE_MAXIMALE // (1024 * 1024)} Mo.",
            remede="Vérifiez que c’est bien l’export du référentiel.",
        )


def lire_dossier(chemin: Chemin, motifs: Sequence[str], *, source: str) -> dict[str, bytes]:
    """The files of a folder, or of a ZIP archive, whose names match the patterns, by pattern.

    Of several files that match one pattern, the last in alphabetical order is read (the newest version).

    :raises DocumentIllisible: neither folder nor archive, or nothing in it matches.
    """
    racine = Path(chemin)
    if racine.is_dir():
        fichiers = {fichier.name: fichier for fichier in racine.iterdir() if fichier.is_file()}
        trouves = {
            motif: lire_octets(fichiers[nom], source=source) for motif, nom in _choisir(fichiers, motifs)
        }
    else:
        trouves = _lire_archive(racine, motifs, source=source)
    if not trouves:
        attendus = ", ".join(f"« {motif} »" for motif in motifs)
        raise DocumentIllisible(
            f"Ce dossier n’est pas {source}.",
            cause=f"Aucun fichier n’y porte un des noms attendus : {attendus}.",
            remede="Indiquez le dossier, ou l’archive ZIP, tel qu’il a été téléchargé.",
            code="dossier-inattendu",
        )
    return trouves


def _choisir(noms: Mapping[str, object], motifs: Sequence[str]) -> list[tuple[str, str]]:
    choisis = []
    for motif in motifs:
        candidats = sorted(nom for nom in noms if fnmatch(PurePosixPath(nom).name.lower(), motif))
        if candidats:
            choisis.append((motif, candidats[-1]))
    return choisis


def _lire_archive(chemin: Path, motifs: Sequence[str], *, source: str) -> dict[str, bytes]:
    try:
        with ZipFile(chemin) as archive:
            membres = {membre.filename: membre for membre in archive.infolist() if not membre.is_dir()}
            trouves = {}
            for motif, nom in _choisir(membres, motifs):
                _borner(membres[nom].file_size, nom)
                trouves[motif] = archive.read(membres[nom])
            return trouves
    except (OSError, BadZipFile, NotImplementedError, RuntimeError) as erreur:
        raise DocumentIllisible(
            f"« {chemin.name} » n’est ni un dossier ni une archive ZIP lisible.",
            remede=f"Indiquez le dossier, ou l’archive ZIP, de {source}.",
            code="dossier-inattendu",
        ) from erreur


def items(texte: str, separateurs: str = "\n") -> tuple[str, ...]:
    """The distinct, non-empty items of a cell, in their order.

    >>> items("Achat public\\n\\n Droit ")
    ('Achat public', 'Droit')
    """
    for separateur in separateurs[1:]:
        texte = texte.replace(separateur, separateurs[0])
    return tuple(dict.fromkeys(item.strip() for item in texte.split(separateurs[0]) if item.strip()))
