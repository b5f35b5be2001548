"""Juries, their members and candidates, and the sheets of scores. Candidates are numbers, never names."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models
from django.utils import timezone

from socle.jury import VERDICTS, Grille
from socle_web.comptes.possession import Possede
from socle_web.fiches.models import INTITULE_MAXIMUM
from socle_web.jurys.querysets import JuryQuerySet

NOM_MAXIMUM = 80
NUMERO_MAXIMUM = 30


class Etat(models.TextChoices):
    """Where a jury stands: weights, then scores, then the comparison, then nothing changes any more."""

    PREPARATION = "preparation", "grille en préparation"
    NOTATION = "notation", "notation ouverte"
    COMPARAISON = "comparaison", "comparaison ouverte"
    CLOS = "clos", "clos"


class Jury(Possede):
    """A jury. ``grille`` is settled before anybody is scored; ``efface_le``: when people were forgotten."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    fiche_id = models.UUIDField("fiche", db_index=True)
    service = models.ForeignKey(
        "comptes.Service", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    intitule = models.CharField("intitulé", max_length=INTITULE_MAXIMUM)
    grille = models.JSONField("grille")
    recherche = models.TextField("mots cherchés", blank=True, editable=False)
    etat = models.CharField("état", max_length=12, choices=Etat.choices, default=Etat.PREPARATION)
    cree_le = models.DateTimeField("créé le", auto_now_add=True)
    modifie_le = models.DateTimeField("modifié le", default=timezone.now, db_index=True)
    clos_le = models.DateTimeField("clos le", null=True, blank=True)
    efface_le = models.DateTimeField("effacé le", null=True, blank=True)

    objects = JuryQuerySet.as_manager()

    class Meta:
        verbose_name = "jury"
        ordering: ClassVar = ["-modifie_le"]

    def __str__(self) -> str:
        return f"Jury : {self.intitule}"

    @property
    def contenu(self) -> Grille:
        """The grid as a document."""
        return Grille.model_validate(self.grille)

    @property
    def en_preparation(self) -> bool:
        return self.etat == Etat.PREPARATION

    @property
    def en_notation(self) -> bool:
        return self.etat == Etat.NOTATION

    @property
    def est_ouvert(self) -> bool:
        """Whether everyone in the jury sees every score."""
        return self.etat in (Etat.COMPARAISON, Etat.CLOS)

    @property
    def est_clos(self) -> bool:
        return self.etat == Etat.CLOS


class Membre(models.Model):
    """A member of a jury, who scores by a link of their own. ``tour`` changes when the link is renewed;
    ``envoye_le`` is when the present one was sent to ``courriel``."""

    jury = models.ForeignKey(Jury, on_delete=models.CASCADE, related_name="membres")
    nom = models.CharField("nom ou fonction", max_length=NOM_MAXIMUM)
    courriel = models.EmailField("adresse électronique", blank=True)
    envoye_le = models.DateTimeField("lien envoyé le", null=True, blank=True)
    tour = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = "membre"
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["jury", "nom"], name="un_membre_par_nom"),
        ]

    def __str__(self) -> str:
        return self.nom


class Candidat(models.Model):
    """Somebody who applied, under a number; and what the jury decided of them."""

    jury = models.ForeignKey(Jury, on_delete=models.CASCADE, related_name="candidats")
    numero = models.CharField("numéro", max_length=NUMERO_MAXIMUM)
    verdict = models.CharField("décision", max_length=16, blank=True, choices=list(VERDICTS.items()))
    rang = models.PositiveIntegerField("rang", null=True, blank=True)
    motif = models.CharField("motif", max_length=500, blank=True)

    class Meta:
        verbose_name = "candidat"
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["jury", "numero"], name="un_candidat_par_numero"),
        ]

    def __str__(self) -> str:
        return self.numero


class Feuille(models.Model):
    """A member's scores of one candidate: a level by criterion's key, and a remark of their own."""

    membre = models.ForeignKey(Membre, on_delete=models.CASCADE, related_name="feuilles")
    candidat = models.ForeignKey(Candidat, on_delete=models.CASCADE, related_name="feuilles")
    notes = models.JSONField("notes", default=dict)
    remarque = models.TextField("remarque", blank=True)
    modifie_le = models.DateTimeField("modifiée le", auto_now=True)

    class Meta:
        verbose_name = "feuille de notes"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["membre", "candidat"], name="une_feuille_par_membre"),
        ]

    def __str__(self) -> str:
        return f"{self.membre} : {self.candidat}"
