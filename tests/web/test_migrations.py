"""Migrations on a filled database, from the first state of each app to the last: nothing is lost."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from installation import Installation, installer

# What the site held before accounts, établissements and the life of a fiche.
REMPLIR = """
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from socle.offre import Analyseur, decouper
from socle.referentiel import Referentiel

executeur = MigrationExecutor(connection)
etats = [("comptes", "0001_etablissement"), ("fiches", "0001_initial"), ("offres", "0001_initial"),
         ("sessions", "0001_initial"), ("auth", "0012_alter_user_first_name_max_length")]
executeur.migrate(etats)
modele = executeur.loader.project_state(etats).apps.get_model
livret = Referentiel.livret()
modele("comptes", "Etablissement").objects.create(pk=1, nom="Université de Port-Mer", logo=bytes(range(256)))
modele("auth", "User").objects.create(username="admin", is_staff=True)
for rang, fiche in enumerate(livret.fiches):
    document = fiche.model_dump(mode="json")
    brouillon = modele("fiches", "Brouillon").objects.create(
        proprietaire=f"jeton-{rang % 2}", intitule=fiche.intitule, document=document, numero=2
    )
    for numero, parent in ((1, None), (2, 1)):
        modele("fiches", "Revision").objects.create(
            brouillon=brouillon, numero=numero, parent=parent, document=document, geste="essai"
        )
analyse = Analyseur(livret).analyser(decouper("Mission : former les équipes et concevoir des cours."))
modele("offres", "AnalyseEnregistree").objects.create(
    proprietaire="jeton-0", titre="Offre", nom="offre.txt", document=analyse.model_dump(mode="json"),
    conserve=True, original=b"texte",
)
"""
LIRE_AVANT = """
import json
from django.db import connection
with connection.cursor() as curseur:
    curseur.execute("SELECT document FROM fiches_brouillon ORDER BY id")
    lus = [ligne[0] for ligne in curseur.fetchall()]
documents = [json.loads(lu) if isinstance(lu, str) else lu for lu in lus]
print(json.dumps(sorted(json.dumps(document, sort_keys=True) for document in documents)))
"""
LIRE_APRES = """
import json
from socle_web.comptes.models import Etablissement
from socle_web.fiches.models import Fiche, Revision
from socle_web.offres.models import AnalyseEnregistree
analyse = AnalyseEnregistree.objects.get()
print(json.dumps({
    "documents": sorted(json.dumps(fiche.document, sort_keys=True) for fiche in Fiche.objects.all()),
    "revisions": Revision.objects.count(),
    "lisibles": [fiche.contenu.intitule == fiche.intitule for fiche in Fiche.objects.all()],
    "etats": sorted(set(Fiche.objects.values_list("etat", flat=True))),
    "proprietaires": sorted(set(Fiche.objects.values_list("proprietaire", flat=True))),
    "lieux": sorted({str(fiche.etablissement or "") for fiche in Fiche.objects.all()}),
    "logos": [bytes(lieu.logo) == bytes(range(256)) for lieu in Etablissement.objects.all()],
    "original": bytes(analyse.original).decode(), "analyse": analyse.analyse.offre.texte[:7],
}))
"""
PAGES = """
from django.test import Client
from socle_web.fiches.models import Fiche
client = Client(SERVER_NAME="localhost")
for fiche in Fiche.objects.all():
    assert client.get(f"/fiches/{fiche.pk}/").status_code == 200, fiche
assert client.get("/fiches/").status_code == 200
print("ouvertes")
"""
SERVEUR = {
    "SOCLE_MODE": "serveur",
    "SOCLE_SECRET": "une longue suite de caracteres",
    "SOCLE_HOTES": "socle.example",
}


@pytest.fixture
def ancienne(tmp_path: Path) -> Iterator[Installation]:
    with installer(tmp_path / "donnees", migrer=False) as installation:
        yield installation


def _migrer(installation: Installation) -> dict[str, Any]:
    resultat = installation.commande("migrate", "--verbosity", "0")
    assert resultat.returncode == 0, resultat.stderr
    lu: dict[str, Any] = json.loads(installation.executer(LIRE_APRES))
    return lu


def test_on_one_machine_every_fiche_reaches_the_local_space(ancienne: Installation) -> None:
    ancienne.executer(REMPLIR)
    documents = json.loads(ancienne.executer(LIRE_AVANT))
    apres = _migrer(ancienne)
    assert apres["documents"] == documents
    assert apres["revisions"] == 10
    assert all(apres["lisibles"])
    assert apres["etats"] == ["brouillon"]
    assert apres["lieux"] == ["Université de Port-Mer"]
    assert apres["logos"] == [True]
    assert (apres["original"], apres["analyse"]) == ("texte", "Mission")
    assert ancienne.executer(PAGES) == "ouvertes\n"
    assert ancienne.commande("makemigrations", "--check").returncode == 0


def test_on_a_server_each_browser_keeps_its_own(ancienne: Installation) -> None:
    ancienne.environnement |= SERVEUR
    ancienne.executer(REMPLIR)
    documents = json.loads(ancienne.executer(LIRE_AVANT))
    apres = _migrer(ancienne)
    assert apres["documents"] == documents
    assert apres["proprietaires"] == ["jeton-0", "jeton-1"]
    assert apres["lieux"] == [""]
    assert apres["logos"] == [True]


def test_a_backup_of_that_time_is_restored_today(ancienne: Installation, tmp_path: Path) -> None:
    ancienne.executer(REMPLIR)
    documents = json.loads(ancienne.executer(LIRE_AVANT))
    archive = tmp_path / "ancienne.zip"
    resultat = ancienne.commande("sauvegarder", str(archive))
    assert resultat.returncode == 0, resultat.stderr
    with installer(tmp_path / "neuve", migrer=False) as neuve:
        resultat = neuve.commande("restaurer", str(archive))
        assert resultat.returncode == 0, resultat.stderr
        apres = json.loads(neuve.executer(LIRE_APRES))
        assert apres["documents"] == documents
        assert (apres["original"], apres["revisions"]) == ("texte", 10)
