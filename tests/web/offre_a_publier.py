"""What the tests of offers to be published share."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.urls import reverse

from socle.annonce import rediger
from socle_web.annonces import services
from socle_web.annonces.models import AnnonceEnregistree, Publication
from socle_web.comptes.espaces import Espace
from socle_web.fiches.models import Fiche


@dataclass(frozen=True)
class OffreAPublier:
    pk: UUID
    fiche_pk: UUID
    espace: Espace

    @property
    def enregistree(self) -> AnnonceEnregistree:
        return AnnonceEnregistree.objects.get(pk=self.pk)

    @property
    def fiche(self) -> Fiche:
        return Fiche.objects.get(pk=self.fiche_pk)

    def adresse(self, vue: str, **kwargs: object) -> str:
        return reverse(f"annonces:{vue}", kwargs={"pk": self.pk, **kwargs})

    def renseigner(self, **champs: str) -> None:
        services.modifier(
            espace=self.espace,
            annonce_id=self.pk,
            operation=lambda annonce: rediger(annonce, champs),
            geste="offre.modifiee",
        )

    def publier(self) -> Publication:
        return services.publier(espace=self.espace, annonce_id=self.pk)

    def retirer(self, motif: str = "Poste pourvu") -> None:
        services.retirer(espace=self.espace, annonce_id=self.pk, motif=motif)
