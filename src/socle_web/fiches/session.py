"""Which drafts a request may reach."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest

from socle_web.comptes.espaces import espace
from socle_web.fiches.models import Brouillon


def brouillon(request: HttpRequest, pk: UUID, *, supprime: bool = False) -> Brouillon:
    """A draft of this request's espace.

    :raises Http404: there is none, or it belongs to another établissement or browser.
    """
    drafts = Brouillon.objects.de(espace(request))
    drafts = drafts.supprimes() if supprime else drafts.presents()
    trouve: Brouillon | None = drafts.filter(pk=pk).first()
    if trouve is None:
        raise Http404("Cette fiche n’existe pas ici.")
    return trouve
