"""Who may do what with a fiche: role × state × service, on the addresses themselves."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import pytest
from django.urls import reverse
from gens import Equipe, Personne
from visite import Visiteur

from socle_web.comptes import annuaire
from socle_web.comptes.models import Etablissement, Role, Service, Trace
from socle_web.fiches.models import Fiche

pytestmark = pytest.mark.django_db

ETATS = ("brouillon", "en-relecture", "validee", "signee", "archivee")
# Nothing is known of the fiche; it may be read; what is asked is refused; done or redirected; moved on.
CACHE, LU, INTERDIT, FAIT, PASSE = 404, 200, 403, 302, 422


class Cas(NamedTuple):
    """Who asks, for what, and the answer in each state."""

    qui: str
    vue: str
    donnees: dict[str, str]
    reponses: tuple[int, int, int, int, int]


SOUMETTRE, VALIDER = {"geste": "soumettre"}, {"geste": "valider"}
ROUVRIR, ARCHIVER = {"geste": "rouvrir"}, {"geste": "archiver"}
RETIRER = {"geste": "retirer:a1"}
TABLE = (
    Cas("redacteur", "suivi", {}, (LU, LU, LU, LU, LU)),
    Cas("responsable", "suivi", {}, (LU, LU, LU, LU, LU)),
    Cas("rh", "suivi", {}, (LU, LU, LU, LU, LU)),
    Cas("titulaire", "suivi", {}, (CACHE, CACHE, LU, LU, LU)),
    Cas("lecteur", "suivi", {}, (CACHE, CACHE, LU, LU, LU)),
    Cas("lecteur_ailleurs", "suivi", {}, (CACHE,) * 5),
    Cas("redacteur_ailleurs", "suivi", {}, (CACHE,) * 5),
    Cas("responsable_ailleurs", "suivi", {}, (CACHE,) * 5),
    Cas("rh_d_un_autre_etablissement", "suivi", {}, (CACHE,) * 5),
    Cas("visiteur", "suivi", {}, (CACHE,) * 5),
    Cas("redacteur", "geste", RETIRER, (FAIT, 409, 409, 409, 409)),
    Cas("lecteur", "geste", RETIRER, (CACHE, CACHE, 409, 409, 409)),
    Cas("redacteur_ailleurs", "geste", RETIRER, (CACHE,) * 5),
    Cas("redacteur", "passer", SOUMETTRE, (FAIT, PASSE, PASSE, PASSE, PASSE)),
    Cas("lecteur", "passer", SOUMETTRE, (CACHE, CACHE, PASSE, PASSE, PASSE)),
    Cas("redacteur", "passer", VALIDER, (PASSE, INTERDIT, PASSE, PASSE, PASSE)),
    Cas("responsable", "passer", VALIDER, (PASSE, FAIT, PASSE, PASSE, PASSE)),
    Cas("rh", "passer", VALIDER, (PASSE, FAIT, PASSE, PASSE, PASSE)),
    Cas("responsable_ailleurs", "passer", VALIDER, (CACHE,) * 5),
    Cas("redacteur", "passer", ROUVRIR, (PASSE, PASSE, FAIT, FAIT, INTERDIT)),
    Cas("titulaire", "passer", ROUVRIR, (CACHE, CACHE, INTERDIT, INTERDIT, INTERDIT)),
    Cas("responsable", "passer", ARCHIVER, (INTERDIT, PASSE, INTERDIT, INTERDIT, PASSE)),
    Cas("rh", "passer", ARCHIVER, (FAIT, PASSE, FAIT, FAIT, PASSE)),
    Cas("rh", "passer", {"geste": "signer"}, (PASSE, PASSE, INTERDIT, PASSE, PASSE)),
    Cas("rh", "signer", {"nom": "RH", "version": "1"}, (PASSE, PASSE, INTERDIT, PASSE, PASSE)),
    Cas("redacteur", "personnes", {}, (FAIT, INTERDIT, INTERDIT, INTERDIT, INTERDIT)),
    Cas("responsable", "personnes", {}, (FAIT, FAIT, FAIT, FAIT, INTERDIT)),
    Cas("redacteur", "commenter", {"texte": "Oui."}, (FAIT, FAIT, FAIT, FAIT, INTERDIT)),
    Cas("titulaire", "commenter", {"texte": "Oui."}, (CACHE, CACHE, FAIT, FAIT, INTERDIT)),
    Cas("lecteur", "commenter", {"texte": "Oui."}, (CACHE, CACHE, INTERDIT, INTERDIT, INTERDIT)),
    Cas("redacteur", "modele", {"modele": "1"}, (INTERDIT,) * 5),
    Cas("rh", "modele", {"modele": "1"}, (FAIT,) * 5),
    Cas("redacteur", "supprimer", {}, (FAIT, INTERDIT, INTERDIT, INTERDIT, INTERDIT)),
    Cas("visiteur", "passer", SOUMETTRE, (FAIT,) * 5),
)
ECRITURES = ("geste", "passer", "signer", "personnes", "commenter", "modele", "supprimer")


@pytest.fixture
def monde(
    equipe: Equipe, membre: Callable[..., Visiteur], etablissement: Etablissement
) -> dict[str, Visiteur]:
    """Everyone who may knock."""
    autre = Etablissement.objects.create(nom="Université du Val")

    def ailleurs(role: Role, service: Service = equipe.ailleurs) -> Visiteur:
        return membre(role, service=service)

    return {
        "redacteur": equipe.redacteur.visiteur,
        "responsable": equipe.responsable.visiteur,
        "rh": equipe.rh.visiteur,
        "titulaire": equipe.titulaire.visiteur,
        "lecteur": ailleurs(Role.LECTEUR, equipe.service),
        "lecteur_ailleurs": ailleurs(Role.LECTEUR),
        "redacteur_ailleurs": ailleurs(Role.REDACTEUR),
        "responsable_ailleurs": ailleurs(Role.RESPONSABLE),
        "rh_d_un_autre_etablissement": membre(Role.RH, autre),
        "visiteur": Visiteur(),
    }


def mener(fiche: Fiche, equipe: Equipe, etat: str) -> None:
    """Lead a fiche to a state by the steps of its life."""
    pas: dict[str, list[tuple[Personne, str]]] = {
        "brouillon": [],
        "en-relecture": [(equipe.redacteur, "soumettre")],
        "validee": [(equipe.redacteur, "soumettre"), (equipe.rh, "valider")],
    }
    pas["signee"] = pas["validee"]
    pas["archivee"] = [*pas["validee"], (equipe.rh, "archiver")]
    Fiche.objects.filter(pk=fiche.pk).update(titulaire=equipe.titulaire.user)
    for personne, geste in pas[etat]:
        assert personne.passer(fiche, geste).status_code == FAIT
    if etat == "signee":
        assert equipe.titulaire.poster("signer", fiche, nom="Titulaire", version=1).status_code == FAIT
    fiche.refresh_from_db()
    assert fiche.etat == etat


@pytest.mark.parametrize("rang", range(len(ETATS)), ids=ETATS)
@pytest.mark.parametrize("cas", TABLE, ids=lambda cas: f"{cas.qui}-{cas.vue}-{cas.donnees.get('geste', '')}")
def test_role_state_and_service(
    cas: Cas, rang: int, fiche: Fiche, equipe: Equipe, monde: dict[str, Visiteur]
) -> None:
    mener(fiche, equipe, ETATS[rang])
    adresse = reverse(f"fiches:{cas.vue}", kwargs={"pk": fiche.pk})
    visiteur = monde[cas.qui]
    reponse = visiteur.post(adresse, cas.donnees) if cas.vue in ECRITURES else visiteur.get(adresse)
    assert reponse.status_code == cas.reponses[rang]


def test_a_service_under_mine_is_mine(
    fiche: Fiche, equipe: Equipe, membre: Callable[..., Visiteur], etablissement: Etablissement
) -> None:
    sous = annuaire.creer_service(etablissement=etablissement, nom="Cellule numérique", parent=equipe.service)
    Fiche.objects.update(service=sous)
    assert equipe.responsable.lire("suivi", fiche).status_code == LU
    autre = membre(Role.RESPONSABLE, service=sous)
    Fiche.objects.update(service=equipe.service)
    assert autre.get(reverse("fiches:suivi", kwargs={"pk": fiche.pk})).status_code == CACHE


def test_the_list_shows_what_may_be_opened_and_nothing_else(
    fiche: Fiche, equipe: Equipe, monde: dict[str, Visiteur]
) -> None:
    for etat in ETATS:
        Fiche.objects.update(etat=etat, titulaire=equipe.titulaire.user)
        for qui, visiteur in monde.items():
            ouverte = visiteur.get(reverse("fiches:suivi", kwargs={"pk": fiche.pk})).status_code == LU
            html = visiteur.get(reverse("fiches:liste")).content.decode()
            assert (f"/fiches/{fiche.pk}/" in html) == ouverte, (etat, qui)


def test_reading_only_begins_no_fiche(fiche: Fiche, equipe: Equipe) -> None:
    Fiche.objects.update(etat="validee", titulaire=equipe.titulaire.user)
    lecteur = equipe.titulaire.visiteur
    for vue in ("decliner", "reprendre", "importer"):
        assert lecteur.post(reverse(f"fiches:{vue}"), {"modele": "hybridation"}).status_code == INTERDIT
    assert equipe.titulaire.poster("dupliquer", fiche).status_code == INTERDIT
    page = lecteur.get(reverse("fiches:liste")).content.decode()
    assert "Écrire une fiche" not in page
    assert "Dupliquer" not in page
    assert Fiche.objects.count() == 1


def test_reading_the_post_of_a_known_person_is_written_down(fiche: Fiche, equipe: Equipe) -> None:
    equipe.rh.lire("suivi", fiche)
    assert not Trace.objects.filter(lecture=True).exists()
    Fiche.objects.update(etat="validee", titulaire=equipe.titulaire.user, titulaire_nom="titulaire")
    equipe.rh.lire("suivi", fiche)
    equipe.titulaire.lire("suivi", fiche)
    trace = Trace.objects.get(lecture=True)
    assert (trace.geste, trace.auteur_nom) == ("fiche.lue", "rh")
