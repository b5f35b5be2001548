"""What belongs to someone: to an établissement and its author, or to one browser."""

from __future__ import annotations

from typing import Any, Self

from django.conf import settings
from django.db import models

from socle_web.comptes.espaces import Espace
from socle_web.comptes.models import Appartenance, Service


class PossedeQuerySet(models.QuerySet[Any]):
    """Filters by owner; nothing of another établissement or browser passes."""

    def de(self, espace: Espace) -> Self:
        """Everything of an espace; nothing for a visitor who has written nothing yet."""
        if espace.etablissement is not None:
            return self.filter(etablissement=espace.etablissement)
        return self.filter(etablissement=None, proprietaire=espace.jeton) if espace.jeton else self.none()

    def miens(self, espace: Espace) -> Self:
        """Those of this person in the espace."""
        siens = self.de(espace)
        return siens.filter(auteur=espace.user) if espace.est_membre else siens


def portee(tenue: Appartenance) -> models.Q:
    """What stands where a role is held: everything, or one service and those under it."""
    return models.Q(service__chemin__startswith=tenue.service.chemin) if tenue.service else models.Q()


class DuServiceQuerySet(PossedeQuerySet):
    """The same, for what also stands in a service."""

    def du_service(self, service_id: int) -> Self:
        """Those of a service and of those under it; nothing of a service that does not exist."""
        service = Service.objects.filter(pk=service_id).first()
        return self.filter(service__chemin__startswith=service.chemin) if service else self.none()

    def a_portee(self, espace: Espace, *roles: str) -> Self:
        """This person's own, and those that stand where they hold one of these roles.

        A visitor reaches what their browser wrote.
        """
        ici = self.de(espace)
        if espace.etablissement is None or espace.local:
            return ici
        vues = models.Q(auteur=espace.user)
        for tenue in espace.appartenances:
            if tenue.role in roles and tenue.service is None:
                return ici
            if tenue.role in roles:
                vues |= portee(tenue)
        return ici.filter(vues)


class Possede(models.Model):
    """An object with an owner: ``etablissement`` and ``auteur``, or ``proprietaire``, a browser's token."""

    proprietaire = models.CharField("propriétaire", max_length=64, blank=True, db_index=True)
    etablissement = models.ForeignKey(
        "comptes.Etablissement", on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    auteur = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        abstract = True

    @property
    def possession(self) -> dict[str, Any]:
        """The owner's fields, for an object made from this one."""
        return {
            "proprietaire": self.proprietaire,
            "etablissement_id": self.etablissement_id,
            "auteur_id": self.auteur_id,
        }


def champs(espace: Espace) -> dict[str, Any]:
    """The owner's fields of an object made in an espace."""
    return {
        "proprietaire": "" if espace.est_membre else espace.jeton,
        "etablissement_id": espace.etablissement.pk if espace.etablissement else None,
        "auteur_id": espace.user.pk if espace.user else None,
    }
