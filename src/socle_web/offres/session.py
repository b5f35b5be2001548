"""Whose analyses are whose: the token of the browser's session, the one that its fiches bear."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest

from socle_web.fiches.session import proprietaire
from socle_web.offres.models import AnalyseEnregistree


def enregistree(request: HttpRequest, pk: UUID, *, original: bool = False) -> AnalyseEnregistree:
    """An analysis of this browser.

    :raises Http404: there is none, or it belongs to another browser.
    """
    miennes = AnalyseEnregistree.objects.de(proprietaire(request))
    miennes = miennes if original else miennes.sans_original()
    trouvee: AnalyseEnregistree | None = miennes.filter(pk=pk).first()
    if trouvee is None:
        raise Http404("Cette analyse n’existe pas dans ce navigateur.")
    return trouvee
