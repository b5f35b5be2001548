"""The analysis of one offer as a document: what was found, how sure it is, and what shows it."""

from __future__ import annotations

from typing import Literal

from socle.offre.analyse.portrait import Portrait
from socle.offre.documents import Offre
from socle.referentiel.documents import Document, Objet
from socle.referentiel.rubriques import RubriqueListe
from socle.rendu.plan import Plan

Decision = Literal["sur", "a-choisir", "hors-referentiel"]
Presence = Literal["present", "partiel", "absent"]

LIBELLES_DECISIONS: dict[Decision, str] = {
    "sur": "Sûr",
    "a-choisir": "À choisir",
    "hors-referentiel": "Hors référentiel",
}
LIBELLES_PRESENCES: dict[Presence, str] = {
    "present": "Présente",
    "partiel": "En partie",
    "absent": "Absente",
}


class Marques(Objet):
    """Where the words that two texts share stand in each: pairs of (start, end)."""

    ligne: tuple[tuple[int, int], ...] = ()
    entree: tuple[tuple[int, int], ...] = ()


class Proposition(Objet):
    """An entry of the référentiel that a line may say, and why.

    ``voie`` tells what placed it (``exact`` same words, ``lexical`` likeness of words, ``sens`` meaning
    learnt, ``encodeur``); ``contexte`` is what the rest of the offer, the rubrique and the neighbouring lines
    added to the score, ``voisines`` the part of these lines.
    """

    entree: str
    libelle: str
    rubrique: RubriqueListe
    identifiant: str | None = None
    emplois_types: tuple[str, ...] = ()
    score: float
    contexte: float = 0.0
    voisines: float = 0.0
    voie: str
    marques: Marques = Marques()


class LigneAnalysee(Objet):
    """A line of the offer, its place in the text, and what it says in the référentiel's words."""

    texte: str
    rubrique: str
    debut: int
    fin: int
    decision: Decision
    probabilite: float
    propositions: tuple[Proposition, ...] = ()


class EmploiTypeTrouve(Objet):
    """An emploi-type near the offer, best first; ``lignes`` are the ranks of the lines that decided."""

    code: str
    intitule: str
    famille: str
    corps: str
    score: float
    probabilite: float
    lignes: tuple[int, ...] = ()
    mots: tuple[str, ...] = ()


class Couverture(Objet):
    """A line of the chosen emploi-type, whether the offer asks for it, and the lines that say so."""

    rubrique: RubriqueListe
    libelle: str
    presence: Presence
    ressemblance: float = 0.0
    lignes: tuple[int, ...] = ()


class Decalage(Objet):
    """The gap between an offer and an emploi-type.

    ``ailleurs`` are the ranks of the lines that ask something else than the emploi-type; ``taux`` their
    share among the lines that were read (0 to 1), ``None`` when none could be read.
    """

    lignes_lues: int
    ailleurs: tuple[int, ...]
    absentes: int
    partielles: int
    presentes: int
    taux: float | None
    phrases: tuple[str, ...]


class Analyse(Document):
    """What Socle understood of one offer."""

    offre: Offre
    editions: tuple[str, ...]
    corps: str | None = None
    corps_origine: Literal["choisi", "ecrit", "inconnu"] = "inconnu"
    emplois_types: tuple[EmploiTypeTrouve, ...] = ()
    emplois_types_tous_corps: tuple[EmploiTypeTrouve, ...] = ()
    certitude: Literal["bonne", "partagee", "faible"] = "faible"
    emploi_type: str = ""
    emploi_type_intitule: str = ""
    lignes: tuple[LigneAnalysee, ...] = ()
    couverture: tuple[Couverture, ...] = ()
    decalage: Decalage | None = None
    portrait: Portrait
    methode: str = ""

    def plan(self) -> Plan:
        """The analysis as an outline that the writers lay out."""
        from socle.offre.analyse.plan import plan_analyse

        return plan_analyse(self)

    def nombre(self, decision: Decision) -> int:
        """How many lines have a decision."""
        return sum(ligne.decision == decision for ligne in self.lignes)
