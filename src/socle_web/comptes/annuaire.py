"""Writing an établissement's services and who does what in them."""

from __future__ import annotations

from django.contrib.auth.models import User
from django.db import transaction

from socle.erreurs import ErreurSocle
from socle_web.comptes.models import Appartenance, Etablissement, Role, Service


@transaction.atomic
def creer_service(*, etablissement: Etablissement, nom: str, parent: Service | None = None) -> Service:
    """A new service, at the top or under another one of the same établissement.

    :raises ErreurSocle: there is one of that name there already.
    """
    nom = _nom_libre(etablissement, nom, parent)
    service = Service.objects.create(etablissement=etablissement, parent=parent, nom=nom)
    service.chemin = f"{parent.chemin if parent else '/'}{service.pk}/"
    service.save(update_fields=["chemin"])
    return service


@transaction.atomic
def donner_role(
    *, user: User, etablissement: Etablissement, role: Role, service: Service | None = None
) -> Appartenance:
    """Give a person a role, everywhere or in one service; what they have already stays."""
    return Appartenance.objects.get_or_create(
        user=user, etablissement=etablissement, role=role, service=service
    )[0]


def _nom_libre(etablissement: Etablissement, nom: str, parent: Service | None) -> str:
    nom = " ".join(nom.split())
    if not nom:
        raise ErreurSocle("Le service n’a pas de nom.", remede="Écrivez son nom.", code="service-sans-nom")
    if etablissement.services.filter(parent=parent, nom=nom).exists():
        raise ErreurSocle(
            f"Il y a déjà un service «\u00a0{nom}\u00a0» à cet endroit.",
            remede="Choisissez un autre nom, ou une autre place.",
            code="service-existant",
        )
    return nom
