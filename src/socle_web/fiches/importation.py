"""Bringing in existing fiches: files or a ZIP, one draft each, and what became of every file."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Iterator
from datetime import timedelta
from pathlib import PurePosixPath
from typing import NamedTuple

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone

from socle.erreurs import DocumentIllisible, DocumentTropGrand, ErreurSocle
from socle.offre import lire, transcrire
from socle.referentiel import FicheDePoste
from socle_web.comptes import journal
from socle_web.comptes.espaces import Espace
from socle_web.comptes.possession import champs
from socle_web.fiches import services, sources
from socle_web.fiches.models import FichierImporte, Importation
from socle_web.fiches.reprise import lire_json

FICHIERS_MAXIMUM = 300
OCTETS_PAR_FICHIER = 20 * 1024 * 1024
# What a ZIP may hold once opened: a small file may unfold without end.
OCTETS_OUVERTS = 300 * 1024 * 1024
_IGNORES = ("__macosx", ".ds_store", "thumbs.db", "desktop.ini")
_UTF_8 = 0x800


class Depot(NamedTuple):
    """A file to read, or why it cannot be."""

    nom: str
    contenu: bytes = b""
    refus: ErreurSocle | None = None


@transaction.atomic
def deposer(*, espace: Espace, fichiers: Iterable[UploadedFile[bytes]]) -> Importation:
    """Keep the files until each is read in the background; a ZIP counts for what it holds.

    :raises ErreurSocle: there is nothing to read.
    """
    from socle_web.fiches.taches import lire_fichier as tache

    depots = [depot for fichier in fichiers for depot in _ouvrir(fichier)]
    if not depots:
        raise ErreurSocle(
            "Aucune fiche n’a été choisie.",
            remede="Choisissez des fichiers DOCX, PDF, ODT ou JSON, ou un ZIP qui en contient.",
            code="importation-vide",
        )
    importation = Importation.objects.create(**champs(espace))
    for rang, depot in enumerate(depots):
        refus = depot.refus or (_de_trop() if rang >= FICHIERS_MAXIMUM else None)
        ligne = FichierImporte(importation=importation, nom=depot.nom[-300:])
        if refus is None:
            ligne.contenu = depot.contenu
            ligne.save()
            tache.enqueue(fichier_id=ligne.pk)
        else:
            _refuser(ligne, refus)
    journal.noter(espace, geste="fiches.importees", objet=importation, details={"fichiers": len(depots)})
    return importation


@transaction.atomic
def lire_fichier(*, fichier_id: int) -> None:
    """Make a draft of one file, or say why it cannot be; reading it twice changes nothing."""
    ligne = (
        FichierImporte.objects.select_for_update(of=("self",))
        .select_related("importation__etablissement", "importation__auteur")
        .filter(pk=fichier_id, traite_le=None)
        .first()
    )
    if ligne is None:
        return
    try:
        document = _lire(bytes(ligne.contenu or b""), ligne.nom)
        with transaction.atomic():
            ligne.fiche = services.creer(
                espace=_espace(ligne.importation), fiche=document, geste=f"importée de {ligne.nom}"
            )
    except ErreurSocle as erreur:
        _refuser(ligne, erreur)
        return
    ligne.contenu, ligne.traite_le = None, timezone.now()
    ligne.save()


@transaction.atomic
def purger(*, jours: int) -> int:
    """Forget the reports of old importations, and not the fiches; how many there were."""
    anciennes = Importation.objects.filter(cree_le__lt=timezone.now() - timedelta(days=jours))
    nombre: int = anciennes.count()
    anciennes.delete()
    return nombre


def _lire(contenu: bytes, nom: str) -> FicheDePoste:
    if contenu.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{"):
        return lire_json(contenu)
    return transcrire(lire(contenu, nom=PurePosixPath(nom).name), sources.referentiel())


def _espace(importation: Importation) -> Espace:
    """The space in which the files were left."""
    etablissement, auteur = importation.etablissement, importation.auteur
    tenues = auteur.appartenances.filter(etablissement=etablissement) if auteur and etablissement else ()
    return Espace(
        etablissement,
        auteur,
        importation.proprietaire,
        tuple(tenues),
        local=bool(etablissement and etablissement.local),
    )


def _refuser(ligne: FichierImporte, erreur: ErreurSocle) -> None:
    ligne.message, ligne.cause, ligne.remede = erreur.message[:500], erreur.cause[:500], erreur.remede[:500]
    ligne.contenu, ligne.traite_le = None, timezone.now()
    ligne.save()


def _ouvrir(fichier: UploadedFile[bytes]) -> Iterator[Depot]:
    nom = str(fichier.name)
    if not nom.lower().endswith(".zip"):
        if (fichier.size or 0) > OCTETS_PAR_FICHIER:
            yield Depot(nom, refus=_trop_lourd())
        else:
            yield Depot(nom, fichier.read())
        return
    try:
        with zipfile.ZipFile(io.BytesIO(fichier.read())) as archive:
            yield from _deplier(archive)
    except zipfile.BadZipFile:
        yield Depot(
            nom,
            refus=DocumentIllisible(
                "Ce ZIP ne s’ouvre pas.",
                cause="Il est abîmé ou incomplet.",
                remede="Refaites-le, ou envoyez les fichiers sans les mettre dans un ZIP.",
            ),
        )


def _deplier(archive: zipfile.ZipFile) -> Iterator[Depot]:
    reste = OCTETS_OUVERTS
    for entree in archive.infolist():
        nom = _nom_de(entree)
        if entree.is_dir() or any(partie.lower().startswith(_IGNORES) for partie in PurePosixPath(nom).parts):
            continue
        if entree.file_size > min(OCTETS_PAR_FICHIER, reste):
            yield Depot(nom, refus=_trop_lourd())
            continue
        reste -= entree.file_size
        yield _lire_entree(archive, entree, nom)


def _lire_entree(archive: zipfile.ZipFile, entree: zipfile.ZipInfo, nom: str) -> Depot:
    if entree.flag_bits & 1:
        return Depot(
            nom,
            refus=DocumentIllisible(
                "Ce fichier est protégé par un mot de passe.", remede="Refaites le ZIP sans mot de passe."
            ),
        )
    try:
        with archive.open(entree) as flux:
            contenu = flux.read(OCTETS_PAR_FICHIER + 1)
    except (zipfile.BadZipFile, NotImplementedError, EOFError, OSError):
        return Depot(
            nom,
            refus=DocumentIllisible(
                "Ce fichier ne s’extrait pas du ZIP.",
                cause="Il est abîmé, ou compressé d’une façon inconnue.",
                remede="Envoyez-le à part.",
            ),
        )
    return Depot(nom, contenu) if len(contenu) <= OCTETS_PAR_FICHIER else Depot(nom, refus=_trop_lourd())


def _nom_de(entree: zipfile.ZipInfo) -> str:
    """The name of an entry; French Windows writes accents in its own old table, without saying so."""
    if entree.flag_bits & _UTF_8:
        return entree.filename
    return entree.filename.encode("cp437", "replace").decode("cp850", "replace")


def _trop_lourd() -> ErreurSocle:
    return DocumentTropGrand(
        "Ce fichier est trop lourd.",
        cause=f"Une fiche pèse moins de {OCTETS_PAR_FICHIER // 1024 // 1024} Mo.",
        remede="Retirez ses images, puis envoyez-le de nouveau.",
    )


def _de_trop() -> ErreurSocle:
    return ErreurSocle(
        "Ce fichier n’a pas été lu.",
        cause=f"Une importation prend {FICHIERS_MAXIMUM} fichiers au plus.",
        remede="Envoyez les suivants dans une autre importation.",
        code="trop-de-fichiers",
    )
