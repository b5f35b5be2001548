"""Analyses of offers, kept for the person or the browser that asked for them."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models

from socle.offre import Analyse
from socle_web.comptes.possession import Possede
from socle_web.offres.querysets import AnalyseQuerySet

TITRE_MAXIMUM = 300


class AnalyseEnregistree(Possede):
    """One analysis. ``document`` quotes the text read; the file itself is kept only when asked for.

    ``edition`` is the édition chosen to read it with (empty: the booklet and the latest one) and
    ``corps_choisi``, ``emploi_choisi`` what the person set by hand, so that it can be made again.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    titre = models.CharField("titre", max_length=TITRE_MAXIMUM)
    nom = models.CharField("nom du document", max_length=TITRE_MAXIMUM)
    resume = models.CharField("résumé", max_length=500, blank=True)
    edition = models.CharField("édition choisie", max_length=64, blank=True)
    corps_choisi = models.CharField("corps choisi", max_length=8, blank=True)
    emploi_choisi = models.CharField("emploi-type choisi", max_length=64, blank=True)
    document = models.JSONField("document")
    conserve = models.BooleanField("fichier conservé", default=False)
    original = models.BinaryField("fichier d’origine", null=True, blank=True)
    cree_le = models.DateTimeField("créée le", auto_now_add=True, db_index=True)

    objects = AnalyseQuerySet.as_manager()

    class Meta:
        verbose_name = "analyse d’une offre"
        verbose_name_plural = "analyses d’offres"
        ordering: ClassVar = ["-cree_le"]

    def __str__(self) -> str:
        return self.titre

    @property
    def analyse(self) -> Analyse:
        """The analysis as a document."""
        return Analyse.model_validate(self.document)
