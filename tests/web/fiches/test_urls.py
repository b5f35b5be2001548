"""Every address of the fiches × method × whose browser it is. An address without an entry fails."""

from __future__ import annotations

from typing import NamedTuple
from uuid import uuid4

import pytest
from django.urls import reverse
from fiches_poste import Poste
from visite import Visiteur, vues

pytestmark = pytest.mark.django_db

REFUS = 405


class Entree(NamedTuple):
    """Status of GET and POST for the browser that owns the draft; another one gets 404, or 405."""

    get: int
    post: int
    kwargs: dict[str, str] = {}  # noqa: RUF012
    propre: bool = True


TABLE = {
    "fiches:liste": Entree(200, REFUS, propre=False),
    "fiches:nouvelle": Entree(200, REFUS, propre=False),
    "fiches:decliner": Entree(REFUS, 422, propre=False),
    "fiches:reprendre": Entree(REFUS, 422, propre=False),
    "fiches:style": Entree(200, REFUS, propre=False),
    "fiches:editeur": Entree(200, REFUS),
    "fiches:bloc": Entree(200, REFUS, {"identifiant": "bloc-mission"}),
    "fiches:geste": Entree(REFUS, 409),
    "fiches:publication": Entree(REFUS, 302),
    "fiches:suggestions": Entree(200, REFUS, {"rubrique": "activites"}),
    "fiches:ligne": Entree(REFUS, 409, {"cle": "a1"}),
    "fiches:ajouter": Entree(REFUS, 409, {"rubrique": "activites"}),
    "fiches:mission": Entree(REFUS, 302),
    "fiches:groupe": Entree(REFUS, 302, {"cle": "affectation"}),
    "fiches:emplois": Entree(REFUS, 302),
    "fiches:signatures": Entree(REFUS, 302),
    "fiches:apercu": Entree(200, REFUS),
    "fiches:telecharger": Entree(200, REFUS, {"format": "html"}),
    "fiches:comparer": Entree(200, REFUS),
    "fiches:comparer_fichier": Entree(200, REFUS, {"format": "html"}),
    "fiches:dupliquer": Entree(REFUS, 302),
    "fiches:supprimer": Entree(200, 302),
    "fiches:restaurer": Entree(REFUS, 404),
    "fiches:exporter": Entree(REFUS, 404, propre=False),
    "fiches:importer": Entree(200, 422, propre=False),
    "fiches:importation": Entree(404, REFUS, {"numero": "1"}, propre=False),
    "fiches:avis": Entree(200, 302, propre=False),
    "fiches:signature": Entree(410, 410, {"jeton": "inconnu"}, propre=False),
    "fiches:suivi": Entree(200, REFUS),
    "fiches:passer": Entree(REFUS, 422),
    "fiches:signer": Entree(REFUS, 422),
    "fiches:personnes": Entree(REFUS, 302),
    "fiches:commenter": Entree(REFUS, 422),
    "fiches:resoudre": Entree(REFUS, 404, {"numero": "1"}),
    "fiches:modele": Entree(REFUS, 302),
    "fiches:actualiser": Entree(200, 302),
    "fiches:versions": Entree(200, REFUS),
    "fiches:versions_fichier": Entree(404, REFUS, {"format": "html"}),
    "fiches:version": Entree(404, REFUS, {"numero": "1"}),
    "fiches:version_reprendre": Entree(REFUS, 404, {"numero": "1"}),
    "fiches:version_fichier": Entree(404, REFUS, {"numero": "1", "format": "html"}),
}
# A visitor is asked to sign in before anything else is said.
POUR_MEMBRES = ("passer", "signer", "personnes", "commenter", "resoudre", "modele", "version_reprendre")


def test_chaque_adresse_a_son_entree() -> None:
    assert {vue for vue in vues() if vue.startswith("fiches:")} == set(TABLE)


@pytest.mark.parametrize("vue", TABLE)
def test_le_navigateur_qui_ecrit(vue: str, poste: Poste) -> None:
    entree = TABLE[vue]
    kwargs = {**entree.kwargs, **({"pk": poste.pk} if entree.propre else {})}
    assert poste.client.get(reverse(vue, kwargs=kwargs)).status_code == entree.get
    assert poste.client.post(reverse(vue, kwargs=kwargs)).status_code == entree.post


@pytest.mark.parametrize("vue", [vue for vue, entree in TABLE.items() if entree.propre])
def test_un_autre_navigateur_ne_voit_rien(vue: str, serveur: None, poste: Poste) -> None:
    entree = TABLE[vue]
    adresse = reverse(vue, kwargs={**entree.kwargs, "pk": poste.pk})
    avant = poste.brouillon.document
    for visiteur in (Visiteur(), _qui_a_ses_brouillons()):
        assert visiteur.get(adresse).status_code == (REFUS if entree.get == REFUS else 404)
        assert visiteur.post(adresse).status_code == _attendu(vue, entree)
    assert poste.brouillon.document == avant
    assert poste.brouillon.supprime_le is None


def _attendu(vue: str, entree: Entree) -> int:
    if entree.post == REFUS:
        return REFUS
    return 302 if vue.removeprefix("fiches:") in POUR_MEMBRES else 404


def _qui_a_ses_brouillons() -> Visiteur:
    visiteur = Visiteur()
    visiteur.post(reverse("fiches:decliner"), {"modele": "hybridation"})
    return visiteur


def test_les_ecritures_demandent_un_jeton(poste: Poste) -> None:
    severe = Visiteur(enforce_csrf_checks=True)
    severe.cookies = poste.client.cookies
    assert severe.post(poste.adresse("geste"), {"geste": "retirer:a1"}).status_code == 403
    assert len(poste.libelles()) == 7


def test_une_cle_inconnue_n_est_pas_une_erreur_du_site(poste: Poste) -> None:
    assert poste.client.get(poste.adresse("bloc", identifiant="bloc-inconnu")).status_code == 404
    assert poste.client.get(poste.adresse("suggestions", rubrique="mission")).status_code == 404
    assert poste.poster("groupe", {}, cle="inconnu").status_code == 404
    assert poste.client.get(poste.adresse("telecharger", format="exe")).status_code == 404
    assert poste.client.get(poste.adresse("comparer_fichier", format="json")).status_code == 404
    assert poste.client.get(reverse("fiches:editeur", kwargs={"pk": uuid4()})).status_code == 404
