"""The grid on the site: weights with their reasons, what outweighs its place, what no longer changes."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.urls import reverse
from fiches_poste import commencer
from jury_d_essai import JuryDEssai
from visite import Visiteur

from socle.jury import Grille
from socle_web.comptes.models import Trace
from socle_web.jurys.models import Jury

pytestmark = pytest.mark.django_db


def page(client: Visiteur, jury: JuryDEssai) -> str:
    return client.get(jury.adresse("grille")).content.decode()


def test_a_grid_is_prepared_from_a_fiche_and_taken_up_again(client: Visiteur) -> None:
    poste = commencer(client, modele="generaliste")
    assert "Grille du jury" in poste.lire()
    adresse = reverse("jurys:preparer", kwargs={"fiche": poste.pk})
    premiere = client.post(adresse)
    assert client.post(adresse).headers["Location"] == premiere.headers["Location"]
    html = client.get(premiere.headers["Location"]).content.decode()
    assert "place dans le poste" in html
    assert "aucune part" in html
    assert "Ingénieur-e pédagogique" in client.get(reverse("jurys:liste")).content.decode()


def test_the_list_teaches_when_it_is_empty(client: Visiteur) -> None:
    assert "chiffres à l’appui" in client.get(reverse("jurys:liste")).content.decode()


def test_a_weight_changes_with_its_reason_or_not_at_all(jury: JuryDEssai, client: Visiteur) -> None:
    adresse = jury.adresse("critere", cle="a1")
    refus = client.post(adresse, {"poids": "30", "motif": " "})
    assert refus.status_code == 422
    assert "Dites pourquoi" in refus.content.decode()
    assert 'value="30"' in refus.content.decode()
    assert client.post(adresse, {"poids": "beaucoup", "motif": "x"}).status_code == 422
    assert jury.jury.contenu.changements == ()
    accepte = client.post(adresse, {"poids": "30", "motif": "Le projet commence"})
    assert accepte.headers["Location"].endswith("#critere-a1")
    assert "Le projet commence" in page(client, jury)
    assert "Les poids font" in page(client, jury)
    client.post(jury.adresse("cent"))
    assert jury.jury.contenu.total == 100
    assert "pèse" in page(client, jury), "the criterion outweighs its place, and it is said"


def test_the_booklet_s_case_is_told_with_figures(jury: JuryDEssai, client: Visiteur) -> None:
    refus = client.post(jury.adresse("ajouter"), {"libelle": "Production de ressources", "poids": "40"})
    assert refus.status_code == 422
    assert "Production de ressources" in refus.content.decode()
    client.post(
        jury.adresse("ajouter"), {"libelle": "Production de ressources", "poids": "40", "motif": "Usage"}
    )
    client.post(jury.adresse("cent"))
    html = page(client, jury)
    assert "La production de ressources pèse" in html
    assert "Livret de l’ANSTIA" in html
    assert "hors du poste" in html


def test_a_criterion_of_juries_is_added_and_removed(jury: JuryDEssai, client: Visiteur) -> None:
    client.post(jury.adresse("ajouter"), {"connu": "motivation", "poids": "5", "motif": "Usage"})
    ajoute = jury.jury.contenu.criteres[-1]
    assert ajoute.libelle == "Motivation pour le poste"
    client.post(jury.adresse("critere", cle=ajoute.cle), {"geste": "retirer", "motif": "Ne se note pas"})
    assert jury.jury.contenu.critere(ajoute.cle) is None
    assert client.post(jury.adresse("critere", cle="z9"), {"poids": "5", "motif": "x"}).status_code == 404


def test_what_to_look_for_is_written(jury: JuryDEssai, client: Visiteur) -> None:
    client.post(jury.adresse("critere", cle="a1"), {"geste": "decrire", "indices": "Un projet mené"})
    assert "Un projet mené" in page(client, jury)


def test_weights_do_not_change_once_scores_are_open(jury: JuryDEssai, client: Visiteur) -> None:
    jury.peupler()
    jury.passer("notation")
    reponse = client.post(jury.adresse("critere", cle="a1"), {"poids": "30", "motif": "Trop tard"})
    assert reponse.status_code == 422
    assert "ne changent plus" in reponse.content.decode()
    assert "Changer le poids" not in page(client, jury)


@pytest.mark.parametrize("format", ["docx", "odt", "pdf", "json"])
def test_a_grid_is_printed(jury: JuryDEssai, client: Visiteur, format: str) -> None:
    reponse = client.get(jury.adresse("telecharger", document="grille", format=format))
    assert reponse.status_code == 200
    if format == "json":
        assert Grille.from_json(reponse.content) == jury.jury.contenu


@pytest.mark.usefixtures("serveur")
def test_a_visitor_weighs_a_grid_and_knows_nobody(client: Visiteur) -> None:
    poste = commencer(client, modele="generaliste")
    reponse = client.post(reverse("jurys:preparer", kwargs={"fiche": poste.pk}))
    assert client.get(reponse.headers["Location"]).status_code == 200
    jury = Jury.objects.get()
    assert client.get(reverse("jurys:membres", kwargs={"pk": jury.pk})).status_code == 404
    assert Visiteur().get(reponse.headers["Location"]).status_code == 404
    assert not Trace.objects.exists()


def test_the_list_reads_the_same_whatever_its_length(
    reunir: Callable[..., JuryDEssai], client: Visiteur, django_assert_max_num_queries: Callable[..., object]
) -> None:
    for _ in range(3):
        reunir().peupler()
    with django_assert_max_num_queries(6):
        client.get(reverse("jurys:liste"))
