"""The study that anybody may read: its livret as a page, and as files."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_POST, require_safe

from socle.rendu import html
from socle_web.commun import telechargement
from socle_web.comptes.espaces import espace
from socle_web.comptes.services import charte
from socle_web.etudes import perms, session
from socle_web.etudes.assemblage import assembler
from socle_web.etudes.models import EtudeEnregistree
from socle_web.etudes.services import etudes as services

FORMATS = ("pdf", "docx", "odt", "html")


@require_POST
def publier(request: HttpRequest, pk: UUID) -> HttpResponse:
    etude = session.etude(request, pk, permis=perms.peut_animer)
    publique = request.POST.get("publique") == "oui"
    services.publier(etude=etude, publique=publique, espace=espace(request))
    dit = "L’étude est publiée\u00a0: toute personne qui a son adresse peut la lire."
    messages.success(request, dit if publique else "L’étude n’est plus publiée.")
    return redirect("etudes:proposition", pk=pk)


@require_safe
def publiee(request: HttpRequest, pk: UUID) -> HttpResponse:
    etude = _publiee(pk)
    plan = assembler(etude).plan()
    contexte = {
        "etude": etude,
        "plan": plan,
        # Every text of the outline is escaped by the writer.
        "contenu": mark_safe(html.fragment(plan, niveau_depart=2)),
        "formats": telechargement.liens("etudes:publiee_fichier", formats=FORMATS, pk=str(pk)),
    }
    return render(request, "etudes/publiee.html", contexte)


@require_safe
def fichier(request: HttpRequest, pk: UUID, format: str) -> HttpResponse:
    if format not in FORMATS:
        raise Http404
    etude = _publiee(pk)
    return telechargement.document(
        plan=assembler(etude).plan(), nom=etude.titre, format=format, charte=charte(espace(request))
    )


def _publiee(pk: UUID) -> EtudeEnregistree:
    trouvee: EtudeEnregistree | None = EtudeEnregistree.objects.publiees().filter(pk=pk).first()
    if trouvee is None:
        raise Http404("Cette étude n’est pas publiée.")
    return trouvee
