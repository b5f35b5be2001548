"""Every address of the offers × method × whose browser it is. An address without an entry fails."""

from __future__ import annotations

from typing import NamedTuple
from uuid import uuid4

import pytest
from django.urls import reverse
from offres_analysees import TEXTE, AnalyseLue
from visite import Visiteur, vues

pytestmark = pytest.mark.django_db

REFUS = 405


class Entree(NamedTuple):
    """Status of GET and POST for the browser that owns the analysis; another one gets 404, or 405."""

    get: int
    post: int
    kwargs: dict[str, str] = {}  # noqa: RUF012
    propre: bool = True


TABLE = {
    "offres:accueil": Entree(200, REFUS, propre=False),
    "offres:analyser": Entree(REFUS, 422, propre=False),
    "offres:exemple": Entree(REFUS, 302, propre=False),
    "offres:portrait": Entree(200, REFUS, propre=False),
    "offres:analyse": Entree(200, REFUS),
    "offres:reprendre": Entree(REFUS, 302),
    "offres:fiche": Entree(REFUS, 302),
    "offres:supprimer": Entree(200, 302),
    "offres:original": Entree(404, REFUS),
    "offres:telecharger": Entree(200, REFUS, {"format": "html"}),
}


def test_chaque_adresse_a_son_entree() -> None:
    assert {vue for vue in vues() if vue.startswith("offres:")} == set(TABLE)


@pytest.mark.parametrize("vue", TABLE)
def test_le_navigateur_qui_analyse(vue: str, lue: AnalyseLue) -> None:
    entree = TABLE[vue]
    adresse = reverse(vue, kwargs={**entree.kwargs, **({"pk": lue.pk} if entree.propre else {})})
    assert lue.client.get(adresse).status_code == entree.get
    assert lue.client.post(adresse).status_code == entree.post


@pytest.mark.parametrize("vue", [vue for vue, entree in TABLE.items() if entree.propre])
def test_un_autre_navigateur_ne_voit_rien(vue: str, serveur: None, lue: AnalyseLue) -> None:
    entree = TABLE[vue]
    adresse = reverse(vue, kwargs={**entree.kwargs, "pk": lue.pk})
    avant = lue.enregistree.document
    autre = Visiteur()
    autre.post(reverse("offres:analyser"), {"texte": TEXTE})
    for visiteur in (Visiteur(), autre):
        assert visiteur.get(adresse).status_code == (REFUS if entree.get == REFUS else 404)
        assert visiteur.post(adresse).status_code == (REFUS if entree.post == REFUS else 404)
    assert lue.enregistree.document == avant


def test_les_ecritures_demandent_un_jeton(lue: AnalyseLue) -> None:
    severe = Visiteur(enforce_csrf_checks=True)
    severe.cookies = lue.client.cookies
    assert severe.post(lue.adresse("supprimer")).status_code == 403
    assert lue.enregistree


def test_ce_qui_n_existe_pas_se_dit(lue: AnalyseLue) -> None:
    assert lue.client.get(lue.adresse("telecharger", format="exe")).status_code == 404
    assert lue.client.get(reverse("offres:analyse", kwargs={"pk": uuid4()})).status_code == 404
