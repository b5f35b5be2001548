"""In whose name a request reads and writes: an établissement, or one browser."""

from __future__ import annotations

import secrets
from dataclasses import dataclass

from django.conf import settings
from django.contrib.auth.models import User
from django.http import HttpRequest

from socle_web.comptes.models import Appartenance, Etablissement, Service

_JETON = "proprietaire"
# Signing out forgets what begins with an underscore, and keeps the browser's token.
_CHOISI = "_etablissement"


@dataclass(frozen=True)
class Espace:
    """What a person may see and do here.

    In local mode there is the local établissement, nobody signed in, and every role. On a server, a member
    stands in one établissement; a visitor, or a person who belongs to none, has only the browser's token.
    """

    etablissement: Etablissement | None
    user: User | None = None
    jeton: str = ""
    appartenances: tuple[Appartenance, ...] = ()
    local: bool = False

    @property
    def est_membre(self) -> bool:
        """Whether this is an établissement's space rather than one browser's."""
        return self.etablissement is not None

    def a_role(self, *roles: str, service: Service | None = None) -> bool:
        """Whether the person holds one of these roles.

        :param service: holds it there, that is in the whole établissement, in this service or above it;
            without it, holds it anywhere in the établissement.
        """
        if self.local:
            return True
        return any(
            tenue.role in roles
            and (service is None or tenue.service is None or tenue.service.contient(service))
            for tenue in self.appartenances
        )


def espace(request: HttpRequest) -> Espace:
    """The space of a request, found once."""
    connu: Espace | None = getattr(request, "_espace", None)
    if connu is None:
        connu = _trouver(request)
        request._espace = connu  # type: ignore[attr-defined]
    return connu


def ouvrir(request: HttpRequest) -> Espace:
    """The same, for writing: a visitor without a token gets one. That also makes the session last longer."""
    trouve = espace(request)
    if trouve.est_membre:
        return trouve
    request.session[_JETON] = trouve.jeton or secrets.token_urlsafe(32)
    request.__dict__.pop("_espace")
    return espace(request)


def choisir(request: HttpRequest, *, etablissement_id: int) -> bool:
    """Stand in another établissement of this person; ``False`` when they do not belong to it."""
    user = _user(request)
    if user is None or not user.appartenances.filter(etablissement_id=etablissement_id).exists():
        return False
    request.session[_CHOISI] = etablissement_id
    request.__dict__.pop("_espace", None)
    return True


def _trouver(request: HttpRequest) -> Espace:
    jeton = str(request.session.get(_JETON, ""))
    if settings.MODE_LOCAL:
        return Espace(local(), jeton=jeton, local=True)
    user = _user(request)
    if user is None:
        return Espace(None, jeton=jeton)
    toutes = list(user.appartenances.select_related("etablissement", "service"))
    if not toutes:
        return Espace(None, user, jeton)
    choisi = request.session.get(_CHOISI)
    etablissement = next(
        (tenue.etablissement for tenue in toutes if tenue.etablissement_id == choisi),
        toutes[0].etablissement,
    )
    ici = tuple(tenue for tenue in toutes if tenue.etablissement_id == etablissement.pk)
    return Espace(etablissement, user, jeton, ici)


def local() -> Etablissement:
    """The établissement of the one-person mode, made the first time."""
    trouve = Etablissement.objects.filter(local=True).first()
    return trouve or Etablissement.objects.get_or_create(local=True)[0]


def _user(request: HttpRequest) -> User | None:
    user = getattr(request, "user", None)
    return user if isinstance(user, User) and user.is_active else None
