"""Publishing: versions that stay, a public page without an account, what is closed or withdrawn."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from offre_a_publier import OffreAPublier
from visite import Visiteur, titre

from socle.annonce import reecrire
from socle.echanges.jobposting import proprietes_manquantes
from socle.erreurs import ErreurSocle
from socle_web.annonces import services
from socle_web.annonces.models import AnnonceEnregistree, Publication, Retrait
from socle_web.comptes.models import Trace

pytestmark = pytest.mark.django_db
DONNEES = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.S)


def test_an_offer_is_published_and_read_without_an_account(offre: OffreAPublier, client: Visiteur) -> None:
    assert client.post(offre.adresse("publier")).status_code == 302
    reponse = Visiteur().get(offre.adresse("publique"))
    assert titre(reponse) == "Ingénieur-e pédagogique"
    (bloc,) = DONNEES.findall(reponse.content.decode())
    jsonld = json.loads(bloc)
    assert proprietes_manquantes(jsonld) == ()
    assert jsonld["datePosted"] == services.aujourd_hui().isoformat()
    assert jsonld["url"].endswith(offre.adresse("publique"))
    assert "X-Robots-Tag" not in reponse.headers
    assert "Ingénieur-e pédagogique" in Visiteur().get(reverse("annonces:publiques")).content.decode()
    assert Trace.objects.filter(geste="offre.publiee").count() == 1


def test_an_offer_with_an_error_is_refused_and_says_why(offre: OffreAPublier, client: Visiteur) -> None:
    offre.renseigner(versant="")
    reponse = client.post(offre.adresse("publier"))
    assert reponse.status_code == 422
    assert "le versant de la fonction publique" in reponse.content.decode()
    assert "Publier l’offre" not in client.get(offre.adresse("publier")).content.decode()
    assert not Publication.objects.exists()


def test_what_was_published_never_changes(offre: OffreAPublier, client: Visiteur) -> None:
    publication = offre.publier()
    offre.renseigner(ville="Rennes")
    assert publication.contenu.ville == "Nantes"
    assert "Rennes" not in client.get(offre.adresse("publique")).content.decode()
    assert (
        "des changements ne sont pas encore publiés" in client.get(offre.adresse("editeur")).content.decode()
    )
    with pytest.raises(TypeError):
        publication.save()
    offre.publier()
    assert "Rennes" in client.get(offre.adresse("publique")).content.decode()
    assert "Nantes" in client.get(offre.adresse("version", numero=1)).content.decode()
    assert "ne sont pas encore publiés" not in client.get(offre.adresse("editeur")).content.decode()


def test_a_correction_keeps_the_day_of_the_first_publication(offre: OffreAPublier) -> None:
    premiere = offre.publier()
    Publication.objects.filter(pk=premiere.pk).update(
        document={**premiere.document, "date_publication": "2026-01-05"}
    )
    assert str(offre.publier().contenu.date_publication) == "2026-01-05"
    offre.retirer()
    assert offre.publier().contenu.date_publication == services.aujourd_hui()


def test_a_withdrawn_offer_says_so_at_the_same_address(offre: OffreAPublier, client: Visiteur) -> None:
    offre.publier()
    assert client.post(offre.adresse("retirer"), {"motif": " "}).status_code == 422
    assert client.post(offre.adresse("retirer"), {"motif": "Poste pourvu"}).status_code == 302
    reponse = Visiteur().get(offre.adresse("publique"))
    assert (reponse.status_code, reponse.headers["X-Robots-Tag"]) == (410, "noindex")
    html = reponse.content.decode()
    assert "Cette offre est retirée" in html
    assert "Poste pourvu" not in html, "the reason is for the établissement"
    assert not DONNEES.search(html)
    assert '<meta name="robots" content="noindex">' in html
    assert "Poste pourvu" in client.get(offre.adresse("editeur")).content.decode()
    assert "Aucune offre n’est ouverte" in client.get(reverse("annonces:publiques")).content.decode()
    with pytest.raises(ErreurSocle):
        offre.retirer()


def test_a_closed_offer_stays_readable_and_leaves_search_engines(
    offre: OffreAPublier, client: Visiteur
) -> None:
    publication = offre.publier()
    Publication.objects.filter(pk=publication.pk).update(
        date_limite=services.aujourd_hui() - timedelta(days=1)
    )
    reponse = Visiteur().get(offre.adresse("publique"))
    assert (reponse.status_code, reponse.headers["X-Robots-Tag"]) == (200, "noindex")
    assert "Offre close" in reponse.content.decode()
    assert not DONNEES.search(reponse.content.decode())
    assert offre.enregistree.etat == "close"
    assert not Publication.objects.ouvertes(services.aujourd_hui()).exists()


def test_the_last_day_is_open(offre: OffreAPublier) -> None:
    publication = offre.publier()
    Publication.objects.filter(pk=publication.pk).update(date_limite=services.aujourd_hui())
    assert offre.enregistree.etat == "publiee"
    assert Publication.objects.ouvertes(services.aujourd_hui()).count() == 1


def test_only_the_latest_version_is_open(offre: OffreAPublier) -> None:
    offre.publier()
    offre.renseigner(ville="Rennes")
    offre.publier()
    (ouverte,) = Publication.objects.ouvertes(services.aujourd_hui())
    assert ouverte.numero == 2


def test_nothing_written_in_an_offer_leaves_its_data(offre: OffreAPublier) -> None:
    piege = "</script><script>alert(1)</script>"
    services.modifier(
        espace=offre.espace,
        annonce_id=offre.pk,
        operation=lambda annonce: reecrire(annonce, "contexte", texte=piege),
        geste="offre.modifiee",
    )
    offre.publier()
    html = Visiteur().get(offre.adresse("publique")).content.decode()
    (bloc,) = DONNEES.findall(html)
    assert "alert(1)" in json.loads(bloc)["description"]
    assert "<script>alert" not in html


@pytest.mark.parametrize("format", ["docx", "odt", "pdf", "html", "json"])
def test_an_offer_is_downloaded(offre: OffreAPublier, client: Visiteur, format: str) -> None:
    reponse = client.get(offre.adresse("telecharger", format=format))
    assert reponse.status_code == 200
    assert f".{format}" in reponse.headers["Content-Disposition"]


def test_an_offer_is_downloaded_in_the_forms_of_others(offre: OffreAPublier, client: Visiteur) -> None:
    jsonld = json.loads(client.get(offre.adresse("telecharger", format="jsonld")).content)
    assert jsonld["@type"] == "JobPosting"
    contenu = client.get(offre.adresse("telecharger", format="csv")).content.decode("utf-8-sig")
    (ligne,) = csv.DictReader(io.StringIO(contenu), delimiter=";")
    assert ligne["Localisation du poste"] == "Nantes"
    assert "Aperçu de l’offre" in client.get(offre.adresse("apercu")).content.decode()


def test_rows_of_the_trail_have_titles(offre: OffreAPublier) -> None:
    publication = offre.publier()
    offre.retirer()
    assert str(publication) == "Ingénieur-e pédagogique (1)"
    assert str(Retrait.objects.get()).endswith("Poste pourvu")


def test_the_purge_leaves_what_was_published_and_what_belongs_to_someone(
    mettre: Callable[..., OffreAPublier], capsys: pytest.CaptureFixture[str]
) -> None:
    garde, perime, publiee = mettre(), mettre(), mettre()
    vieux = timezone.now() - timedelta(days=200)
    publiee.publier()
    for offre in (perime, publiee):
        AnnonceEnregistree.objects.filter(pk=offre.pk).update(
            etablissement=None, proprietaire="jeton", modifie_le=vieux
        )
    AnnonceEnregistree.objects.filter(pk=garde.pk).update(modifie_le=vieux)
    call_command("purger")
    assert "Offres préparées sans compte\u00a0: 1." in capsys.readouterr().out
    assert {offre.pk for offre in AnnonceEnregistree.objects.all()} == {garde.pk, publiee.pk}
