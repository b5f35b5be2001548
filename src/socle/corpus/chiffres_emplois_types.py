"""An emploi-type against a corpus: what is asked of it, what never is, what is asked beyond it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np
import polars as pl

from socle.corpus.chiffres import (
    EXEMPLES,
    Ailleurs,
    Chiffre,
    DecalageCorpus,
    EtudeEmploiType,
    Exemple,
    Frequence,
    PartDecalage,
)
from socle.corpus.chiffres_lecture import Lot, tasser
from socle.corpus.chiffres_mesures import Intervalle, bootstrap, percentiles, wilson
from socle.referentiel import EmploiType

TOUS = ""
"""The code of the whole corpus, each offer measured against its own emploi-type."""

TRANCHES = 1000
"""Slices of offers that the bootstrap draws; up to as many offers, each is a slice of its own."""

AILLEURS_MAXIMUM = 30
POIDS = {"present": 1.0, "partiel": 0.5, "absent": 0.0}
"""What a line of an emploi-type is worth when it is asked for, in part, or not."""

_TEXTE = 240
_CLE_OFFRE = ("place", "code")


def chiffre(effectif: int, total: int, exemples: Iterable[Exemple] = ()) -> Chiffre:
    """A share with its Wilson interval."""
    bas, haut = wilson(effectif, total)
    return Chiffre(
        valeur=effectif / total if total else 0.0,
        effectif=effectif,
        total=total,
        bas=bas,
        haut=haut,
        exemples=tuple(exemples)[:EXEMPLES],
    )


def exemples_de(lignes: pl.DataFrame) -> list[Exemple]:
    """The first lines of a table, as examples."""
    return [
        Exemple(offre=offre, rang=rang, texte=texte[:_TEXTE])
        for offre, rang, texte in lignes.head(EXEMPLES).select("offre", "rang", "texte").iter_rows()
    ]


class _Etat(NamedTuple):
    entrees: list[pl.DataFrame]
    tranches: list[pl.DataFrame]
    ailleurs: list[pl.DataFrame]
    exemples: list[pl.DataFrame]
    exemples_ailleurs: list[pl.DataFrame]
    exemples_au_dela: list[pl.DataFrame]


class ComptesEmploisTypes:
    """Counts added up lot after lot; what is kept does not grow with the corpus.

    :param codes: the emplois-types to study.
    """

    def __init__(self, codes: Sequence[str]) -> None:
        self.codes = list(codes)
        self._mesurees = 0
        self._etat = _Etat([], [], [], [], [], [])

    def ajouter(self, lot: Lot) -> None:
        """Count one lot."""
        # Each offer's own décalage is measured against one emploi-type, which it may not have.
        mesures = lot.offres.select("place", pl.col("code_mesure").cast(pl.String))
        mesures = mesures.filter(pl.col("code_mesure") != "")
        self._mesurees += mesures.height
        couverture = self._couverture(lot.couverture, mesures)
        lignes = self._lignes(lot.lignes, couverture)
        self._compter_entrees(couverture, lot.lignes)
        self._compter_tranches(couverture, lignes)
        self._compter_ailleurs(lignes)

    def _couverture(self, couverture: pl.DataFrame, mesures: pl.DataFrame) -> pl.DataFrame:
        """The rows of the emplois-types studied, and those of each offer's own, under no code."""
        propres = couverture.join(mesures, on="place").filter(pl.col("code") == pl.col("code_mesure"))
        studied = couverture.filter(pl.col("code").is_in(self.codes)).with_columns(vrai=pl.col("code"))
        toutes = propres.drop("code_mesure").with_columns(vrai=pl.col("code"), code=pl.lit(TOUS))
        return pl.concat([studied, toutes])

    def _lignes(self, lignes: pl.DataFrame, couverture: pl.DataFrame) -> pl.DataFrame:
        """Each line of work, against each emploi-type of its offer: does it ask for something else?"""
        paires = couverture.select(*_CLE_OFFRE, "vrai").unique(maintain_order=True)
        prises = (
            couverture.filter(pl.col("etat") != "absent", pl.col("ligne").is_not_null())
            .select(*_CLE_OFFRE, rang=pl.col("ligne"), prise=pl.lit(True))
            .unique()
        )
        diplome = (pl.col("rubrique") == "profil") & (pl.col("decision") == "hors-referentiel")
        tenue = pl.col("activite_de").list.contains(pl.col("vrai"))
        return (
            lignes.filter(~diplome)
            .join(paires, on="place", maintain_order="left")
            .join(prises, on=[*_CLE_OFFRE, "rang"], how="left", maintain_order="left")
            .with_columns(ailleurs=~(pl.col("prise").fill_null(False) | tenue))
        )

    def _compter_entrees(self, couverture: pl.DataFrame, lignes: pl.DataFrame) -> None:
        etudiees = couverture.filter(pl.col("code") != TOUS)
        comptes = etudiees.group_by("code", "rubrique", "rang", "etat").len()
        self._etat.entrees[:] = [_additionner([*self._etat.entrees, comptes], "len")]
        presentes = etudiees.filter(pl.col("etat") != "absent", pl.col("ligne").is_not_null()).select(
            "code", "etat", entree=pl.col("rang"), place="place", rang=pl.col("ligne")
        )
        cites = presentes.join(lignes.select("place", "rang", "offre", "texte"), on=["place", "rang"])
        self._etat.exemples[:] = [premiers([*self._etat.exemples, cites], ["code", "entree", "etat"])]

    def _compter_tranches(self, couverture: pl.DataFrame, lignes: pl.DataFrame) -> None:
        poids = pl.col("etat").replace_strict(POIDS, return_dtype=pl.Float64)
        tranche = (pl.col("place") % TRANCHES).alias("tranche")
        manque = couverture.group_by("code", tranche, "rubrique").agg(
            somme=(1 - poids).sum(), total=pl.len().cast(pl.Float64), cote=pl.lit("manque").first()
        )
        au_dela = lignes.group_by("code", tranche, "rubrique").agg(
            somme=pl.col("ailleurs").sum().cast(pl.Float64),
            total=pl.len().cast(pl.Float64),
            cote=pl.lit("au-dela").first(),
        )
        self._etat.tranches[:] = [_additionner([*self._etat.tranches, manque, au_dela], "somme", "total")]

    def _compter_ailleurs(self, lignes: pl.DataFrame) -> None:
        autres = lignes.filter(pl.col("ailleurs")).select("code", "place", "rang", "offre", "texte")
        self._etat.exemples_au_dela[:] = [premiers([*self._etat.exemples_au_dela, autres], ["code"])]
        dehors = lignes.filter(pl.col("ailleurs"), pl.col("decision") == "sur", pl.col("code") != TOUS)
        comptes = dehors.group_by("code", "cle", rubrique=pl.col("rubrique_entree")).agg(
            libelle=pl.col("libelle").first(),
            emplois_types=pl.col("activite_de").first(),
            offres=pl.col("place").n_unique(),
        )
        ensemble = pl.concat([*self._etat.ailleurs, comptes]).group_by("code", "cle", "rubrique")
        self._etat.ailleurs[:] = [
            tasser(ensemble.agg(pl.col("libelle", "emplois_types").first(), pl.col("offres").sum()))
        ]
        cites = dehors.select("code", "cle", "place", "rang", "offre", "texte")
        self._etat.exemples_ailleurs[:] = [premiers([*self._etat.exemples_ailleurs, cites], ["code", "cle"])]

    def offres(self, code: str) -> int:
        """How many offers were measured against an emploi-type."""
        comptes = self._etat.entrees[0].filter(pl.col("code") == code)
        return int(comptes.group_by("rang").agg(pl.col("len").sum())["len"].max() or 0)  # type: ignore[arg-type]

    def etude(self, emploi: EmploiType, *, graine: int) -> EtudeEmploiType:
        """What the corpus says of one emploi-type."""
        total = self.offres(emploi.code)
        return EtudeEmploiType(
            code=emploi.code,
            intitule=emploi.intitule,
            offres=total,
            decalage=self.decalage(emploi.code, graine=graine),
            frequences=tuple(self._frequences(emploi, total)),
            ailleurs=tuple(self._ailleurs(emploi.code, total)),
        )

    def _frequences(self, emploi: EmploiType, total: int) -> Iterable[Frequence]:
        entrees = self._etat.entrees[0].filter(pl.col("code") == emploi.code)
        comptes = {(rang, etat): n for rang, etat, n in entrees.select("rang", "etat", "len").iter_rows()}
        cites = self._etat.exemples[0].filter(pl.col("code") == emploi.code)
        for rang, (rubrique, ligne) in enumerate(emploi.toutes_les_lignes()):
            exemples = {
                etat: exemples_de(cites.filter(pl.col("entree") == rang, pl.col("etat") == etat))
                for etat in ("present", "partiel")
            }
            yield Frequence(
                rubrique=rubrique,
                rang=rang,
                libelle=ligne.texte,
                presente=chiffre(comptes.get((rang, "present"), 0), total, exemples["present"]),
                partielle=chiffre(comptes.get((rang, "partiel"), 0), total, exemples["partiel"]),
                absente=chiffre(comptes.get((rang, "absent"), 0), total),
            )

    def _ailleurs(self, code: str, total: int) -> Iterable[Ailleurs]:
        rangees = (
            self._etat.ailleurs[0]
            .filter(pl.col("code") == code)
            .sort(["offres", "libelle", "cle"], descending=[True, False, False])
            .head(AILLEURS_MAXIMUM)
        )
        cites = self._etat.exemples_ailleurs[0].filter(pl.col("code") == code)
        for rangee in rangees.iter_rows(named=True):
            exemples = exemples_de(cites.filter(pl.col("cle") == rangee["cle"]))
            yield Ailleurs(
                rubrique=rangee["rubrique"],
                libelle=rangee["libelle"],
                cle=rangee["cle"],
                emplois_types=tuple(rangee["emplois_types"]),
                demandee=chiffre(rangee["offres"], total, exemples),
            )

    def decalage_du_corpus(self, *, graine: int) -> DecalageCorpus | None:
        """The décalage of each offer with its own emploi-type; nothing when no offer has one."""
        tranches = self._etat.tranches[0]
        return (
            None if tranches.filter(pl.col("code") == TOUS).is_empty() else self.decalage(TOUS, graine=graine)
        )

    def decalage(self, code: str, *, graine: int) -> DecalageCorpus:
        """The décalage of an emploi-type that some offer was measured against, with its decomposition."""
        tranches = self._etat.tranches[0].filter(pl.col("code") == code)
        cotes = {cote: _cote(tranches.filter(pl.col("cote") == cote)) for cote in ("manque", "au-dela")}
        pleines = (cotes["manque"].totaux + cotes["au-dela"].totaux) > 0
        manque, au_dela = (cote.parmi(pleines) for cote in cotes.values())
        intervalle, tirages = bootstrap(manque.sommes, manque.totaux, graine=graine)
        ailleurs = (tirages @ au_dela.sommes) / np.maximum(tirages @ au_dela.totaux, 1e-12)
        absents = (tirages @ manque.sommes) / np.maximum(tirages @ manque.totaux, 1e-12)
        offres = self.offres(code) if code else self._mesurees
        ensemble = percentiles((ailleurs + absents) / 2)

        cites = exemples_de(self._etat.exemples_au_dela[0].filter(pl.col("code") == code))
        return DecalageCorpus(
            valeur=_en_chiffre((manque.valeur + au_dela.valeur) / 2, offres, ensemble, offres),
            manque=_en_chiffre(manque.valeur, manque.sommes.sum(), intervalle, manque.totaux.sum()),
            au_dela=_en_chiffre(
                au_dela.valeur, au_dela.sommes.sum(), percentiles(ailleurs), au_dela.totaux.sum(), cites
            ),
            parts=tuple(
                PartDecalage(cote=nom, rubrique=rubrique, valeur=part / 2)
                for nom, cote in cotes.items()
                for rubrique, part in cote.parts.items()
            ),
        )


