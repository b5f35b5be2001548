"""Learning from an édition and fitting the decision on it, in the background; and what was learnt.

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
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from threading import Lock, Thread
from typing import Literal, NamedTuple

from django.core.files.uploadedfile import UploadedFile
from pydantic import BaseModel, ConfigDict, ValidationError

from socle.alignement import EncodeurCompact
from socle.alignement.apprentissage import REGLAGES
from socle.erreurs import DocumentIllisible, ErreurSocle
from socle.offre.apprentissage import Progression, apprendre, encodeur_appris
from socle.offre.calibrage import calibrer_edition
from socle.referentiel import Editions
from socle_web.referentiels.services import depot

SILENCE = 120
Geste = Literal["apprentissage", "reglage"]
Travail = Callable[[Progression], bool]
_DOSSIER, _ENCODEUR, _INUTILISE = "moteur", "encodeur.npz", "desactive"
_VERROU, _FIN, _RECUS = "en-cours.json", "fin.json", "recus-"
_FICHIERS = {"rmfp": "rmfp.csv", "rome": "rome.zip", "esco": "esco.zip"}
_ECHECS: dict[Geste, str] = {
    "apprentissage": "L’apprentissage n’a pas abouti.",
    "reglage": "Le réglage n’a pas abouti.",
}
_logger = logging.getLogger(__name__)
# One at a time in a process: it takes the better part of two cores.
_occupe = Lock()


class Avancement(BaseModel):
    """Where the work is: steps done and to do, none to do while the sources are read."""

    model_config = ConfigDict(frozen=True)

    geste: Geste = "apprentissage"
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
    """How the last work ended."""

    model_config = ConfigDict(frozen=True)

    geste: Geste = "apprentissage"
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

    @property
    def geste(self) -> Geste:
        """What is under way, or was last."""
        dernier = self.avancement or self.fin
        return dernier.geste if dernier else "apprentissage"


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
    """What the thread needs; it reads no setting of the site. ``travail`` says whether it was done before."""

    editions: Editions
    nom: str
    geste: Geste
    jeton: str
    debut: datetime
    travail: Travail

    def avancement(self, etape: int = 0, total: int = 0) -> Avancement:
        return Avancement(
            geste=self.geste, jeton=self.jeton, etape=etape, total=total, debut=self.debut, pid=os.getpid()
        )

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
    return Appris(encodeur(nom), le, not (moteur / _INUTILISE).exists())


def en_usage(*, nom: str) -> int | None:
    """When what was learnt from an édition was written, ``None`` when nothing serves."""
    moteur = depot().dossier / nom / _DOSSIER
    with suppress(OSError):
        modifie = (moteur / _ENCODEUR).stat().st_mtime_ns
        return None if (moteur / _INUTILISE).exists() else modifie
    return None


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


def demarrer(*, nom: str, sources: Mapping[str, UploadedFile[bytes] | None]) -> None:
    """Learn in the background from an édition, and from the files of ``rmfp``, ``rome`` and ``esco``.

    :raises EnCours: a learning is under way.
    :raises Introuvable: there is no such édition.
    """
    editions = depot()

    def preparer(moteur: Path, jeton: str) -> Travail:
        recus = _deposer(moteur, jeton, sources)
        if encodeur(nom) is None:
            (moteur / _ENCODEUR).unlink(missing_ok=True)
        return lambda battre: (
            apprendre(nom, editions=editions, progression=battre, reglages=REGLAGES, **recus).deja_fait
        )

    _demarrer(editions, nom, "apprentissage", preparer)


def demarrer_reglage(*, nom: str) -> None:
    """Fit the decision on an édition in the background.

    :raises EnCours: a learning or a fit is under way.
    :raises Introuvable: there is no such édition.
    """
    editions = depot()

    def regler(battre: Progression) -> bool:
        calibrer_edition(nom, editions=editions, progression=battre)
        return False

    _demarrer(editions, nom, "reglage", lambda moteur, jeton: regler)


def _demarrer(editions: Editions, nom: str, geste: Geste, preparer: Callable[[Path, str], Travail]) -> None:
    moteur = editions.chemin(nom) / _DOSSIER
    if not _occupe.acquire(blocking=False):
        raise EnCours(
            "Un apprentissage ou un réglage est déjà en cours.",
            remede="Attendez qu’il se termine pour en lancer un autre.",
        )
    try:
        moteur.mkdir(exist_ok=True)
        jeton, debut = secrets.token_hex(8), datetime.now(UTC)
        _verrouiller(moteur, Avancement(geste=geste, jeton=jeton, debut=debut, pid=os.getpid()))
        try:
            lancer(_travail(_Tache(editions, nom, geste, jeton, debut, preparer(moteur, jeton))))
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
            fin = _faire(tache)
        finally:
            shutil.rmtree(tache.depose, ignore_errors=True)
            _occupe.release()
        if fin is not None and _detient(tache):
            with suppress(OSError):
                _ecrire(tache.moteur / _FIN, fin, tache.jeton)
                (tache.moteur / _VERROU).unlink()

    return travailler


def _faire(tache: _Tache) -> Fin | None:
    """Do it; the answer says how it ended, ``None`` when nobody waits for it any longer."""

    def battre(etape: int, total: int) -> None:
        if not _detient(tache):
            raise _Remplace
        _ecrire(tache.moteur / _VERROU, tache.avancement(etape, total), tache.jeton)

    try:
        deja_fait = tache.travail(battre)
    except _Remplace:
        return None
    except ErreurSocle as erreur:
        return Fin(
            geste=tache.geste,
            reussi=False,
            message=erreur.message,
            cause=erreur.cause,
            remede=erreur.remede,
        )
    except Exception:
        _logger.exception("The %s of %s failed", tache.geste, tache.nom)
        return Fin(
            geste=tache.geste,
            reussi=False,
            message=_ECHECS[tache.geste],
            cause="Une erreur imprévue s’est produite ; le journal du site en garde le détail.",
            remede="Recommencez ; ce qui était là auparavant reste en place.",
        )
    return Fin(geste=tache.geste, reussi=True, deja_fait=deja_fait)


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
        raise EnCours("Un apprentissage ou un réglage de cette édition est déjà en cours.") from None
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


def encodeur(nom: str) -> EncodeurCompact | None:
    """What was learnt from an édition, ``None`` when nothing was or when its file is damaged."""
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
