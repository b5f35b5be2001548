"""A small édition with a real dictionary, and a draft to work on."""

from __future__ import annotations

from collections.abc import Callable

import petite_edition
import pytest
from django.contrib.auth.models import User
from fiches_poste import Poste, commencer
from gens import Equipe, Personne
from visite import Visiteur

from socle_web.comptes import annuaire
from socle_web.comptes.models import Etablissement, Role, Service
from socle_web.fiches.models import Fiche


@pytest.fixture
def essai(importer: Callable[..., str]) -> str:
    return importer(petite_edition.NOM, petite_edition.ecrire(), "RéFérens d’essai")


@pytest.fixture
def poste(db: None, essai: str, client: Visiteur) -> Poste:
    """A draft of the emploi-type F2Z01: seven activités, five connaissances."""
    return commencer(client, source=f"{essai}:F2Z01")


@pytest.fixture
def modele(db: None, essai: str, client: Visiteur) -> Poste:
    """A draft of the booklet's model « hybridation »."""
    return commencer(client, modele="hybridation")


@pytest.fixture
def equipe(membre: Callable[..., Visiteur], etablissement: Etablissement) -> Equipe:
    """A writer and a head in one service, an HR officer everywhere, a holder who may only read."""
    service = annuaire.creer_service(etablissement=etablissement, nom="Appui à la pédagogie")
    ailleurs = annuaire.creer_service(etablissement=etablissement, nom="Bibliothèques")

    def personne(nom: str, role: Role, ou: Service | None) -> Personne:
        visiteur = membre(role, service=ou, nom=nom)
        return Personne(User.objects.get(username=nom), visiteur)

    return Equipe(
        redacteur=personne("redactrice", Role.REDACTEUR, service),
        responsable=personne("responsable", Role.RESPONSABLE, service),
        rh=personne("rh", Role.RH, None),
        titulaire=personne("titulaire", Role.LECTEUR, ailleurs),
        service=service,
        ailleurs=ailleurs,
    )


@pytest.fixture
def fiche(essai: str, equipe: Equipe) -> Fiche:
    """A draft of the writer, in the writer's service."""
    poste = commencer(equipe.redacteur.visiteur, source=f"{essai}:F2Z01")
    return Fiche.objects.get(pk=poste.pk)
