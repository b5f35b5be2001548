"""The list of fiches, and taking many of them away at once."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_POST, require_safe

from socle.erreurs import DocumentTropGrand
from socle_web.comptes import journal
from socle_web.comptes.espaces import espace
from socle_web.comptes.services import charte
from socle_web.fiches import exportation, lectures, listes, perms
from socle_web.fiches.forms import RepriseForm
from socle_web.fiches.models import Fiche
from socle_web.referentiels.services import cartes_modeles

ATTENDUES = 5
SUPPRIMEES = 5
FORMATS = (
    ("csv", "Tableau (CSV)"),
    ("xlsx", "Tableau (Excel)"),
    ("zip-docx", "Documents Word (ZIP)"),
    ("zip-pdf", "Documents PDF (ZIP)"),
    ("zip-odt", "Documents OpenDocument (ZIP)"),
    ("zip-json", "Données (ZIP de JSON)"),
)


def contexte_liste(request: HttpRequest, form: RepriseForm) -> dict[str, Any]:
    """What the page shows; the same number of queries however long the list."""
    ici, filtre = espace(request), listes.FiltreDesFiches.lire(request.GET)
    lue = listes.page(ici, filtre, request.GET.get("page", "1"))
    lectures.noter_la_liste(ici, lue.pages.object_list)
    toutes: Any = Fiche.objects.visibles(ici)
    membre = ici.est_membre
    return {
        "liste": lue,
        "pages": lue.pages,
        "filtre": filtre,
        "peut_creer": perms.peut_creer.test(ici),
        "ages": listes.AGES,
        "services": listes.services_de(ici),
        "emplois_types": listes.emplois_types(ici) if membre else [],
        "attendues": list(toutes.presents().legers().attendues(ici)[:ATTENDUES]) if membre else [],
        "supprimes": list(toutes.miens(ici).supprimes().legers().order_by("-supprime_le")[:SUPPRIMEES]),
        "formats_export": FORMATS,
        "form": form,
        "modeles": cartes_modeles() if lue.vide else (),
    }


@require_safe
@cache_control(private=True, no_cache=True)
def liste(request: HttpRequest) -> HttpResponse:
    return render(request, "fiches/liste.html", contexte_liste(request, RepriseForm()))


@require_POST
def exporter(request: HttpRequest) -> HttpResponse | StreamingHttpResponse:
    """The fiches that the list shows, in one file, sent as it is written."""
    format = request.POST.get("format", "")
    if format not in dict(FORMATS):
        raise Http404
    ici = espace(request)
    filtre = listes.FiltreDesFiches.lire(request.POST)
    fiches = filtre.resserrer(Fiche.objects.visibles(ici).presents())
    nombre = fiches.count()
    if format in exportation.ZIPS and nombre > exportation.DOCUMENTS_MAXIMUM:
        raise DocumentTropGrand(
            f"Cela ferait {nombre} documents dans un seul fichier.",
            cause=f"Un ZIP en contient {exportation.DOCUMENTS_MAXIMUM} au plus.",
            remede="Resserrez la liste par service ou par état, puis recommencez.",
        )
    journal.noter(ici, geste="fiches.exportees", lecture=True, details={"format": format, "nombre": nombre})
    envoi = exportation.exporter(fiches, format=format, charte=charte(ici))
    response = StreamingHttpResponse(envoi.morceaux, content_type=envoi.mime)
    response["Content-Disposition"] = f'attachment; filename="{envoi.nom}"'
    return response
