"""The life of one fiche: where it stands, whose turn it is, who said and did what."""

from __future__ import annotations

from collections import defaultdict
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_POST, require_safe

from socle.erreurs import SaisieInvalide
from socle.fiche.vie import vie
from socle.referentiel import FicheDePoste
from socle_web.comptes.decorateurs import membres
from socle_web.comptes.espaces import espace
from socle_web.fiches import feuille, lectures, listes, parcours, perms
from socle_web.fiches.forms import PersonnesForm
from socle_web.fiches.models import Commentaire, Fiche, Prise
from socle_web.fiches.parcours import COMMENTAIRE_MAXIMUM, OBSERVATIONS_MAXIMUM, Signataire
from socle_web.fiches.saisie import entier, texte
from socle_web.fiches.session import lue
from socle_web.referentiels import services as referentiels

CHEMIN = ("brouillon", "en-relecture", "validee", "signee")


@require_safe
@cache_control(private=True, no_cache=True)
def suivi(request: HttpRequest, pk: UUID) -> HttpResponse:
    fiche = lue(request, pk)
    lectures.noter(espace(request), fiche)
    return render(request, "fiches/suivi.html", contexte_suivi(request, fiche))


@require_POST
@membres
def passer(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Take a step: submit, validate, send back, open again, archive."""
    fiche = lue(request, pk)
    geste = request.POST.get("geste", "")
    try:
        apres = parcours.passer(
            fiche_id=pk,
            espace=espace(request),
            geste=geste,
            commentaire=texte(request, "commentaire", maximum=COMMENTAIRE_MAXIMUM),
            racine=racine(request),
        )
    except SaisieInvalide as erreur:
        contexte = contexte_suivi(request, fiche)
        contexte |= {"refus": erreur.champs.get("commentaire", ""), "geste_refuse": geste}
        return render(request, "fiches/suivi.html", contexte, status=422)
    messages.success(request, f"La fiche est maintenant «\u00a0{vie().etat(apres.etat).libelle}\u00a0».")
    return redirect("fiches:editeur" if apres.etat == "brouillon" else "fiches:suivi", pk=pk)


@require_POST
@membres
def signer(request: HttpRequest, pk: UUID) -> HttpResponse:
    """« Pris connaissance le » by a person signed in."""
    fiche = lue(request, pk)
    ici = espace(request)
    try:
        parcours.signer(
            fiche_id=pk,
            espace=ici,
            signataire=Signataire(ici.user, texte(request, "nom", maximum=200)),
            observations=texte(request, "observations", maximum=OBSERVATIONS_MAXIMUM),
            numero=entier(request.POST.get("version", "")) or 0,
        )
    except SaisieInvalide as erreur:
        contexte = contexte_suivi(request, fiche) | {"refus_signature": erreur.champs.get("nom", "")}
        return render(request, "fiches/suivi.html", contexte, status=422)
    messages.success(request, "Vous avez pris connaissance de la fiche. La date est enregistrée.")
    return redirect("fiches:suivi", pk=pk)


@require_POST
@membres
def personnes(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Which service the fiche belongs to, and who holds the post."""
    fiche = lue(request, pk)
    form = PersonnesForm(request.POST, fiche=fiche, services=listes.services_de(espace(request)))
    if not form.is_valid():
        contexte = contexte_suivi(request, fiche) | {"form_personnes": form}
        return render(request, "fiches/suivi.html", contexte, status=422)
    parcours.designer(fiche_id=pk, espace=espace(request), racine=racine(request), **form.valeurs())
    messages.success(request, "Le service et la personne titulaire sont enregistrés.")
    return redirect(f"{reverse('fiches:suivi', kwargs={'pk': pk})}#personnes")


@require_POST
@membres
def commenter(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Remark on a line, or on the whole fiche."""
    fiche = lue(request, pk)
    cle = request.POST.get("ligne", "")[:20]
    try:
        parcours.commenter(
            fiche=fiche,
            espace=espace(request),
            texte=texte(request, "texte", maximum=COMMENTAIRE_MAXIMUM),
            cle_ligne=cle,
            racine=racine(request),
        )
    except SaisieInvalide as erreur:
        contexte = contexte_suivi(request, fiche) | {"refus_commentaire": erreur.champs["texte"], "cle": cle}
        return render(request, "fiches/suivi.html", contexte, status=422)
    return redirect(f"{reverse('fiches:suivi', kwargs={'pk': pk})}#ligne-{cle or 'fiche'}")


@require_POST
@membres
def resoudre(request: HttpRequest, pk: UUID, numero: int) -> HttpResponse:
    """A remark is settled, or no longer."""
    fiche = lue(request, pk)
    commentaire = get_object_or_404(fiche.commentaires.select_related("fiche__service"), pk=numero)
    parcours.resoudre(commentaire=commentaire, espace=espace(request))
    cle = commentaire.cle_ligne or "fiche"
    return redirect(f"{reverse('fiches:suivi', kwargs={'pk': pk})}#ligne-{cle}")


@require_POST
@membres
def modele(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Offer the fiche as a model of the établissement, or no longer."""
    fiche = lue(request, pk)
    voulu = request.POST.get("modele") == "1"
    parcours.modeler(fiche=fiche, espace=espace(request), modele=voulu)
    messages.success(
        request,
        "La fiche est proposée comme modèle à tout l’établissement."
        if voulu
        else "La fiche n’est plus proposée comme modèle.",
    )
    return redirect("fiches:suivi", pk=pk)


def racine(request: HttpRequest) -> str:
    """The site's address, for the links of e-mails."""
    return request.build_absolute_uri("/")


def contexte_suivi(request: HttpRequest, fiche: Fiche) -> dict[str, Any]:
    """Everything that the page shows."""
    ici = espace(request)
    document = document_montre(fiche)
    commentaires = list(fiche.commentaires.all())
    editions = referentiels.depot().liste()
    services = listes.services_de(ici)
    return {
        "fiche": fiche,
        "document": document,
        "feuille": feuille.monter(document),
        "version": None if fiche.etat == "brouillon" else fiche.versions.first(),
        "prise": Prise.objects.filter(version=fiche.en_vigueur).first() if fiche.en_vigueur else None,
        "chemin": [(vie().etat(cle), cle == fiche.etat) for cle in CHEMIN],
        "passages": perms.passages_permis(ici, fiche),
        "a_moi": perms.c_est_a_moi(ici, fiche),
        "etapes": list(fiche.etapes.select_related("version")),
        "versions": list(fiche.versions.defer("document")),
        "commentaires": par_ligne(commentaires),
        "orphelins": _orphelins(commentaires, document),
        "ouverts": sum(commentaire.resolu_le is None for commentaire in commentaires),
        "edition_nouvelle": _edition_nouvelle(fiche, [edition.nom for edition in editions]),
        "form_personnes": PersonnesForm(fiche=fiche, services=services),
        "peut_ecrire": perms.peut_ecrire.test(ici, fiche),
        "peut_commenter": perms.peut_commenter.test(ici, fiche),
        "peut_designer": perms.peut_designer.test(ici, fiche),
        "peut_modeler": perms.peut_modeler.test(ici, fiche),
        "peut_signer": any(p.geste == "signer" for p in perms.passages_permis(ici, fiche)),
    }


def document_montre(fiche: Fiche) -> FicheDePoste:
    """What is being written or read; once validated, the version in force as it was frozen."""
    if fiche.etat in ("brouillon", "en-relecture") or fiche.en_vigueur is None:
        return fiche.contenu
    return parcours.a_imprimer(fiche.en_vigueur)


def par_ligne(commentaires: list[Commentaire]) -> dict[str, list[Commentaire]]:
    """The remarks by line; under ``fiche``, those about the whole."""
    lignes: defaultdict[str, list[Commentaire]] = defaultdict(list)
    for commentaire in commentaires:
        lignes[commentaire.cle_ligne or "fiche"].append(commentaire)
    return dict(lignes)


def _orphelins(commentaires: list[Commentaire], document: FicheDePoste) -> list[Commentaire]:
    """The remarks about lines that are no longer there."""
    connues = {"", "mission", *(ligne.cle for _, ligne in document.toutes_les_lignes())}
    return [commentaire for commentaire in commentaires if commentaire.cle_ligne not in connues]


def _edition_nouvelle(fiche: Fiche, editions: list[str]) -> str:
    """The latest édition, when the fiche comes from an older one."""
    if not editions or fiche.edition in ("", "livret", editions[0]):
        return ""
    return editions[0]
