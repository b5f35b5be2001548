"""The figures of a corpus as one document, shared by the site, the command line and the report.

Every figure carries its count, its confidence interval, how the interval was made, and references to
lines of the corpus that show it.
"""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from socle.corpus.emergents_decisions import DecisionEmergente
from socle.referentiel.documents import Document, Objet
from socle.referentiel.rubriques import RubriqueListe
from socle.rendu.plan import Plan

MethodeIntervalle = Literal["wilson", "bootstrap", "student", "jeffreys"]
Dimension = Literal["numerique", "niveaux", "posture", "categories"]
Cote = Literal["manque", "au-dela"]
Critere = Literal["annee", "employeur", "region", "statut", "corps"]

LIBELLES_CRITERES: dict[Critere, str] = {
    "annee": "année",
    "employeur": "employeur",
    "region": "région",
    "statut": "statut",
    "corps": "corps",
}
"""The name of each criterion, after a colon; :data:`LIBELLES_SELON` is after « selon »."""

LIBELLES_SELON: dict[Critere, str] = {
    "annee": "l’année",
    "employeur": "l’employeur",
    "region": "la région",
    "statut": "le statut",
    "corps": "le corps",
}

EXEMPLES = 20
"""Examples kept with a figure, at most."""

EXEMPLES_GROUPE = 3
"""Examples kept with the figure of one group, or of one year: there are many."""


class Exemple(Objet):
    """A line of the corpus that shows a figure: the offer's id, the line's rank, its text.

    Rank -1 stands for the offer as a whole, whose title is the text.
    """

    offre: str
    rang: int
    texte: str = ""


class Correction(Objet):
    """A figure once the errors measured on the labelled sample are taken out of it."""

    valeur: float
    bas: float
    haut: float


class Chiffre(Objet):
    """A figure, most often a share: ``effectif`` out of ``total``.

    ``bas`` and ``haut`` are the bounds at 95 %; ``corrige`` is the figure after the errors of the
    alignment, as a labelled sample measured them; ``None`` where no sample bears on it.
    """

    valeur: float
    effectif: float
    total: int
    bas: float
    haut: float
    methode: MethodeIntervalle = "wilson"
    corrige: Correction | None = None
    exemples: tuple[Exemple, ...] = ()


class Frequence(Objet):
    """How often the offers ask for one line of the emploi-type."""

    rubrique: RubriqueListe
    rang: int
    libelle: str
    presente: Chiffre
    partielle: Chiffre
    absente: Chiffre

    @property
    def jamais(self) -> bool:
        """No offer asks for it, not even in part."""
        return self.presente.effectif == self.partielle.effectif == 0


class Ailleurs(Objet):
    """An entry of the référentiel that the offers ask for and the emploi-type does not hold."""

    rubrique: RubriqueListe
    libelle: str
    cle: str
    emplois_types: tuple[str, ...]
    demandee: Chiffre


class PartDecalage(Objet):
    """What one rubrique adds to the décalage, on one side; the parts add up to it."""

    cote: Cote
    rubrique: str
    valeur: float


class DecalageCorpus(Objet):
    """The gap between an emploi-type and a corpus, 0 (the same) to 1 (nothing in common).

    ``manque``: the share of the emploi-type that an offer does not ask for, on average (a line asked for
    in part counts for half). ``au_dela``: the share of the lines of the offers that ask for something
    else. The décalage is the mean of the two: each side weighs the same, however long the emploi-type
    and the offers are.
    """

    valeur: Chiffre
    manque: Chiffre
    au_dela: Chiffre
    parts: tuple[PartDecalage, ...] = ()


class EtudeEmploiType(Objet):
    """What a corpus says of one emploi-type; ``offres`` is the number of offers measured against it."""

    code: str
    intitule: str
    offres: int
    decalage: DecalageCorpus
    frequences: tuple[Frequence, ...]
    ailleurs: tuple[Ailleurs, ...] = ()


class Part(Objet):
    """One value of a distribution: its code, its name, its share."""

    valeur: str
    libelle: str
    chiffre: Chiffre


class Portrait(Objet):
    """The shares of the values of one dimension; an offer may have several levels and categories."""

    dimension: Dimension
    parts: tuple[Part, ...]


class Croisement(Objet):
    """Offers that announce one emploi-type, by the one that they are nearest to."""

    annonce: str
    proche: str
    intitule_proche: str
    chiffre: Chiffre


