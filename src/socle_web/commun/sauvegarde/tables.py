"""The database as lines of JSON, out and in, whichever database it is.

Rows are read and written through the models of the migrations that they were written in, so that an older
backup is loaded as it was and then brought up to date by the later migrations, like any database.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.apps.registry import Apps
from django.core.management.color import no_style
from django.db import connection, models, transaction
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

from socle_web.commun.sauvegarde.archive import BASE, Ecriture, Lecture, Table

_LOT = 500
# How SQLite begins a transaction: an attribute of its connections only.
_MODE = "transaction_mode"
# What Django writes by itself when it prepares a database, or while it runs.
_AUTOMATIQUES = {"contenttypes.contenttype", "auth.permission", "sessions.session", "commun.ouvrier"}
Modele = type[models.Model]


def appliquees() -> list[str]:
    """The migrations that this database has gone through, « app.name »."""
    return sorted(f"{app}.{nom}" for app, nom in MigrationRecorder(connection).applied_migrations())


def connues() -> set[str]:
    """The migrations of this version of Socle, as it is configured."""
    migrations = MigrationExecutor(connection).loader.disk_migrations or {}
    return {f"{app}.{nom}" for app, nom in migrations}


@contextmanager
def instantane() -> Iterator[None]:
    """Everything read inside is of one moment; nobody waits to write."""
    ancien = getattr(connection, _MODE, None)
    if connection.vendor == "sqlite":
        setattr(connection, _MODE, "DEFERRED")
    try:
        with transaction.atomic():
            if connection.vendor == "postgresql":
                with connection.cursor() as curseur:
                    curseur.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            yield
    finally:
        if connection.vendor == "sqlite":
            setattr(connection, _MODE, ancien)


def sauvegarder(ecriture: Ecriture, migrations: list[str]) -> dict[str, Table]:
    """Write every table; what each is."""
    return {
        modele._meta.label_lower: _sauvegarder(ecriture, modele) for modele in _modeles(_etat(migrations))
    }


def _sauvegarder(ecriture: Ecriture, modele: Modele) -> Table:
    colonnes = tuple(champ.attname for champ in modele._meta.concrete_fields)
    nombre = 0

    def lignes() -> Iterator[bytes]:
        nonlocal nombre
        rangees = modele._base_manager.order_by("pk").values_list(*colonnes)
        for rangee in rangees.iterator(chunk_size=_LOT):
            nombre += 1
            yield json.dumps(rangee, default=_coder, ensure_ascii=False).encode() + b"\n"

    ecriture.ajouter(f"{BASE}{modele._meta.label_lower}.jsonl", lignes())
    return Table(colonnes=colonnes, lignes=nombre)


def restaurer(lecture: Lecture) -> None:
    """Replace the whole database by a backup, in the state that it was written in."""
    migrations = list(lecture.manifeste.migrations)
    vider()
    executeur = MigrationExecutor(connection)
    executeur.migrate(_dernieres(executeur.loader, migrations))
    modeles = list(_modeles(_etat(migrations)))
    with transaction.atomic():
        # Rows that a migration wrote on its own are in the backup too, as they were.
        with connection.cursor() as curseur:
            for modele in modeles:
                curseur.execute(f"DELETE FROM {connection.ops.quote_name(modele._meta.db_table)}")
        for modele in modeles:
            if table := lecture.manifeste.tables.get(modele._meta.label_lower):
                _charger(lecture, modele, table)
        with connection.cursor() as curseur:
            for requete in connection.ops.sequence_reset_sql(no_style(), modeles):
                curseur.execute(requete)


def vider() -> None:
    """Drop every table: the database as it was before its first migration."""
    connection.close()
    with connection.cursor() as curseur:
        tables = connection.introspection.table_names(curseur)
        if connection.vendor == "sqlite":
            curseur.execute("PRAGMA foreign_keys = OFF")
        suite = " CASCADE" if connection.vendor == "postgresql" else ""
        for table in tables:
            curseur.execute(f"DROP TABLE {connection.ops.quote_name(table)}{suite}")
    connection.close()


def vide() -> bool:
    """Whether nothing was ever written here, but what Django writes by itself."""
    tables = set(connection.introspection.table_names())
    return not any(
        modele._base_manager.exists()
        for modele in _modeles(_etat(appliquees()))
        if modele._meta.db_table in tables and modele._meta.label_lower not in _AUTOMATIQUES
    )


def _charger(lecture: Lecture, modele: Modele, table: Table) -> None:
    par_colonne = {champ.attname: champ for champ in modele._meta.concrete_fields}
    champs = [par_colonne[colonne] for colonne in table.colonnes]
    for champ in champs:
        if not isinstance(champ, models.DateField):
            continue
        # A date of writing is the one of the backup, not the one of its restoration.
        champ.auto_now = champ.auto_now_add = False
    lot: list[models.Model] = []
    for ligne in lecture.lignes(modele._meta.label_lower):
        valeurs = zip(champs, json.loads(ligne), strict=True)
        lot.append(modele(**{champ.attname: _decoder(champ, valeur) for champ, valeur in valeurs}))
        if len(lot) == _LOT:
            modele._base_manager.bulk_create(lot)
            lot = []
    modele._base_manager.bulk_create(lot)


def _etat(migrations: list[str]) -> Apps:
    loader = MigrationExecutor(connection).loader
    apps: Apps = loader.project_state(_dernieres(loader, migrations)).apps
    return apps


def _dernieres(loader: MigrationLoader, migrations: list[str]) -> list[tuple[str, str]]:
    """The last of these migrations in each app; going to an earlier one would undo what follows it."""
    toutes = {(app, nom) for app, _, nom in (migration.partition(".") for migration in migrations)}
    suivies = {
        parent.key
        for cle in toutes
        for parent in loader.graph.node_map[cle].parents
        if parent.key[0] == cle[0]
    }
    return sorted(toutes - suivies)


def _modeles(apps: Apps) -> Iterator[Modele]:
    for modele in apps.get_models(include_auto_created=True):
        if modele._meta.managed and not modele._meta.proxy:
            yield modele


def _coder(valeur: Any) -> Any:
    match valeur:
        case datetime() | date() | time():
            return valeur.isoformat()
        case UUID() | Decimal():
            return str(valeur)
        case bytes() | memoryview():
            return base64.b64encode(valeur).decode()
    raise TypeError(f"{type(valeur).__name__} cannot be written in a backup")


def _decoder(champ: Any, valeur: Any) -> Any:
    if valeur is None or isinstance(champ, models.JSONField):
        return valeur
    return base64.b64decode(valeur) if isinstance(champ, models.BinaryField) else champ.to_python(valeur)
