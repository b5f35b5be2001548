"""The link of a member: signed, so that nothing of it is stored, and made void by renewing it."""

from __future__ import annotations

from django.core.signing import BadSignature, Signer
from django.http import Http404
from django.urls import reverse

from socle_web.jurys.models import Membre

_SEL = "socle_web.jurys.membre"


def jeton(membre: Membre) -> str:
    """The token of a member."""
    return Signer(salt=_SEL).sign_object([membre.pk, membre.tour])


def adresse(membre: Membre) -> str:
    """The page of a member."""
    return reverse("jurys:membre", kwargs={"jeton": jeton(membre)})


def trouver(texte: str) -> Membre:
    """The member of a token.

    :raises Http404: it is no token, or was renewed since.
    """
    try:
        pk, tour = Signer(salt=_SEL).unsign_object(texte)
    except (BadSignature, ValueError) as erreur:
        raise Http404("Ce lien n’est pas valable.") from erreur
    membre: Membre | None = (
        Membre.objects.select_related("jury__etablissement").filter(pk=pk, tour=tour).first()
    )
    if membre is None:
        raise Http404("Ce lien n’est plus valable.")
    return membre
