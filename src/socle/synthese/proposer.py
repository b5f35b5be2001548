"""From verdicts to an emploi-type, each line with its evidence; and what it would change for whom."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from socle.referentiel.comparaison import Comparaison
from socle.referentiel.documents import EmploiType, Objet
from socle.referentiel.fiche_de_poste import FicheDePoste
from socle.synthese.etude import Etude, PreuveLigne


class LigneTouchee(Objet):
    """A line of a fiche that its emploi-type would no longer carry as it is.

    ``devient`` is the nearest line of the proposal, or empty where nothing takes its place.
    """

    rubrique: str
    texte: str
    devient: str = ""


class FicheTouchee(Objet):
    """A fiche derived from the emploi-type that would change, and its lines concerned."""

    intitule: str
    reference: str = ""
    lignes: tuple[LigneTouchee, ...]
    inchangees: int


class Effets(Objet):
    """What adopting a proposal would change: the emploi-type, then each fiche derived from it."""

    comparaison: Comparaison
    fiches: tuple[FicheTouchee, ...]


def proposer(
    etude: Etude,
    gabarit: EmploiType,
    *,
    le: datetime,
    auteur: str = "",
    motif: str = "",
    remplace: str = "",
) -> Etude:
    """The study with a new version of its proposal.

    The lines of the candidates in consensus enter the rubrique of their nature, in the order of the
    study. ``gabarit`` gives everything else: code, intitulé, mission, corps, BAP, and the lines that no
    candidate of the study stands for, which enter with a reason instead of evidence.

    :param remplace: the code of the emploi-type that it would replace.
    :raises ErreurSocle: no candidate is in consensus.
    """
    raise NotImplementedError


def preuves(etude: Etude, emploi: EmploiType) -> tuple[PreuveLigne, ...]:
    """The evidence of each line of an emploi-type, by the candidate that its wording is."""
    raise NotImplementedError


def effets(propose: EmploiType, actuel: EmploiType, *, fiches: Iterable[FicheDePoste] = ()) -> Effets:
    """What putting ``propose`` in the place of ``actuel`` would change, for it and for those fiches."""
    raise NotImplementedError
