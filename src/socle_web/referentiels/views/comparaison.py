"""Two documents side by side: what they share, what is only in one, what is worded otherwise."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from socle.erreurs import Introuvable
from socle.referentiel import Comparaison
from socle.referentiel.comparaison import EcartLigne
from socle_web.commun import telechargement
from socle_web.comptes.espaces import espace
from socle_web.comptes.services import charte
from socle_web.referentiels import services

FILTRES = (
    ("", "Toutes les lignes"),
    ("ecarts", "Seulement ce qui diffère"),
    ("identique", "Seulement ce qui est commun"),
)


@require_safe
def comparer(request: HttpRequest) -> HttpResponse:
    saisies = {nom: request.GET.get(nom, "").strip()[:200] for nom in ("a", "b")}
    cotes, erreurs = {}, {}
    for nom, saisie in saisies.items():
        if not saisie:
            continue
        try:
            cotes[nom] = services.cote(saisie=saisie)
        except Introuvable as erreur:
            erreurs[nom] = erreur
    contexte = {
        "champs": [
            {
                "nom": nom,
                "libelle": libelle,
                "valeur": cotes[nom].titre if nom in cotes else saisies[nom],
                "cote": cotes.get(nom),
                "erreur": erreurs.get(nom),
            }
            for nom, libelle in (("a", "Premier document"), ("b", "Second document"))
        ],
        "suggestions": services.suggestions(),
        "exemples": _exemples(),
        "filtres": FILTRES,
        "filtre": request.GET.get("lignes", ""),
        **(_resultat(cotes["a"], cotes["b"], request.GET.get("lignes", "")) if len(cotes) == 2 else {}),
    }
    return render(request, "referentiels/comparer.html", contexte, status=404 if erreurs else 200)


@require_safe
def comparer_fichier(request: HttpRequest, format: str) -> HttpResponse:
    a, b = (services.cote(saisie=request.GET.get(nom, "")) for nom in ("a", "b"))
    plan = services.comparaison(a=a, b=b).plan()
    return telechargement.document(
        plan=plan,
        nom=f"comparaison {a.document.intitule} {b.document.intitule}",
        format=format,
        charte=charte(espace(request)),
    )


def _exemples() -> list[tuple[str, str]]:
    """Comparisons worth a look, among those that the loaded éditions allow."""
    voisin = services.consultation().get("F2D57")
    exemples = [
        ("modele:hybridation", "L’emploi-type du livret et le modèle qui le décline pour l’hybridation")
    ]
    if voisin is not None:
        exemples.append(
            (services.reference(voisin), f"L’emploi-type du livret et {voisin.code}, {voisin.intitule}")
        )
    adresse = reverse("referentiels:comparer")
    return [(f"{adresse}?{urlencode({'a': 'livret:ANSTIA-IP', 'b': b})}", libelle) for b, libelle in exemples]


def _resultat(a: services.Cote, b: services.Cote, filtre: str) -> dict[str, object]:
    comparaison = services.comparaison(a=a, b=b)
    return {
        "a": a,
        "b": b,
        "comparaison": comparaison,
        "rubriques": _rubriques(comparaison, filtre),
        "formats": telechargement.liens(
            "referentiels:comparer_fichier",
            formats=("docx", "odt", "pdf", "html"),
            requete={"a": a.reference, "b": b.reference},
        ),
    }


def _rubriques(comparaison: Comparaison, filtre: str) -> list[tuple[str, list[EcartLigne]]]:
    """The lines that a filter keeps, rubrique by rubrique; a rubrique left without any goes."""
    rubriques = [
        (rubrique.titre, [ligne for ligne in rubrique.lignes if _garde(ligne, filtre)])
        for rubrique in comparaison.rubriques
    ]
    return [(titre, lignes) for titre, lignes in rubriques if lignes]


def _garde(ligne: EcartLigne, filtre: str) -> bool:
    if filtre == "ecarts":
        return ligne.statut != "identique"
    return filtre != "identique" or ligne.statut == "identique"