class EcartGroupe(Objet):
    """One group beside the rest of the corpus: Cohen's h for a share, Cliff's delta for the décalage."""

    groupe: str
    chiffre: Chiffre
    effet: float
    bas: float
    haut: float
    p: float
    p_corrigee: float


class Comparaison(Objet):
    """One measure compared over the groups of one criterion.

    ``effet`` is Cramér's V (a share), with its interval, or epsilon squared (the décalage), which has none:
    each group's own delta has.
    """

    critere: Critere
    mesure: str
    libelle: str
    nature: Literal["part", "decalage"]
    effet: float
    bas: float | None = None
    haut: float | None = None
    p: float
    p_corrigee: float
    groupes: tuple[EcartGroupe, ...]


class GroupesEcartes(Objet):
    """Why a criterion was not compared, or which of its groups are too small."""

    critere: Critere
    raison: str
    groupes: tuple[str, ...] = ()


class Point(Objet):
    """A measure in one year."""

    annee: int
    chiffre: Chiffre


class Tendance(Objet):
    """The change of a measure from year to year; ``pente`` is in points of share a year (0.01 = 1 point)."""

    mesure: str
    libelle: str
    points: tuple[Point, ...]
    pente: float
    bas: float
    haut: float
    p: float
    p_corrigee: float


class Emergent(Objet):
    """Lines outside the référentiel that say the same thing, under their most typical line.

    ``stabilite`` is the mean Jaccard index of the group with its like in resampled corpora (Hennig, 2007):
    under 0.6 it should not be relied on, over 0.75 it is a group of the data. ``rubrique`` is the one of the
    offers where most of its lines stand.
    """

    cle: str
    libelle: str
    lignes: int
    offres: int
    employeurs: int
    rubrique: str
    stabilite: float | None
    decision: DecisionEmergente | None = None
    exemples: tuple[Exemple, ...] = ()
    formes: tuple[str, ...] = ()


class Emergents(Objet):
    """The groups found, the largest first, and what was left out of the search."""

    lignes: int
    distinctes: int
    regroupees: int
    cherchees: int
    groupes: tuple[Emergent, ...] = ()
    ecartes: int = 0


class Qualite(Objet):
    """Precision and recall of the alignment, measured on a labelled sample.

    ``precision``: of the lines that were aligned, those whose entry is the right one. ``rappel``: of the
    lines that an entry says, those that got it. ``suffisante`` is false when the sample is too small to
    correct anything; ``remede`` then says what is needed.
    """

    etiquetees: int
    par_decision: dict[str, int]
    precision: Chiffre
    rappel: Chiffre
    suffisante: bool
    remede: str = ""


class Effectifs(Objet):
    """How many records, and what became of them."""

    enregistrements: int
    analysees: int
    doublons: int
    autre_langue: int
    illisibles: int
    lignes: int


class Demande(Objet):
    """Posts opened for one emploi-type in one year (``None`` where the source has no figure), beside the
    offers of the corpus, that year, that are nearest to it."""

    code: str
    annee: int
    postes: int | None
    offres: int
    exemples: tuple[Exemple, ...] = ()


class Provenance(Objet):
    """What makes the figures reproducible: the commands, in order; the prints of what they read."""

    socle: str
    commandes: tuple[str, ...] = ()
    editions: tuple[str, ...] = ()
    empreintes: dict[str, str] = Field(default_factory=dict)
    graine: int
    comparaisons: str
    versions: dict[str, str] = Field(default_factory=dict)


class Chiffres(Document):
    """The figures of a corpus."""

    titre: str
    effectifs: Effectifs
    decisions: tuple[Part, ...]
    decalage: DecalageCorpus | None = None
    etudes: tuple[EtudeEmploiType, ...] = ()
    proches: tuple[Part, ...] = ()
    accord: Chiffre | None = None
    croisements: tuple[Croisement, ...] = ()
    portraits: tuple[Portrait, ...] = ()
    comparaisons: tuple[Comparaison, ...] = ()
    groupes_ecartes: tuple[GroupesEcartes, ...] = ()
    tendances: tuple[Tendance, ...] = ()
    emergents: Emergents | None = None
    qualite: Qualite | None = None
    demandes: tuple[Demande, ...] = ()
    provenance: Provenance

    def plan(self) -> Plan:
        """The report of the corpus, as an outline that the writers lay out."""
        from socle.corpus.rapport import plan_du_rapport

        return plan_du_rapport(self)
