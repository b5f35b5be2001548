"""Backing up and restoring an installation: its database and its data folder, as one file."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from socle.erreurs import DocumentIllisible, ErreurSocle
from socle_web.commun import taches
from socle_web.commun.sauvegarde import archive, tables
from socle_web.commun.sauvegarde.archive import FICHIERS, Manifeste

# What is not data: the secret, what is collected or made again, earlier backups, the database itself.
_EXCLUS = ("secret", "statiques", "apercus", "avant-restauration-", "socle.sqlite3")
_RESTAURATION = ".restauration"


class Bilan(NamedTuple):
    """What a backup holds; ``precedente`` is the one made of what a restoration has replaced."""

    date: datetime
    socle: str
    lignes: int
    fichiers: int
    precedente: Path | None = None


def sauvegarder(*, chemin: Path, remplacer: bool = False) -> Bilan:
    """Write everything to one file, while the site runs.

    :raises ErreurSocle: the file exists, or cannot be written.
    """
    connues = tables.connues()
    with archive.ecrire(chemin, remplacer=remplacer) as ecriture:
        with tables.instantane():
            migrations = [nom for nom in tables.appliquees() if nom in connues]
            ecrites = tables.sauvegarder(ecriture, migrations)
        for nom, fichier in _fichiers(settings.SOCLE_DONNEES):
            ecriture.ajouter_fichier(f"{FICHIERS}{nom}", fichier)
        manifeste = ecriture.conclure(date=timezone.now(), migrations=migrations, tables=ecrites)
    return _bilan(manifeste)


def restaurer(*, chemin: Path, ecraser: bool = False) -> Bilan:
    """Put an installation back as it was; what it held before is backed up first.

    The file is checked to its last byte before anything is changed.

    :raises DocumentIllisible: the file is damaged, or comes from a newer Socle.
    :raises ErreurSocle: the site is running, or holds data and ``ecraser`` is not said.
    """
    with archive.lire(chemin) as lecture:
        _verifier_version(lecture.manifeste)
        _verifier_arret()
        precedente = None
        if not tables.vide() or any(_fichiers(settings.SOCLE_DONNEES)):
            if not ecraser:
                raise _occupee()
            precedente = settings.SOCLE_DONNEES / f"avant-restauration-{timezone.now():%Y%m%d-%H%M%S}.zip"
            sauvegarder(chemin=precedente)
        tables.restaurer(lecture)
        _remplacer_fichiers(lecture, settings.SOCLE_DONNEES)
        call_command("migrate", verbosity=0, interactive=False)
        return _bilan(lecture.manifeste)._replace(precedente=precedente)


def _verifier_version(manifeste: Manifeste) -> None:
    inconnues = sorted(set(manifeste.migrations) - tables.connues())
    if inconnues:
        applications = ", ".join(sorted({nom.partition(".")[0] for nom in inconnues}))
        raise DocumentIllisible(
            "Cette sauvegarde ne peut pas être restaurée ici\u00a0: rien n’a été changé.",
            cause=f"Elle vient de Socle {manifeste.socle} et contient des données que cette installation "
            f"ne connaît pas ({applications}).",
            remede="Installez cette version de Socle ou une plus récente, avec les mêmes options.",
            code="sauvegarde-trop-recente",
        )


def _verifier_arret() -> None:
    if "commun_ouvrier" in connection.introspection.table_names() and taches.vivants():
        raise ErreurSocle(
            "Le site est en marche\u00a0: rien n’a été changé.",
            remede=f"Arrêtez-le, attendez {taches.SILENCE} secondes s’il a été interrompu, puis recommencez.",
            code="site-en-marche",
        )


def _occupee() -> ErreurSocle:
    return ErreurSocle(
        "Cette installation contient déjà des données\u00a0: rien n’a été changé.",
        remede="Pour les remplacer par la sauvegarde, ajoutez --ecraser\u00a0: elles seront gardées.",
        code="installation-occupee",
    )


def _fichiers(dossier: Path) -> Iterator[tuple[str, Path]]:
    for chemin in sorted(dossier.rglob("*")):
        nom = chemin.relative_to(dossier)
        tete = nom.parts[0]
        plain = chemin.is_file() and not chemin.is_symlink()
        if plain and not tete.startswith(_EXCLUS) and not _temporaire(nom):
            yield nom.as_posix(), chemin


def _temporaire(nom: Path) -> bool:
    """What is being written, and is nothing without the process that writes it."""
    return nom.suffix == ".partiel" or any(part.startswith((".", "recus-")) for part in nom.parts)


def _remplacer_fichiers(lecture: archive.Lecture, dossier: Path) -> None:
    neuf = dossier / _RESTAURATION
    shutil.rmtree(neuf, ignore_errors=True)
    neuf.mkdir(parents=True)
    lecture.deposer_fichiers(neuf)
    for entree in dossier.iterdir():
        if entree.is_dir() and not entree.name.startswith((*_EXCLUS, ".")):
            shutil.rmtree(entree)
    for entree in neuf.iterdir():
        entree.replace(dossier / entree.name)
    neuf.rmdir()


def _bilan(manifeste: Manifeste) -> Bilan:
    return Bilan(
        date=timezone.localtime(manifeste.date),
        socle=manifeste.socle,
        lignes=sum(table.lignes for table in manifeste.tables.values()),
        fichiers=sum(nom.startswith(FICHIERS) for nom in manifeste.empreintes),
    )
