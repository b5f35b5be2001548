from __future__ import annotations

from typing import ClassVar

from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from socle.annonce import Annonce
from socle_web.annonces.recherche import mots_cherches

TRANCHE = 500


def remplir(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """What the offers written before are found by."""
    for nom in ("AnnonceEnregistree", "Publication"):
        lignes = apps.get_model("annonces", nom).objects.using(schema_editor.connection.alias)
        for ligne in lignes.only("pk", "document").iterator(chunk_size=TRANCHE):
            mots = mots_cherches(Annonce.model_validate(ligne.document))
            lignes.filter(pk=ligne.pk).update(recherche=mots)


class Migration(migrations.Migration):
    dependencies: ClassVar = [("annonces", "0002_cascade")]

    operations: ClassVar = [
        migrations.AddField(
            model_name="annonceenregistree",
            name="recherche",
            field=models.TextField(blank=True, editable=False, verbose_name="mots cherchés"),
        ),
        migrations.AddField(
            model_name="publication",
            name="recherche",
            field=models.TextField(blank=True, editable=False, verbose_name="mots cherchés"),
        ),
        migrations.RunPython(remplir, migrations.RunPython.noop),
    ]
