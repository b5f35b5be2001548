"""Réglages: éditions, their anomalies, and the import of a new one."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from socle.erreurs import ErreurSocle
from socle_web.comptes.decorateurs import administration
from socle_web.comptes.espaces import espace
from socle_web.comptes.perms import peut_administrer, peut_regler
from socle_web.referentiels import apprentissages, importation, moteurs, services
from socle_web.referentiels.bilans import bilan
from socle_web.referentiels.forms import ApprentissageForm, ImportForm, NomForm, nom_libre
from socle_web.referentiels.traces import noter_l_edition

PAR_PAGE = 50
ANOMALIES_APERCU = 50
NOM_TELECHARGE, TITRE_TELECHARGE = "referens-3", "RéFérens III"


@require_safe
def reglages(request: HttpRequest) -> HttpResponse:
    contexte = {
        "editions": [(edition, bilan(services.charger(nom=edition.nom))) for edition in services.editions()],
        "livret_seul": services.livret_seul(),
        "etablissement": espace(request).etablissement,
        "peut_regler": peut_regler.test(espace(request)),
        "administrateur": peut_administrer(request),
    }
    return render(request, "referentiels/reglages.html", contexte)


@require_safe
def edition(request: HttpRequest, nom: str) -> HttpResponse:
    return page_edition(request, nom, form=ApprentissageForm())


def page_edition(
    request: HttpRequest, nom: str, *, form: ApprentissageForm, status: int = 200
) -> HttpResponse:
    """The page of an édition; ``form`` asks to learn from it."""
    ref = services.charger(nom=nom)
    choisi = request.GET.get("type", "")
    retenues = [anomalie for anomalie in ref.anomalies if not choisi or anomalie.code == choisi]
    importee = nom != services.LIVRET
    contexte = {
        "edition": ref.edition,
        "bilan": bilan(ref),
        "choisi": choisi,
        "pages": Paginator(retenues, PAR_PAGE).get_page(request.GET.get("page")),
        "importee": importee,
        "supprimable": importee and peut_administrer(request),
        "form": form,
        "appris": apprentissages.appris(nom=nom) if importee else None,
        "etat": apprentissages.etat(nom=nom) if importee else None,
        "reglages": moteurs.reglages(ref.edition) if importee else (),
    }
    return render(request, "referentiels/edition.html", contexte, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@administration
def importer(request: HttpRequest) -> HttpResponse:
    form = ImportForm(request.POST or None, request.FILES or None)
    if request.method != "POST":
        return render(request, "referentiels/importer.html", {"form": ImportForm()})
    if form.is_valid():
        donnees = form.cleaned_data
        fichier = donnees["fichier"]
        response = _deposer(
            form,
            "fichier",
            lambda: importation.deposer(
                contenu=fichier.read(), nom=donnees["nom"], titre=donnees["titre"], origine=fichier.name
            ),
        )
        if response is not None:
            return response
    return render(request, "referentiels/importer.html", {"form": form}, status=422)


@require_POST
@administration
def telecharger(request: HttpRequest) -> HttpResponse:
    form = ImportForm()
    try:
        jeton = importation.telecharger_referens(nom=nom_libre(NOM_TELECHARGE), titre=TITRE_TELECHARGE)
    except ErreurSocle as erreur:
        return render(request, "referentiels/importer.html", {"form": form, "echec": erreur}, status=502)
    return redirect("referentiels:apercu", jeton=jeton)


@require_http_methods(["GET", "HEAD", "POST"])
@administration
def apercu(request: HttpRequest, jeton: str) -> HttpResponse:
    pret = importation.apercu(jeton=jeton)
    initial = {"nom": pret.edition.nom, "titre": pret.edition.titre}
    form = NomForm(request.POST or None, initial=initial)
    status = 200
    if request.method == "POST":
        if form.is_valid():
            nom = form.cleaned_data["nom"] or pret.edition.nom
            titre = form.cleaned_data["titre"] or nom
            with noter_l_edition(request, "edition.importee", nom=nom, titre=titre):
                importation.renommer(jeton=jeton, nom=nom, titre=titre)
                enregistree = importation.enregistrer(jeton=jeton)
            messages.success(
                request,
                f"L’édition « {services.titre_edition(enregistree)} » est enregistrée : "
                f"{len(pret.referentiel)} emplois-types sont à votre disposition.",
            )
            return redirect("referentiels:edition", nom=enregistree)
        status = 422
    contexte = {
        "comparaison": pret.comparaison,
        "refus": pret.refus,
        "anomalies": pret.referentiel.anomalies[:ANOMALIES_APERCU],
        "form": form,
        "jeton": jeton,
        "bilan": bilan(pret.referentiel),
    }
    return render(request, "referentiels/apercu.html", contexte, status=status)


@require_POST
@administration
def abandonner(request: HttpRequest, jeton: str) -> HttpResponse:
    importation.abandonner(jeton=jeton)
    messages.info(request, "L’importation est abandonnée : rien n’a été enregistré.")
    return redirect("referentiels:reglages")


@require_http_methods(["GET", "HEAD", "POST"])
@administration
def supprimer(request: HttpRequest, nom: str) -> HttpResponse:
    ref = services.charger(nom=nom)
    if request.method == "POST":
        with noter_l_edition(request, "edition.supprimee", nom=nom, titre=ref.edition.titre):
            services.supprimer(nom=nom)
        messages.success(request, f"L’édition « {ref.edition.titre or nom} » est supprimée.")
        return redirect("referentiels:reglages")
    return render(request, "referentiels/supprimer.html", {"edition": ref.edition, "bilan": bilan(ref)})


def _deposer(form: ImportForm, champ: str, action: Callable[[], str]) -> HttpResponse | None:
    """Go to the preview, or say on the form why the file is refused."""
    try:
        return redirect("referentiels:apercu", jeton=action())
    except ErreurSocle as erreur:
        form.add_error(champ, str(erreur))
        return None