def _en_chiffre(
    valeur: float,
    effectif: float,
    bornes: Intervalle,
    total: float,
    exemples: Iterable[Exemple] = (),
) -> Chiffre:
    return Chiffre(
        valeur=valeur,
        effectif=effectif,
        total=int(total),
        bas=bornes.bas,
        haut=bornes.haut,
        methode="bootstrap",
        exemples=tuple(exemples),
    )


class _Cote(NamedTuple):
    """One side of the décalage: sums by slice of offers, and what each rubrique adds to the share."""

    sommes: np.ndarray
    totaux: np.ndarray
    valeur: float
    parts: dict[str, float]

    def parmi(self, tranches: np.ndarray) -> _Cote:
        """The slices that hold an offer."""
        return self._replace(sommes=self.sommes[tranches], totaux=self.totaux[tranches])


def _cote(tranches: pl.DataFrame) -> _Cote:
    sommes, totaux = np.zeros(TRANCHES), np.zeros(TRANCHES)
    for tranche, somme, total in tranches.select("tranche", "somme", "total").iter_rows():
        sommes[tranche] += somme
        totaux[tranche] += total
    tout = max(float(totaux.sum()), 1e-12)
    rubriques = tranches.group_by("rubrique").agg(pl.col("somme").sum()).sort("rubrique")
    return _Cote(
        sommes,
        totaux,
        float(sommes.sum()) / tout,
        {rubrique: somme / tout for rubrique, somme in rubriques.iter_rows() if somme},
    )


def _additionner(tables: Sequence[pl.DataFrame], *sommes: str) -> pl.DataFrame:
    ensemble = pl.concat(tables, how="diagonal")
    cles = [nom for nom in ensemble.columns if nom not in sommes]
    return tasser(ensemble.group_by(cles).agg(pl.col(*sommes).sum()).sort(cles))


def premiers(tables: Sequence[pl.DataFrame], cles: list[str], nombre: int = EXEMPLES) -> pl.DataFrame:
    """The first examples of each group, in the order of the corpus."""
    ordonnees = pl.concat(tables, how="diagonal").sort([*cles, "place", "rang"])
    return tasser(ordonnees.group_by(cles, maintain_order=True).head(nombre))
