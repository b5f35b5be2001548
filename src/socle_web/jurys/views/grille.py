"""The grid: weights beside the post's shares, each change with its reason."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from socle.erreurs import ErreurSocle, SaisieInvalide
from socle.jury import complementaires, completer, decrire, ecarter_critere, peser, ramener
from socle_web.commun import telechargement
from socle_web.comptes import journal
from socle_web.comptes.espaces import espace, ouvrir
from socle_web.comptes.services import charte
from socle_web.fiches.listes import services_de
from socle_web.fiches.saisie import entier, texte
from socle_web.fiches.session import lue as fiche_lue
from socle_web.jurys import listes, perms, services
from socle_web.jurys.listes import FiltreDesJurys
from socle_web.jurys.models import Jury
from socle_web.jurys.session import prepare, preside
from socle_web.jurys.vues import dite, voir_grille

FORMATS = ("docx", "odt", "pdf", "json")
MOTIF_MAXIMUM = 300


@require_safe
def liste(request: HttpRequest) -> HttpResponse:
    """The juries of an établissement or of a browser."""
    ici, filtre = espace(request), FiltreDesJurys.lire(request.GET)
    page = {
        "liste": listes.page(ici, filtre, request.GET.get("page", "1")),
        "services": services_de(ici),
    }
    return render(request, "jurys/liste.html", page)


@require_POST
def preparer(request: HttpRequest, fiche: UUID) -> HttpResponse:
    """The jury of a fiche, begun or taken up again."""
    lue = fiche_lue(request, fiche)
    if not perms.peut_reunir.test(espace(request), lue):
        raise PermissionDenied
    jury = services.preparer(espace=ouvrir(request), fiche=lue)
    return redirect("jurys:grille", pk=jury.pk)


@require_safe
def grille(request: HttpRequest, pk: UUID) -> HttpResponse:
    return _page(request, prepare(request, pk))


def _page(request: HttpRequest, jury: Jury, *, status: int = 200, **contexte: object) -> HttpResponse:
    page = {
        "jury": jury,
        "vue": voir_grille(jury.contenu),
        "complementaires": complementaires(),
        "peut_presider": perms.peut_presider.test(espace(request), jury),
        "formats": telechargement.liens(
            "jurys:telecharger", formats=FORMATS, pk=str(jury.pk), document="grille"
        ),
        **contexte,
    }
    return render(request, "jurys/grille.html", page, status=status)


@require_POST
def critere(request: HttpRequest, pk: UUID, cle: str) -> HttpResponse:
    """Weigh a criterion, say what to look for, or remove it."""
    jury = prepare(request, pk)
    motif = texte(request, "motif", maximum=MOTIF_MAXIMUM)
    indices = texte(request, "indices", maximum=2000)
    poids = entier(request.POST.get("poids", ""))
    geste = request.POST.get("geste", "peser")
    try:
        if geste == "retirer":
            services.modifier(
                espace=espace(request),
                jury_id=pk,
                operation=lambda grille: ecarter_critere(grille, cle, motif=motif),
            )
        elif geste == "decrire":
            services.modifier(
                espace=espace(request),
                jury_id=pk,
                operation=lambda grille: decrire(grille, cle, indices=indices),
            )
        else:
            services.modifier(
                espace=espace(request),
                jury_id=pk,
                operation=lambda grille: peser(
                    grille, cle, poids=-1 if poids is None else poids, motif=motif
                ),
            )
    except SaisieInvalide as erreur:
        saisie = {"cle": cle, "poids": request.POST.get("poids", ""), "motif": motif}
        return _page(request, jury, status=422, erreur=dite(erreur), erreur_cle=cle, saisie=saisie)
    return redirect(f"{reverse('jurys:grille', kwargs={'pk': pk})}#critere-{cle}")


@require_POST
def ajouter(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One more criterion, with its weight and the reason for it."""
    jury = prepare(request, pk)
    libelle = texte(request, "libelle", maximum=300) or texte(request, "connu", maximum=60)
    poids = entier(request.POST.get("poids", ""))
    motif = texte(request, "motif", maximum=MOTIF_MAXIMUM)
    try:
        services.modifier(
            espace=espace(request),
            jury_id=pk,
            operation=lambda grille: completer(
                grille, libelle=libelle, poids=-1 if poids is None else poids, motif=motif
            ),
        )
    except SaisieInvalide as erreur:
        saisie = {"libelle": libelle, "poids": request.POST.get("poids", ""), "motif": motif}
        return _page(request, jury, status=422, erreur=dite(erreur), erreur_cle="ajout", saisie=saisie)
    return redirect(f"{reverse('jurys:grille', kwargs={'pk': pk})}#ajout")


@require_POST
def cent(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Bring the weights back to a hundred, in the same proportions."""
    prepare(request, pk)
    services.modifier(espace=espace(request), jury_id=pk, operation=ramener)
    messages.success(request, "Les poids font de nouveau 100, dans les mêmes proportions.")
    return redirect("jurys:grille", pk=pk)


@require_safe
def telecharger(request: HttpRequest, pk: UUID, document: str, format: str) -> HttpResponse:
    """The grid to print, or the record of the deliberation."""
    if document not in ("grille", "proces-verbal") or format not in FORMATS:
        raise Http404
    if document == "grille":
        jury = prepare(request, pk)
        grille = jury.contenu
        return telechargement.document(
            plan=grille.plan(),
            nom=f"Grille du jury – {grille.intitule}",
            format=format,
            charte=charte(espace(request)),
            json=grille.to_json(),
        )
    jury = preside(request, pk)
    if not jury.est_ouvert or jury.efface_le is not None:
        raise Http404("Les notes de ce jury ne sont pas ouvertes.")
    deliberation = services.deliberation(jury)
    journal.noter(espace(request), geste="jury.proces-verbal-lu", objet=jury, lecture=True)
    return telechargement.document(
        plan=deliberation.plan(),
        nom=f"Procès-verbal du jury – {jury.intitule}",
        format=format,
        charte=charte(espace(request)),
        json=deliberation.to_json(),
    )


@require_POST
def passer(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Take the jury to its next state, or back."""
    preside(request, pk)
    vers = request.POST.get("vers", "")
    try:
        jury = services.passer(espace=espace(request), jury_id=pk, vers=vers)
    except ErreurSocle as erreur:
        messages.error(request, str(erreur))
        return redirect("jurys:membres", pk=pk)
    return redirect("jurys:comparaison" if jury.est_ouvert else "jurys:membres", pk=pk)
