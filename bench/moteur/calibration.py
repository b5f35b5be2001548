"""Fit the decision and check it: precision and recall of « sûr », what is told to be outside.

The questions, the fit and the cross-validation are the product's (``socle referentiel calibrer``). With
what is learnt, each fold is asked of an encoder that did not learn its definitions; the product has one
encoder, which leaves out those of one fold.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from bench.moteur.apprentissages import plis
from bench.moteur.donnees import referentiel
from bench.moteur.mesures import ligne, titre
from socle.alignement.calibrage import Validation, ajuster, valider
from socle.alignement.calibration import COUVERTURES
from socle.alignement.epreuve import Epreuve, Questionnaire

FICHIER = Path(__file__).resolve().parents[2] / "src" / "socle" / "donnees" / "calibration" / "decision.json"
DONNEES = "RéFérens III : lignes reformulées et définitions, la moitié sans réponse"


def montrer(validation: Validation) -> None:
    """Cross-validated figures."""
    for mesure in validation.mesures():
        precision = "jamais dit" if mesure.precision is None else f"précision {mesure.precision:.3f}"
        ligne(
            f"  « sûr », {mesure.genre} ({mesure.textes} questions)",
            f"{precision}  rappel {mesure.rappel:.3f}  ({mesure.surs} sûrs)",
            "plancher 0.95, but 0.98 au rappel 0.80",
        )
    epreuves, p = validation.epreuves, validation.probabilites
    justes = np.array([epreuve.premier for epreuve in epreuves])
    presents = np.array([epreuve.present for epreuve in epreuves])
    trouvables = np.array([epreuve.trois for epreuve in epreuves])
    hors = np.array([decision == "hors-referentiel" for decision in validation.decisions])
    ligne("  AUC, premier juste", f"{_auc(p, justes):.3f}", "mesuré auparavant 0.949")
    ligne(
        "  « hors référentiel »",
        f"sans bonne entrée, dits hors {hors[~presents].mean():.3f}  "
        f"bonne entrée parmi trois, dits hors {hors[trouvables].mean():.3f}",
    )
    cases = [
        f"{bas:.1f}–{bas + 0.2:.1f} : {justes[d].mean():.2f} de {int(d.sum())}"
        for bas in (0.0, 0.2, 0.4, 0.6, 0.8)
        for d in ((p >= bas) & (p < bas + 0.2 + (bas == 0.8)),)
        if d.any()
    ]
    ligne("  probabilité annoncée → part juste", "  ".join(cases))


def _auc(p: np.ndarray, justes: np.ndarray) -> float:
    rangs = np.argsort(np.argsort(p)) + 1
    bons = int(justes.sum())
    return float((rangs[justes].sum() - bons * (bons + 1) / 2) / (bons * (len(p) - bons)))


def jeux() -> dict[str, Sequence[Epreuve]]:
    """The questions asked with words alone, and with what is learnt."""
    questionnaire = Questionnaire(referentiel())
    return {
        "mots": questionnaire.eprouver(),
        "sens": [
            epreuve
            for pli, encodeur in enumerate(plis())
            for epreuve in questionnaire.eprouver(compact=encodeur, plis=[pli], definitions=[pli])
        ],
    }


def main() -> None:
    titre("Calibration de la décision : libellés reformulés et définitions, avec et sans leur libellé")
    print("  La calibration livrée est ajustée sur les cinq plis ; ces chiffres le sont sur quatre, mesurés")
    print(f"  sur le cinquième. Choisies sur ce jeu : les couvertures essayées {COUVERTURES}.")
    poses = jeux()
    for nom, epreuves in poses.items():
        ligne(f"{nom} : {len(epreuves)} questions", "")
        montrer(valider(epreuves))
    if "--ecrire" in sys.argv:
        contenu = {
            nom: ajuster(epreuves, banc="bench/moteur/calibration.py", donnees=DONNEES).model_dump()
            for nom, epreuves in poses.items()
        }
        FICHIER.write_text(json.dumps(contenu, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
        ligne("écrit", str(FICHIER.name))
