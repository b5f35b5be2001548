"""Studies kept, taken away and taken up again, identical."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from etudes_menees import Conduite, Repondant
from visite import Visiteur

from socle.synthese import Etude
from socle_web.etudes.assemblage import assembler
from socle_web.etudes.models import EtudeEnregistree, VersionEtude

pytestmark = pytest.mark.django_db


def reprendre(client: Visiteur, contenu: bytes | str) -> EtudeEnregistree:
    brut = contenu.encode() if isinstance(contenu, str) else contenu
    fichier = SimpleUploadedFile("etude.json", brut, "application/json")
    reponse = client.post(reverse("etudes:importer"), {"fichier": fichier})
    assert reponse.status_code == 302, reponse.content.decode()
    return EtudeEnregistree.objects.get(pk=reponse["Location"].rstrip("/").rpartition("/")[2])


def exporter(client: Visiteur, etude: EtudeEnregistree) -> str:
    reponse = client.get(reverse("etudes:telecharger", args=[etude.pk, "json"]))
    assert reponse.status_code == 200
    return reponse.content.decode()


def test_a_whole_study_comes_back_identical(ouverte: Conduite, repondant: Callable[[str], Repondant]) -> None:
    classement, note, *_ = ouverte.questions
    for rang in range(4):
        personne = repondant(ouverte.lien)
        personne.entrer()
        champs = {f"q{classement.pk}-{place}": str((place + rang) % 3 + 1) for place in range(3)}
        champs |= {f"q{note.pk}": str(rang + 1), f"m{note.pk}": f"Raison {rang}."}
        personne.repondre(ouverte.tour, champs)
    ouverte.clore()
    ouverte.poster("etudes:suite", {"questions": [note.cle]})
    premiere = exporter(ouverte.client, ouverte.etude)
    lue = Etude.from_json(premiere)
    assert len(lue.consultations[0].tours[0].reponses) == 8
    reprise = reprendre(ouverte.client, premiere)
    assert reprise.pk != ouverte.etude.pk
    assert Etude.from_json(exporter(ouverte.client, reprise)) == lue
    assert exporter(ouverte.client, reprise) == premiere


def test_the_booklets_example_comes_back_identical(client: Visiteur) -> None:
    reponse = client.post(reverse("etudes:exemple"))
    assert reponse.status_code == 302
    etude = EtudeEnregistree.objects.get()
    assert etude.exemple
    assert assembler(etude) == Etude.livret()
    assert reprendre(client, exporter(client, etude)).titre == etude.titre
    assert client.get(reverse("etudes:etude", args=[etude.pk])).status_code == 200


@pytest.mark.parametrize("contenu", [b"", b"\xff\xfe", b"{}", b"[1]", b'{"titre": ""}'])
def test_what_is_no_study_is_refused_in_french(client: Visiteur, contenu: bytes) -> None:
    fichier = SimpleUploadedFile("etude.json", contenu, "application/json")
    reponse = client.post(reverse("etudes:importer"), {"fichier": fichier})
    assert reponse.status_code == 422
    assert "encart erreur" in reponse.content.decode()
    assert not EtudeEnregistree.objects.exists()


def test_every_state_of_the_document_is_kept(conduite: Conduite) -> None:
    adresse = reverse("etudes:modifier", args=[conduite.pk])
    for titre in ("Les métiers du verger", "Le verger et ses métiers"):
        assert conduite.client.post(adresse, {"titre": titre, "objet": "Savoir."}).status_code == 302
    versions = list(VersionEtude.objects.filter(etude_id=conduite.pk).order_by("numero"))
    assert [version.numero for version in versions] == [1, 2, 3]
    assert versions[-1].document == conduite.etude.document
    assert versions[0].document["titre"] == "Les métiers du verger"


def test_a_study_is_put_aside_and_brought_back(ouverte: Conduite) -> None:
    supprimer = reverse("etudes:supprimer", args=[ouverte.pk])
    assert ouverte.client.get(supprimer).status_code == 200
    refus = ouverte.client.post(supprimer)
    assert refus.status_code == 422
    assert "Fermez le tour" in refus.content.decode()
    ouverte.clore()
    lien = ouverte.lien
    assert ouverte.client.post(supprimer).status_code == 302
    assert ouverte.client.get(reverse("etudes:etude", args=[ouverte.pk])).status_code == 404
    assert Visiteur().get(lien).status_code == 404
    assert ouverte.client.post(reverse("etudes:retablir", args=[ouverte.pk])).status_code == 302
    assert ouverte.client.get(reverse("etudes:etude", args=[ouverte.pk])).status_code == 200
