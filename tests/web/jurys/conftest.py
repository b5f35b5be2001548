"""A jury and its établissement."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.contrib.auth.models import User
from jury_d_essai import JuryDEssai

from exemples.annonces import fiche
from socle_web.comptes import annuaire
from socle_web.comptes.espaces import Espace, local
from socle_web.comptes.models import Etablissement, Service
from socle_web.fiches import services as fiches
from socle_web.jurys import services


@pytest.fixture
def service(etablissement: Etablissement) -> Service:
    return annuaire.creer_service(etablissement=etablissement, nom="Appui à la pédagogie")


@pytest.fixture
def autre_service(etablissement: Etablissement) -> Service:
    return annuaire.creer_service(etablissement=etablissement, nom="Scolarité")


@pytest.fixture
def reunir(db: None) -> Callable[..., JuryDEssai]:
    """A jury whose grid is being prepared, on one machine by default."""

    def reunir(ou: Etablissement | None = None, *, service: Service | None = None) -> JuryDEssai:
        auteur = User.objects.create_user(f"auteur-{User.objects.count()}") if ou else None
        espace = Espace(ou or local(), auteur, local=ou is None)
        brouillon = fiches.creer(espace=espace, fiche=fiche(), geste="fiche créée")
        brouillon.service = service
        brouillon.save(update_fields=["service"])
        return JuryDEssai(services.preparer(espace=espace, fiche=brouillon).pk, brouillon.pk, espace)

    return reunir


@pytest.fixture
def jury(reunir: Callable[..., JuryDEssai]) -> JuryDEssai:
    return reunir()
