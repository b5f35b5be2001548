"""What serves the analyses on a référentiel: what was learnt, an external encoder, the decision fitted."""

from __future__ import annotations

from os import PathLike
from typing import NamedTuple

from socle.alignement.calibration import Calibration, calibration_fournie
from socle.alignement.compact import EncodeurCompact
from socle.alignement.encodeur import Encodeur, EncodeurExterne
from socle.offre.apprentissage import encodeur_du_referentiel
from socle.offre.calibrage import CalibrageEdition, EncodeurNomme, calibrage_du_referentiel
from socle.referentiel import Editions, Referentiel


class Moteur(NamedTuple):
    """What an :class:`socle.offre.Analyseur` takes beside its référentiel.

    ``ajuste``: the decision was fitted on this référentiel with these encoders.
    """

    compact: Encodeur | None
    encodeur: Encodeur | None
    calibration: Calibration | None
    ajuste: bool


def charger_encodeur(modele: str | PathLike[str]) -> EncodeurNomme:
    """The external encoder of a folder or of a hub name.

    :raises OptionManquante: the library that it needs is not installed.
    :raises DocumentIllisible: there is no model there.
    """
    return EncodeurNomme(str(modele), EncodeurExterne.charger(modele))


def moteur_du_referentiel(
    referentiel: Referentiel,
    *,
    editions: Editions | None = None,
    appris: bool = True,
    externe: EncodeurNomme | None = None,
) -> Moteur:
    """What is kept beside the éditions of a référentiel, and the encoder given.

    :param appris: whether to use what was learnt.
    :raises DocumentIllisible: a file is damaged.
    """
    compact = encodeur_du_referentiel(referentiel, editions=editions) if appris else None
    calibrage = calibrage_du_referentiel(referentiel, editions=editions, compact=compact, externe=externe)
    return assembler(compact=compact, externe=externe, calibrage=calibrage)


def assembler(
    *, compact: EncodeurCompact | None, externe: EncodeurNomme | None, calibrage: CalibrageEdition | None
) -> Moteur:
    """What serves, from pieces already read. Where the decision was not fitted with the external encoder,
    nothing is sure but the same words."""
    calibration = calibrage.calibration if calibrage is not None else None
    if calibration is None and externe is not None:
        calibration = calibration_fournie("sens" if compact is not None else "mots").prudente()
    encodeur = externe.encodeur if externe is not None else None
    return Moteur(compact, encodeur, calibration, calibrage is not None)
