"""One draft and the browser that writes it, for the tests of the fiches."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from visite import Visiteur

from socle_web.fiches.models import Fiche

HTMX = {"HTTP_HX_REQUEST": "true"}


class Poste:
    """One draft and the browser that writes it."""

    def __init__(self, client: Visiteur, pk: str) -> None:
        self.client, self.pk = client, pk

    @property
    def brouillon(self) -> Fiche:
        return Fiche.objects.get(pk=self.pk)

    @property
    def fiche(self) -> Any:
        return self.brouillon.contenu

    def libelles(self, rubrique: str = "activites") -> list[str]:
        return [ligne.libelle for ligne in self.fiche.lignes(rubrique)]

    def cle(self, debut: str) -> str:
        return next(
            ligne.cle for _, ligne in self.fiche.toutes_les_lignes() if ligne.libelle.startswith(debut)
        )

    def adresse(self, vue: str, **kwargs: str) -> str:
        return reverse(f"fiches:{vue}", kwargs={"pk": self.pk, **kwargs})

    def lire(self, vue: str = "editeur", **kwargs: str) -> str:
        response = self.client.get(self.adresse(vue, **kwargs))
        assert response.status_code == 200
        return response.content.decode()

    def poster(self, vue: str, donnees: dict[str, Any], *, htmx: bool = True, **kwargs: str) -> HttpResponse:
        return self.client.post(self.adresse(vue, **kwargs), donnees, **(HTMX if htmx else {}))

    def geste(self, texte: str, *, htmx: bool = True, **donnees: Any) -> HttpResponse:
        return self.poster("geste", {"geste": texte, **donnees}, htmx=htmx)


def commencer(client: Visiteur, **donnees: Any) -> Poste:
    response = client.post(reverse("fiches:decliner"), donnees)
    assert response.status_code == 302, response.content.decode()
    return Poste(client, response.headers["Location"].rstrip("/").split("/")[-1])
