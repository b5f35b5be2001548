"""Honest figures: a random sample of lines that a person labels, and what it says of the others.

A line is labelled ``juste`` (what was decided is right), ``faux`` (it was given an entry, and no entry
says it) or ``manque`` (an entry says it, and it did not get that one). The shares are estimated decision
by decision, then weighted by how many lines of the corpus got each (Cochran, 1977; Tenenbein, 1970).
"""

from __future__ import annotations

import csv
import io
import math
from collections import Counter
from typing import Any, Literal, NamedTuple, get_args

import numpy as np
import numpy.typing as npt
import polars as pl
from pydantic import Field

from socle.cellules import inerte, telle_qu_ecrite
from socle.corpus.chiffres import Chiffre, Qualite
from socle.corpus.chiffres_lecture import Resultats
from socle.corpus.chiffres_mesures import Z, percentiles
from socle.erreurs import DocumentIllisible
from socle.offre.analyse.documents import LIBELLES_DECISIONS, Decision
from socle.referentiel.documents import Document, Objet

Etiquette = Literal["", "juste", "faux", "manque"]
Strate = Literal["sur", "a-choisir", "hors-referentiel", "tout"]
DECISIONS: tuple[Decision, ...] = get_args(Decision)
ETIQUETTES: tuple[Etiquette, ...] = ("juste", "faux", "manque")

MINIMUM_PAR_DECISION = 30
"""Labels that each decision needs, or all its lines when it has fewer."""

DEMI_LARGEUR = 0.10
"""The widest interval, on each side, of a precision or a recall that may correct a figure."""

Entiers = npt.NDArray[np.integer[Any]]
TIRAGES = 4000
_COLONNES = ("offre", "rang", "decision", "rubrique", "texte", "libelle", "etiquette")


class LigneTiree(Objet):
    """A line of the sample: what was decided of it, and the label that a person gives it."""

    offre: str
    rang: int
    decision: Decision
    rubrique: str
    texte: str
    libelle: str = ""
    etiquette: Etiquette = ""


class Echantillon(Document):
    """A random sample of the lines of a corpus; ``population`` counts the lines of each decision.

    ``taille`` is the number of lines asked for: the draw gives fewer where a decision has too few.
    """

    graine: int
    taille: int = 0
    stratifie: bool = True
    population: dict[Decision, int] = Field(default_factory=dict)
    lignes: tuple[LigneTiree, ...] = ()

    def to_csv(self) -> str:
        """The sample as a table to be labelled in a spreadsheet; the marks let it be read back."""
        sortie = io.StringIO()
        ecrivain = csv.writer(sortie, delimiter=";", lineterminator="\r\n")
        ecrivain.writerow(_COLONNES)
        for ligne in self.lignes:
            ecrivain.writerow([inerte(str(getattr(ligne, nom))) for nom in _COLONNES])
        return "\ufeff" + sortie.getvalue()

    def etiqueter(self, contenu: str | bytes) -> Echantillon:
        """The sample with the labels of a table written by :meth:`to_csv` and filled in.

        :raises DocumentIllisible: a column is missing, a label is unknown, a line is not of this sample.
        """
        etiquettes = _lire_etiquettes(contenu)
        connues = {(ligne.offre, ligne.rang) for ligne in self.lignes}
        if inconnues := set(etiquettes) - connues:
            offre, rang = min(inconnues)
            raise DocumentIllisible(
                "Ces étiquettes ne sont pas celles de cet échantillon.",
                cause=f"{len(inconnues)} lignes n’y sont pas, dont la ligne {rang} de l’offre « {offre} ».",
                remede="Reprenez le tableau écrit pour ce corpus, avec la même graine et la même taille.",
            )
        return self.model_copy(
            update={
                "lignes": tuple(
                    ligne.model_copy(
                        update={"etiquette": etiquettes.get((ligne.offre, ligne.rang), "") or ligne.etiquette}
                    )
                    for ligne in self.lignes
                )
            }
        )


