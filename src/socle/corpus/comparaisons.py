"""Differences between groups of offers, and changes from year to year.

Many measures are compared over several criteria: the p-values are corrected for their number, all
together, so that chance alone seldom shows a difference.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple, get_args

import numpy as np
import polars as pl

from socle.corpus.chiffres import (
    EXEMPLES_GROUPE,
    Chiffre,
    Comparaison,
    Critere,
    Dimension,
    EcartGroupe,
    Exemple,
    GroupesEcartes,
    Point,
    Tendance,
)
from socle.corpus.chiffres_emplois_types import chiffre, exemples_de, premiers
from socle.corpus.chiffres_lecture import Lot
from socle.corpus.chiffres_mesures import (
    Effet,
    Methode,
    corriger,
    delta_de_cliff,
    h_de_cohen,
    kruskal,
    pente,
    tendance_de_proportion,
    v_de_cramer,
)
from socle.corpus.chiffres_offres import TITRES_DIMENSIONS, VALEURS, libelle_de, tient
from socle.referentiel import EmploiType

CRITERES: tuple[Critere, ...] = get_args(Critere)

TAILLE_MINIMALE = 20
"""Offers that a group, or a year, needs to be compared."""

GROUPES_MAXIMUM = 12
PETITS_CITES = 20
ANNEES_MINIMALES = 3
DECALAGE = "decalage"
RANGS_MAXIMUM = 20_000
"""Offers of each side beyond which a rank test reads an even sample of them."""


class Groupes(NamedTuple):
    """The groups of one criterion that are large enough, and those that are not."""

    critere: Critere
    gardes: tuple[str, ...]
    petits: tuple[str, ...]


class Mesure(NamedTuple):
    """One measure: for each group, successes and total of a share, or the values of the décalage; and
    what shows it in that group."""

    code: str
    libelle: str
    parts: Mapping[str, tuple[int, int]]
    valeurs: Mapping[str, np.ndarray]
    exemples: Mapping[str, Sequence[Exemple]]


def groupes_de(offres: pl.DataFrame, critere: Critere) -> Groupes:
    """The groups of a criterion; offers that do not tell it are in none."""
    noms = offres.select(_nom(critere)).filter(pl.col("groupe") != "")
    comptes = noms.group_by("groupe").len().sort(["len", "groupe"], descending=[True, False])
    assez = comptes.filter(pl.col("len") >= TAILLE_MINIMALE)["groupe"].to_list()
    gardes = sorted(assez) if critere == "annee" else assez[:GROUPES_MAXIMUM]
    petits = comptes.filter(pl.col("len") < TAILLE_MINIMALE)["groupe"].to_list()
    return Groupes(critere, tuple(gardes), tuple(petits))


def _nom(critere: Critere) -> pl.Expr:
    return pl.col(critere).cast(pl.String).fill_null("").alias("groupe")


class ComptesGroupes:
    """For each group, how many offers ask for each activité of the emplois-types studied."""

    def __init__(self, offres: pl.DataFrame, emplois: Sequence[EmploiType]) -> None:
        self._emplois = {emploi.code: emploi for emploi in emplois}
        self.groupes = [groupes_de(offres, critere) for critere in CRITERES]
        self._compares = {critere: gardes for critere, gardes, _ in self.groupes if len(gardes) > 1}
        self._comptes: dict[Critere, list[pl.DataFrame]] = {critere: [] for critere in self._compares}
        self._cites: dict[Critere, list[pl.DataFrame]] = {critere: [] for critere in self._compares}

    def ajouter(self, lot: Lot) -> None:
        """Count one lot."""
        etudiees = lot.couverture.filter(
            pl.col("code").is_in(list(self._emplois)), pl.col("rubrique") == "activites"
        )
        for critere, gardes in self._compares.items():
            noms = lot.offres.select("place", _nom(critere)).filter(pl.col("groupe").is_in(gardes))
            siennes = etudiees.join(noms, on="place")
            comptes = siennes.group_by("code", "rang", "groupe").agg(
                presentes=(pl.col("etat") == "present").sum(), total=pl.len()
            )
            ensemble = pl.concat([*self._comptes[critere], comptes]).group_by("code", "rang", "groupe")
            self._comptes[critere][:] = [ensemble.agg(pl.col("presentes", "total").sum())]
            self._citer(critere, siennes, lot.lignes)

    def _citer(self, critere: Critere, etudiees: pl.DataFrame, lignes: pl.DataFrame) -> None:
        """Keep the first lines that ask for each activité in each group."""
        cles = ["code", "entree", "groupe"]
        presentes = etudiees.filter(pl.col("etat") == "present", pl.col("ligne").is_not_null())
        places = presentes.select("code", "groupe", "place", entree="rang", rang="ligne")
        premieres = premiers([places], cles, EXEMPLES_GROUPE)
        cites = premieres.join(lignes.select("place", "rang", "offre", "texte"), on=["place", "rang"])
        self._cites[critere][:] = [premiers([*self._cites[critere], cites], cles, EXEMPLES_GROUPE)]

    def mesures(self, offres: pl.DataFrame, groupes: Groupes) -> Iterable[Mesure]:
        """Every measure of one criterion, those of the offers first, then the activités."""
        # A narrow copy: a million offers have columns that no comparison reads.
        table = offres.select("place", "decalage", *VALEURS, _nom(groupes.critere)).filter(
            pl.col("groupe").is_in(groupes.gardes)
        )
        valeurs = {
            groupe: table.filter(pl.col("groupe") == groupe)["decalage"].drop_nulls().to_numpy()
            for groupe in groupes.gardes
        }
        yield Mesure(
            DECALAGE,
            "Part des lignes qui demandent autre chose que l’emploi-type",
            {},
            valeurs,
            _offres_citees(_typiques(table), offres),
        )
        for code, libelle, condition in mesures_des_offres():
            comptes = table.group_by("groupe").agg(condition.fill_null(False).sum().alias("oui"), pl.len())
            # In one order: sums of floats taken in another would differ by their last digit from run to run.
            parts = {groupe: (oui, total) for groupe, oui, total in comptes.sort("groupe").iter_rows()}
            tenantes = table.lazy().filter(condition.fill_null(False)).select("groupe", "place").collect()
            yield Mesure(code, libelle, parts, {}, _offres_citees(tenantes, offres))
        yield from self._activites(groupes.critere)

    def _activites(self, critere: Critere) -> Iterable[Mesure]:
        comptes = next(iter(self._comptes.get(critere, [])), None)
        if comptes is None:
            return
        ordonnes = comptes.sort("code", "rang", "groupe")
        cites = pl.concat(self._cites[critere])
        for (code, rang), table in ordonnes.group_by("code", "rang", maintain_order=True):
            assez = table.filter(pl.col("total") >= TAILLE_MINIMALE)
            lignes = [ligne for _, ligne in self._emplois[str(code)].toutes_les_lignes()]
            yield Mesure(
                f"{code}:{rang}",
                f"{code}, activité « {lignes[int(rang)].texte} »",
                {groupe: (oui, total) for _, _, groupe, oui, total in assez.iter_rows()},
                {},
                {
                    str(groupe): exemples_de(lignes)
                    for (groupe,), lignes in cites.filter(
                        pl.col("code") == code, pl.col("entree") == rang
                    ).group_by("groupe", maintain_order=True)
                },
            )


def _typiques(table: pl.DataFrame) -> pl.DataFrame:
    """The offers of each group, those whose décalage is nearest to its mean first."""
    mesurees = table.select("groupe", "place", "decalage").drop_nulls("decalage")
    ecart = (pl.col("decalage") - pl.col("decalage").mean().over("groupe")).abs()
    return mesurees.with_columns(ecart=ecart).sort("ecart", "place")


def _offres_citees(table: pl.DataFrame, offres: pl.DataFrame) -> dict[str, list[Exemple]]:
    """The first offers of each group, in the order of the table."""
    premieres = table.group_by("groupe", maintain_order=True).head(EXEMPLES_GROUPE)
    idents = offres["id"].gather(premieres["place"])
    cites: dict[str, list[Exemple]] = {}
    for groupe, ident in zip(premieres["groupe"], idents, strict=True):
        cites.setdefault(groupe, []).append(Exemple(offre=ident, rang=-1))
    return cites


def mesures_des_offres() -> Iterable[tuple[str, str, pl.Expr]]:
    """The shares of the portrait: code, name and condition of each."""
    for dimension, valeurs in VALEURS.items():
        for valeur in valeurs:
            if valeur not in ("indetermine", "mixte"):
                nom = _nom_de_mesure(dimension, valeur)
                yield f"{dimension}:{valeur}", nom, tient(dimension, valeur)


def _nom_de_mesure(dimension: Dimension, valeur: str) -> str:
    return f"{TITRES_DIMENSIONS[dimension]} : {libelle_de(dimension, valeur)}"


class _Brute(NamedTuple):
    """A comparison before its p-values are corrected."""

    critere: Critere
    mesure: Mesure
    ensemble: Effet
    ecarts: list[tuple[str, Chiffre, Effet]]


def comparer_groupes(
    offres: pl.DataFrame, comptes: ComptesGroupes, *, methode: Methode = "holm"
) -> tuple[tuple[Comparaison, ...], tuple[GroupesEcartes, ...]]:
    """Every measure over every criterion that allows it, and why the others do not."""
    brutes: list[_Brute] = []
    ecartes: list[GroupesEcartes] = []
    for groupes in comptes.groupes:
        if raison := _raison(groupes):
            petits = groupes.petits[:PETITS_CITES]
            ecartes.append(GroupesEcartes(critere=groupes.critere, raison=raison, groupes=petits))
        if len(groupes.gardes) > 1:
            mesures = comptes.mesures(offres, groupes)
            brutes += [brute for mesure in mesures if (brute := _comparer(groupes.critere, mesure))]
    valeurs_p = [p for brute in brutes for p in (brute.ensemble.p, *(e.p for _, _, e in brute.ecarts))]
    corrigees = iter(corriger(valeurs_p, methode))
    return tuple(_en_comparaison(brute, corrigees) for brute in brutes), tuple(ecartes)


def _raison(groupes: Groupes) -> str:
    if not groupes.gardes and not groupes.petits:
        return "aucune offre ne le dit"
    if len(groupes.gardes) < 2:
        return f"moins de deux groupes ont {TAILLE_MINIMALE} offres ou plus"
    return f"groupes de moins de {TAILLE_MINIMALE} offres" if groupes.petits else ""


def _comparer(critere: Critere, mesure: Mesure) -> _Brute | None:
    if mesure.valeurs:
        return _comparer_decalages(critere, mesure)
    parts = mesure.parts
    oui, total = (sum(paire[place] for paire in parts.values()) for place in (0, 1))
    if len(parts) < 2 or not 0 < oui < total:
        return None
    ensemble = v_de_cramer([[a, n - a] for a, n in parts.values()])
    ecarts = [
        (groupe, chiffre(a, n, mesure.exemples.get(groupe, ())), h_de_cohen((a, n), (oui - a, total - n)))
        for groupe, (a, n) in sorted(parts.items())
    ]
    return _Brute(critere, mesure, ensemble, ecarts)


def _comparer_decalages(critere: Critere, mesure: Mesure) -> _Brute | None:
    valeurs = {groupe: v for groupe, v in mesure.valeurs.items() if len(v) >= TAILLE_MINIMALE}
    if len(valeurs) < 2:
        return None
    reduites = {groupe: _reduire(v) for groupe, v in valeurs.items()}
    ecarts = []
    for groupe in sorted(valeurs):
        autres = np.concatenate([v for autre, v in reduites.items() if autre != groupe])
        ensemble = moyenne(valeurs[groupe], mesure.exemples.get(groupe, ()))
        ecarts.append((groupe, ensemble, delta_de_cliff(reduites[groupe], _reduire(autres))))
    return _Brute(critere, mesure, kruskal(list(reduites.values())), ecarts)


def _reduire(valeurs: np.ndarray) -> np.ndarray:
    return valeurs[:: max(1, -(-len(valeurs) // RANGS_MAXIMUM))]


def moyenne(valeurs: np.ndarray, exemples: Sequence[Exemple] = ()) -> Chiffre:
    """A mean and the interval of Student's law."""
    from scipy.stats import t

    n = len(valeurs)
    milieu = float(valeurs.mean())
    rayon = float(t.ppf(0.975, n - 1) * valeurs.std(ddof=1) / np.sqrt(n)) if n > 1 else 1.0
    return Chiffre(
        valeur=milieu,
        effectif=float(valeurs.sum()),
        total=n,
        bas=max(0.0, milieu - rayon),
        haut=min(1.0, milieu + rayon),
        methode="student",
        exemples=tuple(exemples),
    )


