"""The versions of a fiche: read as they were frozen, compared side by side, taken up again."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from socle.fiche import comparer_versions
from socle.referentiel import FicheDePoste
from socle_web.commun import telechargement
from socle_web.comptes.decorateurs import membres
from socle_web.comptes.espaces import espace
from socle_web.comptes.services import charte
from socle_web.fiches import feuille, lectures, parcours, perms
from socle_web.fiches.models import Fiche, Prise, Version
from socle_web.fiches.saisie import entier
from socle_web.fiches.session import lue
from socle_web.fiches.views.documents import FORMATS_COMPARAISON, nommer

COURANT = "courant"


@require_safe
def version(request: HttpRequest, pk: UUID, numero: int) -> HttpResponse:
    fiche = lue(request, pk)
    voulue = _version(fiche, numero)
    lectures.noter(espace(request), fiche)
    document = parcours.a_imprimer(voulue)
    contexte = {
        "fiche": fiche,
        "version": voulue,
        "document": document,
        "feuille": feuille.monter(document),
        "etapes": voulue.etapes.all(),
        "prise": Prise.objects.filter(version=voulue).first(),
        "formats": telechargement.liens("fiches:version_fichier", pk=str(pk), numero=str(numero)),
        "peut_reprendre": _peut_reprendre(request, fiche),
    }
    return render(request, "fiches/version.html", contexte)


@require_safe
def version_fichier(request: HttpRequest, pk: UUID, numero: int, format: str) -> HttpResponse:
    """The document of a version under the letterhead of its day."""
    fiche = lue(request, pk)
    voulue = _version(fiche, numero)
    document = parcours.a_imprimer(voulue)
    nom = f"Fiche de poste – {document.intitule} – version {numero}"
    response = telechargement.document(
        plan=document.plan(),
        nom=nom,
        format=format,
        charte=parcours.charte_de(voulue),
        json=document.to_json(),
    )
    lectures.noter_le_fichier(espace(request), fiche, format=format)
    return nommer(response, nom, format)


@require_POST
@membres
def reprendre(request: HttpRequest, pk: UUID, numero: int) -> HttpResponse:
    """Write again from a version; it stays what it is."""
    lue(request, pk)
    parcours.restaurer(fiche_id=pk, numero=numero, espace=espace(request))
    messages.success(
        request, f"La version {numero} est reprise dans un nouveau brouillon. Les versions restent intactes."
    )
    return redirect("fiches:editeur", pk=pk)


@require_safe
def comparer(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Two versions side by side; without a choice, the last validated one and what is being written."""
    fiche = lue(request, pk)
    lectures.noter(espace(request), fiche)
    versions = list(fiche.versions.defer("document"))
    choix = [(str(v.numero), f"Version {v.numero}, figée le {v.cree_le:%d/%m/%Y}") for v in versions]
    if fiche.etat == "brouillon":
        choix.insert(0, (COURANT, "Ce qui s’écrit maintenant"))
    contexte: dict[str, object] = {"fiche": fiche, "choix": choix}
    if len(choix) > 1:
        a, b = _cotes(request, choix)
        ecarts = comparer_versions(_document(fiche, a), _document(fiche, b))
        contexte |= {
            "a": a,
            "b": b,
            "noms": dict(choix),
            "comparaison": ecarts,
            "rubriques": [rubrique for rubrique in ecarts.rubriques if rubrique.lignes],
            "formats": telechargement.liens(
                "fiches:versions_fichier",
                formats=FORMATS_COMPARAISON,
                requete={"a": a, "b": b},
                pk=str(pk),
            ),
        }
    return render(request, "fiches/versions.html", contexte)


@require_safe
def comparer_fichier(request: HttpRequest, pk: UUID, format: str) -> HttpResponse:
    """The comparison of two versions as a document."""
    fiche = lue(request, pk)
    a, b = request.GET.get("a", ""), request.GET.get("b", "")
    ecarts = comparer_versions(_document(fiche, a), _document(fiche, b))
    nom = f"Comparaison – {fiche.intitule}"
    if format not in FORMATS_COMPARAISON:
        raise Http404
    response = telechargement.document(
        plan=ecarts.plan(), nom=nom, format=format, charte=charte(espace(request))
    )
    lectures.noter_le_fichier(espace(request), fiche, format=format)
    return nommer(response, nom, format)


def _cotes(request: HttpRequest, choix: list[tuple[str, str]]) -> tuple[str, str]:
    connus = [cle for cle, _ in choix]
    b = request.GET.get("b", "")
    b = b if b in connus else connus[0]
    a = request.GET.get("a", "")
    return (a if a in connus else next(cle for cle in connus if cle != b)), b


def _document(fiche: Fiche, cote: str) -> FicheDePoste:
    return fiche.contenu if cote == COURANT else _version(fiche, entier(cote) or 0).contenu


def _version(fiche: Fiche, numero: int) -> Version:
    return get_object_or_404(fiche.versions.select_related("en_tete"), numero=numero)


def _peut_reprendre(request: HttpRequest, fiche: Fiche) -> bool:
    ici = espace(request)
    rouvre = any(passage.geste == "rouvrir" for passage in perms.passages_permis(ici, fiche))
    return rouvre or (fiche.etat == "brouillon" and perms.peut_ecrire.test(ici, fiche))
