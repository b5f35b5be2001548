from __future__ import annotations

from typing import ClassVar

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from socle.referentiel import FicheDePoste
from socle_web.fiches.colonnes import colonnes

TRANCHE = 500


def remplir(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """The columns that lists read, for the fiches written before."""
    fiches = apps.get_model("fiches", "Fiche").objects.using(schema_editor.connection.alias)
    noms = ["intitule", "sous_titre", "emploi_type", "edition", "corps", "recherche"]
    lot = []
    for fiche in fiches.only("pk", "document").iterator(chunk_size=TRANCHE):
        for nom, valeur in colonnes(FicheDePoste.model_validate(fiche.document)).items():
            setattr(fiche, nom, valeur)
        lot.append(fiche)
        if len(lot) == TRANCHE:
            fiches.bulk_update(lot, noms)
            lot.clear()
    fiches.bulk_update(lot, noms)


def indexer(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Trigrams make ``LIKE`` quick on PostgreSQL; SQLite reads a short column through."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
        schema_editor.execute(
            "CREATE INDEX fiche_par_mots ON fiches_fiche USING gin (recherche gin_trgm_ops)"
        )


def desindexer(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP INDEX IF EXISTS fiche_par_mots")


class Migration(migrations.Migration):
    dependencies: ClassVar = [("fiches", "0004_vie")]

    operations: ClassVar = [
        migrations.RunPython(remplir, migrations.RunPython.noop),
        migrations.RunPython(indexer, desindexer),
    ]
