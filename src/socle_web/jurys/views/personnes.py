"""Members and candidates, the progress of the scores, the comparison, forgetting."""

from __future__ import annotations

from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from socle.erreurs import ErreurSocle, SaisieInvalide
from socle.jury import VERDICTS
from socle_web.commun import telechargement
from socle_web.comptes import journal
from socle_web.comptes.espaces import espace
from socle_web.fiches.saisie import entier, texte
from socle_web.jurys import liens, services
from socle_web.jurys.models import Jury
from socle_web.jurys.session import preside
from socle_web.jurys.views.grille import FORMATS
from socle_web.jurys.vues import avancements, comparer, dite, voir_grille


@require_http_methods(["GET", "HEAD", "POST"])
def membres(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Who scores, who is scored, how far the scores are."""
    jury = preside(request, pk)
    erreurs: dict[str, str] = {}
    if request.method == "POST":
        try:
            _ajouter(request, jury)
        except SaisieInvalide as erreur:
            erreurs = dict(erreur.champs)
        except ErreurSocle as erreur:
            messages.error(request, dite(erreur))
        if not erreurs:
            return redirect("jurys:membres", pk=pk)
    journal.noter_une_fois(espace(request), geste="jury.personnes-lues", objet=jury, lecture=True)
    adresses = {m.pk: request.build_absolute_uri(liens.adresse(m)) for m in jury.membres.all()}
    page = {
        "jury": jury,
        "alertes": voir_grille(jury.contenu).alertes,
        "avancements": avancements(jury, adresses),
        "candidats": list(jury.candidats.all()),
        "erreurs": erreurs,
        "conservation": next(purge.jours for purge in settings.PURGES if purge.cle == "jurys"),
        "saisie": {nom: texte(request, nom, maximum=4000) for nom in ("nom", "courriel", "numeros")},
    }
    return render(request, "jurys/membres.html", page, status=422 if erreurs else 200)


def _ajouter(request: HttpRequest, jury: Jury) -> None:
    ici = espace(request)
    if "nom" in request.POST:
        services.inviter(
            espace=ici,
            jury_id=jury.pk,
            nom=texte(request, "nom", maximum=200),
            courriel=texte(request, "courriel", maximum=254),
        )
    else:
        services.inscrire(espace=ici, jury_id=jury.pk, saisie=texte(request, "numeros", maximum=4000))


@require_POST
def membre(request: HttpRequest, pk: UUID, membre: int) -> HttpResponse:
    """Send a member their link, renew it, or remove the member."""
    jury = preside(request, pk)
    trouve = get_object_or_404(jury.membres, pk=membre)
    try:
        geste = request.POST.get("geste")
        if geste == "envoyer":
            services.envoyer(espace=espace(request), membre=trouve, site=request.build_absolute_uri("/"))
            messages.success(request, f"Le lien de «\u00a0{trouve.nom}\u00a0» part à {trouve.courriel}.")
        elif geste == "renouveler":
            services.renouveler(espace=espace(request), membre=trouve)
            messages.success(
                request, f"Le lien de «\u00a0{trouve.nom}\u00a0» est renouvelé\u00a0: l’ancien ne sert plus."
            )
        else:
            services.exclure(espace=espace(request), membre=trouve)
    except ErreurSocle as erreur:
        messages.error(request, dite(erreur))
    return redirect("jurys:membres", pk=pk)


@require_POST
def candidat(request: HttpRequest, pk: UUID, candidat: int) -> HttpResponse:
    """Remove a candidate, or write what the jury decided of them."""
    jury = preside(request, pk)
    trouve = get_object_or_404(jury.candidats, pk=candidat)
    ici = espace(request)
    try:
        if request.POST.get("geste") == "retirer":
            services.radier(espace=ici, candidat=trouve)
            return redirect("jurys:membres", pk=pk)
        services.decider(
            espace=ici,
            candidat=trouve,
            verdict=request.POST.get("verdict", ""),
            rang=entier(request.POST.get("rang", "")) or None,
            motif=texte(request, "motif", maximum=500),
        )
    except ErreurSocle as erreur:
        messages.error(request, dite(erreur))
    return redirect(f"{reverse('jurys:comparaison', kwargs={'pk': pk})}#candidat-{candidat}")


@require_safe
def comparaison(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The scores side by side, for the president."""
    jury = preside(request, pk)
    if not jury.est_ouvert or jury.efface_le is not None:
        return redirect("jurys:membres", pk=pk)
    journal.noter_une_fois(espace(request), geste="jury.notes-lues", objet=jury, lecture=True)
    page = {
        "jury": jury,
        "vue": comparer(services.deliberation(jury), {c.numero: c for c in jury.candidats.all()}),
        "verdicts": VERDICTS,
        "formats": telechargement.liens(
            "jurys:telecharger", formats=FORMATS, pk=str(jury.pk), document="proces-verbal"
        ),
    }
    return render(request, "jurys/comparaison.html", page)


@require_http_methods(["GET", "HEAD", "POST"])
def effacer(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Forget the people of a jury."""
    jury = preside(request, pk)
    if request.method == "POST":
        services.effacer(espace=espace(request), jury_id=pk)
        messages.success(request, "Les candidats, les membres et les notes sont effacés. La grille reste.")
        return redirect("jurys:grille", pk=pk)
    return render(request, "jurys/effacer.html", {"jury": jury})
