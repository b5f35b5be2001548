"""One emploi-type as a sheet, and its downloads."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from socle.referentiel import CORPS, TITRES_RUBRIQUES, EmploiType, Referentiel
from socle.referentiel.rubriques import RUBRIQUES_LISTE
from socle_web.commun import telechargement
from socle_web.comptes.espaces import espace
from socle_web.comptes.services import charte
from socle_web.referentiels import services


@require_safe
def emploi_type(request: HttpRequest, edition: str, code: str) -> HttpResponse:
    ref = services.charger(nom=edition)
    emploi = ref[code]
    contexte = {
        "emploi": emploi,
        "edition": ref.edition,
        "corps": CORPS[emploi.corps],
        "reference": services.reference(emploi),
        "rubriques": _rubriques(emploi, ref),
        "complements": _complements(emploi),
        "voisins": services.voisins(emploi=emploi),
        "autres_editions": services.autres_editions(emploi=emploi),
        "modeles": services.modeles_de(emploi=emploi),
        "formats": telechargement.liens(
            "referentiels:emploi_type_fichier", edition=edition, code=emploi.code
        ),
    }
    return render(request, "referentiels/emploi_type.html", contexte)


@require_safe
def emploi_type_fichier(request: HttpRequest, edition: str, code: str, format: str) -> HttpResponse:
    emploi = services.emploi_type(edition=edition, code=code)
    return telechargement.document(
        plan=emploi.plan(),
        nom=f"{emploi.code} {emploi.intitule}",
        format=format,
        charte=charte(espace(request)),
        json=emploi.to_json(),
    )


def _rubriques(emploi: EmploiType, ref: Referentiel) -> list[dict[str, Any]]:
    """Each rubrique with its lines, their definition, and how many lines its corps usually has."""
    return [
        {
            "cle": rubrique,
            "titre": TITRES_RUBRIQUES[rubrique],
            "lignes": [
                (ligne, ref.dictionnaire.get(ligne.identifiant) if ligne.identifiant else None)
                for ligne in emploi.lignes(rubrique)
            ],
            "norme": ref.norme(emploi.corps, rubrique),
        }
        for rubrique in RUBRIQUES_LISTE
    ]


def _complements(emploi: EmploiType) -> list[tuple[str, str]]:
    complements = (
        ("Conditions particulières d’exercice", emploi.conditions),
        ("Diplôme réglementaire exigé", emploi.diplome),
        ("Formations et expérience professionnelle souhaitables", emploi.experience),
        ("Domaine de formation souhaité", emploi.domaine_formation),
        ("Facteurs d’évolution à moyen terme", emploi.facteurs_evolution),
        ("Impacts sur l’emploi-type", emploi.impacts),
    )
    return [(titre, texte) for titre, texte in complements if texte.strip()]
