"""Bringing a corpus: files good and bad, columns, removal; and who sees it."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from corpus.conftest import lancer
from corpus_analyses import offres
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from offres_analysees import TEXTE, docx_simple, pdf_numerise
from visite import Visiteur

from socle_web.comptes.models import Etablissement, Role, Trace
from socle_web.corpus.models import Corpus

pytestmark = pytest.mark.django_db


def apporter(client: Visiteur, *fichiers: tuple[str, bytes], titre: str = "") -> object:
    envoyes = [SimpleUploadedFile(nom, contenu) for nom, contenu in fichiers]
    return client.post(reverse("corpus:nouveau"), {"titre": titre, "fichiers": envoyes})


def csv(entete: str) -> bytes:
    lignes = [f'{rang};"{TEXTE.replace(chr(34), "")}";Université A' for rang in range(3)]
    return "\r\n".join([entete, *lignes]).encode("cp1252", "replace")


def test_an_empty_list_teaches(client: Visiteur) -> None:
    html = client.get(reverse("corpus:liste")).content.decode()
    assert "Les offres que vous rassemblerez seront ici" in html
    assert reverse("corpus:nouveau") in html


def test_columns_with_usual_names_are_understood_and_may_be_changed(client: Visiteur, essai: str) -> None:
    recu = apporter(client, ("offres_2025.csv", csv("Référence;Description;Employeur")))
    corpus = Corpus.objects.get()
    assert corpus.titre == "offres 2025"
    assert recu["Location"] == reverse("corpus:colonnes", args=[corpus.pk])  # type: ignore[index]
    html = client.get(recu["Location"]).content.decode()  # type: ignore[index]
    assert "Accompagner les établissements" in html
    reponse = client.post(recu["Location"], {"texte": ["Description"], "employeur": "Employeur"})  # type: ignore[index]
    assert reponse["Location"] == reverse("corpus:page", args=[corpus.pk])
    corpus.refresh_from_db()
    assert corpus.pret
    assert ["employeur", "Employeur"] in corpus.colonnes


def test_columns_of_unknown_names_must_be_told_first(
    client: Visiteur, essai: str, django_capture_on_commit_callbacks: Callable[..., object]
) -> None:
    apporter(client, ("export.csv", csv("A;B;C")))
    corpus = Corpus.objects.get()
    assert not corpus.pret
    adresse = reverse("corpus:colonnes", args=[corpus.pk])
    assert "dites laquelle le contient" in client.get(adresse).content.decode()
    assert client.post(reverse("corpus:demander", args=[corpus.pk]))["Location"] == adresse
    refus = client.post(adresse, {"employeur": "C"})
    assert refus.status_code == 422
    assert "au moins une colonne pour le texte" in refus.content.decode()
    client.post(adresse, {"texte": ["B"], "employeur": "C"})
    execution = lancer(client, str(corpus.pk), django_capture_on_commit_callbacks)
    assert execution.nombres["enregistrements"] == 3


@pytest.mark.parametrize(
    ("nom", "contenu", "dit"),
    [
        ("photo.png", b"\x89PNG", "ne peut pas être lu"),
        ("vide.csv", b"", "vide"),
        ("abime.xlsx", b"PK\x03\x04 rien", "ne peut pas être lu"),
        ("texte.parquet", b"bonjour", "ne peut pas être lu"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_and_leaves_nothing(
    client: Visiteur, dossier: Path, nom: str, contenu: bytes, dit: str
) -> None:
    reponse = apporter(client, (nom, contenu))
    assert reponse.status_code == 422  # type: ignore[attr-defined]
    assert dit in reponse.content.decode()  # type: ignore[attr-defined]
    assert not Corpus.objects.exists()
    assert not list((dossier / "corpus").glob("*"))


def test_nothing_chosen_is_said(client: Visiteur) -> None:
    reponse = client.post(reverse("corpus:nouveau"), {"titre": "Vide"})
    assert reponse.status_code == 422
    assert "Il n’y a rien à analyser" in reponse.content.decode()


def test_documents_good_and_bad_in_one_archive(
    client: Visiteur, essai: str, django_capture_on_commit_callbacks: Callable[..., object]
) -> None:
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as sortie:
        sortie.writestr("a/offre.docx", docx_simple())
        sortie.writestr("../../b.txt", TEXTE.replace("verger", "potager"))
        sortie.writestr("scan.pdf", pdf_numerise())
    apporter(client, ("offres.zip", archive.getvalue()))
    execution = lancer(client, str(Corpus.objects.get().pk), django_capture_on_commit_callbacks)
    assert execution.nombres["illisibles"] == 1
    html = client.get(reverse("corpus:non_lues", args=[execution.pk])).content.decode()
    assert "scan.pdf" in html
    assert "image" in html


def test_an_unknown_code_is_refused_before_anything_runs(client: Visiteur, essai: str) -> None:
    apporter(client, ("offres.jsonl", json.dumps(offres(1)[0]).encode()))
    corpus = Corpus.objects.get()
    reponse = client.post(reverse("corpus:demander", args=[corpus.pk]), {"emplois_types": "F2Z01 Z9Z99"})
    assert reponse.status_code == 422
    assert "n’a pas d’emploi-type Z9Z99" in reponse.content.decode()
    assert not corpus.executions.exists()


def test_files_of_one_name_are_both_kept(client: Visiteur, essai: str) -> None:
    apporter(client, ("offre.txt", TEXTE.encode()), ("offre.txt", TEXTE.encode()))
    corpus = Corpus.objects.get()
    assert corpus.fichiers == ["offre.txt", "offre (2).txt"]
    assert corpus.titre == "2 documents"


def test_removing_asks_then_leaves_nothing(client: Visiteur, dossier: Path, essai: str) -> None:
    apporter(client, ("offre.txt", TEXTE.encode()))
    corpus = Corpus.objects.get()
    adresse = reverse("corpus:supprimer", args=[corpus.pk])
    assert "effacés pour de bon" in client.get(adresse).content.decode()
    client.post(adresse)
    assert not Corpus.objects.exists()
    assert not corpus.dossier.exists()
    assert [trace.geste for trace in Trace.objects.all()] == ["corpus.supprime", "corpus.recu"]


def test_the_list_costs_the_same_with_more_corpora(
    client: Visiteur, essai: str, django_assert_num_queries: Callable[..., object]
) -> None:
    def compter() -> int:
        from django.db import connection
        from django.test.utils import CaptureQueriesContext

        with CaptureQueriesContext(
            connection,
        ) as requetes:
            client.get(reverse("corpus:liste"))
        return len(requetes)

    apporter(client, ("offre.txt", TEXTE.encode()))
    une = compter()
    for _ in range(4):
        apporter(client, ("offre.txt", TEXTE.encode()))
    assert compter() == une


def test_another_etablissement_sees_nothing(membre: Callable[..., Visiteur], essai: str) -> None:
    apporter(membre(Role.REDACTEUR), ("verger.txt", TEXTE.encode()), titre="Annonces du verger")
    corpus = Corpus.objects.get()
    autre = Etablissement.objects.create(nom="Université du Val")
    etranger = membre(Role.ADMINISTRATEUR, autre)
    assert etranger.get(reverse("corpus:page", args=[corpus.pk])).status_code == 404
    assert corpus.titre not in etranger.get(reverse("corpus:liste")).content.decode()
