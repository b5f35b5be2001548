"""Who may do what. One named permission each; views and templates ask nothing else.

A permission over an espace is a predicate: ``peut_regler.test(espace)``, or with an object that has a
``service``, ``est_responsable.test(espace, fiche)``. Other apps combine these in a ``perms.py`` of their own.
"""

from __future__ import annotations

from typing import Any

import rules
from django.conf import settings
from django.http import HttpRequest

from socle_web.comptes.espaces import Espace
from socle_web.comptes.models import Role


def peut_administrer(request: HttpRequest) -> bool:
    """Import or remove an édition, open an établissement.

    On one machine, the person in front of it; on a server, the site's administrators.
    """
    user = getattr(request, "user", None)
    return settings.MODE_LOCAL or bool(user is not None and user.is_active and user.is_staff)


def role(*roles: Role) -> rules.Predicate:
    """Holds one of these roles, in the object's service when it has one."""

    def tenir(espace: Espace, objet: Any = None) -> bool:
        return espace.a_role(*roles, service=getattr(objet, "service", None))

    return rules.predicate(tenir, name="+".join(roles))


est_lecteur = role(Role.LECTEUR)
est_redacteur = role(Role.REDACTEUR)
est_responsable = role(Role.RESPONSABLE)
est_rh = role(Role.RH)
est_administrateur = role(Role.ADMINISTRATEUR)
est_membre = rules.predicate(lambda espace, objet=None: espace.est_membre, name="membre")


def _administre(espace: Espace, objet: Any = None) -> bool:
    return espace.local or bool(espace.user is not None and espace.user.is_staff)


administre_le_site = rules.predicate(_administre, name="site")
"""The person in front of the machine, or an administrator of the site."""

peut_regler = est_membre & (est_administrateur | administre_le_site)
"""Set the établissement's charte, its services and its members."""
