"""Drafts of fiches de poste, and the immutable states that they went through."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models

from socle.referentiel import FicheDePoste
from socle_web.comptes.possession import Possede
from socle_web.fiches.querysets import BrouillonQuerySet

INTITULE_MAXIMUM = 300


class Brouillon(Possede):
    """A fiche being written in an établissement, or in one browser.

    ``document`` is the current state, ``numero`` the number of the revision that holds it; the title is
    kept apart for lists.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    intitule = models.CharField("intitulé", max_length=INTITULE_MAXIMUM)
    document = models.JSONField("document")
    numero = models.PositiveIntegerField("révision courante", default=1)
    publication = models.BooleanField("vérifier l’avis de vacance", default=False)
    cree_le = models.DateTimeField("créé le", auto_now_add=True)
    modifie_le = models.DateTimeField("modifié le", auto_now_add=True, db_index=True)
    supprime_le = models.DateTimeField("supprimé le", null=True, blank=True)

    objects = BrouillonQuerySet.as_manager()

    class Meta:
        verbose_name = "brouillon de fiche de poste"
        verbose_name_plural = "brouillons de fiches de poste"
        ordering: ClassVar = ["-modifie_le"]

    def __str__(self) -> str:
        return self.intitule

    @property
    def fiche(self) -> FicheDePoste:
        """The current state as a document."""
        return FicheDePoste.model_validate(self.document)


class Revision(models.Model):
    """One state of a draft, never changed once written.

    ``parent`` is the number of the state that it was made from: undoing goes back to it, and a gesture
    made after an undo starts another branch, so that no state is ever lost. ``geste`` says in French
    what was done; ``sujet`` names what was being typed, so that one burst of typing undoes at once.
    """

    brouillon = models.ForeignKey(Brouillon, on_delete=models.CASCADE, related_name="revisions")
    numero = models.PositiveIntegerField("numéro")
    parent = models.PositiveIntegerField("numéro de l’état précédent", null=True, blank=True)
    document = models.JSONField("document")
    geste = models.CharField("geste", max_length=200)
    sujet = models.CharField("ce qui s’écrivait", max_length=100, blank=True)
    cree_le = models.DateTimeField("écrite le", auto_now_add=True)

    class Meta:
        verbose_name = "révision"
        ordering: ClassVar = ["numero"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["brouillon", "numero"], name="une_revision_par_numero"),
        ]

    def __str__(self) -> str:
        return f"{self.numero} : {self.geste}"

    @property
    def fiche(self) -> FicheDePoste:
        """This state as a document."""
        return FicheDePoste.model_validate(self.document)
