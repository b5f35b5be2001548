"""Four people of one établissement, and the life that they lead a fiche through."""

from __future__ import annotations

from typing import Any, NamedTuple

from django.contrib.auth.models import User
from django.http import HttpResponse
from django.urls import reverse
from visite import Visiteur

from socle_web.comptes.models import Service
from socle_web.fiches.models import Fiche


class Personne(NamedTuple):
    """An account and its browser."""

    user: User
    visiteur: Visiteur

    def passer(self, fiche: Fiche, geste: str, commentaire: str = "") -> HttpResponse:
        return self.poster("passer", fiche, geste=geste, commentaire=commentaire)

    def poster(self, vue: str, fiche: Fiche, **donnees: Any) -> HttpResponse:
        return self.visiteur.post(reverse(f"fiches:{vue}", kwargs={"pk": fiche.pk}), donnees)

    def lire(self, vue: str, fiche: Fiche, **kwargs: Any) -> HttpResponse:
        return self.visiteur.get(reverse(f"fiches:{vue}", kwargs={"pk": fiche.pk, **kwargs}))


class Equipe(NamedTuple):
    """Who writes, who heads the service, who manages people, who holds the post."""

    redacteur: Personne
    responsable: Personne
    rh: Personne
    titulaire: Personne
    service: Service
    ailleurs: Service


def valider(equipe: Equipe, fiche: Fiche) -> None:
    """From draft to validated, with a holder."""
    equipe.redacteur.passer(fiche, "soumettre")
    equipe.responsable.passer(fiche, "valider")
    equipe.rh.poster("personnes", fiche, service=equipe.service.pk, titulaire=equipe.titulaire.user.pk)
    fiche.refresh_from_db()
