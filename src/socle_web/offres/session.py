"""Which analyses a request may reach: a person's own, or a browser's."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest

from socle_web.comptes.espaces import espace
from socle_web.offres.models import AnalyseEnregistree


def enregistree(request: HttpRequest, pk: UUID, *, original: bool = False) -> AnalyseEnregistree:
    """An analysis of this person or browser.

    :raises Http404: there is none, or it belongs to somebody else.
    """
    miennes = AnalyseEnregistree.objects.miens(espace(request))
    miennes = miennes if original else miennes.sans_original()
    trouvee: AnalyseEnregistree | None = miennes.filter(pk=pk).first()
    if trouvee is None:
        raise Http404("Cette analyse n’existe pas ici.")
    return trouvee
