"""The figures of a corpus, from the folder of its results."""

from __future__ import annotations

import platform
from collections import Counter
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from importlib.metadata import version
from pathlib import Path
from types import MappingProxyType
from typing import get_args

import polars as pl

from socle.corpus.chiffres import EXEMPLES_GROUPE, Chiffres, Demande, Effectifs, Exemple, Part, Provenance
from socle.corpus.chiffres_emplois_types import ComptesEmploisTypes, chiffre, exemples_de
from socle.corpus.chiffres_exemples import titrer
from socle.corpus.chiffres_lecture import Lot, Resultats
from socle.corpus.chiffres_mesures import Methode
from socle.corpus.chiffres_offres import accord, croisements, portraits, proches
from socle.corpus.comparaisons import ComptesGroupes, comparer_groupes, tendances
from socle.corpus.emergents import ComptesEmergents, grouper
from socle.corpus.emergents_decisions import Decisions
from socle.erreurs import ErreurSocle
from socle.offre.analyse.documents import LIBELLES_DECISIONS, Decision
from socle.referentiel import EmploiType, Referentiel

ETUDES_MAXIMUM = 3
OFFRES_MINIMALES = 8
"""Offers that an emploi-type needs to be studied when none was asked for."""

GRAINE = 1
_EMPREINTES = {"referentiel": "référentiel"}
METHODES: dict[Methode, str] = {"holm": "Holm", "fdr_bh": "Benjamini et Hochberg"}
_BIBLIOTHEQUES = ("numpy", "polars", "pyarrow", "scipy", "statsmodels")

Postes = Mapping[str, Mapping[int, int]]
"""Posts opened, by code of emploi-type then by year."""


def calculer(
    dossier: Path | Resultats,
    referentiel: Referentiel,
    *,
    codes: Sequence[str] = (),
    titre: str = "",
    graine: int = GRAINE,
    methode: Methode = "holm",
    decisions: Decisions | None = None,
    postes: Postes | None = None,
    commandes: Sequence[str] = (),
    empreintes: Mapping[str, str] = MappingProxyType({}),
) -> Chiffres:
    """The figures of a corpus.

    :param dossier: the folder written by ``socle corpus analyser``.
    :param codes: the emplois-types to study; those of the run, or the most frequent ones, by default.
    :param graine: seed of every draw; the same seed gives the same figures.
    :param methode: how p-values are corrected for their number.
    :param decisions: what was decided of the emerging work of an earlier run.
    :param postes: posts opened by emploi-type and year, to set beside the corpus.
    :param commandes: the command lines that make these figures again, in order; that of the run by default.
    :param empreintes: the prints of what was read beside the results, by name.
    :raises DocumentIllisible: the folder is not one of complete results.
    :raises Introuvable: an emploi-type is not in the référentiel.
    :raises ErreurSocle: no offer was analysed (code ``corpus-vide``), or none was measured against a code
        asked for (``emploi-type-non-mesure``).
    """
    resultats = dossier if isinstance(dossier, Resultats) else Resultats(dossier)
    offres = resultats.offres
    if offres.is_empty():
        raise ErreurSocle(
            "Aucune offre de ce corpus n’a été analysée : il n’y a rien à compter.",
            remede="Regardez dans la table offres pourquoi les enregistrements ont été écartés.",
            code="corpus-vide",
        )
    emplois = _a_etudier(offres, referentiel, codes or resultats.manifeste.get("emplois_types", ()))
    mesurees = ComptesEmploisTypes([emploi.code for emploi in emplois])
    groupes = ComptesGroupes(offres, emplois)
    emergents = ComptesEmergents()
    decompte = _ComptesDecisions()
    # Each counts on its own, and the tables let go of the interpreter while they work.
    with ThreadPoolExecutor(2) as equipe:
        for lot in resultats.lots():
            ajouts = [equipe.submit(un.ajouter, lot) for un in (emergents, mesurees, groupes, decompte)]
            for ajout in ajouts:
                ajout.result()
    _verifier_mesures(mesurees, emplois, codes)
    comparaisons, ecartes = comparer_groupes(offres, groupes, methode=methode)
    memes, annoncees = accord(offres)
    chiffres = Chiffres(
        titre=titre or _titre(resultats),
        effectifs=_effectifs(resultats, decompte.total),
        decisions=decompte.parts(),
        decalage=mesurees.decalage_du_corpus(graine=graine),
        etudes=tuple(
            mesurees.etude(emploi, graine=graine) for emploi in emplois if mesurees.offres(emploi.code)
        ),
        proches=proches(offres),
        accord=chiffre(memes, annoncees) if annoncees else None,
        croisements=croisements(offres),
        portraits=portraits(offres),
        comparaisons=comparaisons,
        groupes_ecartes=ecartes,
        tendances=tendances(offres, groupes, methode=methode),
        emergents=grouper(emergents, resultats, decisions=decisions, graine=graine),
        demandes=_demandes(postes or {}, emplois, offres),
        provenance=_provenance(
            resultats, graine=graine, methode=methode, commandes=commandes, empreintes=empreintes
        ),
    )
    return titrer(chiffres, resultats)


