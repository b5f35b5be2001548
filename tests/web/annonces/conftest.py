"""An offer of an établissement, ready to be published, and those who may read or publish it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from offre_a_publier import OffreAPublier

from exemples.annonces import annonce, fiche
from socle.annonce import rediger
from socle_web.annonces import services
from socle_web.annonces.models import aujourd_hui
from socle_web.comptes import annuaire
from socle_web.comptes.espaces import Espace, local
from socle_web.comptes.models import Etablissement, Service
from socle_web.fiches import services as fiches


@pytest.fixture
def service(etablissement: Etablissement) -> Service:
    return annuaire.creer_service(etablissement=etablissement, nom="Appui à la pédagogie")


@pytest.fixture
def autre_service(etablissement: Etablissement) -> Service:
    return annuaire.creer_service(etablissement=etablissement, nom="Scolarité")


@pytest.fixture
def mettre(db: None) -> Callable[..., OffreAPublier]:
    """Put an offer that lacks nothing in an établissement, on one machine by default."""

    def mettre(ou: Etablissement | None = None, *, service: Service | None = None) -> OffreAPublier:
        auteur = User.objects.create_user(f"auteur-{User.objects.count()}") if ou else None
        espace = Espace(ou or local(), auteur, local=ou is None)
        brouillon = fiches.creer(espace=espace, fiche=fiche(), geste="fiche créée")
        brouillon.service = service
        brouillon.save(update_fields=["service"])
        enregistree = services.preparer(espace=espace, fiche=brouillon)
        prete = rediger(annonce(), {"date_limite": (aujourd_hui() + timedelta(days=40)).isoformat()})
        services.modifier(
            espace=espace, annonce_id=enregistree.pk, operation=lambda _: prete, geste="offre.modifiee"
        )
        return OffreAPublier(enregistree.pk, brouillon.pk, espace)

    return mettre


@pytest.fixture
def offre(mettre: Callable[..., OffreAPublier]) -> OffreAPublier:
    """On one machine."""
    return mettre()