def _lire_etiquettes(contenu: str | bytes) -> dict[tuple[str, int], Etiquette]:
    texte = contenu.decode("utf-8-sig", "replace") if isinstance(contenu, bytes) else contenu
    texte = texte.lstrip("\ufeff")
    premiere = texte.partition("\n")[0]
    lecteur = csv.DictReader(io.StringIO(texte), delimiter=";" if ";" in premiere else ",")
    if manquantes := {"offre", "rang", "etiquette"} - set(lecteur.fieldnames or ()):
        raise DocumentIllisible(
            "Ce tableau n’est pas un échantillon étiqueté.",
            cause=f"Colonnes absentes : {', '.join(sorted(manquantes))}.",
            remede="Gardez les colonnes du tableau de départ, et ne remplissez que la dernière.",
        )
    etiquettes: dict[tuple[str, int], Etiquette] = {}
    for numero, rangee in enumerate(lecteur, start=2):
        etiquette = (rangee["etiquette"] or "").strip().lower()
        rang = (rangee["rang"] or "").strip()
        if etiquette not in ("", *ETIQUETTES) or not rang.lstrip("-").isdigit():
            raise DocumentIllisible(
                f"L’étiquette de la ligne {numero} du tableau n’est pas connue.",
                cause=f"On y lit « {etiquette} ».",
                remede="Écrivez juste, faux ou manque, ou laissez la case vide.",
            )
        offre = telle_qu_ecrite(rangee["offre"] or "")
        etiquettes[offre, int(rang)] = etiquette
    return etiquettes


