"""Offers to be published: from a fiche to an offer worded for outside, checked, exported.

>>> from datetime import date
>>> from socle.referentiel import Referentiel
>>> annonce = annoncer(Referentiel.livret().fiches[0])
>>> verifier_annonce(annonce, jour=date(2026, 9, 1)).nombre("erreur") > 0
True
"""

from socle.annonce.champs import CHAMPS_ANNONCE
from socle.annonce.documents import Adresse, Annonce, MetierAnnonce, SectionAnnonce, SourceAnnonce
from socle.annonce.exports import annonce_csp, annonce_jobposting
from socle.annonce.preparation import (
    Changement,
    Omission,
    annoncer,
    changements,
    dater,
    empreinte,
    omissions,
    recaler,
    rediger,
    reecrire,
)
from socle.annonce.verification import REGLES_ANNONCE, verifier_annonce

__all__ = [
    "CHAMPS_ANNONCE",
    "REGLES_ANNONCE",
    "Adresse",
    "Annonce",
    "Changement",
    "MetierAnnonce",
    "Omission",
    "SectionAnnonce",
    "SourceAnnonce",
    "annonce_csp",
    "annonce_jobposting",
    "annoncer",
    "changements",
    "dater",
    "empreinte",
    "omissions",
    "recaler",
    "rediger",
    "reecrire",
    "verifier_annonce",
]
