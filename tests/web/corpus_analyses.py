"""Offers written for the tests of corpora, and one run over them."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from offres_analysees import TEXTE
from visite import Visiteur

from socle_web.corpus.models import Execution

RUCHES = ("du campus", "de l’école", "de la bibliothèque")
GESTES = ("Tailler", "Arroser", "Inventorier", "Photographier", "Déplacer")
CHOSES = (
    "les poiriers",
    "les serres",
    "les étiquettes",
    "les outils",
    "les registres",
    "les semis",
    "les caisses",
)
LIEUX = (
    "au printemps",
    "avec les étudiants",
    "pour le musée",
    "sur la colline",
    "en salle de cours",
    "à Port-Mer",
)


def _gestes(rang: int) -> str:
    """Six lines that no other offer has in the same order."""
    return "\n".join(
        f"- {GESTES[(rang + pas) % 5]} {CHOSES[(rang * 3 + pas * 2) % 7]} {LIEUX[(rang + pas * 5) % 6]} "
        f"et {CHOSES[(rang * 2 + pas) % 7]} {LIEUX[(rang * 5 + pas) % 6]}"
        for pas in range(6)
    )


def offres(nombre: int) -> list[dict[str, Any]]:
    """Offers that differ by their employer, their year and one line."""
    return [
        {
            "titre": f"Ingénieur-e en pédagogie du verger n° {rang}",
            "texte": TEXTE.replace(
                "- Conduire un projet de plantation",
                f"- Tenir la ruche pédagogique {RUCHES[rang % 3]}\n{_gestes(rang)}",
            ),
            "employeur": f"Université {'ABC'[rang % 3]}",
            "annee": 2023 + rang % 3,
        }
        for rang in range(nombre)
    ]


class Analyse:
    """One run and the browser that asked for it."""

    def __init__(self, client: Visiteur, execution: Execution) -> None:
        self.client, self.execution = client, execution

    def adresse(self, vue: str, **kwargs: Any) -> str:
        return reverse(f"corpus:{vue}", kwargs={"pk": self.execution.pk, **kwargs})

    def lire(self, vue: str, requete: str = "") -> str:
        reponse = self.client.get(self.adresse(vue) + requete)
        assert reponse.status_code == 200, reponse.content.decode()
        return reponse.content.decode()

    def poster(self, vue: str, htmx: bool = False, **donnees: Any) -> HttpResponse:
        entetes = {"HTTP_HX_REQUEST": "true"} if htmx else {}
        place = {"place": donnees.pop("place")} if "place" in donnees else {}
        return self.client.post(self.adresse(vue, **place), donnees, **entetes)
