"""Offers of employment: read a document, split it into rubriques and lines, say what identifies the post.

>>> offre = decouper("Corps : IGE\\nMissions :\\n- Concevoir des parcours\\n- Animer des ateliers")
>>> [ligne.texte for ligne in offre.lignes_de("activites")]
['Concevoir des parcours', 'Animer des ateliers']
>>> offre.identification.corps[0].valeur
'IE'
"""

from __future__ import annotations

from socle.offre.analyse import Analyse, Analyseur, analyser, ebaucher
from socle.offre.documents import (
    RUBRIQUES,
    Identification,
    Indication,
    LigneOffre,
    Offre,
    Rubrique,
    Section,
)
from socle.offre.lecture import BORNES, Bornes, decouper, lire
from socle.offre.transcription import transcrire

__all__ = [
    "BORNES",
    "RUBRIQUES",
    "Analyse",
    "Analyseur",
    "Bornes",
    "Identification",
    "Indication",
    "LigneOffre",
    "Offre",
    "Rubrique",
    "Section",
    "analyser",
    "decouper",
    "ebaucher",
    "lire",
    "transcrire",
]
