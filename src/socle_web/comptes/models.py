"""Établissements, their services, and who does what there."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import ClassVar

from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models
from django.utils import timezone

COULEUR_INITIALE = "#23457f"


class Etablissement(models.Model):
    """One employer on the site; what belongs to it is seen by its members only.

    Name, logo and colour are put on its documents. The logo is small and kept in the database, so that a
    copy of the database is a copy of everything. ``local`` marks the one that stands for the person in
    front of the machine, where nobody signs in.
    """

    nom = models.CharField(
        "nom de l’établissement",
        max_length=200,
        blank=True,
        help_text="Imprimé en tête des documents téléchargés.",
    )
    local = models.BooleanField("espace d’une seule personne", default=False, editable=False)
    couleur = models.CharField(
        "couleur",
        max_length=7,
        default=COULEUR_INITIALE,
        validators=[RegexValidator(r"^#[0-9a-fA-F]{6}$", "Écrivez la couleur sous la forme #23457f.")],
    )
    logo = models.BinaryField("logo", blank=True, default=b"", editable=True)
    logo_type = models.CharField(max_length=20, blank=True)
    modifie_le = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = "établissement"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["local"], condition=models.Q(local=True), name="un_seul_espace_local"
            ),
        ]

    def __str__(self) -> str:
        return self.nom or ("Espace local" if self.local else "Établissement")


class Service(models.Model):
    """A service of an établissement, under another one or at the top.

    ``chemin`` holds the ids from the top down to this one, as ``/3/17/``: a service is under another when
    its chemin begins with the other's. Only :mod:`socle_web.comptes.annuaire` writes it.
    """

    etablissement = models.ForeignKey(Etablissement, on_delete=models.CASCADE, related_name="services")
    parent = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="enfants"
    )
    nom = models.CharField("nom du service", max_length=200)
    chemin = models.CharField(max_length=255, editable=False, db_index=True, default="")

    class Meta:
        verbose_name = "service"
        ordering: ClassVar = ["nom"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["parent", "nom"], name="un_service_par_nom_sous_un_autre"),
            models.UniqueConstraint(
                fields=["etablissement", "nom"],
                condition=models.Q(parent=None),
                name="un_service_par_nom_en_tete",
            ),
        ]

    def __str__(self) -> str:
        return self.nom

    @property
    def profondeur(self) -> int:
        """How many services stand above this one."""
        return self.chemin.count("/") - 2

    @property
    def nom_en_retrait(self) -> str:
        """The name as a list of services shows it, set back under those that it stands in."""
        return f"{'– ' * self.profondeur}{self.nom}"

    def contient(self, autre: Service) -> bool:
        """Whether another service is this one, or stands under it."""
        return bool(self.chemin) and autre.chemin.startswith(self.chemin)


class Role(models.TextChoices):
    """What a person does in an établissement; one may have several roles."""

    LECTEUR = "lecteur", "Lecture"
    REDACTEUR = "redacteur", "Rédaction"
    RESPONSABLE = "responsable", "Responsable de service"
    RH = "rh", "Ressources humaines"
    ADMINISTRATEUR = "administrateur", "Administration de l’établissement"


class Appartenance(models.Model):
    """A role of a person in an établissement: everywhere in it, or in one service and those under it."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="appartenances")
    etablissement = models.ForeignKey(Etablissement, on_delete=models.CASCADE, related_name="appartenances")
    role = models.CharField("rôle", max_length=20, choices=Role.choices)
    service = models.ForeignKey(
        Service, on_delete=models.CASCADE, null=True, blank=True, related_name="appartenances"
    )
    depuis = models.DateTimeField("depuis", auto_now_add=True)

    class Meta:
        verbose_name = "appartenance"
        ordering: ClassVar = ["depuis", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["user", "role", "service"], name="un_role_par_service"),
            models.UniqueConstraint(
                fields=["user", "etablissement", "role"],
                condition=models.Q(service=None),
                name="un_role_par_etablissement",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} : {self.get_role_display()}"


def qui_designe(modele: type[models.Model]) -> Iterator[tuple[type[models.Model], str]]:
    """Every model of the site with a link to this one, and the name of the link; other apps' too."""
    for relation in modele._meta.get_fields(include_hidden=True):
        if isinstance(relation, models.ManyToOneRel):
            yield relation.related_model, relation.field.name


class Identite(models.Model):
    """A person as a provider of identity knows them: ``sujet`` is what it calls them, for ever."""

    fournisseur = models.CharField(max_length=20)
    sujet = models.CharField(max_length=255)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="identites")
    depuis = models.DateTimeField("depuis", auto_now_add=True)

    class Meta:
        verbose_name = "identité"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["fournisseur", "sujet"], name="une_personne_par_identite")
        ]

    def __str__(self) -> str:
        return f"{self.fournisseur} : {self.sujet}"


def _expiration() -> datetime:
    return timezone.now() + timedelta(days=settings.INVITATION_JOURS)


class Invitation(models.Model):
    """A role offered to whoever reads mail at an address; the link works once, and not for ever.

    The link is signed from the id: neither the database nor a backup holds what would open it.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    etablissement = models.ForeignKey(Etablissement, on_delete=models.CASCADE, related_name="invitations")
    courriel = models.EmailField("adresse électronique")
    role = models.CharField("rôle", max_length=20, choices=Role.choices)
    service = models.ForeignKey(
        Service, on_delete=models.CASCADE, null=True, blank=True, related_name="invitations"
    )
    auteur = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    cree_le = models.DateTimeField("envoyée le", auto_now_add=True)
    expire_le = models.DateTimeField("expire le", default=_expiration)
    acceptee_le = models.DateTimeField("acceptée le", null=True, blank=True)

    class Meta:
        verbose_name = "invitation"
        ordering: ClassVar = ["-cree_le"]

    def __str__(self) -> str:
        return f"{self.courriel} : {self.get_role_display()}"

    @property
    def expiree(self) -> bool:
        """Whether its link has stopped working for being old."""
        return self.expire_le <= timezone.now()


class Trace(models.Model):
    """One line of the audit trail: who did or read what, and when. Nothing on the site changes it.

    Without an établissement, it is about the site itself. ``geste`` is a stable code, as ``fiche.validee``.
    The name of the person and the title of the object are copied, so that the trail still reads once they
    are gone.
    """

    # Indexes of its own begin with each of these two.
    etablissement = models.ForeignKey(
        Etablissement,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="traces",
        db_index=False,
    )
    auteur = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        db_index=False,
    )
    auteur_nom = models.CharField("personne", max_length=200, blank=True)
    geste = models.CharField("geste", max_length=60)
    lecture = models.BooleanField("lecture de données personnelles", default=False)
    objet_type = models.CharField(max_length=60, blank=True)
    objet_id = models.CharField(max_length=64, blank=True)
    objet_titre = models.CharField("objet", max_length=300, blank=True)
    details = models.JSONField("détails", default=dict, blank=True)
    le = models.DateTimeField("date", default=timezone.now)

    class Meta:
        verbose_name = "trace"
        ordering: ClassVar = ["-le", "-pk"]
        indexes: ClassVar = [
            models.Index(fields=["etablissement", "-le"], name="trace_par_date"),
            models.Index(fields=["etablissement", "geste", "-le"], name="trace_par_geste"),
            models.Index(fields=["objet_type", "objet_id"], name="trace_par_objet"),
            models.Index(fields=["auteur", "geste", "-le"], name="trace_par_personne"),
        ]

    def __str__(self) -> str:
        return f"{self.geste} : {self.objet_titre}"