def _titre(resultats: Resultats) -> str:
    source = Path(str(resultats.manifeste.get("source", "")))
    return f"Corpus « {source.name or resultats.dossier.resolve().name} »"


class _ComptesDecisions:
    """Lines by decision, with the first examples of each."""

    def __init__(self) -> None:
        self._nombres: Counter[str] = Counter()
        self._exemples: list[pl.DataFrame] = []

    @property
    def total(self) -> int:
        return sum(self._nombres.values())

    def ajouter(self, lot: Lot) -> None:
        self._nombres.update(dict(lot.lignes.group_by("decision").len().iter_rows()))
        if not self._exemples:
            self._exemples = [lot.lignes.select("offre", "rang", "texte", "decision")]

    def parts(self) -> tuple[Part, ...]:
        return tuple(
            Part(
                valeur=decision,
                libelle=LIBELLES_DECISIONS[decision],
                chiffre=chiffre(self._nombres[decision], self.total, self._cites(decision)),
            )
            for decision in get_args(Decision)
        )

    def _cites(self, decision: str) -> list[Exemple]:
        return exemples_de(pl.concat(self._exemples).filter(pl.col("decision") == decision))


def _a_etudier(offres: pl.DataFrame, referentiel: Referentiel, codes: Sequence[str]) -> list[EmploiType]:
    if codes:
        return [referentiel[code] for code in codes]
    frequents = (
        offres.select(pl.col("code_mesure").cast(pl.String))
        .filter(pl.col("code_mesure") != "")
        .group_by("code_mesure")
        .len()
        .filter(pl.col("len") >= OFFRES_MINIMALES)
        .sort(["len", "code_mesure"], descending=[True, False])
    )
    return [referentiel[code] for code in frequents["code_mesure"].head(ETUDES_MAXIMUM)]


def _verifier_mesures(
    comptes: ComptesEmploisTypes, emplois: Sequence[EmploiType], codes: Sequence[str]
) -> None:
    absents = [emploi.code for emploi in emplois if codes and not comptes.offres(emploi.code)]
    if absents:
        raise ErreurSocle(
            f"Aucune offre de ce corpus n’est mesurée par rapport à {', '.join(absents)}.",
            remede="Relancez socle corpus analyser en demandant ces emplois-types.",
            code="emploi-type-non-mesure",
        )


def _effectifs(resultats: Resultats, lignes: int) -> Effectifs:
    nombres = resultats.enregistrements
    return Effectifs(
        enregistrements=sum(nombres.values()),
        analysees=nombres.get("analysee", 0),
        doublons=nombres.get("doublon", 0),
        autre_langue=nombres.get("autre-langue", 0),
        illisibles=nombres.get("illisible", 0),
        lignes=lignes,
    )


def _demandes(postes: Postes, emplois: Sequence[EmploiType], offres: pl.DataFrame) -> tuple[Demande, ...]:
    """The posts opened for the emplois-types studied, beside the offers of the corpus that year."""
    etudies = [emploi.code for emploi in emplois] if postes else []
    siennes = offres.filter(pl.col("annee").is_not_null(), pl.col("code_proche").is_in(etudies))
    annuelles = siennes.group_by("code_proche", "annee").agg(pl.len(), pl.col("id").head(EXEMPLES_GROUPE))
    comptes = {(str(code), int(annee)): (int(n), idents) for code, annee, n, idents in annuelles.iter_rows()}
    couvertes = {annee for annuels in postes.values() for annee in annuels}
    demandes = []
    for emploi in emplois:
        ouverts = postes.get(emploi.code, {})
        presentes = {annee for code, annee in comptes if code == emploi.code}
        # Before its first opening, an emploi-type had another name: no figure, rather than none opened.
        connues = {annee for annee in couvertes if annee >= min(ouverts, default=annee)}
        annees = range(min(connues | presentes), max(connues | presentes) + 1) if ouverts else ()
        for annee in annees:
            nombre, idents = comptes.get((emploi.code, annee), (0, []))
            demandes.append(
                Demande(
                    code=emploi.code,
                    annee=annee,
                    postes=ouverts.get(annee, 0) if annee in connues else None,
                    offres=nombre,
                    exemples=tuple(Exemple(offre=ident, rang=-1) for ident in idents),
                )
            )
    return tuple(demandes)


def _provenance(
    resultats: Resultats,
    *,
    graine: int,
    methode: Methode,
    commandes: Sequence[str],
    empreintes: Mapping[str, str],
) -> Provenance:
    manifeste = resultats.manifeste
    siennes = manifeste.get("empreintes", {})
    return Provenance(
        socle=version("socle"),
        commandes=tuple(ligne for ligne in commandes or (str(manifeste.get("commande", "")),) if ligne),
        editions=tuple(manifeste.get("editions", ())),
        empreintes={"données": str(manifeste.get("donnees", ""))}
        | {_EMPREINTES.get(nom, nom): str(valeur) for nom, valeur in siennes.items() if valeur}
        | dict(empreintes),
        graine=graine,
        comparaisons=METHODES[methode],
        versions={
            **{nom: str(numero) for nom, numero in manifeste.get("versions", {}).items()},
            "python": platform.python_version(),
            **{nom: version(nom) for nom in _BIBLIOTHEQUES},
        },
    )
