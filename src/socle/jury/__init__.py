"""The jury's grid: criteria weighed by the post, scores of several members, how far they agree.

The machine adds up and compares; it never ranks people. An order is shown as what it is, the members' own
scores side by side, and the jury decides.

>>> from socle.referentiel import Referentiel
>>> grille = dresser(Referentiel.livret().fiches[0])
>>> grille = completer(grille, libelle="Production de ressources", poids=40, motif="Usage")
>>> [constat.code for constat in verifier_grille(ramener(grille)).constats][0]
'theme-surpese'
"""

from socle.jury.accord import AccordMembres, mesurer_accord
from socle.jury.documents import (
    VERDICTS,
    Avis,
    ChangementPoids,
    Critere,
    Deliberation,
    Grille,
    Niveau,
    Note,
    Remarque,
)
from socle.jury.notation import (
    Dispersion,
    Duel,
    Ecart,
    Place,
    Total,
    classer,
    dispersions,
    duels,
    totaux,
)
from socle.jury.preparation import completer, decrire, dresser, ecarter_critere, peser, ramener
from socle.jury.tables import complementaires
from socle.jury.verification import REGLES_GRILLE, verifier_grille

__all__ = [
    "REGLES_GRILLE",
    "VERDICTS",
    "AccordMembres",
    "Avis",
    "ChangementPoids",
    "Critere",
    "Deliberation",
    "Dispersion",
    "Duel",
    "Ecart",
    "Grille",
    "Niveau",
    "Note",
    "Place",
    "Remarque",
    "Total",
    "classer",
    "complementaires",
    "completer",
    "decrire",
    "dispersions",
    "dresser",
    "duels",
    "ecarter_critere",
    "mesurer_accord",
    "peser",
    "ramener",
    "totaux",
    "verifier_grille",
]
