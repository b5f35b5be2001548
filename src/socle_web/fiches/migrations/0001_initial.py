from __future__ import annotations

import uuid
from typing import ClassVar

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies: ClassVar = []

    operations: ClassVar = [
        migrations.CreateModel(
            name="Brouillon",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("proprietaire", models.CharField(db_index=True, max_length=64, verbose_name="propriétaire")),
                ("intitule", models.CharField(max_length=300, verbose_name="intitulé")),
                ("document", models.JSONField(verbose_name="document")),
                ("numero", models.PositiveIntegerField(default=1, verbose_name="révision courante")),
                (
                    "publication",
                    models.BooleanField(default=False, verbose_name="vérifier l’avis de vacance"),
                ),
                ("cree_le", models.DateTimeField(auto_now_add=True, verbose_name="créé le")),
                (
                    "modifie_le",
                    models.DateTimeField(auto_now_add=True, db_index=True, verbose_name="modifié le"),
                ),
                ("supprime_le", models.DateTimeField(blank=True, null=True, verbose_name="supprimé le")),
            ],
            options={
                "verbose_name": "brouillon de fiche de poste",
                "verbose_name_plural": "brouillons de fiches de poste",
                "ordering": ["-modifie_le"],
            },
        ),
        migrations.CreateModel(
            name="Revision",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("numero", models.PositiveIntegerField(verbose_name="numéro")),
                (
                    "parent",
                    models.PositiveIntegerField(
                        blank=True, null=True, verbose_name="numéro de l’état précédent"
                    ),
                ),
                ("document", models.JSONField(verbose_name="document")),
                ("geste", models.CharField(max_length=200, verbose_name="geste")),
                ("sujet", models.CharField(blank=True, max_length=100, verbose_name="ce qui s’écrivait")),
                ("cree_le", models.DateTimeField(auto_now_add=True, verbose_name="écrite le")),
                (
                    "brouillon",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="revisions",
                        to="fiches.brouillon",
                    ),
                ),
            ],
            options={
                "verbose_name": "révision",
                "ordering": ["numero"],
                "constraints": [
                    models.UniqueConstraint(fields=("brouillon", "numero"), name="une_revision_par_numero")
                ],
            },
        ),
    ]
