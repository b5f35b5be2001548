"""The analysis of a batch of offers: nearest emplois-types, lines placed, coverage, portrait."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from socle.alignement.calibration import DECISIONS
from socle.corpus.lot import portrait
from socle.corpus.lot.alignement import HORS, RANG_RUBRIQUES, SUR, Alignees, AlignementDeLot
from socle.corpus.lot.classement import ClassementDeLot, Proches
from socle.corpus.lot.couverture import ETATS, Couverture, Couvertures
from socle.corpus.lot.lignes import masque
from socle.corpus.lot.offres import OffreLue
from socle.corpus.schema import COUVERTURE, LIGNES
from socle.offre import RUBRIQUES, Analyseur
from socle.offre.analyse.analyseur import RUBRIQUES_D_ACTION, RUBRIQUES_LUES
from socle.referentiel.texte import cle

PROCHES_GARDES = 5
_PROFIL = RANG_RUBRIQUES["profil"]
_COMPORTEMENTALES = RANG_RUBRIQUES["competences_comportementales"]
_RANGS_D_ACTION = [RANG_RUBRIQUES[un] for un in RUBRIQUES_D_ACTION]


class Lues(NamedTuple):
    """The lines read of some offers, end to end: each is a text among ``distincts``, that of its rank."""

    distincts: list[str]
    rangs: npt.NDArray[np.int64]
    rubriques: npt.NDArray[np.int64]
    bornes: npt.NDArray[np.int64]

    @property
    def actes(self) -> npt.NDArray[np.bool_]:
        """Which lines say what is done."""
        return np.isin(self.rubriques, _RANGS_D_ACTION)


class Analysees(NamedTuple):
    """The results of some offers: one row of columns each, their lines and coverages as nested lists."""

    resumes: list[dict[str, Any]]
    lignes: pa.Array
    couvertures: pa.Array


class AnalyseurDeLot:
    """Analyses offers many at a time, as an :class:`~socle.offre.Analyseur` does one by one.

    :param codes: the emplois-types to measure against, instead of the nearest.
    """

    def __init__(self, analyseur: Analyseur, *, codes: Sequence[str] = ()) -> None:
        self.referentiel = analyseur.referentiel
        self.codes = tuple(codes)
        self._emplois = list(self.referentiel.emplois_types)
        self._candidats = [rang for rang, un in enumerate(self._emplois) if un.code in self.codes]
        self._classement = ClassementDeLot(analyseur.classement)
        self._alignement = AlignementDeLot(analyseur)
        cles: dict[str, int] = {}
        libelles = [" ".join(entree.libelle.split()) for entree in self._alignement.entrees]
        self._cles_des_entrees = np.array(
            [cles.setdefault(cle(libelle), len(cles)) for libelle in libelles], dtype=np.int64
        )
        self._couvertures = Couvertures(self.referentiel, cles)
        self._decrire_entrees(libelles)

    def _decrire_entrees(self, libelles: list[str]) -> None:
        """The columns of each entry; the last row is that of no entry."""
        entrees = self._alignement.entrees
        self._entrees = {
            "rubrique_entree": pa.array([*(un.rubrique for un in entrees), ""]),
            "libelle": pa.array([*libelles, ""]),
            "cle": pa.array([*(un.id for un in entrees), ""]),
            "identifiant": pa.array([*(un.identifiant or "" for un in entrees), ""]),
            "activite_de": pa.array(
                [*(list(un.emplois_types) if un.rubrique == "activites" else [] for un in entrees), []],
                pa.list_(pa.string()),
            ),
        }

    def analyser(self, offres: Sequence[OffreLue], idents: Sequence[str]) -> Analysees:
        """The results of some offers.

        :param idents: the identifier of each.
        """
        lues = _lues(offres)
        proches = self._classement.classer(offres, candidats=self._candidats)
        alignees = self._alignement.aligner(
            lues.distincts,
            lues.rangs,
            actes=lues.actes,
            rubriques=lues.rubriques,
            bornes=lues.bornes,
            proches=proches,
        )
        masques = np.array([masque(texte) for texte in lues.distincts], dtype=np.int64)[lues.rangs]
        portraits = portrait.tracer(
            masques,
            bornes=lues.bornes,
            comptees=lues.rubriques != _COMPORTEMENTALES,
            actes=lues.actes,
        )
        mesures = self._mesurer(idents, lues, proches, alignees)
        tailles = np.diff(lues.bornes)
        resumes = [
            {
                **self._proches(proches, rang),
                "lignes": int(tailles[rang]),
                "code_mesure": mesures.codes[rang],
                "decalage": mesures.decalages[rang],
                "numerique": portraits.numerique[rang],
                "niveaux": portraits.niveaux[rang],
                "posture": portraits.posture[rang],
                "categories": portraits.categories[rang],
            }
            for rang in range(len(offres))
        ]
        return Analysees(resumes, self._lignes(idents, lues, alignees, masques), mesures.couvertures)

    def _proches(self, proches: Proches, rang: int) -> dict[str, Any]:
        premiers = [
            {"code": self._emplois[place].code, "score": score, "probabilite": part}
            for place, score, part in zip(
                proches.rangs[rang, :PROCHES_GARDES].tolist(),
                proches.scores[rang, :PROCHES_GARDES].tolist(),
                proches.parts[rang, :PROCHES_GARDES].tolist(),
                strict=True,
            )
            if place >= 0
        ]
        trouve = bool(premiers) and premiers[0]["score"] > 0
        return {
            "code_proche": premiers[0]["code"] if trouve else "",
            "intitule_proche": self._emplois[proches.rangs[rang, 0]].intitule if trouve else "",
            "probabilite": premiers[0]["probabilite"] if trouve else None,
            "emplois_types": premiers,
        }

    # -- lines ---------------------------------------------------------------------------------

    def _lignes(
        self, idents: Sequence[str], lues: Lues, alignees: Alignees, masques: npt.NDArray[np.int64]
    ) -> pa.Array:
        tailles = np.diff(lues.bornes)
        aucune = len(self._alignement.entrees)
        entrees = pa.array(
            np.where((alignees.decisions == HORS) | (alignees.entrees < 0), aucune, alignees.entrees)
        )
        rangs = np.arange(len(lues.rangs)) - np.repeat(lues.bornes[:-1], tailles)
        colonnes = {
            "offre": pa.array(idents, pa.string()).take(pa.array(np.repeat(np.arange(len(idents)), tailles))),
            "rang": pa.array(rangs.astype(np.int32)),
            "rubrique": pa.array(RUBRIQUES).take(pa.array(lues.rubriques)),
            "texte": pa.array(lues.distincts, pa.string()).take(pa.array(lues.rangs)),
            "decision": pa.array(DECISIONS).take(pa.array(alignees.decisions)),
            "probabilite": pa.array(alignees.probabilites),
            **{nom: colonne.take(entrees) for nom, colonne in self._entrees.items()},
            **portrait.colonnes_des_lignes(masques, actes=lues.actes),
        }
        return _en_listes(lues.bornes, colonnes, LIGNES)

    # -- coverage ------------------------------------------------------------------------------

    def _mesurer(self, idents: Sequence[str], lues: Lues, proches: Proches, alignees: Alignees) -> _Mesures:
        """The coverage of the emplois-types chosen, or of the nearest, and the décalage."""
        mesures = self._a_mesurer(proches)
        demandes: dict[str, list[int]] = {}
        for rang, code in enumerate(mesures):
            for un in self.codes or ((code,) if code else ()):
                demandes.setdefault(un, []).append(rang)
        decoupes = self._couvertures.couper(lues.distincts)
        sures = np.where(
            (alignees.decisions == SUR) & (alignees.entrees >= 0),
            self._cles_des_entrees[np.maximum(alignees.entrees, 0)],
            -1,
        )
        rattachees = np.zeros(len(lues.rangs), dtype=np.bool_)
        morceaux: list[dict[str, pa.Array]] = []
        offres: list[int] = []
        for code, rangs in demandes.items():
            places, bornes = _lignes_de(lues.bornes, rangs)
            siennes = np.zeros(len(places), dtype=np.bool_)
            couverture = self._couvertures.couvrir(
                code,
                decoupes,
                bornes=bornes,
                fiches=lues.rangs[places],
                sures=sures[places],
                probabilites=alignees.probabilites[places],
                rattachees=siennes,
            )
            mesurees = np.repeat([mesures[rang] == code for rang in rangs], np.diff(bornes))
            rattachees[places[siennes & mesurees]] = True
            morceaux.append(_colonnes(couverture, code, self._couvertures.fiche(code).rubriques))
            offres += np.repeat(rangs, couverture.etats.shape[1]).tolist()
        decalages = _decalages(lues, alignees, rattachees, mesures)
        return _Mesures(mesures, decalages, _assembler(morceaux, offres, idents))

    def _a_mesurer(self, proches: Proches) -> list[str]:
        if self.codes:
            return [self._emplois[rang].code for rang in proches.premiers.tolist()]
        return [
            self._emplois[rang].code if rang >= 0 and score > 0 else ""
            for rang, score in zip(proches.rangs[:, 0].tolist(), proches.scores[:, 0].tolist(), strict=True)
        ]


class _Mesures(NamedTuple):
    codes: list[str]
    decalages: list[float | None]
    couvertures: pa.Array


def _lues(offres: Sequence[OffreLue]) -> Lues:
    numeros: dict[str, int] = {}
    rangs: list[int] = []
    rubriques: list[int] = []
    bornes = [0]
    for offre in offres:
        for rubrique, texte in offre.lignes:
            if rubrique in RUBRIQUES_LUES:
                rangs.append(numeros.setdefault(texte, len(numeros)))
                rubriques.append(RANG_RUBRIQUES[rubrique])
        bornes.append(len(rangs))
    suites = (np.array(suite, dtype=np.int64) for suite in (rangs, rubriques, bornes))
    return Lues(list(numeros), *suites)


def _lignes_de(
    bornes: npt.NDArray[np.int64], rangs: list[int]
) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """The places of the lines of some offers, and their bounds."""
    tailles = bornes[1:][rangs] - bornes[:-1][rangs]
    siennes = np.concatenate(([0], np.cumsum(tailles)))
    places = np.repeat(bornes[:-1][rangs] - siennes[:-1], tailles) + np.arange(siennes[-1])
    return places, siennes


def _decalages(
    lues: Lues, alignees: Alignees, rattachees: npt.NDArray[np.bool_], mesures: list[str]
) -> list[float | None]:
    """The share of the lines that ask something else, as for one offer (``mesurer_decalage``)."""
    diplomes = (lues.rubriques == _PROFIL) & (alignees.decisions == HORS)
    comptees = np.concatenate(([0], np.cumsum(~diplomes)))
    ailleurs = np.concatenate(([0], np.cumsum(~diplomes & ~rattachees)))
    nombres = (comptees[lues.bornes[1:]] - comptees[lues.bornes[:-1]]).tolist()
    dehors = (ailleurs[lues.bornes[1:]] - ailleurs[lues.bornes[:-1]]).tolist()
    return [
        round(dehors_ / nombre, 4) if nombre and code else None
        for code, nombre, dehors_ in zip(mesures, nombres, dehors, strict=True)
    ]


def _colonnes(couverture: Couverture, code: str, rubriques: Sequence[str]) -> dict[str, pa.Array]:
    nombre, places = couverture.etats.shape
    lignes = couverture.lignes.reshape(-1)
    return {
        "code": pa.array([code] * (nombre * places), pa.string()),
        "rubrique": pa.array([*rubriques] * nombre, pa.string()),
        "rang": pa.array(np.tile(np.arange(places, dtype=np.int16), nombre)),
        "etat": pa.array(ETATS).take(pa.array(couverture.etats.reshape(-1))),
        "ressemblance": pa.array(couverture.ressemblances.reshape(-1).astype(np.float32)),
        "ligne": pa.array(lignes, mask=lignes < 0),
    }


def _assembler(morceaux: list[dict[str, pa.Array]], offres: list[int], idents: Sequence[str]) -> pa.Array:
    """The coverages, gathered by offer in the order of the offers."""
    rangs = np.array(offres, dtype=np.int64)
    ordre = np.argsort(rangs, kind="stable")
    tailles = (
        np.bincount(rangs, minlength=len(idents)) if len(rangs) else np.zeros(len(idents), dtype=np.int64)
    )
    bornes = np.concatenate(([0], np.cumsum(tailles)))
    prises = pa.array(ordre)
    colonnes = {
        champ.name: pa.concat_arrays([morceau[champ.name] for morceau in morceaux]).take(prises)
        if morceaux
        else pa.array([], champ.type)
        for champ in COUVERTURE
        if champ.name != "offre"
    }
    colonnes["offre"] = pa.array(idents, pa.string()).take(pa.array(rangs[ordre]))
    return _en_listes(bornes, colonnes, COUVERTURE)


def _en_listes(bornes: npt.NDArray[np.int64], colonnes: dict[str, pa.Array], schema: pa.Schema) -> pa.Array:
    """Columns end to end as one list of rows an offer."""
    struct = pa.StructArray.from_arrays(
        [colonnes[champ.name].cast(champ.type) for champ in schema], fields=list(schema)
    )
    type_ = pa.list_(pa.field("item", struct.type, nullable=False))
    return pa.ListArray.from_arrays(pa.array(bornes.astype(np.int32)), struct, type=type_)
