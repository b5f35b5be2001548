"""Which corpora and runs a request may reach."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest

from socle_web.comptes.espaces import espace
from socle_web.corpus.models import Corpus, Execution


def corpus_de(request: HttpRequest, pk: UUID) -> Corpus:
    """A corpus of this request's établissement.

    :raises Http404: there is none, or it belongs to another.
    """
    trouve: Corpus | None = Corpus.objects.de(espace(request)).filter(pk=pk).first()
    if trouve is None:
        raise Http404("Ce corpus n’existe pas ici.")
    return trouve


def execution_de(request: HttpRequest, pk: UUID, *, terminee: bool = False) -> Execution:
    """A run over a corpus of this request's établissement.

    :param terminee: only one that gave results.
    :raises Http404: there is none, or it belongs to another.
    """
    siennes = Execution.objects.de(espace(request))
    trouvee: Execution | None = (siennes.finies() if terminee else siennes).filter(pk=pk).first()
    if trouvee is None:
        raise Http404("Cette analyse n’existe pas ici.")
    return trouvee
