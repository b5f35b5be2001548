"""What serves the analyses on this site: the learning, the decision fitted, the encoder of the settings."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from contextlib import suppress
from functools import lru_cache
from threading import Lock
from typing import NamedTuple

from django.conf import settings

from socle.alignement import Encodeur
from socle.alignement.compact import Vecteurs
from socle.erreurs import DocumentIllisible
from socle.offre.calibrage import CalibrageEdition, EncodeurNomme, calibrage_du_referentiel, calibrages
from socle.offre.moteur import Moteur, assembler, charger_encodeur
from socle.referentiel import Edition, Referentiel
from socle_web.referentiels import apprentissages
from socle_web.referentiels.services import depot

_logger = logging.getLogger(__name__)


class EncodeurPartage:
    """An encoder for several threads: it keeps the words that it meets, one caller at a time.

    ``empreinte`` says what it learnt from, as the encoder does.
    """

    def __init__(self, encodeur: Encodeur) -> None:
        self._encodeur = encodeur
        self._lock = Lock()
        self.empreinte = str(getattr(encodeur, "empreinte", ""))

    def encode(self, texts: Sequence[str]) -> Vecteurs:
        """One row a text."""
        with self._lock:
            return self._encodeur.encode(texts)


class Etat(NamedTuple):
    """What is on disk for a référentiel; equal as long as nothing is learnt or fitted anew."""

    appris: str
    modifie: int
    reglages: tuple[int, ...]


def etat(referentiel: Referentiel) -> Etat:
    """What would serve now."""
    dossier = depot().dossier
    appris, modifie = "", 0
    reglages: list[int] = []
    for edition in referentiel.editions:
        quand = apprentissages.en_usage(nom=edition.nom)
        if quand is not None:
            appris, modifie = edition.nom, quand
        for fichier in sorted((dossier / edition.nom / "moteur").glob("calibration-*.json")):
            with suppress(OSError):
                reglages.append(fichier.stat().st_mtime_ns)
    return Etat(appris, modifie, tuple(reglages))


def charger(referentiel: Referentiel, de: Etat) -> Moteur:
    """Read what serves; a damaged file is left aside, an analysis does without.

    :raises ErreurSocle: the encoder of the settings cannot be loaded.
    """
    compact = apprentissages.encodeur(de.appris) if de.appris else None
    externe = _externe(settings.ENCODEUR) if settings.ENCODEUR else None
    try:
        calibrage = calibrage_du_referentiel(referentiel, editions=depot(), compact=compact, externe=externe)
    except DocumentIllisible as erreur:
        _logger.warning("The decision fitted on the édition cannot be read: %s", erreur)
        calibrage = None
    moteur = assembler(compact=compact, externe=externe, calibrage=calibrage)
    return moteur._replace(compact=EncodeurPartage(compact) if compact else None)


def reglages(edition: Edition) -> tuple[CalibrageEdition, ...]:
    """What was fitted on an édition; none when a file is damaged."""
    try:
        return calibrages(edition, editions=depot())
    except DocumentIllisible as erreur:
        _logger.warning("The decision fitted on %s cannot be read: %s", edition.nom, erreur)
        return ()


@lru_cache(maxsize=1)
def _externe(nom: str) -> EncodeurNomme:
    charge = charger_encodeur(nom)
    return EncodeurNomme(charge.nom, EncodeurPartage(charge.encodeur))
