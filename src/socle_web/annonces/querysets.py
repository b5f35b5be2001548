"""Named filters over offers and their publications."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any, Self

from django.db import models
from django.utils import timezone

from socle_web.comptes.espaces import Espace
from socle_web.comptes.models import Role
from socle_web.comptes.possession import DuServiceQuerySet
from socle_web.fiches.querysets import ECRIVENT


class AnnonceQuerySet(DuServiceQuerySet):
    """Offers by owner, by who may read them, by fiche, by state."""

    def visibles(self, espace: Espace) -> Self:
        """Those that a person may read: the list's side of ``perms.peut_voir``."""
        return self.a_portee(espace, *ECRIVENT, Role.LECTEUR)

    def de_la_fiche(self, fiche_id: Any) -> Self:
        """Those made from one fiche, the latest first."""
        return self.filter(fiche_id=fiche_id)

    def avec_etat(self, jour: date) -> Self:
        """With ``ou_en_est``, the state of each on that day, and ``echeance``, its last deadline."""
        from socle_web.annonces.models import Publication

        derniere = Publication.objects.filter(annonce=models.OuterRef("pk")).order_by("-numero")
        return self.annotate(
            echeance=models.Subquery(derniere.values("date_limite")[:1]),
            retiree_le=models.Subquery(derniere.values("retrait__retiree_le")[:1]),
            ou_en_est=models.Case(
                models.When(echeance=None, then=models.Value("preparation")),
                models.When(retiree_le__isnull=False, then=models.Value("retiree")),
                models.When(echeance__lt=jour, then=models.Value("close")),
                default=models.Value("publiee"),
                output_field=models.CharField(),
            ),
        )

    def pour_liste(self) -> Self:
        """With what lists read, and no document; the publications without theirs."""
        from socle_web.annonces.models import Publication

        publications = Publication.objects.defer("document").select_related("retrait").order_by("-numero")
        return (
            self.defer("document", "recherche")
            .select_related("service")
            .prefetch_related(models.Prefetch("publications", publications, to_attr="parues"))
        )

    def abandonnees(self, *, jours: int) -> Self:
        """A browser's offers left alone for ``jours`` days, and never published."""
        limite = timezone.now() - timedelta(days=jours)
        return self.filter(etablissement=None, modifie_le__lt=limite, publications=None)


class PublicationQuerySet(models.QuerySet[Any]):
    """Publications: the latest of each offer, those that are open."""

    def courantes(self) -> Self:
        """The latest publication of each offer."""
        plus_recentes = self.model.objects.filter(
            annonce=models.OuterRef("annonce"), numero__gt=models.OuterRef("numero")
        )
        return self.filter(~models.Exists(plus_recentes))

    def ouvertes(self, jour: date) -> Self:
        """Those that one may answer on that day."""
        return self.courantes().filter(retrait=None, date_limite__gte=jour)
