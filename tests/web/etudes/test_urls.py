"""Every address of the studies × method × role × status. An address without an entry fails."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple
from uuid import uuid4

import pytest
from django.urls import reverse
from etudes_menees import Conduite
from visite import Visiteur, vues

from socle_web.comptes.models import Etablissement, Role
from socle_web.etudes.models import Consultation, EtudeEnregistree, Question, Tour

pytestmark = pytest.mark.django_db

NON = 405
QUI = ("visiteur", "lecteur", "responsable", "redacteur", "d’ailleurs")


class Entree(NamedTuple):
    """Status of GET and POST, for each of ``QUI``; one figure where it is the same for all."""

    get: tuple[int, int, int, int, int] | int
    post: tuple[int, int, int, int, int] | int
    de: str = ""

    def attendus(self, methode: str) -> tuple[int, ...]:
        valeur = self.get if methode == "get" else self.post
        return (valeur,) * 5 if isinstance(valeur, int) else valeur


CREER = (302, 403, 403, 200, 200)
LIRE = (404, 200, 200, 200, 404)
ANIMER = (404, 403, 403, 200, 404)
CODER = (404, 403, 200, 200, 404)
AGIR = (404, 403, 403, 302, 404)
INCOMPLET = (404, 403, 403, 422, 404)

TABLE = {
    "etudes:liste": Entree(200, NON),
    "etudes:nouvelle": Entree(CREER, (302, 403, 403, 422, 422)),
    "etudes:importer": Entree(NON, (302, 403, 403, 422, 422)),
    "etudes:exemple": Entree(NON, (302, 403, 403, 302, 302)),
    "etudes:etude": Entree(LIRE, NON, "etude"),
    "etudes:modifier": Entree(ANIMER, INCOMPLET, "etude"),
    "etudes:supprimer": Entree(ANIMER, AGIR, "etude"),
    "etudes:retablir": Entree(NON, 404, "etude"),
    "etudes:telecharger": Entree(LIRE, NON, "json"),
    "etudes:publier": Entree(NON, AGIR, "etude"),
    "etudes:publiee": Entree(404, NON, "etude"),
    "etudes:publiee_fichier": Entree(404, NON, "json"),
    "etudes:sources": Entree(LIRE, NON, "etude"),
    "etudes:ajouter_source": Entree(ANIMER, INCOMPLET, "etude"),
    "etudes:importer_sources": Entree(NON, INCOMPLET, "etude"),
    "etudes:exporter_sources": Entree(LIRE, NON, "json"),
    "etudes:source": Entree(ANIMER, INCOMPLET, "source"),
    "etudes:retirer_source": Entree(NON, AGIR, "source"),
    "etudes:coder": Entree(CODER, (404, 403, 302, 302, 404), "source"),
    "etudes:candidats": Entree(LIRE, INCOMPLET, "etude"),
    "etudes:candidat": Entree(ANIMER, INCOMPLET, "candidat"),
    "etudes:retirer_candidat": Entree(NON, AGIR, "candidat"),
    "etudes:regle": Entree(LIRE, INCOMPLET, "etude"),
    "etudes:verrouiller": Entree(NON, INCOMPLET, "etude"),
    "etudes:matrice": Entree(LIRE, NON, "etude"),
    "etudes:cellule": Entree(LIRE, INCOMPLET, "cellule"),
    "etudes:desaccords": Entree(LIRE, NON, "etude"),
    "etudes:verdicts": Entree(LIRE, NON, "etude"),
    "etudes:proposition": Entree(LIRE, NON, "etude"),
    "etudes:proposer": Entree(NON, INCOMPLET, "etude"),
    "etudes:version": Entree(LIRE, NON, "version"),
    "etudes:version_fichier": Entree(LIRE, NON, "version_json"),
    "etudes:remarquer": Entree(NON, (404, 422, 422, 422, 404), "version"),
    "etudes:adopter": Entree(NON, INCOMPLET, "version"),
    "etudes:nouvelle_consultation": Entree(ANIMER, INCOMPLET, "etude"),
    "etudes:consultation": Entree(LIRE, NON, "consultation"),
    "etudes:presenter": Entree(ANIMER, INCOMPLET, "consultation"),
    "etudes:regle_vote": Entree(ANIMER, INCOMPLET, "consultation"),
    "etudes:suite": Entree(NON, INCOMPLET, "consultation"),
    "etudes:invitations": Entree(ANIMER, INCOMPLET, "consultation"),
    "etudes:liens": Entree(ANIMER, NON, "consultation"),
    "etudes:revoquer": Entree(NON, AGIR, "invitation"),
    "etudes:direct": Entree(ANIMER, NON, "consultation"),
    "etudes:direct_comptes": Entree(ANIMER, NON, "consultation"),
    "etudes:ouvrir": Entree(NON, AGIR, "tour"),
    "etudes:clore": Entree(ANIMER, INCOMPLET, "tour"),
    "etudes:ajouter_question": Entree(ANIMER, INCOMPLET, "tour"),
    "etudes:poser_candidats": Entree(NON, AGIR, "tour"),
    "etudes:modifier_question": Entree(ANIMER, INCOMPLET, "question"),
    "etudes:retirer_question": Entree(NON, AGIR, "question"),
    "etudes:deplacer_question": Entree(NON, AGIR, "question"),
    "etudes:resultats": Entree((404,) * 5, NON, "tour"),
    "etudes:participer": Entree(200, NON, "jeton"),
    "etudes:entrer": Entree(NON, 302, "jeton"),
    "etudes:reprendre_voix": Entree(NON, 422, "jeton"),
    "etudes:repondre": Entree(NON, 422, "jeton"),
}


class Lieu(NamedTuple):
    """What the addresses of the table stand for."""

    conduite: Conduite
    ouverte: Consultation

    def kwargs(self, de: str) -> dict[str, object]:
        consultation = Consultation.objects.get(mode="invitation")
        tour = Tour.objects.get(consultation=consultation)
        question = Question.objects.filter(tour=tour).first()
        assert question is not None
        kwargs: dict[str, dict[str, object]] = {
            "": {},
            "etude": {"pk": self.conduite.pk},
            "json": {"pk": self.conduite.pk, "format": "json"},
            "consultation": {"pk": consultation.pk},
            "tour": {"pk": consultation.pk, "numero": 1},
            "question": {"pk": consultation.pk, "numero": 1, "question": question.pk},
            "invitation": {"pk": consultation.pk, "invitation": consultation.invitations.get().pk},
            "source": {"pk": self.conduite.pk, "cle": "enquete-des-vergers"},
            "candidat": {"pk": self.conduite.pk, "cle": "tailler-les-haies"},
            "cellule": {
                "pk": self.conduite.pk,
                "source": "enquete-des-vergers",
                "candidat": "tailler-les-haies",
            },
            "version": {"pk": self.conduite.pk, "numero": 1},
            "version_json": {"pk": self.conduite.pk, "numero": 1, "format": "json"},
            "jeton": {"jeton": self.ouverte.jeton},
        }
        return kwargs[de]


@pytest.fixture
def lieu(membre: Callable[..., Visiteur]) -> Lieu:
    """A study on a server: one consultation by invitation, one open."""
    conduite = Conduite(membre(Role.REDACTEUR))
    conduite.rassembler()
    conduite.consulter()
    conduite.ajouter()
    conduite.inviter("Haie Une")
    ouverte = Consultation.objects.create(
        etude=conduite.etude, cle="ouverte", titre="Ouverte", mode="ouverte", regle={}
    )
    Tour.objects.create(consultation=ouverte, numero=1)
    return Lieu(conduite, ouverte)


def test_every_address_has_an_entry() -> None:
    assert {vue for vue in vues() if vue.startswith("etudes:")} == set(TABLE)


@pytest.mark.parametrize("qui", range(5), ids=QUI)
@pytest.mark.parametrize("methode", ["get", "post"])
@pytest.mark.parametrize("vue", TABLE)
def test_who_may(vue: str, methode: str, qui: int, lieu: Lieu, membre: Callable[..., Visiteur]) -> None:
    ailleurs = Etablissement.objects.create(nom="École des Haies")
    visiteur = (
        Visiteur,
        lambda: membre(Role.LECTEUR),
        lambda: membre(Role.RESPONSABLE),
        lambda: membre(Role.REDACTEUR),
        lambda: membre(Role.REDACTEUR, ailleurs),
    )[qui]()
    adresse = reverse(vue, kwargs=lieu.kwargs(TABLE[vue].de))
    reponse = visiteur.get(adresse) if methode == "get" else visiteur.post(adresse)
    assert reponse.status_code == TABLE[vue].attendus(methode)[qui]


def test_what_does_not_exist_says_so(lieu: Lieu) -> None:
    client = lieu.conduite.client
    for vue, kwargs in (
        ("etudes:etude", {"pk": uuid4()}),
        ("etudes:consultation", {"pk": uuid4()}),
        ("etudes:participer", {"jeton": "0" * 32}),
        ("etudes:telecharger", {"pk": lieu.conduite.pk, "format": "exe"}),
        ("etudes:clore", {"pk": lieu.ouverte.pk, "numero": 9}),
        ("etudes:modifier_question", {"pk": lieu.ouverte.pk, "numero": 1, "question": 0}),
        ("etudes:invitations", {"pk": lieu.ouverte.pk}),
    ):
        assert client.get(reverse(vue, kwargs=kwargs)).status_code == 404, vue


def test_an_invitations_own_consultation_has_no_door_for_all(lieu: Lieu) -> None:
    fermee = Consultation.objects.get(mode="invitation")
    assert Visiteur().get(reverse("etudes:participer", args=[fermee.jeton])).status_code == 404


def test_writes_ask_for_a_token(lieu: Lieu) -> None:
    severe = Visiteur(enforce_csrf_checks=True)
    assert severe.post(reverse("etudes:entrer", args=[lieu.ouverte.jeton])).status_code == 403
    severe.cookies = lieu.conduite.client.cookies
    assert severe.post(reverse("etudes:supprimer", args=[lieu.conduite.pk])).status_code == 403
    assert EtudeEnregistree.objects.presentes().exists()