def _en_comparaison(brute: _Brute, corrigees: Iterable[float]) -> Comparaison:
    suite = iter(corrigees)
    ensemble = next(suite)
    return Comparaison(
        critere=brute.critere,
        mesure=brute.mesure.code,
        libelle=brute.mesure.libelle,
        nature="decalage" if brute.mesure.valeurs else "part",
        effet=brute.ensemble.valeur,
        bas=brute.ensemble.bas if brute.mesure.parts else None,
        haut=brute.ensemble.haut if brute.mesure.parts else None,
        p=brute.ensemble.p,
        p_corrigee=ensemble,
        groupes=tuple(
            EcartGroupe(
                groupe=groupe,
                chiffre=part,
                effet=effet.valeur,
                bas=effet.bas,
                haut=effet.haut,
                p=effet.p,
                p_corrigee=next(suite),
            )
            for groupe, part, effet in brute.ecarts
        ),
    )


def tendances(
    offres: pl.DataFrame, comptes: ComptesGroupes, *, methode: Methode = "holm"
) -> tuple[Tendance, ...]:
    """The change of every measure from year to year, where three years have enough offers."""
    annees = next(groupes for groupes in comptes.groupes if groupes.critere == "annee")
    if len(annees.gardes) < ANNEES_MINIMALES:
        return ()
    brutes = [brute for mesure in comptes.mesures(offres, annees) if (brute := _tendance(mesure)) is not None]
    corrigees = corriger([brute.p for brute in brutes], methode)
    return tuple(
        brute.model_copy(update={"p_corrigee": p}) for brute, p in zip(brutes, corrigees, strict=True)
    )


