"""What everyone may read, without an account: the offers published, and each of them."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_safe

from socle.annonce import annonce_jobposting
from socle.rendu import Charte, html
from socle_web.annonces.listes import FiltrePublic, employeurs, ouvertes
from socle_web.annonces.models import Publication
from socle_web.comptes.espaces import Espace
from socle_web.comptes.services import charte

SANS_INDEX = "noindex"


@require_safe
def liste(request: HttpRequest) -> HttpResponse:
    """The offers that one may answer today, the nearest deadline first."""
    filtre = FiltrePublic.lire(request.GET)
    page = {"liste": ouvertes(filtre, request.GET.get("page", "1")), "employeurs": employeurs()}
    return render(request, "annonces/publiques.html", page)


@require_safe
def publique(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One offer. Once closed or withdrawn, the page says so and asks search engines to forget it."""
    publication = _trouver(pk)
    annonce = publication.contenu
    plan = annonce.plan()
    ouverte = publication.etat == "publiee"
    adresse = request.build_absolute_uri(reverse("annonces:publique", kwargs={"pk": pk}))
    page = {
        "publication": publication,
        "annonce": annonce,
        "plan": plan,
        "charte": _charte(publication),
        "adresse": adresse,
        "ouverte": ouverte,
        # Every text of the outline is escaped by the writer; the data cannot leave its element.
        "contenu": mark_safe(html.fragment(plan, niveau_depart=2)) if publication.retiree is None else "",
        "jsonld": mark_safe(annonce_jobposting(annonce, url=adresse).to_script()) if ouverte else "",
    }
    response = render(
        request, "annonces/publique.html", page, status=410 if publication.retiree is not None else 200
    )
    if not ouverte:
        response["X-Robots-Tag"] = SANS_INDEX
    return response


@require_safe
def style(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The style sheet of an offer in its établissement's colour."""
    response = HttpResponse(html.style(charte=_charte(_trouver(pk))), content_type="text/css; charset=utf-8")
    response["Cache-Control"] = "no-cache"
    return response


def _trouver(pk: UUID) -> Publication:
    """The latest publication of an offer.

    :raises Http404: it was never published.
    """
    trouvee: Publication | None = (
        Publication.objects.courantes()
        .select_related("annonce__etablissement", "retrait")
        .filter(annonce_id=pk)
        .first()
    )
    if trouvee is None:
        raise Http404("Cette offre n’est pas publiée.")
    return trouvee


def _charte(publication: Publication) -> Charte:
    return charte(Espace(publication.annonce.etablissement))
