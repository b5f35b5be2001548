"""Which fiches a request may reach, and write."""

from __future__ import annotations

from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest

from socle_web.comptes.espaces import espace
from socle_web.fiches import perms
from socle_web.fiches.models import Fiche
from socle_web.fiches.services import exiger_ecriture


def lue(request: HttpRequest, pk: UUID, *, supprime: bool = False) -> Fiche:
    """A fiche that this request may read.

    :raises Http404: there is none, or it is another établissement's, browser's or service's.
    """
    ici = espace(request)
    fiches = Fiche.objects.de(ici).select_related("service", "titulaire", "en_vigueur")
    fiches = fiches.supprimes() if supprime else fiches.presents()
    trouvee: Fiche | None = fiches.filter(pk=pk).first()
    if trouvee is None or not perms.peut_voir.test(ici, trouvee):
        raise Http404("Cette fiche n’existe pas ici.")
    return trouvee


def brouillon(request: HttpRequest, pk: UUID) -> Fiche:
    """A fiche that this request may write.

    :raises Http404: this request may not read it.
    :raises PermissionDenied: it may read it only.
    :raises DocumentFige: the fiche is no longer a draft.
    """
    trouvee = lue(request, pk)
    exiger_ecriture(trouvee)
    if not perms.peut_ecrire.test(espace(request), trouvee):
        raise PermissionDenied
    return trouvee
