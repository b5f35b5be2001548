"""Figures corrected for the errors of the alignment, as a labelled sample measured them.

A share that counts lines rightly aligned is multiplied by the precision (what was counted and should not
have been) and divided by the recall (what should have been and was not): ``p · precision / recall``, the
same number as the estimator of Rogan and Gladen (1978) whose specificity goes with that precision. Its
interval draws the share, the precision and the recall together. It supposes that the errors are the same
for every entry; the share of lines that no entry says is estimated directly, without that supposition.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from socle.corpus.chiffres import (
    Ailleurs,
    Chiffre,
    Chiffres,
    Correction,
    DecalageCorpus,
    EtudeEmploiType,
    Frequence,
    Part,
)
from socle.corpus.chiffres_mesures import percentiles
from socle.corpus.echantillon import TIRAGES, Echantillon, Mesures, mesurer
from socle.erreurs import ErreurSocle

Tirages = npt.NDArray[np.float64]


def corriger_chiffres(chiffres: Chiffres, echantillon: Echantillon) -> Chiffres:
    """The figures with the quality measured on a labelled sample, corrected where it bears on them.

    :raises ErreurSocle: too few lines are labelled (code ``echantillon-trop-petit``); the remedy says how
        many are needed, and where.
    """
    mesures = mesurer(echantillon)
    if not mesures.qualite.suffisante:
        raise ErreurSocle(
            "Trop peu de lignes sont étiquetées pour corriger les chiffres.",
            cause=f"{mesures.qualite.etiquetees} lignes portent une étiquette.",
            remede=mesures.qualite.remede,
            code="echantillon-trop-petit",
        )
    correcteur = _Correcteur(mesures, np.random.default_rng(echantillon.graine))
    return chiffres.model_copy(
        update={
            "qualite": mesures.qualite,
            "decisions": tuple(correcteur.decision(part) for part in chiffres.decisions),
            "decalage": correcteur.decalage(chiffres.decalage) if chiffres.decalage else None,
            "etudes": tuple(correcteur.etude(etude) for etude in chiffres.etudes),
        }
    )


class _Correcteur:
    def __init__(self, mesures: Mesures, hasard: np.random.Generator) -> None:
        self._mesures = mesures
        self._hasard = hasard
        self._rapport = mesures.precision / max(mesures.rappel, 1e-12)
        self._rapports = mesures.erreurs.precision / np.maximum(mesures.erreurs.rappel, 1e-12)

    def decision(self, part: Part) -> Part:
        """The share of lines outside the référentiel becomes that of the lines that no entry says."""
        if part.valeur != "hors-referentiel":
            return part
        return part.model_copy(
            update={
                "chiffre": _avec(part.chiffre, 1 - self._mesures.dicibles, 1 - self._mesures.erreurs.dicibles)
            }
        )

    def etude(self, etude: EtudeEmploiType) -> EtudeEmploiType:
        """An emploi-type: each line, each entry asked beyond it, and the décalage."""
        return etude.model_copy(
            update={
                "decalage": self.decalage(etude.decalage),
                "frequences": tuple(self._frequence(frequence) for frequence in etude.frequences),
                "ailleurs": tuple(self._ailleurs(ailleurs) for ailleurs in etude.ailleurs),
            }
        )

    def decalage(self, decalage: DecalageCorpus) -> DecalageCorpus:
        """Both sides say what was not matched: what was is corrected, and the rest is the side."""
        manque, manques = self._complement(decalage.manque)
        au_dela, au_delas = self._complement(decalage.au_dela)
        return decalage.model_copy(
            update={
                "manque": _avec(decalage.manque, manque, manques),
                "au_dela": _avec(decalage.au_dela, au_dela, au_delas),
                "valeur": _avec(decalage.valeur, (manque + au_dela) / 2, (manques + au_delas) / 2),
            }
        )

    def _frequence(self, frequence: Frequence) -> Frequence:
        return frequence.model_copy(update={"presente": self._part(frequence.presente)})

    def _ailleurs(self, ailleurs: Ailleurs) -> Ailleurs:
        return ailleurs.model_copy(update={"demandee": self._part(ailleurs.demandee)})

    def _part(self, chiffre: Chiffre) -> Chiffre:
        reste = chiffre.total - chiffre.effectif
        tires = self._hasard.beta(chiffre.effectif + 0.5, reste + 0.5, size=TIRAGES)
        return _avec(chiffre, chiffre.valeur * self._rapport, tires * self._rapports)

    def _complement(self, chiffre: Chiffre) -> tuple[float, Tirages]:
        """One side of the décalage; its own spread is that of its bootstrap, taken as normal."""
        ecart = max(chiffre.haut - chiffre.bas, 0.0) / (2 * 1.96)
        tires = self._hasard.normal(chiffre.valeur, ecart, size=TIRAGES)
        valeur = min(1.0, max(0.0, 1 - (1 - chiffre.valeur) * self._rapport))
        return valeur, np.clip(1 - (1 - tires) * self._rapports, 0.0, 1.0)


def _avec(chiffre: Chiffre, valeur: float, tires: Tirages) -> Chiffre:
    bas, haut = percentiles(np.clip(tires, 0.0, 1.0))
    correction = Correction(valeur=min(1.0, max(0.0, valeur)), bas=bas, haut=haut)
    return chiffre.model_copy(update={"corrige": correction})
