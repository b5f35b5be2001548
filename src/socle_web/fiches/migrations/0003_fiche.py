from __future__ import annotations

from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    """A draft becomes a fiche: one model for its whole life."""

    dependencies: ClassVar = [("fiches", "0002_possession")]

    operations: ClassVar = [
        migrations.RemoveConstraint(model_name="revision", name="une_revision_par_numero"),
        migrations.RenameModel(old_name="Brouillon", new_name="Fiche"),
        migrations.RenameField(model_name="revision", old_name="brouillon", new_name="fiche"),
        migrations.AddConstraint(
            model_name="revision",
            constraint=models.UniqueConstraint(fields=("fiche", "numero"), name="une_revision_par_numero"),
        ),
        migrations.AlterModelOptions(
            name="fiche",
            options={
                "ordering": ["-modifie_le"],
                "verbose_name": "fiche de poste",
                "verbose_name_plural": "fiches de poste",
            },
        ),
    ]
