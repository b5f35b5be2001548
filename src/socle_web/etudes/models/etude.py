"""Studies, the immutable states of their documents, and what is coded cell by cell."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone

from socle_web.comptes.possession import Possede
from socle_web.etudes.querysets import CodageQuerySet, EtudeQuerySet

INTITULE_MAXIMUM = 300
CLE_MAXIMUM = 80
TEXTE_MAXIMUM = 4000


class EtudeEnregistree(Possede):
    """A study. ``document`` is what is edited whole; codings, consultations and comments are rows.

    ``numero`` is that of the :class:`VersionEtude` which holds the same document.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    titre = models.CharField("titre", max_length=INTITULE_MAXIMUM)
    document = models.JSONField("document")
    numero = models.PositiveIntegerField("version courante", default=1)
    exemple = models.BooleanField("exemple tiré du livret", default=False)
    cree_le = models.DateTimeField("créée le", auto_now_add=True)
    modifiee_le = models.DateTimeField("modifiée le", auto_now=True, db_index=True)
    publiee_le = models.DateTimeField("publiée le", null=True, blank=True)
    supprimee_le = models.DateTimeField("supprimée le", null=True, blank=True)

    objects = EtudeQuerySet.as_manager()

    class Meta:
        verbose_name = "étude"
        ordering: ClassVar = ["-modifiee_le"]

    def __str__(self) -> str:
        return self.titre


class VersionEtude(models.Model):
    """One state of a study's document, never changed once written; ``geste`` says what made it."""

    etude = models.ForeignKey(EtudeEnregistree, on_delete=models.CASCADE, related_name="versions")
    numero = models.PositiveIntegerField("numéro")
    document = models.JSONField("document")
    geste = models.CharField("geste", max_length=200)
    auteur = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    cree_le = models.DateTimeField("écrite le", auto_now_add=True)

    class Meta:
        verbose_name = "version d’une étude"
        ordering: ClassVar = ["-numero"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["etude", "numero"], name="une_version_d_etude_par_numero"),
        ]

    def __str__(self) -> str:
        return f"{self.numero} : {self.geste}"


class Codage(models.Model):
    """What a coder read of a candidate in a source. Rows are only added: the last one counts."""

    etude = models.ForeignKey(EtudeEnregistree, on_delete=models.CASCADE, related_name="codages")
    source = models.CharField(max_length=CLE_MAXIMUM)
    candidat = models.CharField(max_length=CLE_MAXIMUM)
    codeur = models.CharField("codeur", max_length=200)
    valeur = models.CharField("valeur", max_length=12)
    citation = models.TextField("citation", max_length=TEXTE_MAXIMUM, blank=True)
    page = models.CharField("page", max_length=40, blank=True)
    mentions = models.PositiveIntegerField("mentions", null=True, blank=True)
    remarque = models.TextField("remarque", max_length=TEXTE_MAXIMUM, blank=True)
    le = models.DateTimeField("codé le", default=timezone.now)

    objects = CodageQuerySet.as_manager()

    class Meta:
        verbose_name = "codage"
        ordering: ClassVar = ["pk"]
        indexes: ClassVar = [models.Index(fields=["etude", "source"], name="codages_d_une_source")]

    def __str__(self) -> str:
        return f"{self.source} × {self.candidat} : {self.valeur}"


class Arbitrage(models.Model):
    """A disagreement between coders, settled, with the reason for it. Rows are only added."""

    etude = models.ForeignKey(EtudeEnregistree, on_delete=models.CASCADE, related_name="arbitrages")
    source = models.CharField(max_length=CLE_MAXIMUM)
    candidat = models.CharField(max_length=CLE_MAXIMUM)
    valeur = models.CharField("valeur", max_length=12)
    motif = models.TextField("motif", max_length=TEXTE_MAXIMUM)
    par = models.CharField("par", max_length=200)
    le = models.DateTimeField("le", default=timezone.now)

    class Meta:
        verbose_name = "arbitrage"
        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        return f"{self.source} × {self.candidat} : {self.valeur}"


class Remarque(models.Model):
    """A comment on a line of a version of the proposal, or on the whole of it."""

    etude = models.ForeignKey(EtudeEnregistree, on_delete=models.CASCADE, related_name="remarques")
    proposition = models.PositiveIntegerField("version de la proposition")
    auteur_nom = models.CharField("auteur", max_length=200)
    rubrique = models.CharField(max_length=40, blank=True)
    rang = models.PositiveSmallIntegerField(null=True, blank=True)
    texte = models.TextField("remarque", max_length=TEXTE_MAXIMUM)
    le = models.DateTimeField("écrite le", default=timezone.now)

    class Meta:
        verbose_name = "remarque"
        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        return self.texte[:80]
