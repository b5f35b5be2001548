"""Every address of the site × method × role × status. An address without an entry fails."""

from __future__ import annotations

from typing import NamedTuple

import pytest
from django.urls import reverse
from visite import Visiteur, vues

from socle_web.referentiels import apprentissages, importation

pytestmark = pytest.mark.django_db

# The other apps’ addresses have their own tables, beside their tests.
AILLEURS = {"corpus", "annonces", "comptes", "etudes", "fiches", "jurys", "offres"}
LIVRET = {"edition": "livret", "code": "ANSTIA-IP"}
JETON = "<jeton>"


class Entree(NamedTuple):
    """``get`` and ``post``: status for a local person, then on a server for a visitor, an agent, staff."""

    get: tuple[int, int, int, int]
    post: tuple[int, int, int, int]
    kwargs: dict[str, str]
    requete: str = ""


LIRE = (200, 200, 200, 200)
REFUS = (405, 405, 405, 405)
ADMINISTRER = (200, 302, 403, 200)
INCOMPLET = (422, 302, 403, 422)
AGIR = (302, 302, 403, 302)


def lecture(requete: str = "", **kwargs: str) -> Entree:
    return Entree(LIRE, REFUS, kwargs, requete)


TABLE = {
    "referentiels:accueil": lecture(),
    "referentiels:catalogue": lecture("?q=pedagogie"),
    "referentiels:emploi_type": lecture(**LIVRET),
    "referentiels:emploi_type_fichier": lecture(**LIVRET, format="html"),
    "referentiels:comparer": lecture("?a=ANSTIA-IP&b=modele:hybridation"),
    "referentiels:comparer_fichier": lecture("?a=ANSTIA-IP&b=modele:hybridation", format="html"),
    "referentiels:dictionnaire": lecture(),
    "referentiels:entree": lecture(edition="referens-test", identifiant="9101"),
    "referentiels:modeles": lecture(),
    "referentiels:modele": lecture(cle="hybridation"),
    "referentiels:modele_fichier": lecture(cle="hybridation", format="json"),
    "referentiels:vocabulaire": lecture(),
    "referentiels:bibliographie": lecture(),
    "referentiels:reglages": lecture(),
    "referentiels:edition": lecture(nom="referens-test"),
    "referentiels:supprimer": Entree(ADMINISTRER, AGIR, {"nom": "referens-test"}),
    "referentiels:apprendre": Entree(REFUS, AGIR, {"nom": "referens-test"}),
    "referentiels:apprentissage": Entree(ADMINISTRER, REFUS, {"nom": "referens-test"}),
    "referentiels:calibrer": Entree(REFUS, AGIR, {"nom": "referens-test"}),
    "referentiels:utiliser": Entree(REFUS, AGIR, {"nom": "referens-test"}),
    "referentiels:importer": Entree(ADMINISTRER, INCOMPLET, {}),
    "referentiels:telecharger": Entree(REFUS, AGIR, {}),
    "referentiels:apercu": Entree(ADMINISTRER, INCOMPLET, {"jeton": JETON}),
    "referentiels:abandonner": Entree(REFUS, AGIR, {"jeton": JETON}),
    "commun:a_propos": lecture(),
    "commun:accessibilite": lecture(),
}


@pytest.fixture
def jeton(edition: str) -> str:
    """A file waiting for its confirmation under a name that is taken."""
    from exemples.referens import ecrire_csv

    return importation.deposer(contenu=ecrire_csv(), nom=edition, titre="", origine="referens.csv")


@pytest.fixture(autouse=True)
def ministere(monkeypatch: pytest.MonkeyPatch) -> None:
    """The ministry's server answers with the small référentiel."""
    from exemples.referens import ecrire_csv

    monkeypatch.setattr(importation, "telecharger", lambda url: ecrire_csv())


@pytest.fixture(autouse=True)
def sans_apprendre(monkeypatch: pytest.MonkeyPatch) -> None:
    """Learning is refused at once: it is under way elsewhere."""

    def refuser(**_: object) -> None:
        raise apprentissages.EnCours("Un apprentissage est déjà en cours.")

    monkeypatch.setattr(apprentissages, "demarrer", refuser)


def test_every_address_has_an_entry() -> None:
    attendues = {vue for vue in vues() if vue.partition(":")[0] not in AILLEURS}
    assert attendues == set(TABLE)


def _statut(visiteur: Visiteur, vue: str, methode: str, jeton: str) -> int:
    entree = TABLE[vue]
    kwargs = {nom: jeton if valeur == JETON else valeur for nom, valeur in entree.kwargs.items()}
    adresse = reverse(vue, kwargs=kwargs) + entree.requete
    return visiteur.get(adresse).status_code if methode == "get" else visiteur.post(adresse).status_code


@pytest.mark.parametrize("methode", ["get", "post"])
@pytest.mark.parametrize("vue", TABLE)
def test_local(client: Visiteur, jeton: str, vue: str, methode: str) -> None:
    attendu = TABLE[vue].get if methode == "get" else TABLE[vue].post
    assert _statut(client, vue, methode, jeton) == attendu[0]


@pytest.mark.usefixtures("serveur")
@pytest.mark.parametrize("methode", ["get", "post"])
@pytest.mark.parametrize("vue", TABLE)
def test_server(
    client: Visiteur, agent: Visiteur, administrateur: Visiteur, jeton: str, vue: str, methode: str
) -> None:
    attendu = TABLE[vue].get if methode == "get" else TABLE[vue].post
    obtenus = tuple(_statut(qui, vue, methode, jeton) for qui in (client, agent, administrateur))
    assert obtenus == attendu[1:]


def test_head_is_answered_like_get(client: Visiteur) -> None:
    assert client.head(reverse("referentiels:accueil")).status_code == 200


@pytest.mark.usefixtures("serveur")
def test_who_must_sign_in_comes_back_where_they_were_going(
    client: Visiteur, administrateur: Visiteur
) -> None:
    adresse = reverse("referentiels:importer")
    reponse = client.get(adresse)
    assert reponse["Location"] == f"{reverse('comptes:connexion')}?next={adresse}"
    connecte = client.post(
        reponse["Location"], {"username": "admin", "password": "un mot de passe", "next": adresse}
    )
    assert connecte["Location"] == adresse