def _tendance(mesure: Mesure) -> Tendance | None:
    annees = sorted(mesure.valeurs or mesure.parts)
    if mesure.valeurs:
        annees = [annee for annee in annees if len(mesure.valeurs[annee]) > 1]
        points = [moyenne(mesure.valeurs[annee], mesure.exemples.get(annee, ())) for annee in annees]
        variances = [float(mesure.valeurs[annee].var()) for annee in annees]
    else:
        points = [chiffre(*mesure.parts[annee], mesure.exemples.get(annee, ())) for annee in annees]
        variances = [point.valeur * (1 - point.valeur) for point in points]
    if len(annees) < ANNEES_MINIMALES or not any(variances):
        return None
    scores = [int(annee) for annee in annees]
    effectifs = [point.total for point in points]
    change = pente([point.valeur for point in points], variances, effectifs=effectifs, scores=scores)
    p = change.p
    if mesure.parts:
        succes = [int(point.effectif) for point in points]
        p = tendance_de_proportion(succes, effectifs, scores)[1]
    return Tendance(
        mesure=mesure.code,
        libelle=mesure.libelle,
        points=tuple(Point(annee=a, chiffre=c) for a, c in zip(scores, points, strict=True)),
        pente=change.valeur,
        bas=change.bas,
        haut=change.haut,
        p=p,
        p_corrigee=p,
    )
