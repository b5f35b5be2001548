"""What the page of an analysis is made of, for its template."""

from __future__ import annotations

from typing import NamedTuple

from socle.offre.analyse.documents import EmploiTypeTrouve
from socle_web.offres.document import Partie


class Marque(NamedTuple):
    """A text and the places to highlight in it."""

    texte: str
    marques: tuple[tuple[int, int], ...]


class PropositionVue(NamedTuple):
    """A libellé proposed for a line, and why."""

    rang: int
    ligne: Marque
    libelle: Marque
    rubrique: str
    voie: str
    contexte: str
    dans_l_emploi: bool


class CouvertureVue(NamedTuple):
    """A line of the emploi-type: whether the offer asks for it, and the lines that say so."""

    numero: int
    libelle: str
    presence: str
    presence_libelle: str
    lignes: tuple[LigneVue, ...]


class LigneVue(NamedTuple):
    """A line of the offer that was read. ``numero`` counts every line of the document, from 1."""

    numero: int
    texte: str
    rubrique: str
    rubrique_libelle: str
    decision: str
    decision_libelle: str
    probabilite: int
    propositions: tuple[PropositionVue, ...]
    references: tuple[int, ...]
    retenue: bool


class Barre(NamedTuple):
    """A row of the chart: how many lines of each kind, out of the longest row."""

    titre: str
    total: int
    parts: tuple[tuple[str, str, int, float, float], ...]


class RubriqueVue(NamedTuple):
    """A rubrique of the emploi-type, its lines and its row of the chart."""

    cle: str
    titre: str
    nom: str
    lignes: tuple[CouvertureVue, ...]
    barre: Barre


class ProcheVue(NamedTuple):
    """An emploi-type near the offer, with the lines that decided."""

    trouve: EmploiTypeTrouve
    part: str
    largeur: int
    choisi: bool
    lignes: tuple[tuple[int, str], ...]
    mots: tuple[str, ...]


class TraitVue(NamedTuple):
    """A dimension of the portrait and the lines that speak for it."""

    titre: str
    phrase: str
    dites: str
    comptes: str
    mince: bool
    preuves: tuple[tuple[int, str, Marque], ...]


class Filtre(NamedTuple):
    """A value to keep, with how many lines have it."""

    valeur: str
    libelle: str
    nombre: int


class AnalyseVue(NamedTuple):
    """The whole page."""

    phrases: tuple[str, ...]
    annonce: tuple[tuple[str, str], ...]
    remarques: tuple[str, ...]
    proches: tuple[ProcheVue, ...]
    proches_tous: tuple[ProcheVue, ...]
    taux: int | None
    phrases_decalage: tuple[str, ...]
    traits: tuple[TraitVue, ...]
    parties: tuple[Partie, ...]
    rubriques: tuple[RubriqueVue, ...]
    lignes: tuple[LigneVue, ...]
    ailleurs: tuple[LigneVue, ...]
    decisions: tuple[Filtre, ...]
    rubriques_lues: tuple[Filtre, ...]
    decision: str
    rubrique: str
    barre_decisions: Barre
    methode: str
    lues: int
    total: int
