"""The editor: the page, and the gestures that need no form of their own."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_POST, require_safe

from socle.erreurs import ErreurSocle, SaisieInvalide
from socle_web.commun import telechargement
from socle_web.comptes.espaces import espace, ouvrir
from socle_web.fiches import gestes, lectures, perms, services, sources
from socle_web.fiches.atelier import monter
from socle_web.fiches.reponses import conflit, contexte_commun, html_bloc, numero_de_base, repondre
from socle_web.fiches.saisie import texte as texte_saisi
from socle_web.fiches.session import brouillon as brouillon_de_l_espace
from socle_web.fiches.session import lue

MOTIFS = (
    "Propre à l’établissement",
    "Le terme est celui de la profession",
    "Le dictionnaire n’a pas d’équivalent",
    "Choix validé par le service des ressources humaines",
)


@require_safe
@cache_control(private=True, no_cache=True)
def editeur(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The sheet being written; who may only read it is led to its follow-up."""
    brouillon = lue(request, pk)
    if not perms.peut_ecrire.test(espace(request), brouillon):
        return redirect("fiches:suivi", pk=pk)
    lectures.noter(espace(request), brouillon)
    atelier = monter(brouillon.contenu, publication=brouillon.publication)
    contexte = {
        **contexte_commun(request, brouillon),
        "atelier": atelier,
        "conformite": atelier.conformite,
        "ouverte": request.GET.get("ligne", ""),
        "formats": telechargement.liens("fiches:telecharger", pk=str(pk)),
        "motifs": MOTIFS,
        "ouverts": list(brouillon.commentaires.filter(resolu_le=None)),
    }
    return render(request, "fiches/editeur.html", contexte)


@require_safe
def bloc(request: HttpRequest, pk: UUID, identifiant: str) -> HttpResponse:
    """One block again, a line of it open for writing or closed."""
    brouillon = brouillon_de_l_espace(request, pk)
    atelier = monter(brouillon.contenu, publication=brouillon.publication)
    if identifiant not in atelier.blocs:
        return HttpResponse(status=404)
    lectures.noter(espace(request), brouillon)
    contexte = {**contexte_commun(request, brouillon), "ouverte": request.GET.get("ligne", "")}
    return HttpResponse(html_bloc(request, atelier.blocs[identifiant], contexte, oob=False))


@require_POST
def geste(request: HttpRequest, pk: UUID) -> HttpResponse:
    brouillon = brouillon_de_l_espace(request, pk)
    base, ici = numero_de_base(request, brouillon), ouvrir(request)
    texte = request.POST.get("geste", "")
    if texte in ("annuler", "refaire"):
        faire = services.annuler if texte == "annuler" else services.refaire
        fait = faire(espace=ici, brouillon_id=pk)
        annonce = f"{'Annulé' if texte == 'annuler' else 'Refait'} : {fait}." if fait else ""
        return repondre(request, brouillon, base=base, annonce=annonce, focus=f"bouton-{texte}")
    try:
        lu = gestes.lire(
            texte,
            brouillon.contenu,
            motif=texte_saisi(request, "motif", maximum=gestes.MOTIF_MAXIMUM),
            avant=request.POST.get("avant", ""),
            publication=brouillon.publication,
        )
        services.modifier(espace=ici, brouillon_id=pk, operation=lu.operation, geste=lu.libelle)
    except SaisieInvalide as erreur:
        return conflit(request, brouillon, erreur=erreur, precisions=list(erreur.champs.values()))
    except ErreurSocle as erreur:
        return conflit(request, brouillon, erreur=erreur)
    annonce = f"{lu.libelle[:1].upper()}{lu.libelle[1:]}."
    return repondre(
        request, brouillon, base=base, ancre=lu.ancre, focus=lu.focus, annonce=annonce, motifs=MOTIFS
    )


@require_POST
def publication(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Check the mandatory notice too, or no longer."""
    brouillon = brouillon_de_l_espace(request, pk)
    voulue = request.POST.get("publication") == "1"
    services.preparer_publication(espace=espace(request), brouillon=brouillon, publication=voulue)
    tous = monter(brouillon.contenu, publication=voulue).blocs
    return repondre(
        request,
        brouillon,
        base=brouillon.numero,
        ancre="conformite",
        focus="publication",
        imposes=tous,
        annonce="Les mentions de l’avis de vacance sont vérifiées." if voulue else "",
    )


@require_safe
def suggestions(request: HttpRequest, pk: UUID, rubrique: str) -> HttpResponse:
    """Exact wordings for what is being typed."""
    brouillon_de_l_espace(request, pk)
    nom = gestes.rubrique_valide(rubrique)
    saisie = request.GET.get("libelle", "")[:300].strip()
    trouvees = sources.suggerer(nom, saisie) if len(saisie) > 1 else []
    contexte = {"suggestions": trouvees, "rubrique": nom, "saisie": saisie}
    return render(request, "fiches/blocs/suggestions.html", contexte)
