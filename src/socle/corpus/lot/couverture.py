"""Which lines of an emploi-type many offers ask for, and which of their lines ask for something else."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from socle.alignement import Index
from socle.alignement.lot import Decoupes
from socle.corpus.lot import noyaux
from socle.offre.analyse.couverture import LIGNES_GARDEES, SEUIL_PARTIEL, SEUIL_PRESENT
from socle.referentiel import EmploiType, Referentiel
from socle.referentiel.texte import cle

ETATS = ("absent", "partiel", "present")


class Couverture(NamedTuple):
    """The coverage of one emploi-type by some offers: one row an offer, one column a line of the emploi-type.

    ``lignes`` are the ranks, in each offer, of the lines that ask for them first (-1 for none).
    """

    etats: npt.NDArray[np.int8]
    ressemblances: npt.NDArray[np.float64]
    lignes: npt.NDArray[np.int32]


class _Fiche:
    """An emploi-type ready to be covered."""

    def __init__(self, emploi: EmploiType, tous: Index, cles: dict[str, int]) -> None:
        lignes = list(emploi.toutes_les_lignes())
        self.rubriques = [rubrique for rubrique, _ in lignes]
        libelles = [ligne.libelle for _, ligne in lignes]
        self.cles = np.array([cles.get(cle(libelle), -2) for libelle in libelles], dtype=np.int64)
        self.index = Index([str(place) for place in range(len(libelles))], libelles)
        self.traits = self.index.traits_de(tous)


class Couvertures:
    """Covers the emplois-types of a référentiel; each is made ready when first asked for.

    :param cles: a number for each wording of an entry.
    """

    def __init__(self, referentiel: Referentiel, cles: dict[str, int]) -> None:
        self._referentiel = referentiel
        self._cles = cles
        self._fiches: dict[str, _Fiche] = {}

    @cached_property
    def _tous(self) -> Index:
        """All the lines of all the emplois-types: the words that texts are cut into."""
        libelles = dict.fromkeys(
            ligne.libelle
            for emploi in self._referentiel.emplois_types
            for _, ligne in emploi.toutes_les_lignes()
        )
        return Index([str(rang) for rang in range(len(libelles))], list(libelles))

    def fiche(self, code: str) -> _Fiche:
        """An emploi-type made ready."""
        if code not in self._fiches:
            self._fiches[code] = _Fiche(self._referentiel[code], self._tous, self._cles)
        return self._fiches[code]

    def couper(self, textes: Sequence[str]) -> Decoupes:
        """Texts cut once for every emploi-type."""
        return self._tous.lot().decouper(textes).resserrer()

    def couvrir(
        self,
        code: str,
        decoupes: Decoupes,
        *,
        bornes: npt.NDArray[np.int64],
        fiches: npt.NDArray[np.int64],
        sures: npt.NDArray[np.int64],
        probabilites: npt.NDArray[np.float64],
        rattachees: npt.NDArray[np.bool_],
    ) -> Couverture:
        """How some offers cover one emploi-type.

        :param bornes: the lines of offer ``i`` are ``bornes[i]`` to ``bornes[i + 1]``.
        :param fiches: for each line, its text among those that were cut.
        :param sures: for each line that is surely an entry, the number of its wording (-1 otherwise).
        :param rattachees: receives the lines that ask for something of the emploi-type.
        """
        fiche = self.fiche(code)
        places = len(fiche.cles)
        voulus, inverse = np.unique(fiches, return_inverse=True)
        ressemblances = np.zeros((len(voulus), places), dtype=np.int32)
        if places and len(voulus):
            ressemblances = self._ressemblances(fiche, decoupes, voulus)
        nombre = len(bornes) - 1
        couverture = Couverture(
            np.zeros((nombre, places), dtype=np.int8),
            np.zeros((nombre, places)),
            np.full((nombre, places), -1, dtype=np.int32),
        )
        noyaux.couvrir(
            bornes, inverse.reshape(-1), ressemblances, sures, probabilites, fiche.cles, SEUIL_PRESENT,
            SEUIL_PARTIEL, LIGNES_GARDEES, *couverture, rattachees,
        )  # fmt: skip
        return couverture

    @staticmethod
    def _ressemblances(
        fiche: _Fiche, decoupes: Decoupes, voulus: npt.NDArray[np.int64]
    ) -> npt.NDArray[np.int32]:
        """The likeness of the texts wanted with each line of the emploi-type, in millionths."""
        ici = decoupes._replace(mots_traits=fiche.traits[decoupes.mots_traits])
        return np.rint(fiche.index.noter_decoupes(ici, voulus) * 1e6).astype(np.int32)
