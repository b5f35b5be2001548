"""Which offers a request may reach, and write."""

from __future__ import annotations

from uuid import UUID

import rules
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest

from socle.referentiel import FicheDePoste
from socle_web.annonces import perms
from socle_web.annonces.models import AnnonceEnregistree
from socle_web.comptes.espaces import espace
from socle_web.fiches.models import Fiche


def lue(request: HttpRequest, pk: UUID) -> AnnonceEnregistree:
    """An offer that this request may read.

    :raises Http404: there is none, or it is another établissement's, browser's or service's.
    """
    ici = espace(request)
    trouvee: AnnonceEnregistree | None = (
        AnnonceEnregistree.objects.de(ici).select_related("service").filter(pk=pk).first()
    )
    if trouvee is None or not perms.peut_voir.test(ici, trouvee):
        raise Http404("Cette offre n’existe pas ici.")
    return trouvee


def permise(request: HttpRequest, pk: UUID, permission: rules.Predicate) -> AnnonceEnregistree:
    """An offer on which this request may do something.

    :raises Http404: this request may not read it.
    :raises PermissionDenied: it may read it only.
    """
    trouvee = lue(request, pk)
    if not permission.test(espace(request), trouvee):
        raise PermissionDenied
    return trouvee


def fiche_de(request: HttpRequest, annonce: AnnonceEnregistree) -> FicheDePoste | None:
    """The fiche that an offer came from, as it stands; ``None`` once it is gone."""
    fiche: Fiche | None = Fiche.objects.de(espace(request)).presents().filter(pk=annonce.fiche_id).first()
    return fiche.contenu if fiche else None
