"""Choosing where a fiche starts from: emplois-types with their shares, or a model."""

from __future__ import annotations

from typing import Any, NamedTuple
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_POST, require_safe

from socle.erreurs import DeclinaisonInvalide, ErreurSocle, Introuvable
from socle.fiche import decliner as decliner_documents
from socle.referentiel import CORPS, EmploiType, FicheDePoste
from socle.referentiel.fiche_de_poste import SIGNATURES
from socle_web.comptes.decorateurs import permis
from socle_web.comptes.espaces import espace, ouvrir
from socle_web.fiches import perms, services, sources
from socle_web.fiches.models import Fiche
from socle_web.fiches.saisie import entier, texte
from socle_web.referentiels import services as referentiels

RESULTATS = 12
SOURCES_MAXIMUM = 4
PARTAGES = {1: (100,), 2: (70, 30), 3: (60, 20, 20), 4: (55, 15, 15, 15)}


class Choisi(NamedTuple):
    """An emploi-type chosen, the share given to it, and the address of this page without it."""

    reference: str
    emploi: EmploiType
    quotite: str
    sans: str


@require_safe
def nouvelle(request: HttpRequest) -> HttpResponse:
    contexte = _contexte(
        request.GET.getlist("source"), request.GET.getlist("quotite"), q=request.GET.get("q", "")
    )
    contexte["intitule"] = request.GET.get("intitule", "")[:300]
    contexte["corps"] = request.GET.get("corps", "")
    contexte["maison"] = modeles_maison(request).legers()  # type: ignore[attr-defined]
    fragment = request.htmx and not request.htmx.history_restore_request  # type: ignore[attr-defined]
    response = render(request, "fiches/_recherche.html" if fragment else "fiches/nouvelle.html", contexte)
    patch_vary_headers(response, ("HX-Request",))
    return response


@require_POST
@permis(perms.peut_creer)
def decliner(request: HttpRequest) -> HttpResponse:
    """Start a fiche from ``source`` (``edition:code``, once or several times) or from ``modele``."""
    references = request.POST.getlist("source")[:SOURCES_MAXIMUM]
    quotites = request.POST.getlist("quotite")
    modele = request.POST.get("modele", "")
    try:
        fiche, geste = _decliner(
            references,
            quotites,
            modele=modele,
            maison=_modele_maison(request),
            corps=request.POST.get("corps", ""),
            intitule=texte(request, "intitule", maximum=300),
        )
        brouillon = services.creer(espace=ouvrir(request), fiche=fiche, geste=geste)
    except ErreurSocle as erreur:
        contexte = _contexte(references, quotites, q="")
        contexte |= {
            "erreur": erreur,
            "maison": modeles_maison(request).legers(),  # type: ignore[attr-defined]
            "intitule": request.POST.get("intitule", "")[:300],
            "corps": request.POST.get("corps", ""),
        }
        status = 404 if isinstance(erreur, Introuvable) else 422
        return render(request, "fiches/nouvelle.html", contexte, status=status)
    messages.success(
        request,
        "Votre fiche est prête à être adaptée. Elle est enregistrée à chaque changement.",
    )
    return redirect("fiches:editeur", pk=brouillon.pk)


def _decliner(
    references: list[str],
    quotites: list[str],
    *,
    modele: str,
    maison: FicheDePoste | None,
    corps: str,
    intitule: str,
) -> tuple[FicheDePoste, str]:
    if maison is not None:
        fiche = decliner_documents(maison, corps=corps or None, intitule=intitule or None)
        return fiche, "modèle de l’établissement choisi"
    if modele:
        document = referentiels.modele(cle=modele)
        fiche = decliner_documents(document, corps=corps or None, intitule=intitule or None)
        return fiche, "modèle choisi"
    emplois = [_emploi(reference) for reference in references]
    if len({emploi.code for emploi in emplois}) < len(emplois):
        raise DeclinaisonInvalide(
            "Le même emploi-type est choisi deux fois.", remede="Retirez l’un des deux.", code="source-double"
        )
    fiche = decliner_documents(
        *emplois, corps=corps or None, quotites=_lire_quotites(quotites), intitule=intitule or None
    )
    return fiche, "emploi-type décliné" if len(emplois) == 1 else "emplois-types déclinés"


def _modele_maison(request: HttpRequest) -> FicheDePoste | None:
    """The établissement's model that was chosen, if any."""
    try:
        pk = UUID(request.POST.get("maison", ""))
    except ValueError:
        return None
    maison = modeles_maison(request).filter(pk=pk).first()
    if maison is None:
        raise Introuvable(
            "Ce modèle n’est plus proposé.", remede="Choisissez-en un autre.", code="modele-introuvable"
        )
    return maison.contenu.model_copy(update={"signatures": SIGNATURES, "date_redaction": None})


def modeles_maison(request: HttpRequest) -> QuerySet[Fiche]:
    """The models of the établissement: anyone there may start from them."""
    modeles: QuerySet[Fiche] = Fiche.objects.de(espace(request)).presents().filter(modele=True)
    return modeles.order_by("intitule")


def _lire_quotites(quotites: list[str]) -> list[int] | None:
    if not quotites:
        return None
    return [entier(brut) or 0 for brut in quotites]


def _emploi(reference: str) -> EmploiType:
    edition, _, code = reference.partition(":")
    return referentiels.emploi_type(edition=edition, code=code)


def _contexte(references: list[str], quotites: list[str], *, q: str) -> dict[str, Any]:
    emplois: list[EmploiType] = []
    for reference in references[:SOURCES_MAXIMUM]:
        try:
            emplois.append(_emploi(reference))
        except Introuvable:
            continue
    noms = [referentiels.reference(emploi) for emploi in emplois]
    partage = PARTAGES.get(len(emplois), ())
    choisis = [
        Choisi(
            reference=nom,
            emploi=emploi,
            quotite=quotites[rang] if len(quotites) == len(emplois) else str(partage[rang]),
            sans=_adresse([autre for autre in noms if autre != nom]),
        )
        for rang, (nom, emploi) in enumerate(zip(noms, emplois, strict=True))
    ]
    saisie = q.strip()[:300]
    trouves = sources.referentiel().chercher(saisie, limite=RESULTATS) if saisie else None
    return {
        "q": saisie,
        "choisis": choisis,
        "complet": len(choisis) >= SOURCES_MAXIMUM,
        "trouves": trouves,
        "resultats": [
            (resultat.emploi_type, _adresse([*noms, referentiels.reference(resultat.emploi_type)]))
            for resultat in (trouves.resultats if trouves else ())
            if referentiels.reference(resultat.emploi_type) not in noms
        ],
        "liste_corps": [(corps.code, f"{corps.libelle} ({corps.usuel})") for corps in CORPS.values()],
        "modeles": referentiels.cartes_modeles(),
        "livret_seul": referentiels.livret_seul(),
    }


def _adresse(references: list[str]) -> str:
    adresse = reverse("fiches:nouvelle")
    return f"{adresse}?{urlencode({'source': references}, doseq=True)}#depart" if references else adresse
