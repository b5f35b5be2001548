"""Learning from an édition in the background, and what was learnt.

The site may run as several processes: all that is known of a learning is in files, in the folder
``moteur`` of its édition. A learning holds ``en-cours.json``, written anew at each step; one that has not
been for :data:`SILENCE` seconds was left by a process that stopped, and may be taken over.
"""

from __future__ import annotations

import logging
import os
import secrets
import shutil
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from threading import Lock, Thread
from typing import NamedTuple

from django.core.files.uploadedfile import UploadedFile
from pydantic import BaseModel, ConfigDict, ValidationError

from socle.alignement import EncodeurCompact
from socle.alignement.apprentissage import REGLAGES
from socle.alignement.compact import Vecteurs
from socle.erreurs import DocumentIllisible, ErreurSocle
from socle.offre.apprentissage import apprendre, encodeur_appris
from socle.referentiel import Editions, Referentiel
from socle_web.referentiels.services import depot

SILENCE = 120
_DOSSIER, _ENCODEUR, _INUTILISE = "moteur", "encodeur.npz", "desactive"
_VERROU, _FIN, _RECUS = "en-cours.json", "fin.json", "recus-"
_FICHIERS = {"rmfp": "rmfp.csv", "rome": "rome.zip", "esco": "esco.zip"}
_logger = logging.getLogger(__name__)
# One at a time in a process: it takes the better part of two cores.
_occupe = Lock()


class Avancement(BaseModel):
    """Where a learning is: steps done and to do, none to do while the sources are read."""

    model_config = ConfigDict(frozen=True)

    jeton: str = ""
    etape: int = 0
    total: int = 0
    debut: datetime | None = None
    pid: int = 0

    @property
    def pourcentage(self) -> int:
        """The share done, out of a hundred."""
        return self.etape * 100 // self.total if self.total else 0


class Fin(BaseModel):
    """How the last learning ended."""

    model_config = ConfigDict(frozen=True)

    reussi: bool
    deja_fait: bool = False
    message: str = ""
    cause: str = ""
    remede: str = ""


class Etat(NamedTuple):
    """The learning of an édition: under way, stopped in the middle, ended, or never begun."""

    avancement: Avancement | None = None
    interrompu: bool = False
    fin: Fin | None = None


class Appris(NamedTuple):
    """What was learnt from an édition; ``encodeur`` is ``None`` when its file is damaged."""

    encodeur: EncodeurCompact | None
    le: datetime
    utilise: bool


class EnCours(ErreurSocle):
    """A learning is under way already."""

    code = "apprentissage-en-cours"


class _Remplace(Exception):
    """The lock is no longer ours: the édition was removed, or another learning took over."""


class _Tache(NamedTuple):
    """What the thread needs; it reads no setting of the site."""

    editions: Editions
    nom: str
    jeton: str
    debut: datetime
    recus: Mapping[str, Path]

    @property
    def moteur(self) -> Path:
        return self.editions.dossier / self.nom / _DOSSIER

    @property
    def depose(self) -> Path:
        return self.moteur / f"{_RECUS}{self.jeton}"


def etat(*, nom: str) -> Etat:
    """Where the learning of an édition is.

    :raises Introuvable: there is no such édition.
    """
    moteur = depot().chemin(nom) / _DOSSIER
    avancement = _avancement(moteur)
    if avancement is not None:
        return Etat(interrompu=True) if _silencieux(moteur) else Etat(avancement)
    with suppress(OSError, ValidationError):
        return Etat(fin=Fin.model_validate_json((moteur / _FIN).read_bytes()))
    return Etat()


def appris(*, nom: str) -> Appris | None:
    """What was learnt from an édition, ``None`` when nothing was."""
    moteur = depot().dossier / nom / _DOSSIER
    try:
        le = datetime.fromtimestamp((moteur / _ENCODEUR).stat().st_mtime, tz=UTC)
    except OSError:
        return None
    return Appris(_encodeur(nom), le, not (moteur / _INUTILISE).exists())


def utiliser(*, nom: str, oui: bool) -> None:
    """Use what was learnt from an édition, or leave it aside.

    :raises Introuvable: there is no such édition.
    """
    marque = depot().chemin(nom) / _DOSSIER / _INUTILISE
    if oui:
        marque.unlink(missing_ok=True)
    else:
        marque.parent.mkdir(exist_ok=True)
        marque.touch()


class EncodeurPartage:
    """An encoder for several threads: it keeps the words that it meets, one caller at a time."""

    def __init__(self, encodeur: EncodeurCompact) -> None:
        self._encodeur = encodeur
        self._lock = Lock()

    def encode(self, texts: Sequence[str]) -> Vecteurs:
        """One row a text."""
        with self._lock:
            return self._encodeur.encode(texts)


class Retenu(NamedTuple):
    """The learning that serves a référentiel; equal as long as it has not been done anew."""

    nom: str
    modifie: int

    def encodeur(self) -> EncodeurPartage | None:
        """The encoder, ``None`` when its file is damaged: an analysis does without."""
        encodeur = _encodeur(self.nom)
        return EncodeurPartage(encodeur) if encodeur else None


def retenu(referentiel: Referentiel) -> Retenu | None:
    """The learning of the last édition of a référentiel that has one in use."""
    dossier = depot().dossier
    for edition in reversed(referentiel.editions):
        moteur = dossier / edition.nom / _DOSSIER
        with suppress(OSError):
            modifie = (moteur / _ENCODEUR).stat().st_mtime_ns
            if not (moteur / _INUTILISE).exists():
                return Retenu(edition.nom, modifie)
    return None


