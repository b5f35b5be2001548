"""Importing an édition in two steps: a file is read and kept aside, then saved once it has been seen."""

from __future__ import annotations

import json
import re
import secrets
import shutil
import time
from pathlib import Path

from django.conf import settings

from socle.erreurs import DocumentIllisible, Introuvable
from socle.referentiel import URL_REFERENS_III, Apercu, telecharger
from socle_web.referentiels.services import depot

_JETON = re.compile(r"[A-Za-z0-9_-]{22}")
# A file that nobody confirmed is dropped at the next import once it is older than this, in seconds.
_DUREE = 24 * 3600


def deposer(*, contenu: bytes, nom: str, titre: str, origine: str) -> str:
    """Check that a file is a référentiel and keep it aside; the answer names it.

    :raises DocumentIllisible: it is not one.
    """
    if not contenu.strip():
        raise DocumentIllisible(
            "Le fichier est vide.",
            remede="Téléchargez-le de nouveau depuis le site du ministère, puis recommencez.",
            code="fichier-vide",
        )
    depot().preparer(contenu, nom=nom, titre=titre, origine=origine)
    _oublier_les_anciens()
    jeton = secrets.token_urlsafe(16)
    dossier = _racine() / jeton
    dossier.mkdir(parents=True, mode=0o700)
    (dossier / "source.csv").write_bytes(contenu)
    _noter(dossier, nom=nom, titre=titre, origine=origine)
    return jeton


def telecharger_referens(*, nom: str, titre: str) -> str:
    """The same, for RéFérens III fetched from the ministry's open data.

    :raises ReseauIndisponible: the ministry's server cannot be reached.
    """
    return deposer(contenu=telecharger(URL_REFERENS_III), nom=nom, titre=titre, origine=URL_REFERENS_III)


def apercu(*, jeton: str) -> Apercu:
    """What saving the file kept aside would change.

    :raises Introuvable: it has been saved or dropped since.
    """
    dossier = _dossier(jeton)
    demande = json.loads((dossier / "demande.json").read_text("utf-8"))
    return depot().preparer((dossier / "source.csv").read_bytes(), **demande)


def renommer(*, jeton: str, nom: str, titre: str) -> Apercu:
    """The same file under another name."""
    dossier = _dossier(jeton)
    demande = json.loads((dossier / "demande.json").read_text("utf-8"))
    _noter(dossier, nom=nom, titre=titre, origine=demande["origine"])
    return apercu(jeton=jeton)


def enregistrer(*, jeton: str) -> str:
    """Save the file kept aside as an édition; the answer is its name.

    :raises EditionExistante: the name is taken: the file stays aside, to be given another.
    """
    pret = apercu(jeton=jeton)
    depot().enregistrer(pret)
    abandonner(jeton=jeton)
    return pret.edition.nom


def abandonner(*, jeton: str) -> None:
    """Drop the file kept aside."""
    shutil.rmtree(_dossier(jeton), ignore_errors=True)


def _racine() -> Path:
    dossier: Path = settings.SOCLE_DONNEES / "apercus"
    return dossier


def _dossier(jeton: str) -> Path:
    dossier = _racine() / jeton
    if not _JETON.fullmatch(jeton) or not dossier.is_dir():
        raise Introuvable(
            "Cet aperçu n’existe plus.",
            cause="L’édition a été enregistrée ou abandonnée, ou l’aperçu date de plus d’un jour.",
            remede="Consultez la liste des éditions, ou importez le fichier de nouveau.",
            code="apercu-introuvable",
        )
    return dossier


def _noter(dossier: Path, *, nom: str, titre: str, origine: str) -> None:
    demande = {"nom": nom, "titre": titre, "origine": origine}
    (dossier / "demande.json").write_text(json.dumps(demande), "utf-8")


def _oublier_les_anciens() -> None:
    limit = time.time() - _DUREE
    for dossier in _racine().glob("*"):
        if dossier.stat().st_mtime < limit:
            shutil.rmtree(dossier, ignore_errors=True)
