"""From what a provider says of a person to an account of the site."""

from __future__ import annotations

from django.contrib.auth.models import User
from django.db import transaction

from socle_web.comptes import personnes
from socle_web.comptes.models import Identite


@transaction.atomic
def rattacher(
    *, fournisseur: str, sujet: str, courriel: str, verifie: bool, prenom: str = "", nom: str = ""
) -> User | None:
    """The account of a person known to a provider, made the first time; ``None`` when it is closed.

    A person is known by the provider's own identifier. The first time, an address that the provider has
    verified joins them to the account that was invited at this address; an address that anybody could
    have typed there does not. A new account has no role until somebody gives one.
    """
    connue = Identite.objects.select_related("user").filter(fournisseur=fournisseur, sujet=sujet).first()
    if connue is not None:
        return connue.user if connue.user.is_active else None
    courriel = courriel.strip().lower() if verifie else ""
    meme = list(User.objects.filter(email__iexact=courriel)[:2]) if courriel else []
    if len(meme) == 1:
        user = meme[0]
    else:
        user = User(
            username=f"{fournisseur}:{sujet}"[:150],
            email="" if meme else courriel,
            first_name=prenom[:150],
            last_name=nom[:150],
        )
        user.set_unusable_password()
        user.save()
    Identite.objects.create(fournisseur=fournisseur, sujet=sujet, user=user)
    personnes.noter_partout(user=user, geste="compte.rattache", par=user)
    return user if user.is_active else None
