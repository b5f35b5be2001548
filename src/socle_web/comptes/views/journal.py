"""The audit trail, for who administers the établissement; the site's own, for who administers the site."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from typing import Any, NamedTuple

from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify
from django.views.decorators.http import require_safe

from socle.cellules import inerte
from socle_web.comptes import journal
from socle_web.comptes.decorateurs import administration, permis
from socle_web.comptes.espaces import espace
from socle_web.comptes.forms import JournalForm
from socle_web.comptes.gestes import libelle
from socle_web.comptes.models import Trace
from socle_web.comptes.perms import peut_regler
from socle_web.comptes.views.commun import ici

PAR_PAGE = 50
COLONNES = ("date", "personne", "geste", "code", "lecture", "objet", "type", "identifiant", "détails")


class Registre(NamedTuple):
    """A trail as a page shows it: its lines, where it is read and taken away, in which one that is noted."""

    traces: QuerySet[Trace]
    titre: str
    chapo: str
    adresse: str
    adresse_csv: str
    du_site: bool = False


def d_ici(request: HttpRequest) -> Registre:
    """The établissement's; on one machine, where nobody else administers the site, the site's with it."""
    traces = Trace.objects.filter(etablissement=ici(request))
    if espace(request).local:
        traces = Trace.objects.filter(Q(etablissement=ici(request)) | Q(etablissement=None))
    return Registre(
        traces,
        "Journal",
        "Qui a écrit quoi, qui a lu des données personnelles, et quand. Rien ne s’y modifie.",
        reverse("comptes:journal"),
        reverse("comptes:journal_csv"),
    )


def du_site() -> Registre:
    """The site's own."""
    return Registre(
        Trace.objects.filter(etablissement=None),
        "Journal du site",
        "Ce qui a été fait sur le site lui-même\u00a0: établissements ouverts, éditions importées ou "
        "supprimées, apprentissages, comptes. Chaque établissement a son propre journal, que lui seul lit.",
        reverse("comptes:journal_site"),
        reverse("comptes:journal_site_csv"),
        du_site=True,
    )


@require_safe
@permis(peut_regler)
def liste(request: HttpRequest) -> HttpResponse:
    return _lire(request, d_ici(request))


@require_safe
@permis(peut_regler)
def exporter(request: HttpRequest) -> HttpResponseBase:
    return _emporter(request, d_ici(request))


@require_safe
@administration
def liste_du_site(request: HttpRequest) -> HttpResponse:
    return _lire(request, du_site())


@require_safe
@administration
def exporter_du_site(request: HttpRequest) -> HttpResponseBase:
    return _emporter(request, du_site())


def _lire(request: HttpRequest, registre: Registre) -> HttpResponse:
    form, traces = _filtrer(request, registre)
    pages = Paginator(traces, PAR_PAGE).get_page(request.GET.get("page"))
    contexte = {
        "registre": registre,
        "form": form,
        "pages": pages,
        "traces": [(trace, libelle(trace.geste)) for trace in pages],
        "filtre": bool(form.changed_data),
        "requete": request.GET.urlencode(),
    }
    response = render(request, "comptes/journal.html", contexte)
    journal.noter_une_fois(
        espace(request), geste="journal.consulte", lecture=True, sur_le_site=registre.du_site
    )
    return response


def _emporter(request: HttpRequest, registre: Registre) -> HttpResponseBase:
    form, traces = _filtrer(request, registre)
    # By what, and not what was looked for: it may be somebody's name, that nothing would erase here.
    filtres = {"filtres": ", ".join(form.changed_data)} if form.changed_data else {}
    noter = journal.noter_sur_le_site if registre.du_site else journal.noter
    noter(espace(request), geste="journal.exporte", lecture=True, details=filtres)
    ecrivain = csv.writer(_Echo(), delimiter=";")

    def lignes() -> Iterator[str]:
        yield "\ufeff" + ecrivain.writerow(COLONNES)
        for trace in traces.iterator(chunk_size=500):
            yield ecrivain.writerow([inerte(str(valeur)) for valeur in _ligne(trace)])

    response = StreamingHttpResponse(lignes(), content_type="text/csv; charset=utf-8")
    nom = f"{slugify(registre.titre)}-{timezone.localdate():%Y-%m-%d}.csv"
    response["Content-Disposition"] = f'attachment; filename="{nom}"'
    return response


def _filtrer(request: HttpRequest, registre: Registre) -> tuple[JournalForm, QuerySet[Trace]]:
    gestes = registre.traces.order_by("geste").values_list("geste", flat=True).distinct()
    form = JournalForm(request.GET, gestes=[(geste, libelle(geste)) for geste in gestes])
    # What cannot be understood is said beside its field, and the other filters hold.
    form.is_valid()
    demande = {nom: form.cleaned_data.get(nom) for nom in form.fields}
    return form, journal.filtrer(registre.traces, **demande)


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
