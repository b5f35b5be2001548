"""Changing one's own address: asked with the password, proved by a link sent to the new one."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth.models import User
from django.core import signing
from django.db import transaction
from django.urls import reverse
from django_tasks import task

from socle.erreurs import ErreurSocle
from socle_web.commun.courriels import composer, envoyer
from socle_web.comptes import personnes

_SEL = "socle.adresse"


def jeton(user: User, adresse: str) -> str:
    """What the link carries, signed: void once the address has changed."""
    return signing.dumps([user.pk, user.email, adresse], salt=_SEL)


@transaction.atomic
def demander(*, user: User, adresse: str, site: str) -> None:
    """Send the link that proves the new address; nothing changes before it is opened.

    :param site: the site's address, ``https://socle.example/``.
    :raises ErreurSocle: it is the address already, or somebody else's.
    """
    adresse = adresse.strip().lower()
    if adresse == user.email.lower():
        raise ErreurSocle("C’est déjà l’adresse de votre compte.", code="adresse-inchangee")
    _exiger_libre(user, adresse)
    personnes.noter_partout(user=user, geste="compte.adresse_demandee", par=user)
    poster.enqueue(user.pk, adresse, site)


@task()
def poster(user_id: int, adresse: str, site: str) -> None:
    """Send the link; it is made here, and kept nowhere. Twice is harmless."""
    user = User.objects.filter(pk=user_id, is_active=True).first()
    if user is None:
        return
    chemin = reverse("comptes:adresse_confirmer", kwargs={"jeton": jeton(user, adresse)})
    contexte = {"lien": f"{site.rstrip('/')}{chemin}", "site": site, "adresse": adresse}
    composer(a=adresse, gabarit="comptes/courriels/adresse.txt", contexte=contexte).send()


def retrouver(texte: str) -> tuple[User, str]:
    """The account of a link, and its new address.

    :raises ErreurSocle: the link is wrong, too old, or was used.
    """
    try:
        pk, ancienne, adresse = signing.loads(texte, salt=_SEL, max_age=settings.PASSWORD_RESET_TIMEOUT)
    except signing.SignatureExpired as erreur:
        raise _ferme("Il a plus de 24 heures.") from erreur
    except signing.BadSignature as erreur:
        raise _ferme("Il n’est pas complet, ou il a été modifié.") from erreur
    user = User.objects.filter(pk=pk, email=ancienne, is_active=True).first()
    if user is None:
        raise _ferme("Il a déjà servi, ou l’adresse du compte a changé depuis.")
    return user, adresse


@transaction.atomic
def confirmer(*, texte: str, site: str) -> User:
    """Take the new address, and tell the old one.

    :raises ErreurSocle: the link is no longer good, or somebody has taken the address meanwhile.
    """
    trouve, adresse = retrouver(texte)
    user = User.objects.select_for_update().get(pk=trouve.pk)
    _exiger_libre(user, adresse)
    ancienne = user.email
    personnes.changer_adresse(user=user, adresse=adresse)
    personnes.noter_partout(user=user, geste="compte.adresse_changee", par=user)
    if ancienne:
        contexte = {"site": site}
        envoyer(a=ancienne, gabarit="comptes/courriels/adresse_changee.txt", contexte=contexte)
    return user


def _exiger_libre(user: User, adresse: str) -> None:
    autres = User.objects.exclude(pk=user.pk)
    if autres.filter(email__iexact=adresse).exists() or autres.filter(username__iexact=adresse).exists():
        raise ErreurSocle(
            "Cette adresse est celle d’un autre compte.",
            remede="Connectez-vous avec cet autre compte, ou donnez une autre adresse.",
            code="adresse-prise",
        )


def _ferme(cause: str) -> ErreurSocle:
    return ErreurSocle(
        "Ce lien ne peut plus servir.",
        cause=cause,
        remede="Demandez-en un autre depuis «\u00a0Mon compte\u00a0».",
        code="lien-ferme",
    )
