"""Preparing an offer, its sections and its fields."""

from __future__ import annotations

from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from socle.annonce import CHAMPS_ANNONCE, Annonce, recaler, rediger, reecrire
from socle.annonce.champs import TOUS_LES_CHAMPS_ANNONCE
from socle.annonce.tables import SECTIONS
from socle.erreurs import ErreurSocle, SaisieInvalide
from socle.referentiel.champs import valeur_brute
from socle_web.annonces import perms, services, session
from socle_web.annonces.reponses import conflit, contexte, repondre, vers_editeur
from socle_web.comptes.espaces import espace, ouvrir
from socle_web.fiches.saisie import propre, texte
from socle_web.fiches.session import lue as fiche_lue

TEXTE_MAXIMUM = 20_000


@require_POST
def preparer(request: HttpRequest, fiche: UUID) -> HttpResponse:
    """The offer of a fiche, begun or taken up again."""
    lue = fiche_lue(request, fiche)
    if not perms.peut_annoncer.test(espace(request), lue):
        raise PermissionDenied
    enregistree = services.preparer(espace=ouvrir(request), fiche=lue)
    return redirect("annonces:editeur", pk=enregistree.pk)


@require_safe
def editeur(request: HttpRequest, pk: UUID) -> HttpResponse:
    return render(request, "annonces/editeur.html", contexte(request, session.lue(request, pk)))


@require_POST
def section(request: HttpRequest, pk: UUID, cle: str) -> HttpResponse:
    """Save the words of a section, unless somebody else wrote there since the form was shown."""
    enregistree = session.permise(request, pk, perms.peut_ecrire)
    if cle not in SECTIONS:
        raise Http404
    actuelle = next(partie for partie in enregistree.annonce.sections if partie.cle == cle)
    saisi = texte(request, "texte", maximum=TEXTE_MAXIMUM)
    if request.POST.get("geste") == "preparer":
        saisi = actuelle.prepare
    elif _devance(request, "avant", actuelle.texte, saisi):
        return conflit(
            request,
            enregistree,
            libelle=actuelle.titre,
            actuel=actuelle.texte,
            saisi=saisi,
            ancre=f"section-{cle}",
        )
    enregistree = services.modifier(
        espace=espace(request),
        annonce_id=pk,
        operation=lambda annonce: reecrire(annonce, actuelle.cle, texte=saisi),
        geste="offre.modifiee",
    )
    entiere = request.POST.get("geste") == "preparer"
    return repondre(request, enregistree, section=cle, entiere=entiere)


@require_POST
def groupe(request: HttpRequest, pk: UUID, cle: str) -> HttpResponse:
    """Save the fields of a group that changed since the form was shown; those that do not fit are told."""
    enregistree = session.permise(request, pk, perms.peut_ecrire)
    champs = next((groupe.champs for groupe in CHAMPS_ANNONCE if groupe.cle == cle), None)
    if champs is None:
        raise Http404
    actuelle = enregistree.annonce
    saisies = {c.nom: texte(request, c.nom, maximum=TEXTE_MAXIMUM) for c in champs if c.nom in request.POST}
    for nom, saisi in saisies.items():
        if _devance(request, f"avant.{nom}", valeur_brute(actuelle, nom), saisi):
            return conflit(
                request,
                enregistree,
                libelle=TOUS_LES_CHAMPS_ANNONCE[nom].libelle,
                actuel=valeur_brute(actuelle, nom),
                saisi=saisi,
                ancre=f"champ-{nom}",
            )
    changees = {nom: saisi for nom, saisi in saisies.items() if not _meme(saisi, _avant(request, nom))}
    erreurs = _refusees(actuelle, changees)
    gardees = {nom: saisi for nom, saisi in changees.items() if nom not in erreurs}
    enregistree = services.modifier(
        espace=espace(request),
        annonce_id=pk,
        operation=lambda annonce: rediger(annonce, gardees),
        geste="offre.modifiee",
    )
    if erreurs and not getattr(request, "htmx", False):
        page = {**contexte(request, enregistree), "erreurs": erreurs, "saisies": saisies, "ouvert": cle}
        return render(request, "annonces/editeur.html", page, status=422)
    return repondre(
        request, enregistree, groupe=cle, erreurs=erreurs, entiere=bool(request.POST.get("geste"))
    )


@require_POST
def reprise(request: HttpRequest, pk: UUID, cle: str) -> HttpResponse:
    """Take the fiche's new wording of a section, or keep one's own beside it."""
    enregistree = session.permise(request, pk, perms.peut_ecrire)
    fiche = session.fiche_de(request, enregistree)
    if fiche is None or cle not in SECTIONS:
        raise Http404
    reprendre = request.POST.get("geste") != "garder"
    enregistree = services.modifier(
        espace=espace(request),
        annonce_id=pk,
        operation=lambda annonce: recaler(annonce, fiche, sections={cle}, reprendre=reprendre),
        geste="offre.recalee",
    )
    return vers_editeur(enregistree, f"section-{cle}")


def _avant(request: HttpRequest, nom: str) -> str:
    return propre(request.POST.get(f"avant.{nom}", "")).replace("\r\n", "\n")


def _devance(request: HttpRequest, nom: str, actuel: str, saisi: str) -> bool:
    """Whether somebody else changed a text after the form was shown; forms that do not say are believed."""
    if nom not in request.POST:
        return False
    avant = propre(request.POST[nom]).replace("\r\n", "\n")
    return not _meme(avant, actuel) and not _meme(saisi, actuel) and not _meme(saisi, avant)


def _meme(a: str, b: str) -> bool:
    return a.strip() == b.strip()


def _refusees(annonce: Annonce, valeurs: dict[str, str]) -> dict[str, str]:
    """Why some values do not fit, by field."""
    erreurs: dict[str, str] = {}
    for nom, valeur in valeurs.items():
        try:
            rediger(annonce, {nom: valeur})
        except SaisieInvalide as erreur:
            erreurs[nom] = next(iter(erreur.champs.values()))
    return erreurs


@require_POST
def supprimer(request: HttpRequest, pk: UUID) -> HttpResponse:
    session.permise(request, pk, perms.peut_supprimer)
    try:
        services.supprimer(espace=espace(request), annonce_id=pk)
    except ErreurSocle:
        return redirect("annonces:editeur", pk=pk)
    return redirect("annonces:liste")