def tirer(resultats: Resultats, *, taille: int = 300, graine: int = 1, stratifie: bool = True) -> Echantillon:
    """A random sample of the lines, the same for the same seed and the same results.

    :param stratifie: as many lines of each decision, so that rare ones are measured too; otherwise each
        line has the same chance.
    """
    strates: dict[Strate, pl.DataFrame] = {}
    population: Counter[Decision] = Counter()
    parts: tuple[Strate, ...] = DECISIONS if stratifie else ("tout",)
    nombre = -(-taille // len(parts))
    for lot in resultats.lots():
        places, rangs = lot.lignes["place"].to_numpy(), lot.lignes["rang"].to_numpy()
        lignes = lot.lignes.with_columns(sort=pl.Series(_sort(places, rangs, graine)))
        population.update(dict(lignes.group_by("decision").len().iter_rows()))
        for part in parts:
            venues = lignes if part == "tout" else lignes.filter(pl.col("decision") == part)
            gardees = [strates[part], venues] if part in strates else [venues]
            strates[part] = pl.concat(gardees).sort("sort", "place", "rang").head(nombre)
    tirees = pl.concat(strates.values()).sort("sort", "place", "rang").head(taille)
    return Echantillon(
        graine=graine,
        taille=taille,
        stratifie=stratifie,
        population={decision: population[decision] for decision in DECISIONS},
        lignes=tuple(LigneTiree(**rangee) for rangee in tirees.select(_COLONNES[:-1]).iter_rows(named=True)),
    )


def _sort(places: Entiers, rangs: Entiers, graine: int) -> npt.NDArray[np.uint64]:
    """A draw for each line, from its place and the seed alone (SplitMix64: Steele and others, 2014)."""
    with np.errstate(over="ignore"):
        x = (places.astype(np.uint64) << np.uint64(20)) + rangs.astype(np.uint64)
        x += np.uint64(graine) * np.uint64(0x9E3779B97F4A7C15)
        for decalage, facteur in ((30, 0xBF58476D1CE4E5B9), (27, 0x94D049BB133111EB)):
            x = (x ^ (x >> np.uint64(decalage))) * np.uint64(facteur)
        melange: npt.NDArray[np.uint64] = x ^ (x >> np.uint64(31))
        return melange


class Erreurs(NamedTuple):
    """Draws of what the sample allows to believe: precision, recall, share of lines that an entry says."""

    precision: npt.NDArray[np.float64]
    rappel: npt.NDArray[np.float64]
    dicibles: npt.NDArray[np.float64]


class Mesures(NamedTuple):
    """The quality as a document, its point values and its draws, for the figures to be corrected."""

    qualite: Qualite
    precision: float
    rappel: float
    dicibles: float
    erreurs: Erreurs


def mesurer(echantillon: Echantillon) -> Mesures:
    """Precision and recall of the alignment on the labelled lines.

    Intervals are those of Jeffreys' prior on the labels of each decision, drawn and put together.
    """
    comptes: dict[Decision, Counter[Etiquette]] = {
        decision: Counter(
            ligne.etiquette for ligne in echantillon.lignes if ligne.decision == decision and ligne.etiquette
        )
        for decision in DECISIONS
    }
    hasard = np.random.default_rng(echantillon.graine)
    poids = np.array([echantillon.population.get(decision, 0) for decision in DECISIONS], dtype=float)
    poids /= max(poids.sum(), 1.0)
    observes = np.array([[comptes[d][e] for e in ETIQUETTES] for d in DECISIONS], dtype=float)
    totaux = observes.sum(axis=1, keepdims=True)
    parts = np.divide(observes, totaux, out=np.full_like(observes, 1 / 3), where=totaux > 0)
    tires = np.stack([hasard.dirichlet(ligne + 0.5, size=TIRAGES) for ligne in observes], axis=1)
    precision, rappel, dicibles = _taux(poids, parts[None])
    erreurs = Erreurs(*_taux(poids, tires))
    etiquetees = int(observes.sum())
    justes = int(observes[:2, 0].sum())
    alignees = int(observes[:2].sum())
    dites = int(observes[:2, 0].sum() + observes[:, 2].sum())
    p, r = (
        _chiffre(float(point[0]), effectif=justes, total=total, draws=draws)
        for point, total, draws in ((precision, alignees, erreurs.precision), (rappel, dites, erreurs.rappel))
    )
    remede = _remede(echantillon, comptes, p, r)
    qualite = Qualite(
        etiquetees=etiquetees,
        par_decision={decision: sum(comptes[decision].values()) for decision in DECISIONS},
        precision=p,
        rappel=r,
        suffisante=not remede,
        remede=remede,
    )
    return Mesures(qualite, float(precision[0]), float(rappel[0]), float(dicibles[0]), erreurs)


def _taux(poids: npt.NDArray[np.float64], parts: npt.NDArray[np.float64]) -> Erreurs:
    """Precision, recall and share of lines that an entry says; ``parts`` is (draws, decisions, labels)."""
    justes = parts[:, :2, 0] @ poids[:2]
    dicibles = justes + parts[:, :, 2] @ poids
    alignees = max(float(poids[:2].sum()), 1e-12)
    return Erreurs(justes / alignees, justes / np.maximum(dicibles, 1e-12), dicibles)


def _chiffre(valeur: float, *, effectif: int, total: int, draws: npt.NDArray[np.float64]) -> Chiffre:
    bas, haut = percentiles(draws)
    return Chiffre(valeur=valeur, effectif=effectif, total=total, bas=bas, haut=haut, methode="jeffreys")


def _remede(
    echantillon: Echantillon, comptes: dict[Decision, Counter[Etiquette]], precision: Chiffre, rappel: Chiffre
) -> str:
    """What must still be labelled before a figure may be corrected; empty when the sample is enough."""
    manquants: dict[Decision, int] = {}
    large = max(precision.haut - precision.bas, rappel.haut - rappel.bas) / 2
    for decision in DECISIONS:
        population = echantillon.population.get(decision, 0)
        faites = sum(comptes[decision].values())
        voulues = max(MINIMUM_PAR_DECISION, _taille_voulue(faites, large) if large > DEMI_LARGEUR else 0)
        if (manque := min(voulues, population) - faites) > 0:
            manquants[decision] = manque
    if not manquants:
        return ""
    details = ", ".join(
        f"{manque} parmi les lignes « {LIBELLES_DECISIONS[decision].lower()} »"
        for decision, manque in manquants.items()
    )
    return f"Étiquetez encore au moins {sum(manquants.values())} lignes : {details}."


def _taille_voulue(faites: int, demi_largeur: float) -> int:
    """How many labels bring an interval to :data:`DEMI_LARGEUR`: its width goes with the root of the size."""
    plafond = math.ceil((Z * 0.5 / DEMI_LARGEUR) ** 2)
    return min(plafond, math.ceil(max(faites, 1) * (demi_largeur / DEMI_LARGEUR) ** 2))
