"""Inviting somebody by mail, and what accepting does."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from django.contrib.auth.models import User
from django.core.signing import BadSignature, Signer
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django_tasks import task

from socle.erreurs import ErreurSocle
from socle_web.commun.courriels import composer
from socle_web.comptes import annuaire, journal
from socle_web.comptes.espaces import Espace
from socle_web.comptes.models import Appartenance, Etablissement, Invitation, Role, Service

_SIGNATAIRE = Signer(salt="socle.invitation")


def lien(invitation: Invitation) -> str:
    """What the link carries, signed."""
    return _SIGNATAIRE.sign(str(invitation.pk))


def retrouver(jeton: str) -> Invitation:
    """The invitation of a link, still open.

    :raises ErreurSocle: the link is wrong, was used, has expired or was withdrawn.
    """
    try:
        cle = UUID(_SIGNATAIRE.unsign(jeton))
    except (BadSignature, ValueError) as erreur:
        raise _fermee("Ce lien n’est pas complet, ou il a été modifié.") from erreur
    invitation = Invitation.objects.select_related("etablissement", "service").filter(pk=cle).first()
    if invitation is None:
        raise _fermee("Elle a été retirée.")
    if invitation.acceptee_le is not None:
        raise _fermee("Elle a déjà servi\u00a0: connectez-vous.")
    if invitation.expiree:
        raise _fermee("Elle a expiré.")
    return invitation


def en_attente(etablissement: Etablissement) -> list[Invitation]:
    """Those that nobody has accepted yet, expired or not."""
    return list(etablissement.invitations.filter(acceptee_le=None).select_related("service", "auteur"))


@transaction.atomic
def inviter(
    *,
    espace: Espace,
    etablissement: Etablissement,
    courriel: str,
    role: Role,
    service: Service | None,
    site: str,
) -> Invitation:
    """Offer a role; the message leaves once this is written. An earlier offer of the same is replaced.

    :param site: the site's address, ``https://socle.example/``.
    :raises ErreurSocle: the person holds this role already.
    """
    courriel = courriel.strip().lower()
    deja = Appartenance.objects.filter(
        etablissement=etablissement, role=role, service=service, user__email__iexact=courriel
    )
    if deja.exists():
        raise ErreurSocle("Cette personne a déjà ce rôle.", code="role-deja-tenu")
    etablissement.invitations.filter(courriel=courriel, role=role, service=service, acceptee_le=None).delete()
    invitation = Invitation.objects.create(
        etablissement=etablissement, courriel=courriel, role=role, service=service, auteur=espace.user
    )
    journal.noter(espace, geste="invitation.envoyee", objet=invitation)
    poster.enqueue(str(invitation.pk), site)
    return invitation


@task()
def poster(invitation_id: str, site: str) -> None:
    """Send the message of an invitation that is still open; twice is harmless."""
    invitation = Invitation.objects.filter(pk=invitation_id, acceptee_le=None).first()
    if invitation is not None:
        contexte = {"invitation": invitation, "lien": f"{site}invitation/{lien(invitation)}/", "site": site}
        composer(a=invitation.courriel, gabarit="comptes/courriels/invitation.txt", contexte=contexte).send()


@transaction.atomic
def retirer(*, espace: Espace, invitation: Invitation) -> None:
    """Withdraw an invitation: its link stops working."""
    journal.noter(espace, geste="invitation.retiree", objet=invitation)
    invitation.delete()


@transaction.atomic
def accepter(*, invitation: Invitation, user: User) -> Appartenance:
    """Take up the role offered; the address is proved, since the link was sent there.

    :raises ErreurSocle: somebody was faster, or the address is another's.
    """
    ouverte = Invitation.objects.select_for_update().filter(pk=invitation.pk, acceptee_le=None).first()
    if ouverte is None:
        raise _fermee("Elle a déjà servi\u00a0: connectez-vous.")
    if not user.email and compte(ouverte) is None:
        # Who signs in through a provider that proves no address proves this one by holding the link.
        user.email = ouverte.courriel
        user.save(update_fields=["email"])
    if user.email.lower() != ouverte.courriel:
        raise ErreurSocle(
            f"Cette invitation s’adresse à {ouverte.courriel}.",
            cause=f"Vous êtes connecté avec l’adresse {user.email or 'd’un compte sans adresse'}.",
            remede="Déconnectez-vous, puis ouvrez de nouveau le lien reçu.",
            code="invitation-d-un-autre",
        )
    ouverte.acceptee_le = timezone.now()
    ouverte.save(update_fields=["acceptee_le"])
    tenue = annuaire.donner_role(
        user=user,
        etablissement=ouverte.etablissement,
        role=Role(ouverte.role),
        service=ouverte.service,
    )
    journal.noter(Espace(ouverte.etablissement, user), geste="invitation.acceptee", objet=ouverte)
    return tenue


@transaction.atomic
def ouvrir_compte(*, invitation: Invitation, prenom: str, nom: str, mot_de_passe: str) -> User:
    """A new account at the address of an invitation, with its role.

    :raises ErreurSocle: somebody was faster.
    """
    user = User.objects.create_user(
        invitation.courriel[:150], invitation.courriel, mot_de_passe, first_name=prenom, last_name=nom
    )
    accepter(invitation=invitation, user=user)
    return user


def compte(invitation: Invitation) -> User | None:
    """The account that the address has already."""
    return User.objects.filter(email__iexact=invitation.courriel, is_active=True).first()


def purger(*, jours: int) -> int:
    """Forget the invitations that were accepted, or expired, long ago; how many there were."""
    limite = timezone.now() - timedelta(days=jours)
    closes = Invitation.objects.filter(Q(acceptee_le__lt=limite) | Q(expire_le__lt=limite))
    nombre, _ = closes.delete()
    return nombre


def _fermee(cause: str) -> ErreurSocle:
    return ErreurSocle(
        "Cette invitation ne peut plus servir.",
        cause=cause,
        remede="Demandez-en une autre à la personne qui vous a invité.",
        code="invitation-fermee",
    )
