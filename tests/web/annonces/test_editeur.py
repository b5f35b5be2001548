"""Preparing an offer: its sections, its fields, what two people write at once, what the fiche changes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from fiches_poste import HTMX, commencer
from offre_a_publier import OffreAPublier
from visite import Visiteur, titre

from socle.fiche import adapter_mission
from socle_web.annonces import services
from socle_web.annonces.models import AnnonceEnregistree
from socle_web.comptes.models import Etablissement, Role, Trace
from socle_web.fiches import services as fiches
from socle_web.fiches.models import Fiche

pytestmark = pytest.mark.django_db


def page(client: Visiteur, offre: OffreAPublier) -> str:
    return client.get(offre.adresse("editeur")).content.decode()


def test_an_offer_is_prepared_from_a_fiche_and_taken_up_again(client: Visiteur) -> None:
    poste = commencer(client, modele="hybridation")
    adresse = reverse("annonces:preparer", kwargs={"fiche": poste.pk})
    assert "Publier une offre" in poste.lire()
    premiere = client.post(adresse)
    assert client.post(adresse).headers["Location"] == premiere.headers["Location"]
    assert titre(client.get(premiere.headers["Location"])) == poste.fiche.intitule
    assert Trace.objects.filter(geste="offre.preparee").count() == 1


def test_a_reader_of_a_fiche_prepares_neither_offer_nor_jury(
    mettre: Callable[..., OffreAPublier], etablissement: Etablissement, membre: Callable[..., Visiteur]
) -> None:
    offre = mettre(etablissement)
    Fiche.objects.filter(pk=offre.fiche_pk).update(etat="validee")
    lecteur = membre(Role.LECTEUR)
    assert lecteur.get(reverse("fiches:apercu", kwargs={"pk": offre.fiche_pk})).status_code == 200
    suivi = reverse("fiches:suivi", kwargs={"pk": offre.fiche_pk})
    assert "Publier une offre" not in lecteur.get(suivi).content.decode()
    rh = membre(Role.RH).get(suivi).content.decode()
    assert ("Publier une offre" in rh, "Grille du jury" in rh) == (True, True)
    for vue in ("annonces:preparer", "jurys:preparer"):
        assert lecteur.post(reverse(vue, kwargs={"fiche": offre.fiche_pk})).status_code == 403


def test_a_section_is_written_and_says_whose_words_it_holds(offre: OffreAPublier, client: Visiteur) -> None:
    reponse = client.post(
        offre.adresse("section", cle="contexte"),
        {"texte": "Un petit service.\r\nDix personnes.", "avant": ""},
        **HTMX,
    )
    assert offre.enregistree.annonce.section("contexte").texte == "Un petit service.\nDix personnes."
    html = reponse.content.decode()
    assert 'id="etat-contexte" hx-swap-oob="true"' in html
    assert "écrit pour l’offre" in html
    assert "<textarea" not in html, "what is being typed is left alone"
    sans_script = client.post(offre.adresse("section", cle="contexte"), {"texte": ""})
    assert sans_script.headers["Location"].endswith("#section-contexte")


def test_a_burst_of_typing_is_one_line_of_the_trail(offre: OffreAPublier, client: Visiteur) -> None:
    for texte in ("Un", "Un petit", "Un petit service."):
        client.post(offre.adresse("section", cle="contexte"), {"texte": texte})
    traces = Trace.objects.filter(geste="offre.modifiee")
    assert traces.count() == 1
    traces.update(le=timezone.now() - timedelta(hours=1))
    client.post(offre.adresse("section", cle="contexte"), {"texte": "Un autre service."})
    assert traces.count() == 2


def test_the_prepared_text_comes_back(offre: OffreAPublier, client: Visiteur) -> None:
    prepare = offre.enregistree.annonce.section("mission").prepare
    assert "Revenir au texte préparé" in page(client, offre)
    reponse = client.post(offre.adresse("section", cle="mission"), {"geste": "preparer"}, **HTMX)
    assert "<textarea" in reponse.content.decode()
    assert offre.enregistree.annonce.mission == prepare


def test_two_people_at_once_lose_nothing(offre: OffreAPublier, client: Visiteur) -> None:
    vu = offre.enregistree.annonce.mission
    adresse = offre.adresse("section", cle="mission")
    client.post(adresse, {"texte": "La première.", "avant": vu})
    reponse = client.post(adresse, {"texte": "La seconde.", "avant": vu}, **HTMX)
    assert (reponse.status_code, reponse.headers["HX-Retarget"]) == (409, "#messages")
    for texte in ("La première.", "La seconde."):
        assert texte in reponse.content.decode()
    assert offre.enregistree.annonce.mission == "La première."
    sans_script = client.post(adresse, {"texte": "La seconde.", "avant": vu})
    assert "Mettre mon texte" in sans_script.content.decode()
    client.post(adresse, {"texte": "La seconde."})
    assert offre.enregistree.annonce.mission == "La seconde."


def test_the_same_field_changed_elsewhere_is_a_conflict_and_another_is_not(
    offre: OffreAPublier, client: Visiteur
) -> None:
    adresse = offre.adresse("groupe", cle="employeur")
    avant = {"avant.ville": "Nantes", "avant.site": ""}
    client.post(adresse, {"ville": "Rennes", "site": "", **avant})
    autre = client.post(adresse, {"ville": "Nantes", "site": "https://exemple.fr", **avant}, **HTMX)
    assert autre.status_code == 200
    assert (offre.enregistree.annonce.ville, offre.enregistree.annonce.site) == (
        "Rennes",
        "https://exemple.fr",
    )
    assert client.post(adresse, {"ville": "Brest", **avant}).status_code == 409
    assert offre.enregistree.annonce.ville == "Rennes"


def test_a_field_that_does_not_fit_is_told_and_the_others_are_kept(
    offre: OffreAPublier, client: Visiteur
) -> None:
    adresse = offre.adresse("groupe", cle="employeur")
    envoi = {"code_postal": "4400", "ville": "Rennes", "avant.code_postal": "44000", "avant.ville": "Nantes"}
    reponse = client.post(adresse, envoi)
    assert reponse.status_code == 422
    assert "Code postal" in reponse.content.decode()
    assert 'value="4400"' in reponse.content.decode()
    assert (offre.enregistree.annonce.code_postal, offre.enregistree.annonce.ville) == ("44000", "Rennes")
    assert (
        "attend un texte" in client.post(adresse, envoi | {"avant.ville": "Rennes"}, **HTMX).content.decode()
    )


def test_a_deadline_too_soon_is_put_off_in_one_gesture(offre: OffreAPublier, client: Visiteur) -> None:
    offre.renseigner(date_limite=services.aujourd_hui().isoformat())
    assert "Repousser la date limite" in page(client, offre)
    (constat,) = [c for c in services.verifier(offre.enregistree).constats if c.code == "publicite-courte"]
    client.post(
        offre.adresse("groupe", cle="candidature"), {"geste": "appliquer", "date_limite": constat.proposition}
    )
    assert services.verifier(offre.enregistree).constats == ()
    client.post(offre.adresse("groupe", cle="candidature"), {"geste": "appliquer", "date_limite": ""})
    assert offre.enregistree.annonce.date_limite is not None


def test_what_the_fiche_changes_is_proposed_line_by_line(offre: OffreAPublier, client: Visiteur) -> None:
    assert "La fiche a changé" not in page(client, offre)
    fiches.modifier(
        espace=offre.espace,
        brouillon_id=offre.fiche_pk,
        operation=lambda fiche: adapter_mission(fiche, "Concevoir des parcours."),
        geste="mission adaptée",
    )
    assert "La fiche a changé" in page(client, offre)
    ecrite = offre.enregistree.annonce.mission
    client.post(offre.adresse("reprise", cle="mission"), {"geste": "garder"})
    assert offre.enregistree.annonce.mission == ecrite
    assert "La fiche a changé" not in page(client, offre)


def test_the_fiche_s_new_words_are_taken_on_demand(offre: OffreAPublier, client: Visiteur) -> None:
    fiches.modifier(
        espace=offre.espace,
        brouillon_id=offre.fiche_pk,
        operation=lambda fiche: adapter_mission(fiche, "Concevoir des parcours."),
        geste="mission adaptée",
    )
    client.post(offre.adresse("reprise", cle="mission"), {"geste": "reprendre"})
    assert offre.enregistree.annonce.mission == "Concevoir des parcours."


def test_an_offer_outlives_its_fiche(offre: OffreAPublier, client: Visiteur) -> None:
    fiches.supprimer(espace=offre.espace, brouillon=offre.fiche)
    assert "reste dans la fiche" not in page(client, offre)
    assert client.post(offre.adresse("reprise", cle="mission")).status_code == 404


def test_what_stays_in_the_fiche_is_listed_with_its_reason(offre: OffreAPublier, client: Visiteur) -> None:
    html = page(client, offre)
    assert "restent dans la fiche" in html
    assert "Supérieur hiérarchique" in html
    assert "Direction des études" not in html


def test_the_employer_presents_itself_once(mettre: Callable[..., OffreAPublier]) -> None:
    premiere = mettre()
    services.modifier(
        espace=premiere.espace,
        annonce_id=mettre().pk,
        operation=lambda annonce: annonce,
        geste="offre.modifiee",
    )
    presentation = premiere.enregistree.annonce.section("presentation").texte
    assert presentation
    assert services.presentation_habituelle(premiere.espace) == presentation


@pytest.mark.usefixtures("serveur")
def test_a_visitor_prepares_and_takes_away_but_does_not_publish(client: Visiteur) -> None:
    modele = commencer(client, modele="hybridation")
    reponse = client.post(reverse("annonces:preparer", kwargs={"fiche": modele.pk}))
    html = client.get(reponse.headers["Location"]).content.decode()
    assert "Sans compte, une offre se prépare et s’emporte" in html
    (enregistree,) = AnnonceEnregistree.objects.all()
    assert client.post(reverse("annonces:publier", kwargs={"pk": enregistree.pk})).status_code == 403
    telechargee = client.get(reverse("annonces:telecharger", kwargs={"pk": enregistree.pk, "format": "docx"}))
    assert telechargee.status_code == 200
    assert Visiteur().get(reponse.headers["Location"]).status_code == 404
    assert not Trace.objects.exists()


def test_the_list_reads_the_same_whatever_its_length(
    mettre: Callable[..., OffreAPublier],
    client: Visiteur,
    django_assert_max_num_queries: Callable[..., CaptureQueriesContext],
) -> None:
    assert "Les offres à publier seront ici" in client.get(reverse("annonces:liste")).content.decode()
    mettre().publier()
    with django_assert_max_num_queries(8) as une:
        client.get(reverse("annonces:liste"))
    for _ in range(4):
        mettre().publier()
    with django_assert_max_num_queries(8) as cinq:
        client.get(reverse("annonces:liste"))
    assert len(une) == len(cinq)


def test_an_offer_never_published_is_deleted_and_the_others_stay(
    mettre: Callable[..., OffreAPublier], client: Visiteur
) -> None:
    jamais, publiee = mettre(), mettre()
    publiee.publier()
    for offre in (jamais, publiee):
        client.post(offre.adresse("supprimer"))
    assert list(AnnonceEnregistree.objects.all()) == [publiee.enregistree]
