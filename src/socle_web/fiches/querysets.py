"""Named filters over fiches, and over what people are told of them."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, Self

from django.db import models
from django.db.models import Q
from django.utils import timezone

from socle_web.comptes.espaces import Espace
from socle_web.comptes.models import Role
from socle_web.comptes.possession import DuServiceQuerySet, portee

# A fiche is looked at again every year, with the entretien professionnel.
AGE_ANNUEL = timedelta(days=365)
ETATS_LISIBLES = ("validee", "signee", "archivee")
ECRIVENT = (Role.REDACTEUR, Role.RESPONSABLE, Role.RH, Role.ADMINISTRATEUR)


class FicheQuerySet(DuServiceQuerySet):
    """Fiches by owner, by who may see them, by state, by age."""

    def presents(self) -> Self:
        """Those that were not deleted."""
        return self.filter(supprime_le=None)

    def supprimes(self) -> Self:
        """Those deleted, that can still be brought back."""
        return self.exclude(supprime_le=None)

    def legers(self) -> Self:
        """For lists: without the documents."""
        return self.defer("document", "recherche")

    def visibles(self, espace: Espace) -> Self:
        """Those that a person may see: their own, those of their services, all for who has a role everywhere.

        Reading only gives what is validated. A visitor sees what their browser wrote.
        """
        ici = self.de(espace)
        if espace.etablissement is None or espace.local:
            return ici
        vues = Q(auteur=espace.user) | Q(titulaire=espace.user, etat__in=ETATS_LISIBLES)
        for tenue in espace.appartenances:
            if tenue.role in ECRIVENT and tenue.service is None:
                return ici
            vues |= portee(tenue) if tenue.role in ECRIVENT else portee(tenue) & Q(etat__in=ETATS_LISIBLES)
        return ici.filter(vues)

    def anciennes(self) -> Self:
        """In force, and older than a year."""
        return self.exclude(etat="archivee").filter(validee_le__lt=timezone.now() - AGE_ANNUEL)

    def jamais_signees(self) -> Self:
        """Of a holder who has read no version."""
        return self.exclude(etat="archivee").filter(signee_le=None, sans_titulaire=False, modele=False)

    def d_une_autre_edition(self, edition: str) -> Self:
        """Derived from another édition than the one given."""
        return self.exclude(edition__in=("", "livret", edition))

    def attendues(self, espace: Espace) -> Self:
        """Those where it is this person's turn."""
        if espace.etablissement is None or espace.user is None:
            return self.none()
        conditions = Q(titulaire=espace.user, etat="validee") | Q(auteur=espace.user, etat="brouillon")
        for tenue in espace.appartenances:
            if tenue.role == Role.RESPONSABLE:
                conditions |= portee(tenue) & Q(etat="en-relecture")
            elif tenue.role == Role.RH:
                sans = Q(titulaire=None, titulaire_courriel="", sans_titulaire=False, modele=False)
                conditions |= portee(tenue) & Q(etat="validee") & sans
        return self.filter(conditions)

    def abandonnees(self, *, jours: int) -> Self:
        """A visitor's own, untouched for ``jours`` days."""
        return self.filter(modifie_le__lt=timezone.now() - timedelta(days=jours), etablissement=None)

    def supprimees(self, *, jours: int) -> Self:
        """Those deleted for ``jours`` days."""
        return self.filter(supprime_le__lt=timezone.now() - timedelta(days=jours))


class AvisQuerySet(models.QuerySet[Any]):
    """What people are told."""

    def de(self, espace: Espace) -> Self:
        """What a person is told in the établissement where they stand."""
        return self.filter(destinataire=espace.user, fiche__etablissement=espace.etablissement)

    def non_lus(self) -> Self:
        """What has not been read."""
        return self.filter(lu_le=None)