def demarrer(*, nom: str, sources: Mapping[str, UploadedFile[bytes] | None]) -> None:
    """Learn in the background from an édition, and from the files of ``rmfp``, ``rome`` and ``esco``.

    :raises EnCours: a learning is under way.
    :raises Introuvable: there is no such édition.
    """
    editions = depot()
    moteur = editions.chemin(nom) / _DOSSIER
    jeton = secrets.token_hex(8)
    if not _occupe.acquire(blocking=False):
        raise EnCours(
            "Un apprentissage est déjà en cours.", remede="Attendez qu’il se termine pour en lancer un autre."
        )
    try:
        moteur.mkdir(exist_ok=True)
        debut = datetime.now(UTC)
        _verrouiller(moteur, Avancement(jeton=jeton, debut=debut, pid=os.getpid()))
        try:
            recus = _deposer(moteur, jeton, sources)
            if _encodeur(nom) is None:
                (moteur / _ENCODEUR).unlink(missing_ok=True)
            lancer(_travail(_Tache(editions, nom, jeton, debut, recus)))
        except BaseException:
            (moteur / _VERROU).unlink(missing_ok=True)
            raise
    except BaseException:
        _occupe.release()
        raise


def lancer(travail: Callable[[], None]) -> None:
    """Run in a thread that the end of the process does not wait for."""
    Thread(target=travail, name="apprentissage", daemon=True).start()


def _travail(tache: _Tache) -> Callable[[], None]:
    def travailler() -> None:
        try:
            fin = _apprendre(tache)
        finally:
            shutil.rmtree(tache.depose, ignore_errors=True)
            _occupe.release()
        if fin is not None and _detient(tache):
            with suppress(OSError):
                _ecrire(tache.moteur / _FIN, fin, tache.jeton)
                (tache.moteur / _VERROU).unlink()

    return travailler


def _apprendre(tache: _Tache) -> Fin | None:
    """Do it; the answer says how it ended, ``None`` when nobody waits for it any longer."""

    def battre(etape: int, total: int) -> None:
        if not _detient(tache):
            raise _Remplace
        avancement = Avancement(
            jeton=tache.jeton, etape=etape, total=total, debut=tache.debut, pid=os.getpid()
        )
        _ecrire(tache.moteur / _VERROU, avancement, tache.jeton)

    try:
        resultat = apprendre(
            tache.nom, editions=tache.editions, progression=battre, reglages=REGLAGES, **tache.recus
        )
    except _Remplace:
        return None
    except ErreurSocle as erreur:
        return Fin(reussi=False, message=erreur.message, cause=erreur.cause, remede=erreur.remede)
    except Exception:
        _logger.exception("Learning from %s failed", tache.nom)
        return Fin(
            reussi=False,
            message="L’apprentissage n’a pas abouti.",
            cause="Une erreur imprévue s’est produite ; le journal du site en garde le détail.",
            remede="Recommencez ; ce qui avait été appris auparavant reste en place.",
        )
    return Fin(reussi=True, deja_fait=resultat.deja_fait)


def _verrouiller(moteur: Path, avancement: Avancement) -> None:
    """Take the lock; one that is silent is set aside, and who held it stops at its next step."""
    if _silencieux(moteur):
        ecarte = moteur / f"ecarte-{avancement.jeton}.json"
        with suppress(FileNotFoundError):
            (moteur / _VERROU).rename(ecarte)
            ecarte.unlink()
    try:
        with (moteur / _VERROU).open("x", encoding="utf-8") as verrou:
            verrou.write(avancement.model_dump_json())
    except FileExistsError:
        raise EnCours("Un apprentissage de cette édition est déjà en cours.") from None
    (moteur / _FIN).unlink(missing_ok=True)
    for reste in moteur.glob(f"{_RECUS}*"):
        shutil.rmtree(reste, ignore_errors=True)


def _deposer(moteur: Path, jeton: str, sources: Mapping[str, UploadedFile[bytes] | None]) -> dict[str, Path]:
    dossier = moteur / f"{_RECUS}{jeton}"
    dossier.mkdir(mode=0o700)
    recus = {}
    for source, recu in sources.items():
        if recu is not None:
            recus[source] = dossier / _FICHIERS[source]
            with recus[source].open("wb") as sortie:
                sortie.writelines(recu.chunks())
    return recus


def _encodeur(nom: str) -> EncodeurCompact | None:
    try:
        return encodeur_appris(nom, editions=depot())
    except DocumentIllisible as erreur:
        _logger.warning("What was learnt from %s cannot be read: %s", nom, erreur.code)
        return None


def _avancement(moteur: Path) -> Avancement | None:
    try:
        return Avancement.model_validate_json((moteur / _VERROU).read_bytes())
    except OSError:
        return None
    except ValidationError:
        return Avancement()


def _detient(tache: _Tache) -> bool:
    avancement = _avancement(tache.moteur)
    return avancement is not None and avancement.jeton == tache.jeton


def _silencieux(moteur: Path) -> bool:
    with suppress(OSError):
        return time.time() - (moteur / _VERROU).stat().st_mtime > SILENCE
    return False


def _ecrire(fichier: Path, document: BaseModel, jeton: str) -> None:
    brouillon = fichier.with_name(f"{fichier.stem}-{jeton}.partiel")
    brouillon.write_text(document.model_dump_json(), "utf-8")
    brouillon.replace(fichier)
