from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies: ClassVar = []

    operations: ClassVar = [
        migrations.CreateModel(
            name="AnalyseEnregistree",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("proprietaire", models.CharField(db_index=True, max_length=64, verbose_name="propriétaire")),
                ("titre", models.CharField(max_length=300, verbose_name="titre")),
                ("nom", models.CharField(max_length=300, verbose_name="nom du document")),
                ("resume", models.CharField(blank=True, max_length=500, verbose_name="résumé")),
                ("edition", models.CharField(blank=True, max_length=64, verbose_name="édition choisie")),
                ("corps_choisi", models.CharField(blank=True, max_length=8, verbose_name="corps choisi")),
                (
                    "emploi_choisi",
                    models.CharField(blank=True, max_length=64, verbose_name="emploi-type choisi"),
                ),
                ("document", models.JSONField(verbose_name="document")),
                ("conserve", models.BooleanField(default=False, verbose_name="fichier conservé")),
                ("original", models.BinaryField(blank=True, null=True, verbose_name="fichier d’origine")),
                ("cree_le", models.DateTimeField(auto_now_add=True, db_index=True, verbose_name="créée le")),
            ],
            options={
                "verbose_name": "analyse d’une offre",
                "verbose_name_plural": "analyses d’offres",
                "ordering": ["-cree_le"],
            },
        ),
    ]
