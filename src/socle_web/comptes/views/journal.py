"""The audit trail, for who administers the établissement."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from typing import Any

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from socle.cellules import inerte
from socle_web.comptes import journal
from socle_web.comptes.decorateurs import permis
from socle_web.comptes.espaces import espace
from socle_web.comptes.forms import JournalForm
from socle_web.comptes.gestes import libelle
from socle_web.comptes.models import Trace
from socle_web.comptes.perms import peut_regler
from socle_web.comptes.views.commun import ici

PAR_PAGE = 50
COLONNES = ("date", "personne", "geste", "code", "lecture", "objet", "type", "identifiant", "détails")


@require_safe
@permis(peut_regler)
def liste(request: HttpRequest) -> HttpResponse:
    form, traces = _filtrer(request)
    pages = Paginator(traces, PAR_PAGE).get_page(request.GET.get("page"))
    contexte = {
        "form": form,
        "pages": pages,
        "traces": [(trace, libelle(trace.geste)) for trace in pages],
        "filtre": bool(form.changed_data),
        "requete": request.GET.urlencode(),
    }
    response = render(request, "comptes/journal.html", contexte)
    journal.noter(espace(request), geste="journal.consulte", lecture=True)
    return response


@require_safe
@permis(peut_regler)
def exporter(request: HttpRequest) -> HttpResponseBase:
    _, traces = _filtrer(request)
    journal.noter(espace(request), geste="journal.exporte", lecture=True, details=request.GET.dict())
    ecrivain = csv.writer(_Echo(), delimiter=";")

    def lignes() -> Iterator[str]:
        yield "\ufeff" + ecrivain.writerow(COLONNES)
        for trace in traces.iterator(chunk_size=500):
            yield ecrivain.writerow([inerte(str(valeur)) for valeur in _ligne(trace)])

    response = StreamingHttpResponse(lignes(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="journal-{timezone.localdate():%Y-%m-%d}.csv"'
    return response


def _filtrer(request: HttpRequest) -> tuple[JournalForm, QuerySet[Trace]]:
    traces = Trace.objects.filter(etablissement=ici(request))
    gestes = traces.order_by("geste").values_list("geste", flat=True).distinct()
    form = JournalForm(request.GET, gestes=[(geste, libelle(geste)) for geste in gestes])
    # What cannot be understood is said beside its field, and the other filters hold.
    form.is_valid()
    return form, journal.filtrer(traces, **{nom: form.cleaned_data.get(nom) for nom in form.fields})


def _ligne(trace: Trace) -> list[Any]:
    return [
        timezone.localtime(trace.le).isoformat(timespec="seconds"),
        trace.auteur_nom,
        libelle(trace.geste),
        trace.geste,
        "oui" if trace.lecture else "",
        trace.objet_titre,
        trace.objet_type,
        trace.objet_id,
        trace.details or "",
    ]


class _Echo:
    """A file that hands back what is written to it."""

    def write(self, texte: str) -> str:
        return texte
