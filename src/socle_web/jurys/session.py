"""Which juries a request may lead."""

from __future__ import annotations

from uuid import UUID

import rules
from django.http import Http404, HttpRequest

from socle_web.comptes.espaces import espace
from socle_web.jurys import perms
from socle_web.jurys.models import Jury


def prepare(request: HttpRequest, pk: UUID) -> Jury:
    """A jury whose grid this request may weigh.

    :raises Http404: there is none, or it is not this person's to know of.
    """
    return _permis(request, pk, perms.peut_preparer)


def preside(request: HttpRequest, pk: UUID) -> Jury:
    """A jury that this request may lead, and whose scores it may read.

    :raises Http404: there is none, or it is not this person's to know of.
    """
    return _permis(request, pk, perms.peut_presider)


def _permis(request: HttpRequest, pk: UUID, permission: rules.Predicate) -> Jury:
    ici = espace(request)
    trouve: Jury | None = (
        Jury.objects.de(ici).select_related("service", "etablissement").filter(pk=pk).first()
    )
    if trouve is None or not permission.test(ici, trouve):
        raise Http404("Ce jury n’existe pas ici.")
    return trouve
