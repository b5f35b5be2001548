"""Writing an établissement's services and who does what in them."""

from __future__ import annotations

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import F, Value
from django.db.models.functions import Concat, Substr

from socle.erreurs import ErreurSocle
from socle_web.comptes.models import Appartenance, Etablissement, Role, Service, qui_designe


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
def modifier_service(*, service: Service, nom: str, parent: Service | None) -> Service:
    """Rename a service, put it elsewhere with all that stands under it, or both.

    :raises ErreurSocle: there is one of that name there already, or the place is under the service itself.
    """
    actuel = Service.objects.select_for_update().get(pk=service.pk)
    if parent is not None and actuel.contient(parent):
        raise ErreurSocle(
            f"«\u00a0{actuel.nom}\u00a0» ne peut pas être rangé sous lui-même.",
            cause=f"«\u00a0{parent.nom}\u00a0» en fait partie.",
            remede="Choisissez un service d’une autre branche.",
            code="service-sous-lui-meme",
        )
    actuel.nom = _nom_libre(actuel.etablissement, nom, parent, sauf=actuel)
    actuel.parent = parent
    actuel.save(update_fields=["nom", "parent"])
    ancien, nouveau = actuel.chemin, f"{parent.chemin if parent else '/'}{actuel.pk}/"
    # The subtree follows in one statement: its paths keep what comes after the old beginning.
    Service.objects.filter(chemin__startswith=ancien).update(
        chemin=Concat(Value(nouveau), Substr(F("chemin"), len(ancien) + 1))
    )
    actuel.refresh_from_db()
    return actuel


@transaction.atomic
def supprimer_service(*, service: Service) -> None:
    """Remove a service that nothing stands in.

    :raises ErreurSocle: it has services under it, members, invitations or documents.
    """
    for modele, lien in qui_designe(Service):
        if nombre := modele._base_manager.filter(**{lien: service}).count():
            genre = str(modele._meta.verbose_name)
            raise ErreurSocle(
                f"«\u00a0{service.nom}\u00a0» n’est pas vide.",
                cause=f"Il s’y rattache encore {nombre}\u00a0× {genre}.",
                remede="Rangez-les ailleurs, puis recommencez.",
                code="service-occupe",
            )
    service.delete()


@transaction.atomic
def donner_role(
    *, user: User, etablissement: Etablissement, role: Role, service: Service | None = None
) -> Appartenance:
    """Give a person a role, everywhere or in one service; what they have already stays.

    Who administers does so in the whole établissement.
    """
    service = None if role == Role.ADMINISTRATEUR else service
    return Appartenance.objects.get_or_create(
        user=user, etablissement=etablissement, role=role, service=service
    )[0]


@transaction.atomic
def retirer_role(*, appartenance: Appartenance) -> None:
    """Take a role back from a person.

    :raises ErreurSocle: nobody would be left to administer the établissement.
    """
    administrent = Appartenance.objects.select_for_update().filter(
        etablissement=appartenance.etablissement, role=Role.ADMINISTRATEUR, user__is_active=True
    )
    if [tenue.pk for tenue in administrent] == [appartenance.pk]:
        raise ErreurSocle(
            "C’est la dernière personne qui administre l’établissement.",
            remede="Confiez d’abord ce rôle à quelqu’un d’autre.",
            code="dernier-administrateur",
        )
    appartenance.delete()


def arbre(etablissement: Etablissement) -> list[Service]:
    """The services in the order of reading: each under its parent, by name."""
    enfants: dict[int | None, list[Service]] = {}
    for service in etablissement.services.order_by("nom"):
        enfants.setdefault(service.parent_id, []).append(service)

    def ranger(parent: int | None) -> list[Service]:
        return [un for service in enfants.get(parent, ()) for un in (service, *ranger(service.pk))]

    return ranger(None)


def _nom_libre(
    etablissement: Etablissement, nom: str, parent: Service | None, *, sauf: Service | None = None
) -> str:
    nom = " ".join(nom.split())
    if not nom:
        raise ErreurSocle("Le service n’a pas de nom.", remede="Écrivez son nom.", code="service-sans-nom")
    if any(autre != sauf for autre in etablissement.services.filter(parent=parent, nom=nom)):
        raise ErreurSocle(
            f"Il y a déjà un service «\u00a0{nom}\u00a0» à cet endroit.",
            remede="Choisissez un autre nom, ou une autre place.",
            code="service-existant",
        )
    return nom
