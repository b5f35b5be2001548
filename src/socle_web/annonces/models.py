"""Offers being prepared, and what was published of them: rows that never change."""

from __future__ import annotations

import uuid
from datetime import date
from typing import ClassVar, Literal

from django.db import models
from django.utils import timezone

from socle.annonce import Annonce
from socle_web.annonces.querysets import AnnonceQuerySet, PublicationQuerySet
from socle_web.comptes.possession import Possede
from socle_web.fiches.models import INTITULE_MAXIMUM, NOM_MAXIMUM, Fige, personne

Etat = Literal["preparation", "publiee", "close", "retiree"]
ETATS: dict[str, str] = {
    "preparation": "en préparation",
    "publiee": "publiée",
    "close": "close",
    "retiree": "retirée",
}


class AnnonceEnregistree(Possede):
    """An offer being prepared. ``document`` is its current state, ``numero`` counts its changes.

    ``fiche_id`` names the fiche without holding it: an offer outlives the fiche that it came from.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    fiche_id = models.UUIDField("fiche", db_index=True)
    service = models.ForeignKey(
        "comptes.Service", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    intitule = models.CharField("intitulé", max_length=INTITULE_MAXIMUM)
    document = models.JSONField("document")
    recherche = models.TextField("mots cherchés", blank=True, editable=False)
    numero = models.PositiveIntegerField("changements", default=1)
    cree_le = models.DateTimeField("préparée le", auto_now_add=True)
    modifie_le = models.DateTimeField("modifiée le", default=timezone.now, db_index=True)

    objects = AnnonceQuerySet.as_manager()

    class Meta:
        verbose_name = "offre à publier"
        verbose_name_plural = "offres à publier"
        ordering: ClassVar = ["-modifie_le"]

    def __str__(self) -> str:
        return self.intitule

    @property
    def annonce(self) -> Annonce:
        """What is being prepared, as a document."""
        return Annonce.model_validate(self.document)

    @property
    def derniere(self) -> Publication | None:
        """The latest publication; read from what a list has fetched, where it has."""
        parues: list[Publication] | None = getattr(self, "parues", None)
        if parues is not None:
            return parues[0] if parues else None
        derniere: Publication | None = self.publications.select_related("retrait").order_by("-numero").first()
        return derniere

    @property
    def etat(self) -> Etat:
        """Where the offer stands today."""
        derniere = self.derniere
        return "preparation" if derniere is None else derniere.etat

    @property
    def etat_dit(self) -> str:
        """The same, in French."""
        return ETATS[self.etat]


class Publication(Fige):
    """What was published, as it was."""

    annonce = models.ForeignKey(AnnonceEnregistree, on_delete=models.CASCADE, related_name="publications")
    numero = models.PositiveIntegerField("numéro")
    document = models.JSONField("document")
    recherche = models.TextField("mots cherchés", blank=True, editable=False)
    date_limite = models.DateField("date limite", db_index=True)
    publiee_le = models.DateTimeField("publiée le", default=timezone.now)
    auteur = personne(verbose_name="publiée par")
    auteur_nom = models.CharField("nom", max_length=NOM_MAXIMUM, blank=True)

    objects = PublicationQuerySet.as_manager()

    class Meta:
        verbose_name = "publication"
        ordering: ClassVar = ["-numero"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["annonce", "numero"], name="une_publication_par_numero"),
        ]

    def __str__(self) -> str:
        return f"{self.annonce} ({self.numero})"

    @property
    def contenu(self) -> Annonce:
        """What was published, as a document."""
        return Annonce.model_validate(self.document)

    @property
    def retiree(self) -> Retrait | None:
        """Its withdrawal, if any."""
        return getattr(self, "retrait", None)

    @property
    def etat(self) -> Etat:
        """Where this publication stands today."""
        if self.retiree is not None:
            return "retiree"
        return "close" if self.date_limite < aujourd_hui() else "publiee"

    @property
    def etat_dit(self) -> str:
        """The same, in French."""
        return ETATS[self.etat]


class Retrait(Fige):
    """The withdrawal of a publication."""

    publication = models.OneToOneField(Publication, on_delete=models.CASCADE, related_name="retrait")
    retiree_le = models.DateTimeField("retirée le", default=timezone.now)
    motif = models.CharField("motif", max_length=500)
    auteur = personne(verbose_name="retirée par")
    auteur_nom = models.CharField("nom", max_length=NOM_MAXIMUM, blank=True)

    class Meta:
        verbose_name = "retrait"

    def __str__(self) -> str:
        return f"{self.publication} : {self.motif}"


def aujourd_hui() -> date:
    """The day in France, where deadlines are."""
    return timezone.localdate()
