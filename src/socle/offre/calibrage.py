"""Fitting the decision on an édition, and keeping what was fitted beside it.

One file for each way of comparing: words alone (``mots``), with what was learnt (``sens``), with an
external encoder (``encodeur``). Each says which édition and which encoders it was fitted with, and serves
with those only: after another learning, the calibration that ships serves again until a new one is made.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal, NamedTuple

from pydantic import BaseModel, ConfigDict, ValidationError

from socle.alignement.calibrage import MesureDecision, calibrer
from socle.alignement.calibration import Calibration
from socle.alignement.compact import EncodeurCompact
from socle.alignement.encodeur import Encodeur
from socle.alignement.relations import PLIS
from socle.erreurs import DocumentIllisible
from socle.offre.apprentissage import encodeur_appris
from socle.referentiel import Edition, Editions, Referentiel

DOSSIER = "moteur"
Nature = Literal["mots", "sens", "encodeur"]
NATURES: tuple[Nature, ...] = ("mots", "sens", "encodeur")
Progression = Callable[[int, int], None]

LIBELLES_NATURES: dict[Nature, str] = {
    "mots": "Avec les mots seuls",
    "sens": "Avec ce que Socle a appris",
    "encodeur": "Avec l’encodeur choisi",
}


class EncodeurNomme(NamedTuple):
    """An external encoder and the folder or the name that it was asked by."""

    nom: str
    encodeur: Encodeur


class CalibrageEdition(BaseModel):
    """A calibration fitted on an édition: with what, when, and how good it is on held-out texts.

    ``empreinte`` is the édition's; ``signature`` names the encoders.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    edition: str
    empreinte: str
    nature: Nature
    signature: str
    le: datetime
    calibration: Calibration
    mesures: tuple[MesureDecision, ...]

    @property
    def libelle(self) -> str:
        """What it was fitted with, as a reader is told."""
        return LIBELLES_NATURES[self.nature]


def signature_de(compact: EncodeurCompact | None, externe: EncodeurNomme | None) -> tuple[Nature, str]:
    """What a calibration is fitted with, and its nature."""
    appris = compact.empreinte if compact is not None else ""
    if externe is not None:
        return "encodeur", f"{appris} {externe.nom}".strip()
    return ("sens", appris) if compact is not None else ("mots", "")


def calibrer_edition(
    edition: str,
    *,
    editions: Editions | None = None,
    encodeur: EncodeurNomme | None = None,
    progression: Progression | None = None,
) -> tuple[CalibrageEdition, ...]:
    """Fit the decision on an édition and keep it beside it: on words alone, with what was learnt from it,
    and with an external encoder if given.

    :param progression: called with the calibrations done and those to do.
    :raises Introuvable: there is no such édition.
    :raises ErreurSocle: it is too small for that.
    """
    editions = editions or Editions()
    dossier = editions.chemin(edition) / DOSSIER
    referentiel = editions.charger(edition)
    faits: list[CalibrageEdition] = []
    combinaisons = list(_combinaisons(encodeur_appris(edition, editions=editions), encodeur))
    for compact, externe in combinaisons:
        if progression is not None:
            progression(len(faits), len(combinaisons))
        faits.append(_calibrer(referentiel, compact, externe))
    for fait in faits:
        _garder(dossier / _fichier(fait.nature), fait)
    return tuple(faits)


def _combinaisons(
    compact: EncodeurCompact | None, externe: EncodeurNomme | None
) -> Iterator[tuple[EncodeurCompact | None, EncodeurNomme | None]]:
    yield None, None
    if compact is not None:
        yield compact, None
    if externe is not None:
        yield compact, externe


def _calibrer(
    referentiel: Referentiel, compact: EncodeurCompact | None, externe: EncodeurNomme | None
) -> CalibrageEdition:
    edition = referentiel.edition
    nature, signature = signature_de(compact, externe)
    reserve = compact.reserve if compact is not None else None
    definitions = range(PLIS) if compact is None else () if reserve is None else (reserve,)
    calibrage = calibrer(
        referentiel,
        compact=compact,
        encodeur=externe.encodeur if externe is not None else None,
        definitions=definitions,
        donnees=f"{edition.titre or edition.nom} : lignes reformulées et définitions, la moitié sans réponse",
        empreinte=edition.empreinte,
    )
    return CalibrageEdition(
        edition=edition.nom,
        empreinte=edition.empreinte,
        nature=nature,
        signature=signature,
        le=datetime.now(UTC),
        calibration=calibrage.calibration,
        mesures=calibrage.mesures,
    )


def _fichier(nature: Nature) -> str:
    return f"calibration-{nature}.json"


def _garder(fichier: Path, calibrage: CalibrageEdition) -> None:
    # Written beside, then put in place: a stop in the middle leaves the former one whole.
    fichier.parent.mkdir(parents=True, exist_ok=True)
    brouillon = fichier.with_suffix(".partiel")
    brouillon.write_text(calibrage.model_dump_json(indent=2), encoding="utf-8")
    brouillon.replace(fichier)


def calibrages(edition: Edition, *, editions: Editions | None = None) -> tuple[CalibrageEdition, ...]:
    """What is kept beside an édition and was fitted on it, such as it is.

    :raises DocumentIllisible: a file is damaged.
    """
    editions = editions or Editions()
    if edition.nom not in editions:
        return ()
    fichiers = [editions.chemin(edition.nom) / DOSSIER / _fichier(nature) for nature in NATURES]
    trouves = [_lire(fichier) for fichier in fichiers if fichier.is_file()]
    return tuple(calibrage for calibrage in trouves if calibrage.empreinte == edition.empreinte)


def _lire(fichier: Path) -> CalibrageEdition:
    try:
        return CalibrageEdition.model_validate_json(fichier.read_bytes())
    except (OSError, ValidationError) as erreur:
        raise DocumentIllisible(
            "Le réglage de la décision ne peut pas être relu.",
            cause=f"Le fichier {fichier} est abîmé, ou vient d’une autre version de Socle.",
            remede="Refaites-le : socle referentiel calibrer.",
            code="calibration-illisible",
        ) from erreur


def calibrage_du_referentiel(
    referentiel: Referentiel,
    *,
    editions: Editions | None = None,
    compact: EncodeurCompact | None = None,
    externe: EncodeurNomme | None = None,
) -> CalibrageEdition | None:
    """What was fitted with these encoders on the last édition of a référentiel that has it."""
    voulu = signature_de(compact, externe)
    for edition in reversed(referentiel.editions):
        for calibrage in calibrages(edition, editions=editions):
            if (calibrage.nature, calibrage.signature) == voulu:
                return calibrage
    return None
