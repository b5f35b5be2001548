"""What a person is told; and the personal page on which a holder reads and signs."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from socle.erreurs import SaisieInvalide
from socle_web.comptes import journal
from socle_web.comptes.decorateurs import membres
from socle_web.comptes.espaces import Espace, espace
from socle_web.fiches import feuille, parcours
from socle_web.fiches.avis import lire_lien
from socle_web.fiches.models import Avis, Fiche, Prise
from socle_web.fiches.parcours import OBSERVATIONS_MAXIMUM, Signataire
from socle_web.fiches.saisie import entier, texte

MONTRES = 100


@require_http_methods(["GET", "HEAD", "POST"])
@membres
def liste(request: HttpRequest) -> HttpResponse:
    """What I am told, the latest first; with POST, all of it is read."""
    siens = Avis.objects.de(espace(request))
    if request.method == "POST":
        numero = entier(request.POST.get("avis", ""))
        lus = siens.filter(pk=numero) if numero is not None else siens
        lus.non_lus().update(lu_le=timezone.now())
        premier = lus.first() if numero is not None else None
        return redirect("fiches:suivi", pk=premier.fiche_id) if premier else redirect("fiches:avis")
    return render(request, "fiches/avis.html", {"avis": siens.select_related("fiche")[:MONTRES]})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def signature(request: HttpRequest, jeton: str) -> HttpResponse:
    """A holder without an account reads the version that they were sent, and signs it."""
    fiche = _fiche_du_lien(jeton)
    if fiche is None or fiche.en_vigueur is None:
        return render(request, "fiches/signature.html", {"perimee": True}, status=410)
    version = fiche.en_vigueur
    document = parcours.a_imprimer(version)
    contexte: dict[str, object] = {
        "fiche": fiche,
        "version": version,
        "document": document,
        "feuille": feuille.monter(document),
        "prise": Prise.objects.filter(version=version).first(),
    }
    if request.method != "POST":
        ici = Espace(fiche.etablissement)
        journal.noter_une_fois(ici, geste="fiche.lue_par_lien", objet=fiche, lecture=True)
        return render(request, "fiches/signature.html", contexte)
    try:
        parcours.signer(
            fiche_id=fiche.pk,
            signataire=Signataire(None, texte(request, "nom", maximum=200), par_lien=True),
            observations=texte(request, "observations", maximum=OBSERVATIONS_MAXIMUM),
            numero=version.numero,
        )
    except SaisieInvalide as erreur:
        contexte["refus_signature"] = erreur.champs.get("nom", "")
        return render(request, "fiches/signature.html", contexte, status=422)
    messages.success(request, "Vous avez pris connaissance de la fiche. La date est enregistrée.")
    return redirect("fiches:signature", jeton=jeton)


def _fiche_du_lien(jeton: str) -> Fiche | None:
    """The fiche of a personal link, while the version that it was made for is in force."""
    lu = lire_lien(jeton)
    if lu is None:
        return None
    pk, numero, courriel = lu
    fiche: Fiche | None = (
        Fiche.objects.presents()
        .filter(pk=pk, titulaire_courriel=courriel, en_vigueur__numero=numero, etat__in=("validee", "signee"))
        .select_related("en_vigueur__en_tete", "etablissement")
        .first()
    )
    return fiche
