"""Every address of the juries × role × method. An address without an entry fails."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import pytest
from django.urls import reverse
from jury_d_essai import JuryDEssai
from visite import Visiteur, vues

from socle_web.comptes.models import Etablissement, Role, Service

pytestmark = pytest.mark.django_db

REFUS = 405
QUI = ("visiteur", "lecteur", "redacteur", "responsable", "responsable-ailleurs", "rh", "etranger")
# A jury is known to those who lead it; its members come by their own link, whoever they are.
LIRE = (404, 404, 404, 200, 404, 200, 404)
AGIR = (404, 404, 404, 302, 404, 302, 404)
REFUSE = (404, 404, 404, 422, 404, 422, 404)


class Entree(NamedTuple):
    """``get`` and ``post``: status for each of ``QUI``, or one status for everybody."""

    get: tuple[int, ...] | int
    post: tuple[int, ...] | int
    kwargs: dict[str, object] = {}  # noqa: RUF012

    def attendu(self, methode: str, qui: str) -> int:
        statuts = self.get if methode == "get" else self.post
        return statuts if isinstance(statuts, int) else statuts[QUI.index(qui)]


TABLE = {
    "jurys:liste": Entree(200, REFUS),
    # The fiche is a draft: a reader does not know that it exists.
    "jurys:preparer": Entree(REFUS, (404, 404, 403, 302, 404, 302, 404)),
    "jurys:grille": Entree(LIRE, REFUS),
    "jurys:ajouter": Entree(REFUS, REFUSE),
    "jurys:critere": Entree(REFUS, REFUSE, {"cle": "a1"}),
    "jurys:cent": Entree(REFUS, REFUSE),
    "jurys:membres": Entree(LIRE, AGIR),
    "jurys:gerer_membre": Entree(REFUS, AGIR),
    "jurys:candidat": Entree(REFUS, AGIR),
    "jurys:passer": Entree(REFUS, AGIR),
    "jurys:comparaison": Entree(LIRE, REFUS),
    "jurys:telecharger": Entree(LIRE, REFUS, {"document": "proces-verbal", "format": "json"}),
    "jurys:effacer": Entree(LIRE, AGIR),
    "jurys:membre": Entree(200, REFUS),
    "jurys:notation": Entree(200, 302),
    "jurys:comparaison_membre": Entree(200, REFUS),
}


def test_every_address_has_an_entry() -> None:
    assert {vue for vue in vues() if vue.startswith("jurys:")} == set(TABLE)


def _adresse(vue: str, essai: JuryDEssai) -> str:
    kwargs = dict(TABLE[vue].kwargs)
    if vue == "jurys:preparer":
        return reverse(vue, kwargs={"fiche": essai.fiche_pk})
    if vue in ("jurys:membre", "jurys:comparaison_membre"):
        return essai.lien(vue=vue.partition(":")[2])
    if vue == "jurys:notation":
        return essai.lien(vue="notation", candidat=essai.candidat().pk)
    if vue != "jurys:liste":
        kwargs["pk"] = essai.pk
    if vue == "jurys:gerer_membre":
        kwargs["membre"] = essai.membre().pk
    if vue == "jurys:candidat":
        kwargs["candidat"] = essai.candidat().pk
    return reverse(vue, kwargs=kwargs)


@pytest.mark.parametrize("methode", ["get", "post"])
@pytest.mark.parametrize("vue", TABLE)
def test_who_may_do_what(
    vue: str,
    methode: str,
    reunir: Callable[..., JuryDEssai],
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
    obtenus = {}
    for qui, entrer in visiteurs.items():
        essai = reunir(etablissement, service=service)
        essai.ouvrir_la_comparaison()
        adresse = _adresse(vue, essai)
        client = entrer()
        donnees = {"nom": "Autre membre", "vers": "notation", "poids": "5", "motif": "x", "libelle": "x"}
        reponse = client.get(adresse) if methode == "get" else client.post(adresse, donnees)
        obtenus[qui] = reponse.status_code
    assert obtenus == {qui: TABLE[vue].attendu(methode, qui) for qui in QUI}


def test_writing_asks_for_a_token(jury: JuryDEssai) -> None:
    jury.peupler()
    severe = Visiteur(enforce_csrf_checks=True)
    assert severe.post(jury.adresse("passer"), {"vers": "notation"}).status_code == 403
    assert jury.jury.en_preparation


@pytest.mark.parametrize("jeton", ["n-importe-quoi", "WzEsMV0:faux", "é"])
def test_a_link_that_is_none_is_not_found(jeton: str, client: Visiteur, db: None) -> None:
    assert client.get(reverse("jurys:membre", kwargs={"jeton": jeton})).status_code == 404


def test_documents_that_do_not_exist_are_not_found(jury: JuryDEssai, client: Visiteur) -> None:
    for document, format in (("autre", "pdf"), ("grille", "exe"), ("proces-verbal", "pdf")):
        adresse = jury.adresse("telecharger", document=document, format=format)
        assert client.get(adresse).status_code == 404
