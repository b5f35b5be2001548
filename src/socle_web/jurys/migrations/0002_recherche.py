from __future__ import annotations

from typing import ClassVar

from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from socle.jury import Grille
from socle_web.jurys.recherche import mots_cherches

TRANCHE = 500


def remplir(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """What the juries prepared before are found by."""
    jurys = apps.get_model("jurys", "Jury").objects.using(schema_editor.connection.alias)
    for jury in jurys.only("pk", "grille").iterator(chunk_size=TRANCHE):
        jurys.filter(pk=jury.pk).update(recherche=mots_cherches(Grille.model_validate(jury.grille)))


class Migration(migrations.Migration):
    dependencies: ClassVar = [("jurys", "0001_initial")]

    operations: ClassVar = [
        migrations.AddField(
            model_name="jury",
            name="recherche",
            field=models.TextField(blank=True, editable=False, verbose_name="mots cherchés"),
        ),
        migrations.RunPython(remplir, migrations.RunPython.noop),
    ]
