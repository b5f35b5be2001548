"""Backup, destruction, restoration: identical documents, on either database, from an older Socle too."""

from __future__ import annotations

import json
import shutil
import zipfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from installation import Installation, installer

from exemples.referens import ecrire_csv
from socle.referentiel import Editions

REMPLIR = """
from pathlib import Path
from django.conf import settings
from django.contrib.auth.models import Group, User
from django_tasks_db.models import DBTaskResult
from socle.referentiel import Referentiel
from socle_web.comptes import annuaire, journal
from socle_web.comptes.espaces import Espace
from socle_web.comptes.models import Etablissement, Role
from socle_web.fiches import services as fiches
from socle_web.offres import services as offres
from socle_web.offres.services import Lecture, Source
from taches_d_essai import patienter

etablissement = Etablissement.objects.create(nom="Université de Port-Mer", logo=bytes(range(256)))
service = annuaire.creer_service(etablissement=etablissement, nom="Appui à la pédagogie")
annuaire.creer_service(etablissement=etablissement, nom="Studio", parent=service)
user = User.objects.create_user("responsable", "responsable@port-mer.example", "un mot de passe")
user.groups.add(Group.objects.create(name="essai"))
annuaire.donner_role(user=user, etablissement=etablissement, role=Role.RESPONSABLE, service=service)
espace = Espace(etablissement, user)
journal.noter(espace, geste="service.cree", objet=service, details={"nom": "Appui à la pédagogie"})
ref = Referentiel.livret()
for fiche in ref.fiches:
    fiches.creer(espace=espace, fiche=fiche, geste="essai")
source = Source("offre.txt", "Mission : former les équipes et concevoir des cours.".encode())
offres.enregistrer(espace=espace, source=source, lecture=Lecture(), conserver=True)
patienter.enqueue("/nulle-part")
moteur = settings.SOCLE_DONNEES / "editions" / "referens-test" / "moteur"
moteur.mkdir(exist_ok=True)
(moteur / "encodeur.npz").write_bytes(bytes(range(256)) * 99)
(moteur / "en-cours.partiel").write_text("rien")
"""

# The next identifiant follows those that were restored.
AJOUTER = """
from socle_web.comptes import annuaire
from socle_web.comptes.models import Etablissement
print(annuaire.creer_service(etablissement=Etablissement.objects.get(), nom="Après").pk > 2)
"""
DOCUMENTS = """
import json
from socle_web.fiches.models import Revision
from socle_web.offres.models import AnalyseEnregistree
for objet in [*Revision.objects.order_by("fiche_id", "numero"), *AnalyseEnregistree.objects.all()]:
    original = bytes(getattr(objet, "original", b"")).hex()
    print(objet.pk, objet.cree_le, json.dumps(objet.document, sort_keys=True), original)
"""


@pytest.fixture
def preparer(tmp_path: Path) -> Iterator[Callable[..., Installation]]:
    """As many installations as the test wants."""
    with ExitStack() as pile:
        yield lambda nom, **options: pile.enter_context(installer(tmp_path / nom, **options))


def _importer(installation: Installation) -> None:
    stored = Editions(installation.dossier)
    stored.enregistrer(
        stored.preparer(ecrire_csv(), nom="referens-test", titre="RéFérens", origine="referens.csv")
    )


@pytest.fixture
def remplie(preparer: Callable[..., Installation]) -> Installation:
    """An installation with something in every kind of table."""
    installation = preparer("premiere")
    _importer(installation)
    installation.executer(REMPLIR)
    return installation


def _contenu(archive: Path) -> dict[str, Any]:
    """What a backup says of its members, but for the date."""
    with zipfile.ZipFile(archive) as ouverte:
        manifeste = json.loads(ouverte.read("manifeste.json"))
    return {nom: manifeste[nom] for nom in ("migrations", "tables", "empreintes")}


def _sauvegarder(installation: Installation, archive: Path) -> dict[str, Any]:
    resultat = installation.commande("sauvegarder", str(archive))
    assert resultat.returncode == 0, resultat.stderr
    return _contenu(archive)


