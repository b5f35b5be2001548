"""Every address of people and places × method × role × status. An address without an entry fails."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

import pytest
from django.contrib.auth.models import User
from django.urls import reverse
from visite import Visiteur, vues

from socle_web.comptes import adresses, annuaire, invitations
from socle_web.comptes.models import Appartenance, Etablissement, Invitation, Role

pytestmark = pytest.mark.django_db

QUI = (
    "local",
    "visiteur",
    "sans-role",
    "lecteur",
    "redacteur",
    "responsable",
    "rh",
    "administrateur",
    "site",
)
# Somebody else's link, whoever opens it.
PORTE = (200,) * 9


class Entree(NamedTuple):
    """The status for each of :data:`QUI`, by method; ``kwargs`` names objects made by ``objets``."""

    get: tuple[int, ...]
    post: tuple[int, ...]
    kwargs: dict[str, str] = {}  # noqa: RUF012


def connecte(statut: int) -> tuple[int, ...]:
    """Anyone signed in; the others sign in first."""
    return (302, 302, *(statut,) * 7)


def regler(statut: int, local: int | None = None) -> tuple[int, ...]:
    """Who administers the établissement, or the person in front of the machine."""
    return (statut if local is None else local, 302, 403, 403, 403, 403, 403, statut, 403)


REFUS = (405,) * 9
# Who administers the site, or the person in front of the machine.
ADMINISTRER = (200, 302, 403, 403, 403, 403, 403, 403, 200)
TABLE = {
    "comptes:connexion": Entree((200, 200, *(302,) * 7), (200, 200, *(302,) * 7)),
    "comptes:deconnexion": Entree(REFUS, (302,) * 9),
    "comptes:invitation": Entree(PORTE, (422,) * 9, {"jeton": "jeton"}),
    "comptes:compte": Entree(connecte(200), connecte(422)),
    "comptes:choisir": Entree(REFUS, (302, 302, 404, 302, 302, 302, 302, 302, 404), {"pk": "etablissement"}),
    "comptes:mot_de_passe": Entree(connecte(200), connecte(200)),
    "comptes:mot_de_passe_change": Entree(PORTE, REFUS),
    "comptes:mot_de_passe_oublie": Entree(PORTE, (200,) * 9),
    "comptes:mot_de_passe_envoye": Entree(PORTE, REFUS),
    "comptes:mot_de_passe_nouveau": Entree(PORTE, PORTE, {"uidb64": "uid", "token": "uid"}),
    "comptes:mot_de_passe_refait": Entree(PORTE, REFUS),
    "comptes:adresse": Entree(connecte(200), connecte(422)),
    "comptes:adresse_confirmer": Entree(PORTE, (302,) * 9, {"jeton": "adresse"}),
    "comptes:mes_donnees": Entree(connecte(200), REFUS),
    "comptes:effacer": Entree(connecte(200), connecte(422)),
    "comptes:etablissement": Entree(regler(200), regler(422)),
    # Members see the logo; this établissement has none.
    "comptes:logo": Entree((404, 302, 403, 404, 404, 404, 404, 404, 403), REFUS),
    "comptes:services": Entree(regler(200), regler(422)),
    "comptes:service": Entree(regler(200), regler(422), {"pk": "service"}),
    "comptes:supprimer_service": Entree(regler(200), regler(302), {"pk": "service"}),
    "comptes:membres": Entree(regler(200), regler(422, local=200)),
    "comptes:membre": Entree(regler(200, local=404), regler(422, local=404), {"pk": "membre"}),
    "comptes:retirer_role": Entree(REFUS, regler(302, local=404), {"pk": "role"}),
    "comptes:renvoyer_invitation": Entree(REFUS, regler(302, local=404), {"pk": "invitation"}),
    "comptes:retirer_invitation": Entree(REFUS, regler(302, local=404), {"pk": "invitation"}),
    "comptes:journal": Entree(regler(200), REFUS),
    "comptes:journal_csv": Entree(regler(200), REFUS),
    "comptes:journal_site": Entree(ADMINISTRER, REFUS),
    "comptes:journal_site_csv": Entree(ADMINISTRER, REFUS),
    "comptes:etablissements": Entree(ADMINISTRER, (422, 302, 403, 403, 403, 403, 403, 403, 422)),
}


@pytest.fixture
def objets(etablissement: Etablissement, settings: Any) -> dict[str, Any]:
    """One of each, of the établissement of the members; on one machine, of the local one."""
    ici = Etablissement.objects.create(local=True) if settings.MODE_LOCAL else etablissement
    user = User.objects.create_user("autre", "autre@port-mer.example")
    tenue = annuaire.donner_role(user=user, etablissement=etablissement, role=Role.LECTEUR)
    invitation = Invitation.objects.create(
        etablissement=etablissement, courriel="invite@port-mer.example", role=Role.RH
    )
    return {
        "etablissement": etablissement.pk,
        "service": annuaire.creer_service(etablissement=ici, nom="Scolarité").pk,
        "membre": user.pk,
        "role": tenue.pk,
        "invitation": invitation.pk,
        "jeton": invitations.lien(invitation),
        "adresse": adresses.jeton(user, "nouvelle@port-mer.example"),
        "uid": "abc",
    }


def test_every_address_has_an_entry() -> None:
    assert {vue for vue in vues() if vue.startswith("comptes:")} == set(TABLE)


def _statut(visiteur: Visiteur, vue: str, methode: str, objets: dict[str, Any]) -> int:
    kwargs = {nom: objets[valeur] for nom, valeur in TABLE[vue].kwargs.items()}
    adresse = reverse(vue, kwargs=kwargs)
    return visiteur.get(adresse).status_code if methode == "get" else visiteur.post(adresse).status_code


@pytest.mark.parametrize("methode", ["get", "post"])
@pytest.mark.parametrize("vue", TABLE)
def test_local(client: Visiteur, objets: dict[str, Any], vue: str, methode: str) -> None:
    attendu = TABLE[vue].get if methode == "get" else TABLE[vue].post
    assert _statut(client, vue, methode, objets) == attendu[0]


@pytest.mark.parametrize("qui", QUI[1:])
@pytest.mark.parametrize("methode", ["get", "post"])
@pytest.mark.parametrize("vue", TABLE)
def test_server(
    client: Visiteur,
    membre: Callable[..., Visiteur],
    agent: Visiteur,
    administrateur: Visiteur,
    objets: dict[str, Any],
    vue: str,
    methode: str,
    qui: str,
) -> None:
    visiteur = {"visiteur": client, "sans-role": agent, "site": administrateur}.get(qui) or membre(Role(qui))
    attendu = TABLE[vue].get if methode == "get" else TABLE[vue].post
    assert _statut(visiteur, vue, methode, objets) == attendu[QUI.index(qui)]
    assert Appartenance.objects.filter(user__username="autre").exists() or vue == "comptes:retirer_role"
