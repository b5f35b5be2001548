"""A small édition, a table of offers, and the runs made over it at once."""

from __future__ import annotations

import json
from collections.abc import Callable

import petite_edition
import pytest
from corpus_analyses import Analyse, offres
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from visite import Visiteur

from socle_web.corpus.models import Execution


@pytest.fixture
def essai(importer: Callable[..., str]) -> str:
    return importer(petite_edition.NOM, petite_edition.ecrire(), "RéFérens d’essai")


@pytest.fixture(autouse=True)
def taches_immediates(settings: object) -> None:
    """A run is made as soon as it is asked for."""
    immediat = {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend", "QUEUES": []}
    settings.TASKS = {"default": immediat}  # type: ignore[attr-defined]


@pytest.fixture
def jsonl() -> SimpleUploadedFile:
    contenu = "\n".join(json.dumps(offre, ensure_ascii=False) for offre in offres(24))
    return SimpleUploadedFile("offres.jsonl", contenu.encode())


@pytest.fixture
def analysee(
    db: None,
    essai: str,
    client: Visiteur,
    jsonl: SimpleUploadedFile,
    django_capture_on_commit_callbacks: Callable[..., object],
) -> Analyse:
    """A corpus of 24 offers, analysed."""
    recu = client.post(reverse("corpus:nouveau"), {"titre": "Offres du verger", "fichiers": [jsonl]})
    assert recu.status_code == 302, recu.content.decode()
    execution = lancer(client, recu["Location"].rstrip("/").split("/")[2], django_capture_on_commit_callbacks)
    assert execution.etat == "terminee", execution.erreur
    return Analyse(client, execution)


def lancer(client: Visiteur, corpus: str, capture: Callable[..., object], **donnees: str) -> Execution:
    with capture(execute=True):  # type: ignore[attr-defined]
        reponse = client.post(reverse("corpus:demander", args=[corpus]), donnees)
    assert reponse.status_code == 302
    return Execution.objects.select_related("corpus").order_by("-numero").first()  # type: ignore[return-value]