def test_destroyed_then_restored_it_holds_the_same_documents(
    remplie: Installation, preparer: Callable[..., Installation], tmp_path: Path
) -> None:
    avant = _sauvegarder(remplie, tmp_path / "a.zip")
    assert avant["tables"]["fiches.fiche"]["lignes"] == 5
    assert avant["tables"]["auth.user_groups"]["lignes"] == 1
    assert "fichiers/editions/referens-test/moteur/encodeur.npz" in avant["empreintes"]
    assert not [nom for nom in avant["empreintes"] if "partiel" in nom or "secret" in nom or "sqlite" in nom]
    assert (tmp_path / "a.zip").stat().st_mode & 0o077 == 0

    shutil.rmtree(remplie.dossier)
    neuve = preparer("seconde", migrer=False)
    resultat = neuve.commande("restaurer", str(tmp_path / "a.zip"))
    assert resultat.returncode == 0, resultat.stderr
    assert _sauvegarder(neuve, tmp_path / "b.zip") == avant
    assert neuve.executer(AJOUTER) == "True\n"


def test_from_one_database_to_the_other_and_back(
    remplie: Installation, preparer: Callable[..., Installation], tmp_path: Path
) -> None:
    """In the run on PostgreSQL; on SQLite both are the same."""
    _sauvegarder(remplie, tmp_path / "a.zip")
    sqlite, retour = preparer("sqlite", base=""), preparer("retour")
    assert sqlite.commande("restaurer", str(tmp_path / "a.zip")).returncode == 0
    assert sqlite.executer(DOCUMENTS) == remplie.executer(DOCUMENTS)
    _sauvegarder(sqlite, tmp_path / "b.zip")
    assert retour.commande("restaurer", str(tmp_path / "b.zip")).returncode == 0
    assert retour.executer(DOCUMENTS) == remplie.executer(DOCUMENTS)


def test_what_is_there_is_not_replaced_unasked_and_is_kept_when_it_is(
    remplie: Installation, preparer: Callable[..., Installation], tmp_path: Path
) -> None:
    avant = _sauvegarder(remplie, tmp_path / "a.zip")
    occupee = preparer("occupee")
    occupee.executer(
        "from socle_web.comptes.models import Etablissement; Etablissement.objects.create(nom='Autre')"
    )
    refus = occupee.commande("restaurer", str(tmp_path / "a.zip"))
    assert refus.returncode == 1
    assert "--ecraser" in refus.stderr
    resultat = occupee.commande("restaurer", str(tmp_path / "a.zip"), "--ecraser")
    assert resultat.returncode == 0, resultat.stderr
    assert _sauvegarder(occupee, tmp_path / "b.zip") == avant
    (precedente,) = occupee.dossier.glob("avant-restauration-*.zip")
    assert _contenu(precedente)["tables"]["comptes.etablissement"]["lignes"] == 1
    assert "existe déjà" in occupee.commande("sauvegarder", str(tmp_path / "b.zip")).stderr


def _abimer(archive: Path, abimee: Path, nom: str, contenu: Callable[[bytes], bytes]) -> None:
    with zipfile.ZipFile(archive) as entree, zipfile.ZipFile(abimee, "w") as sortie:
        for membre in entree.namelist():
            lu = entree.read(membre)
            sortie.writestr(membre, contenu(lu) if membre == nom else lu)


def _changer_migration(lu: bytes) -> bytes:
    manifeste = json.loads(lu)
    manifeste["migrations"].append("fiches.0999_demain")
    return json.dumps(manifeste).encode()


def test_a_damaged_or_newer_backup_changes_nothing(
    remplie: Installation, preparer: Callable[..., Installation], tmp_path: Path
) -> None:
    _sauvegarder(remplie, tmp_path / "a.zip")
    neuve = preparer("neuve")
    _abimer(
        tmp_path / "a.zip",
        tmp_path / "b.zip",
        "base/fiches.fiche.jsonl",
        lambda lu: lu[:-9] + b'"autre"]\n',
    )
    _abimer(tmp_path / "a.zip", tmp_path / "c.zip", "manifeste.json", _changer_migration)
    (tmp_path / "d.zip").write_bytes((tmp_path / "a.zip").read_bytes()[:-500])
    for nom, message in (("b", "abîmé"), ("c", "plus récente"), ("d", "abîmé"), ("absent", "n’existe pas")):
        refus = neuve.commande("restaurer", str(tmp_path / f"{nom}.zip"))
        assert refus.returncode == 1
        assert message in refus.stderr
        assert "Traceback" not in refus.stderr
    assert neuve.executer("from socle_web.fiches.models import Fiche; print(Fiche.objects.count())") == "0\n"


def test_nothing_is_restored_under_a_running_site(remplie: Installation, tmp_path: Path) -> None:
    _sauvegarder(remplie, tmp_path / "a.zip")
    remplie.executer("from socle_web.commun import taches; taches.battre(identifiants=['un'])")
    refus = remplie.commande("restaurer", str(tmp_path / "a.zip"), "--ecraser")
    assert refus.returncode == 1
    assert "en marche" in refus.stderr
