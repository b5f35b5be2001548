"""Reading the référentiel: home, catalogue, sheet, comparison, dictionary, models, vocabulary."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries
from visite import Visiteur, titre

from exemples.referens import PATISSIER, ecrire_csv
from socle.referentiel import Referentiel
from socle_web.referentiels import services

pytestmark = pytest.mark.django_db


def page(client: Visiteur, vue: str, requete: str = "", **kwargs: str) -> str:
    reponse = client.get(reverse(f"referentiels:{vue}", kwargs=kwargs) + requete)
    assert reponse.status_code == 200
    return reponse.content.decode()


def test_home_opens_the_three_doors_and_the_five_models(client: Visiteur) -> None:
    html = page(client, "accueil")
    portes = ("fiches:nouvelle", "referentiels:catalogue", "offres:accueil", "corpus:liste", "etudes:liste")
    for porte in portes:
        assert f'href="{reverse(porte)}"' in html
    assert html.count('class="carte"') == 5
    assert "Responsable de l&#x27;appui à la pédagogie" in html


def test_catalogue_without_an_edition_teaches_how_to_import_one(client: Visiteur) -> None:
    html = page(client, "catalogue")
    assert "Un seul emploi-type est chargé" in html
    assert reverse("referentiels:importer") in html
    assert "Ingénieur-e pédagogique" in html


@pytest.mark.usefixtures("edition")
class TestCatalogue:
    def test_best_hit_first_with_its_words_marked(self, client: Visiteur) -> None:
        html = page(client, "catalogue", "?q=PATISSERIES")
        assert html.index("F2Z41") < html.index("</ol>")
        assert "<mark>pâtisserie</mark>" in html
        assert "1\xa0emploi-type répond" in html

    def test_a_typing_error_is_understood_and_said(self, client: Visiteur) -> None:
        html = page(client, "catalogue", "?q=patiserie")
        assert "Recherche comprise comme" in html
        assert "F2Z41" in html

    def test_facets_narrow_and_can_be_left(self, client: Visiteur) -> None:
        html = page(client, "catalogue", "?bap=A")
        assert "A4Y43" in html
        assert "F2Z41" not in html
        assert "choisi, enlever" in html
        assert "Enlever tous les filtres" in html

    def test_filters_are_kept_when_the_words_change(self, client: Visiteur) -> None:
        html = page(client, "catalogue", "?bap=F&corps=IE")
        assert '<input type="hidden" form="recherche" name="bap" value="F">' in html

    def test_nothing_found_proposes_what_to_try(self, client: Visiteur) -> None:
        html = page(client, "catalogue", "?q=zzzzqqqq&bap=A")
        assert "Aucun emploi-type ne répond" in html
        assert reverse("referentiels:dictionnaire") + "?q=zzzzqqqq" in html

    def test_an_edition_can_be_chosen(self, client: Visiteur, edition: str) -> None:
        html = page(client, "catalogue", f"?edition={edition}")
        assert "ANSTIA-IP" not in html
        assert "3\xa0emplois-types" in html

    def test_several_editions_offer_the_choice(self, client: Visiteur, importer: Callable[..., str]) -> None:
        importer("autre", ecrire_csv([PATISSIER]), titre="Une autre édition")
        assert "Une autre édition</option>" in page(client, "catalogue")

    @pytest.mark.parametrize(
        "requete", ["?page=0", "?page=-1", "?page=abc", "?page=99", "?page=²", "?bap=<b>"]
    )
    def test_odd_addresses_are_harmless(self, client: Visiteur, requete: str) -> None:
        assert "<b>" not in page(client, "catalogue", requete)

    def test_htmx_gets_the_results_alone(self, client: Visiteur) -> None:
        adresse = reverse("referentiels:catalogue") + "?q=sucre"
        reponse = client.get(adresse, headers={"HX-Request": "true"})
        assert "<html" not in reponse.content.decode()
        assert "hx-swap-oob" in reponse.content.decode()
        assert "HX-Request" in reponse["Vary"]
        retour = client.get(adresse, headers={"HX-Request": "true", "HX-History-Restore-Request": "true"})
        assert "<html" in retour.content.decode()

    def test_an_unknown_edition_is_a_page_that_helps(self, client: Visiteur) -> None:
        reponse = client.get(reverse("referentiels:catalogue") + "?edition=absente")
        assert reponse.status_code == 404
        assert "absente" in titre(reponse)


def test_pages_of_results(client: Visiteur, importer: Callable[..., str]) -> None:
    emplois = [{**PATISSIER, "referens_id": f"F2Z{rang}"} for rang in range(10, 55)]
    importer(contenu=ecrire_csv(emplois))
    premiere = page(client, "catalogue", "?q=gateaux")
    assert premiere.count("<h3>") == 20
    assert 'aria-current="page"' in premiere
    derniere = page(client, "catalogue", "?q=gateaux&page=3")
    assert derniere.count("<h3>") == 5
    assert '<ol class="resultats" start="41">' in derniere


def test_number_of_queries_does_not_depend_on_the_edition(
    client: Visiteur, importer: Callable[..., str], django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    adresses = [reverse("referentiels:catalogue"), reverse("referentiels:dictionnaire")]
    for nombre in (2, 40):
        emplois = [{**PATISSIER, "referens_id": f"F2Z{rang}"} for rang in range(10, 10 + nombre)]
        importer(f"edition-{nombre}", ecrire_csv(emplois))
        for adresse in adresses:
            with django_assert_num_queries(0):
                assert client.get(adresse).status_code == 200


def test_an_edition_is_read_once(client: Visiteur, edition: str, monkeypatch: pytest.MonkeyPatch) -> None:
    page(client, "catalogue")
    monkeypatch.setattr(Referentiel, "from_json", lambda contenu: pytest.fail("read again"))
    page(client, "catalogue", "?q=sucre")
    page(client, "emploi_type", edition=edition, code="F2Z41")


class TestEmploiType:
    def test_sheet_shows_every_list_with_levels_definitions_and_facts(
        self, client: Visiteur, edition: str
    ) -> None:
        html = page(client, "emploi_type", edition=edition, code="F2Z41")
        for rubrique in ("Activités principales", "Connaissances", "Compétences opérationnelles"):
            assert rubrique in html
        assert '<span class="pastille">connaissance approfondie</span>' in html
        assert '<span class="pastille">B1 à B2</span>' in html
        assert "Définition de Sciences du sucre" in html
        assert "F2Z21" in html
        assert "<li>Horaires du matin</li>" in html or "Horaires du matin|Port de charges" in html
        assert "Ingénieur-e de recherche en apprentissages sucrés" in html, "same famille"

    def test_it_leads_to_a_fiche_a_comparison_and_five_formats(self, client: Visiteur, edition: str) -> None:
        html = page(client, "emploi_type", edition=edition, code="F2Z41")
        assert f'<input type="hidden" name="source" value="{edition}:F2Z41">' in html
        assert f'action="{reverse("fiches:decliner")}"' in html
        for format in ("docx", "odt", "pdf", "html", "json"):
            assert f"/F2Z41/{format}/" in html

    @pytest.mark.parametrize(
        ("format", "debut"),
        [("docx", b"PK"), ("odt", b"PK"), ("pdf", b"%PDF"), ("html", b"<!doctype"), ("json", b"{")],
    )
    def test_downloads(self, client: Visiteur, format: str, debut: bytes) -> None:
        reponse = client.get(f"/emplois-types/livret/ANSTIA-IP/{format}/")
        assert reponse.status_code == 200
        assert reponse.content.startswith(debut)
        assert (
            reponse["Content-Disposition"]
            == f'attachment; filename="anstia-ip-ingenieur-e-pedagogique.{format}"'
        )

    def test_an_unknown_format_or_code_is_not_found(self, client: Visiteur) -> None:
        assert client.get("/emplois-types/livret/ANSTIA-IP/exe/").status_code == 404
        reponse = client.get("/emplois-types/livret/Z9Z99/")
        assert reponse.status_code == 404
        assert "Z9Z99" in titre(reponse)

    def test_the_same_code_in_another_edition_is_proposed(
        self, client: Visiteur, importer: Callable[..., str]
    ) -> None:
        importer("une")
        importer("deux")
        html = page(client, "emploi_type", edition="deux", code="F2Z41")
        assert "Comparer avec l’édition une" in html


@pytest.mark.usefixtures("edition")
class TestComparaison:
    def test_empty_it_explains_and_suggests(self, client: Visiteur) -> None:
        html = page(client, "comparer")
        assert '<option value="F2Z41 – Ingénieur-e en pâtisserie pédagogique">' in html
        assert '<option value="modele:hybridation">' in html

    @pytest.mark.parametrize(
        "saisie", ["F2Z41", "f2z41", "F2Z41 – Ingénieur-e en", "referens-test:F2Z41", "patisserie"]
    )
    def test_a_document_may_be_named_as_people_do(self, saisie: str) -> None:
        assert services.cote(saisie=saisie).reference == "referens-test:F2Z41"

    def test_it_shows_what_is_shared_apart_and_reworded(self, client: Visiteur) -> None:
        html = page(client, "comparer", "?a=F2Z41&b=A4Y43")
        assert "autre niveau" in html
        assert "seulement ici" in html
        assert "commun" in html
        assert "[ajouté" in html, "a text stands for the colour"

    def test_lines_can_be_filtered(self, client: Visiteur) -> None:
        communs = page(client, "comparer", "?a=F2Z41&b=A4Y43&lignes=identique")
        assert "seulement ici" not in communs
        ecarts = page(client, "comparer", "?a=F2Z41&b=A4Y43&lignes=ecarts")
        assert '<span class="pastille">commun</span>' not in ecarts

    def test_a_model_compares_with_its_emploi_type(self, client: Visiteur) -> None:
        html = page(client, "comparer", "?a=livret:ANSTIA-IP&b=modele:hybridation")
        assert "Ingénieur-e pédagogique, hybridation des enseignements" in html

    def test_what_is_not_found_is_said_beside_its_field_and_the_rest_kept(self, client: Visiteur) -> None:
        reponse = client.get(reverse("referentiels:comparer") + "?a=zzzzqqqq&b=F2Z41")
        html = reponse.content.decode()
        assert reponse.status_code == 404
        assert 'aria-describedby="a-erreur"' in html
        assert "F2Z41 – Ingénieur-e en pâtisserie pédagogique" in html

    def test_download(self, client: Visiteur) -> None:
        reponse = client.get("/comparer/docx/?a=F2Z41&b=A4Y43")
        assert reponse.content.startswith(b"PK")
        assert client.get("/comparer/json/?a=F2Z41&b=A4Y43").status_code == 404
        assert client.get("/comparer/docx/?a=&b=").status_code == 404


class TestDictionnaire:
    def test_without_an_edition_it_says_where_entries_come_from(self, client: Visiteur) -> None:
        assert "Le dictionnaire arrive avec RéFérens" in page(client, "dictionnaire")

    @pytest.mark.usefixtures("edition")
    @pytest.mark.parametrize("mots", ["SUCRE", "sucres", "sucre sciences"])
    def test_search_in_wordings_and_definitions(self, client: Visiteur, mots: str) -> None:
        html = page(client, "dictionnaire", f"?q={mots}")
        assert "Sciences du sucre" in html
        assert "Utiliser un sécateur" not in html

    @pytest.mark.usefixtures("edition")
    def test_sections_are_counted_and_chosen(self, client: Visiteur) -> None:
        html = page(client, "dictionnaire", "?rubrique=competences_comportementales")
        assert "Rigueur" in html
        assert "Sciences du sucre" not in html

    def test_entry_says_who_uses_it(self, client: Visiteur, edition: str) -> None:
        html = page(client, "entree", edition=edition, identifiant="9102")
        assert "2\xa0emplois-types l’emploient" in html
        assert "F2Z41" in html
        assert "A4Y43" in html
        assert client.get(f"/dictionnaire/{edition}/0000/").status_code == 404

    @pytest.mark.usefixtures("edition")
    def test_nothing_found_and_htmx(self, client: Visiteur) -> None:
        adresse = reverse("referentiels:dictionnaire") + "?q=zzzz&rubrique=connaissances"
        html = client.get(adresse, headers={"HX-Request": "true"}).content.decode()
        assert "Aucune entrée ne contient" in html
        assert "<html" not in html


class TestModeles:
    def test_five_models_with_their_need(self, client: Visiteur) -> None:
        html = page(client, "modeles")
        assert html.count('<li class="feuille">') == 5
        for carte in services.cartes_modeles():
            assert reverse("referentiels:modele", args=[carte.fiche.modele]) in html

    def test_a_model_has_need_resources_and_a_way_in(self, client: Visiteur) -> None:
        html = page(client, "modele", cle="hybridation")
        assert "À quel besoin répond cette fiche" in html
        assert "ScénoFORM" in html
        assert '<input type="hidden" name="modele" value="hybridation">' in html
        assert "?a=livret%3AANSTIA-IP&amp;b=modele%3Ahybridation" in html

    def test_the_igr_model_comes_from_no_emploi_type(self, client: Visiteur) -> None:
        html = page(client, "modele", cle="responsable-appui")
        assert "Ingénieur de recherche" in html
        assert "Comparer à l’emploi-type" not in html

    def test_download_and_unknown(self, client: Visiteur) -> None:
        reponse = client.get("/modeles/hybridation/json/")
        assert reponse["Content-Disposition"].endswith('hybridation-des-enseignements.json"')
        assert client.get("/modeles/absent/").status_code == 404


def test_vocabulary_explains_the_three_distinctions_and_the_lexicon(client: Visiteur) -> None:
    html = page(client, "vocabulaire")
    for ancre in ("metiers", "emploi-type-et-fiche", "ige-et-igr", "lexique", "quotite"):
        assert f'id="{ancre}"' in html
    assert 'href="#conseiller-pedagogique"' in html


def test_bibliography_is_grouped_and_linked(client: Visiteur) -> None:
    html = page(client, "bibliographie")
    nombre = len(Referentiel.livret().bibliographie)
    assert html.count('<li id="') == nombre
    assert 'href="https://doi.org/' in html


def test_about_names_the_authors_of_the_booklet(client: Visiteur) -> None:
    assert "Amri Yann" in client.get(reverse("commun:a_propos")).content.decode()
