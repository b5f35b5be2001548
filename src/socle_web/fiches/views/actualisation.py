"""What a new édition changes for a fiche: said line by line, taken line by line."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from socle.fiche import Actualisation, FicheDePoste, actualiser, appliquer
from socle.fiche.actualisation import LIBELLES_CHANGEMENTS, LIBELLES_CHOIX
from socle.referentiel import Referentiel
from socle_web.comptes.espaces import espace
from socle_web.fiches import lectures, perms, services
from socle_web.fiches.models import Fiche
from socle_web.fiches.session import lue
from socle_web.referentiels import services as referentiels


@require_http_methods(["GET", "HEAD", "POST"])
def actualisation(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Show what changes; with POST, take what was chosen: the rest keeps its words."""
    fiche = lue(request, pk)
    editions = referentiels.depot().liste()
    if not editions:
        return render(request, "fiches/actualiser.html", {"fiche": fiche})
    nom = (request.POST if request.method == "POST" else request.GET).get("edition", "") or editions[0].nom
    nouvelle = referentiels.charger(nom=nom)
    vers = _prefixees(request.GET, "vers:")
    permis = perms.peut_ecrire.test(espace(request), fiche)
    if request.method == "POST":
        if not permis:
            raise PermissionDenied
        return _appliquer(request, fiche, nouvelle)
    lectures.noter(espace(request), fiche)
    dit = _actualiser(fiche.contenu, nouvelle, vers)
    contexte = {
        "fiche": fiche,
        "actualisation": dit,
        "propositions": _vues(dit),
        "editions": editions,
        "edition": nom,
        "permis": permis,
        "peut_rouvrir": any(
            passage.geste == "rouvrir" for passage in perms.passages_permis(espace(request), fiche)
        ),
    }
    return render(request, "fiches/actualiser.html", contexte)


def _actualiser(document: FicheDePoste, nouvelle: Referentiel, vers: dict[str, str]) -> Actualisation:
    stored = referentiels.depot()
    origine = next((e.edition for e in document.emplois_types if e.edition in stored), "")
    ancien = referentiels.charger(nom=origine) if origine else None
    return actualiser(document, nouvelle, ancien=ancien, vers=vers)


def _appliquer(request: HttpRequest, fiche: Fiche, nouvelle: Referentiel) -> HttpResponse:
    choix, vers = _prefixees(request.POST, "choix:"), _prefixees(request.POST, "vers:")

    def operation(document: FicheDePoste) -> FicheDePoste:
        # Read again under the lock: a line written meanwhile keeps what was written.
        dit = _actualiser(document, nouvelle, vers)
        connus = {proposition.cle: proposition.choix for proposition in dit.propositions}
        retenus = {cle: voulu for cle, voulu in choix.items() if voulu in connus.get(cle, ())}
        return appliquer(document, dit, referentiel=nouvelle, choix=retenus)

    services.modifier(
        espace=espace(request),
        brouillon_id=fiche.pk,
        operation=operation,
        geste=f"édition {nouvelle.edition.titre or nouvelle.edition.nom} suivie",
    )
    pris = sum(voulu != "garder" for voulu in choix.values())
    messages.success(
        request,
        f"La fiche suit maintenant cette édition. Changements pris\u00a0: {pris}. "
        "«\u00a0Annuler\u00a0» revient à l’état d’avant.",
    )
    return redirect("fiches:editeur", pk=fiche.pk)


def _prefixees(requete: QueryDict, prefixe: str) -> dict[str, str]:
    """The values whose names begin so, by what follows."""
    return {cle.removeprefix(prefixe): str(v) for cle, v in requete.items() if cle.startswith(prefixe)}


def _vues(dit: Actualisation) -> list[dict[str, Any]]:
    """The proposals with their words."""
    return [
        {
            "proposition": proposition,
            "titre": LIBELLES_CHANGEMENTS[proposition.changement],
            "choix": list(LIBELLES_CHOIX[proposition.changement].items()),
        }
        for proposition in dit.propositions
    ]
