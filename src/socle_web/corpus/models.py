"""Corpora of offers and the runs made over them. The offers and the results are files, never rows."""

from __future__ import annotations

import uuid
from pathlib import Path
from typing import ClassVar

from django.conf import settings
from django.db import models

from socle_web.comptes.possession import Possede
from socle_web.corpus.querysets import CorpusQuerySet, ExecutionQuerySet

TITRE_MAXIMUM = 200


class Corpus(Possede):
    """Offers received together, as files in a folder of their own.

    ``colonnes`` says which column of a table holds what, as pairs of field and column; ``decisions`` is what
    people made of the emerging work (a document of :mod:`socle.corpus`), applied to the next run;
    ``concours`` says which table of posts opened at competitions stands beside it (:mod:`.concours`).
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    titre = models.CharField("nom", max_length=TITRE_MAXIMUM)
    fichiers = models.JSONField("fichiers", default=list)
    octets = models.PositiveBigIntegerField("taille", default=0)
    colonnes = models.JSONField("colonnes", default=list)
    pret = models.BooleanField("prêt à être analysé", default=False)
    decisions = models.JSONField("décisions", default=dict, blank=True)
    concours = models.JSONField("postes ouverts", default=dict, blank=True)
    cree_le = models.DateTimeField("créé le", auto_now_add=True, db_index=True)

    objects = CorpusQuerySet.as_manager()

    class Meta:
        verbose_name = "corpus d’offres"
        verbose_name_plural = "corpus d’offres"
        ordering: ClassVar = ["-cree_le"]

    def __str__(self) -> str:
        return self.titre

    @property
    def dossier(self) -> Path:
        """Where its files and its results are."""
        dossier: Path = settings.SOCLE_DONNEES / "corpus" / str(self.pk)
        return dossier

    @property
    def source(self) -> Path:
        """What is to be read: the only file received, or the folder of them all."""
        entree = self.dossier / "entree"
        return entree / self.fichiers[0] if len(self.fichiers) == 1 else entree


class Execution(models.Model):
    """One run over a corpus, with what it was asked, how far it has gone and how it ended."""

    class Etat(models.TextChoices):
        ATTENTE = "attente", "En attente"
        EN_COURS = "en-cours", "En cours"
        TERMINEE = "terminee", "Terminée"
        ECHOUEE = "echouee", "Échouée"
        ARRETEE = "arretee", "Arrêtée"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    corpus = models.ForeignKey(Corpus, on_delete=models.CASCADE, related_name="executions")
    numero = models.PositiveIntegerField("numéro")
    edition = models.CharField("édition", max_length=64, blank=True)
    emplois_types = models.JSONField("emplois-types", default=list)
    etat = models.CharField("état", max_length=10, choices=Etat.choices, default=Etat.ATTENTE)
    arret_demande = models.BooleanField(default=False)
    etape = models.CharField("étape", max_length=60, blank=True)
    faites = models.PositiveBigIntegerField("offres lues", default=0)
    total = models.PositiveBigIntegerField("offres annoncées", null=True, blank=True)
    reste = models.FloatField("secondes à attendre", null=True, blank=True)
    erreur = models.JSONField("erreur", default=dict, blank=True)
    nombres = models.JSONField("nombres", default=dict, blank=True)
    tirage = models.JSONField("échantillon tiré", default=dict, blank=True)
    cree_le = models.DateTimeField("demandée le", auto_now_add=True)
    debut_le = models.DateTimeField("commencée le", null=True, blank=True)
    fin_le = models.DateTimeField("finie le", null=True, blank=True)

    objects = ExecutionQuerySet.as_manager()

    class Meta:
        verbose_name = "exécution"
        ordering: ClassVar = ["-numero"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["corpus", "numero"], name="une_execution_par_numero"),
        ]

    def __str__(self) -> str:
        return f"{self.corpus}, analyse n° {self.numero}"

    @property
    def dossier(self) -> Path:
        """Where its tables of results are."""
        return self.corpus.dossier / "executions" / str(self.numero)

    @property
    def is_finie(self) -> bool:
        """Whether nothing more will happen to it by itself."""
        return self.etat not in (self.Etat.ATTENTE, self.Etat.EN_COURS)


class Etiquette(models.Model):
    """What a person says of one line of the sample drawn from a run: one answer a line, the last one kept.

    ``place`` is the line's place in the sample, from 0.
    """

    execution = models.ForeignKey(Execution, on_delete=models.CASCADE, related_name="etiquettes")
    place = models.PositiveIntegerField("place dans l’échantillon")
    valeur = models.CharField("étiquette", max_length=10)
    auteur = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    dite_le = models.DateTimeField("dite le", auto_now=True)

    class Meta:
        verbose_name = "étiquette"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["execution", "place"], name="une_etiquette_par_ligne"),
        ]

    def __str__(self) -> str:
        return f"ligne {self.place + 1} : {self.valeur}"
