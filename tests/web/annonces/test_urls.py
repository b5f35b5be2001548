"""Every address of the offers × role × method. An address without an entry fails."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import pytest
from django.urls import reverse
from offre_a_publier import OffreAPublier
from visite import Visiteur, vues

from socle_web.comptes.models import Etablissement, Role, Service

pytestmark = pytest.mark.django_db

REFUS = 405
QUI = ("visiteur", "lecteur", "redacteur", "responsable", "responsable-ailleurs", "rh", "etranger")


class Entree(NamedTuple):
    """``get`` and ``post``: status for each of ``QUI``, or one status for everybody."""

    get: tuple[int, ...] | int
    post: tuple[int, ...] | int
    kwargs: dict[str, object] = {}  # noqa: RUF012
    propre: bool = True

    def attendu(self, methode: str, qui: str) -> int:
        statuts = self.get if methode == "get" else self.post
        return statuts if isinstance(statuts, int) else statuts[QUI.index(qui)]


LIRE = (404, 200, 200, 200, 404, 200, 404)
ECRIRE = (404, 403, 302, 302, 404, 302, 404)
PUBLIER = (404, 403, 403, 302, 404, 302, 404)
VOIR_PUBLIER = (404, 403, 403, 200, 404, 200, 404)
TABLE = {
    "annonces:liste": Entree(200, REFUS, propre=False),
    "annonces:publiques": Entree(200, REFUS, propre=False),
    "annonces:publique": Entree(200, REFUS),
    "annonces:style": Entree(200, REFUS),
    "annonces:editeur": Entree(LIRE, REFUS),
    "annonces:section": Entree(REFUS, ECRIRE, {"cle": "mission"}),
    "annonces:groupe": Entree(REFUS, ECRIRE, {"cle": "employeur"}),
    "annonces:reprise": Entree(REFUS, ECRIRE, {"cle": "mission"}),
    "annonces:apercu": Entree(LIRE, REFUS),
    "annonces:telecharger": Entree(LIRE, REFUS, {"format": "jsonld"}),
    "annonces:version": Entree(LIRE, REFUS, {"numero": 1}),
    "annonces:publier": Entree(VOIR_PUBLIER, PUBLIER),
    "annonces:retirer": Entree(VOIR_PUBLIER, PUBLIER),
    "annonces:supprimer": Entree(REFUS, PUBLIER),
    # The fiche is a draft: a reader does not know that it exists.
    "annonces:preparer": Entree(REFUS, (404, 404, 302, 302, 404, 302, 404), propre=False),
}


def test_every_address_has_an_entry() -> None:
    assert {vue for vue in vues() if vue.startswith("annonces:")} == set(TABLE)


@pytest.mark.parametrize("methode", ["get", "post"])
@pytest.mark.parametrize("vue", TABLE)
def test_who_may_do_what(
    vue: str,
    methode: str,
    mettre: Callable[..., OffreAPublier],
    etablissement: Etablissement,
    service: Service,
    autre_service: Service,
    membre: Callable[..., Visiteur],
) -> None:
    visiteurs = {
        "visiteur": Visiteur,
        "lecteur": lambda: membre(Role.LECTEUR, service=service),
        "redacteur": lambda: membre(Role.REDACTEUR, service=service),
        "responsable": lambda: membre(Role.RESPONSABLE, service=service),
        "responsable-ailleurs": lambda: membre(Role.RESPONSABLE, service=autre_service),
        "rh": lambda: membre(Role.RH),
        "etranger": lambda: membre(Role.ADMINISTRATEUR, Etablissement.objects.create(nom="Ailleurs")),
    }
    entree = TABLE[vue]
    obtenus = {}
    for qui, entrer in visiteurs.items():
        offre = mettre(etablissement, service=service)
        offre.publier()
        kwargs = {**entree.kwargs, **({"pk": offre.pk} if entree.propre else {})}
        if vue == "annonces:preparer":
            kwargs = {"fiche": offre.fiche_pk}
        adresse = reverse(vue, kwargs=kwargs)
        donnees = {"motif": "Poste pourvu", "texte": "Aider", "ville": "Nantes"}
        client = entrer()
        reponse = client.get(adresse) if methode == "get" else client.post(adresse, donnees)
        obtenus[qui] = reponse.status_code
    assert obtenus == {qui: entree.attendu(methode, qui) for qui in QUI}


def test_writing_asks_for_a_token(offre: OffreAPublier) -> None:
    severe = Visiteur(enforce_csrf_checks=True)
    assert severe.post(offre.adresse("publier")).status_code == 403
    assert offre.enregistree.derniere is None


def test_unknown_names_are_not_found(offre: OffreAPublier, client: Visiteur) -> None:
    assert client.post(offre.adresse("section", cle="autre")).status_code == 404
    assert client.post(offre.adresse("groupe", cle="autre")).status_code == 404
    assert client.post(offre.adresse("reprise", cle="autre")).status_code == 404
    assert client.get(offre.adresse("telecharger", format="exe")).status_code == 404
    assert client.get(offre.adresse("version", numero=7)).status_code == 404
    assert client.get(offre.adresse("publique")).status_code == 404
    assert client.get(offre.adresse("retirer")).status_code == 404
