"""The projected view of a workshop: a code to join, and answers arriving."""

from __future__ import annotations

from uuid import UUID

import segno
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from socle_web.etudes import perms, session
from socle_web.etudes.models import Consultation
from socle_web.etudes.resultats import presenter
from socle_web.etudes.views.animer import avancement


@never_cache
@require_safe
def direct(request: HttpRequest, pk: UUID) -> HttpResponse:
    de = session.consultation(request, pk, permis=perms.peut_animer)
    lien = request.build_absolute_uri(reverse("etudes:participer", args=[de.jeton]))
    contexte = {**_comptes(de), "lien": lien, "qr": None if de.sur_invitation else _qr(lien)}
    return render(request, "etudes/consultation/direct.html", contexte)


@never_cache
@require_safe
def comptes(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The fragment that changes: asked again every few seconds."""
    de = session.consultation(request, pk, permis=perms.peut_animer)
    return render(request, "etudes/consultation/_direct.html", _comptes(de))


def _comptes(de: Consultation) -> dict[str, object]:
    """Counts while a round is open, never what is answered; results once it is closed."""
    tour = de.tours.commences().last() or de.dernier_tour
    comptees = Count("reponses", filter=Q(reponses__complete=True))
    questions = list(tour.questions.annotate(nombre=comptees))
    largest = max((question.nombre for question in questions), default=0)
    return {
        "consultation": de,
        "tour": tour,
        "avancement": avancement(de, tour),
        "questions": [
            (question, round(100 * question.nombre / largest) if largest else 0) for question in questions
        ],
        "resultats": presenter(tour) if tour.etat == "clos" else None,
    }


def _qr(lien: str) -> str:
    """The address as a QR code: an inline drawing without any style of its own."""
    dessin = segno.make(lien, error="m", micro=False)
    return mark_safe(dessin.svg_inline(scale=8, border=2, dark="#000", light="#fff", omitsize=True))
