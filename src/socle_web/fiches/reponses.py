"""Answering a gesture: a fragment with the blocks that changed, or a redirection without JavaScript."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from socle.referentiel.alignement_lignes import mots_differents
from socle_web.comptes.espaces import espace
from socle_web.fiches import services
from socle_web.fiches.atelier import monter
from socle_web.fiches.models import Fiche
from socle_web.fiches.saisie import entier
from socle_web.fiches.vues import Atelier, Bloc


def heure(brouillon: Fiche) -> str:
    """When the draft was last saved: « 14 h 32 », with its day when that is not today."""
    quand = timezone.localtime(brouillon.modifie_le)
    dite = f"{quand.hour}\u00a0h\u00a0{quand.minute:02d}"
    if quand.date() == timezone.localdate():
        return f"enregistré à {dite}"
    return f"enregistré le {quand.day:02d}/{quand.month:02d}/{quand.year} à {dite}"


def numero_de_base(request: HttpRequest, brouillon: Fiche) -> int:
    """The revision that a form was prepared on; the current one when it does not say."""
    base = entier(request.POST.get("base", ""))
    return brouillon.numero if base is None else base


def contexte_commun(request: HttpRequest, brouillon: Fiche) -> dict[str, Any]:
    """What every block may need."""
    return {
        "brouillon": brouillon,
        "enregistre": heure(brouillon),
        "historique": services.historique(brouillon, espace(request).user),
    }


def html_bloc(request: HttpRequest, bloc: Bloc, contexte: dict[str, Any], *, oob: bool = True) -> str:
    """One block; with ``oob``, it takes the place of the element of the same id."""
    return render_to_string(
        f"fiches/blocs/{bloc.gabarit}.html", {**contexte, "bloc": bloc, "vue": bloc.vue, "oob": oob}, request
    )


def repondre(
    request: HttpRequest,
    brouillon: Fiche,
    *,
    base: int,
    ancre: str = "",
    focus: str = "",
    annonce: str = "",
    imposes: Iterable[str] = (),
    exclus: Iterable[str] = (),
    morceaux: Iterable[tuple[str, str]] = (),
    **contexte: Any,
) -> HttpResponse:
    """What to show after a gesture.

    :param base: the revision that the page shows; the blocks that differ from it are sent.
    :param imposes: blocks sent whether they changed or not (an open form to close).
    :param exclus: blocks left alone (someone is typing there).
    :param morceaux: smaller templates to send too, each with the block whose view it shows.
    """
    if not getattr(request, "htmx", False):
        return vers_editeur(brouillon, ancre)
    brouillon.refresh_from_db()
    apres = monter(brouillon.contenu, publication=brouillon.publication)
    commun = {**contexte_commun(request, brouillon), "annonce": annonce, **contexte}
    changes = [nom for nom in apres.changes(_avant(brouillon, base)) if nom not in exclus]
    noms = list(dict.fromkeys((*changes, *imposes)))
    html = [html_bloc(request, apres.blocs[nom], commun) for nom in noms if nom in apres.blocs]
    html += [
        render_to_string(
            f"fiches/blocs/{gabarit}.html", {**commun, "vue": apres.blocs[nom].vue, "oob": True}, request
        )
        for gabarit, nom in morceaux
    ]
    html.append(
        render_to_string(
            "fiches/blocs/etat.html", {**commun, "conformite": apres.conformite, "oob": True}, request
        )
    )
    response = HttpResponse("\n".join(html))
    if focus:
        response["HX-Trigger-After-Settle"] = json.dumps({"socle:focus": focus})
    return response


def vers_editeur(brouillon: Fiche, ancre: str = "") -> HttpResponse:
    """The editor, at the line just changed."""
    adresse = reverse("fiches:editeur", kwargs={"pk": brouillon.pk})
    return redirect(f"{adresse}#{ancre}" if ancre else adresse)


def _avant(brouillon: Fiche, base: int) -> Atelier | None:
    fiche = services.etat(brouillon, base)
    return monter(fiche, publication=brouillon.publication) if fiche is not None else None


def conflit(request: HttpRequest, brouillon: Fiche, **contexte: Any) -> HttpResponse:
    """What was typed cannot be placed as it is: both texts are shown, and the ways out."""
    base = numero_de_base(request, brouillon)
    qui = services.dernier_autre(brouillon, espace(request).user, depuis=base)
    actuelle = getattr(contexte.get("actuelle"), "texte", contexte.get("mission_actuelle", ""))
    ecarts = mots_differents(actuelle, contexte.get("saisie", ""))
    contexte = {"brouillon": brouillon, "qui": qui, "ecarts": ecarts, **contexte}
    if not getattr(request, "htmx", False):
        return render(request, "fiches/conflit.html", contexte, status=409)
    response = render(request, "fiches/_conflit.html", contexte, status=409)
    response["HX-Retarget"] = "#messages"
    response["HX-Reswap"] = "innerHTML show:window:top"
    return response
