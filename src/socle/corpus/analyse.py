"""The second passage: a batch of offers read in, a batch of results out (``pa.RecordBatch`` both).

The results of one batch are one batch of :data:`RESULTATS`: the columns of the offers, and for each offer
its lines and its coverage as nested lists. :func:`eclater` turns it into the three tables.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from socle.alignement import Calibration, Encodeur
from socle.corpus.entree import LUE
from socle.corpus.journal import en_parquet
from socle.corpus.lot.analyse import AnalyseurDeLot
from socle.corpus.lot.offres import OffreLue, lire_offre
from socle.corpus.schema import COUVERTURE, LIGNES, OFFRES
from socle.erreurs import ErreurSocle
from socle.offre import Analyseur
from socle.referentiel import Referentiel


def _liste(schema: pa.Schema) -> pa.DataType:
    return pa.list_(pa.field("item", pa.struct(list(schema)), nullable=False))


RESULTATS = pa.schema(
    [
        *OFFRES,
        pa.field("lignes_analysees", _liste(LIGNES), nullable=False),
        pa.field("couvertures", _liste(COUVERTURE), nullable=False),
    ]
)


class Part(NamedTuple):
    """The tables of one batch, ready to be written, and how many rows each has."""

    tables: dict[str, bytes]
    nombres: dict[str, int]
    etats: dict[str, int]


MAX_LIGNES = 20_000
"""Lines analysed at once: what bounds the memory of a batch of long offers."""


class AnalyseDeLot:
    """Analyses batches; sent as such to other processes, where the référentiel is made ready once.

    :param codes: the emplois-types to measure against, instead of the nearest.
    """

    def __init__(
        self,
        referentiel: Referentiel,
        *,
        codes: Sequence[str] = (),
        compact: Encodeur | None = None,
        calibration: Calibration | None = None,
    ) -> None:
        self.referentiel = referentiel
        self.codes = tuple(codes)
        self.compact = compact
        self.calibration = calibration
        self._pret: AnalyseurDeLot | None = None

    def __getstate__(self) -> dict[str, Any]:
        return {**self.__dict__, "_pret": None}

    def __call__(self, lot: pa.RecordBatch) -> pa.RecordBatch:
        """The results of a batch."""
        if self._pret is None:
            analyseur = Analyseur(self.referentiel, compact=self.compact, calibration=self.calibration)
            self._pret = AnalyseurDeLot(analyseur, codes=self.codes)
        rangees = lot.drop_columns(_LOURDES).to_pylist()
        resultats = [{champ: rangee[champ] for champ in _GARDES} | _NON_ANALYSEE for rangee in rangees]
        contenus = zip(*(lot.column(nom) for nom in _CONTENUS), strict=True)
        morceaux = list(self._morceaux(rangees, contenus, resultats))
        colonnes = {
            champ.name: pa.array([un[champ.name] for un in resultats], champ.type) for champ in OFFRES
        }
        # A record that was not analysed has no line: the lists of the others are laid out around it.
        analysees = np.array([un["etat"] == "analysee" for un in resultats], dtype=np.bool_)
        for nom in ("lignes_analysees", "couvertures"):
            listes = pa.concat_arrays([un[nom] for un in morceaux]) if morceaux else None
            colonnes[nom] = _repartir(listes, analysees, RESULTATS.field(nom).type)
        return pa.RecordBatch.from_arrays([colonnes[nom] for nom in RESULTATS.names], schema=RESULTATS)

    def _morceaux(
        self,
        rangees: list[dict[str, Any]],
        contenus: Iterable[tuple[pa.Scalar, ...]],
        resultats: list[dict[str, Any]],
    ) -> Iterator[dict[str, pa.Array]]:
        """Analyse the records that can be, some thousands of lines at a time, and fill their results."""
        assert self._pret is not None
        offres: list[OffreLue] = []
        siens: list[dict[str, Any]] = []
        lignes = 0
        for rangee, contenu, resultat in zip(rangees, contenus, resultats, strict=True):
            if rangee["etat"] != LUE:
                continue
            texte, document = (un.as_py() for un in contenu)
            try:
                offre = lire_offre(rangee, self.referentiel, texte=texte, document=document)
            except ErreurSocle as erreur:
                resultat |= {"etat": "illisible", "cause": erreur.constat, "remede": erreur.remede}
                continue
            resultat |= {
                "etat": "analysee",
                "titre": resultat["titre"] or offre.titre,
                "corps": offre.corps,
                "statut": offre.statut,
                "code_annonce": offre.code,
            }
            offres.append(offre)
            siens.append(resultat)
            lignes += len(offre.lignes)
            if lignes >= MAX_LIGNES:
                yield self._analyser(offres, siens)
                offres, siens, lignes = [], [], 0
        if offres:
            yield self._analyser(offres, siens)

    def _analyser(self, offres: list[OffreLue], siens: list[dict[str, Any]]) -> dict[str, pa.Array]:
        assert self._pret is not None
        trouvees = self._pret.analyser(offres, [un["id"] for un in siens])
        for resultat, resume in zip(siens, trouvees.resumes, strict=True):
            resultat |= resume
        return {"lignes_analysees": trouvees.lignes, "couvertures": trouvees.couvertures}


def _repartir(listes: pa.Array | None, analysees: npt.NDArray[np.bool_], type_: pa.DataType) -> pa.Array:
    """One list a record: those of the records that were analysed, empty ones for the others."""
    if listes is None:
        return pa.array([[]] * len(analysees), type_)
    tailles = np.zeros(len(analysees), dtype=np.int64)
    tailles[analysees] = np.diff(listes.offsets.to_numpy())
    bornes = np.concatenate(([0], np.cumsum(tailles))).astype(np.int32)
    return pa.ListArray.from_arrays(pa.array(bornes), listes.flatten(), type=type_)


_CONTENUS = ["texte", "document"]
_LOURDES = [*_CONTENUS, "exacte", "signature"]
"""What is read of one record at a time, or not at all: for a whole batch, it takes most of the memory."""

_NON_ANALYSEE: dict[str, Any] = {
    "code_annonce": "", "code_proche": "", "intitule_proche": "", "probabilite": None, "emplois_types": [],
    "lignes": 0, "code_mesure": "", "decalage": None, "numerique": "indetermine", "niveaux": [],
    "posture": "indetermine", "categories": [],
}  # fmt: skip
_GARDES = tuple(nom for nom in OFFRES.names if nom not in _NON_ANALYSEE)


def eclater(resultats: pa.RecordBatch) -> dict[str, pa.Table]:
    """The three tables of a batch of results."""
    offres = pa.Table.from_batches([resultats]).select(OFFRES.names).cast(OFFRES)
    lignes = resultats.column("lignes_analysees").flatten()
    couverture = resultats.column("couvertures").flatten()
    return {
        "offres": offres,
        "lignes": pa.Table.from_arrays(lignes.flatten(), schema=LIGNES),
        "couverture": pa.Table.from_arrays(couverture.flatten(), schema=COUVERTURE),
    }


class Ecriture:
    """The work of the second passage: analyse a batch, and give its tables as Parquet."""

    def __init__(self, analyse: AnalyseDeLot) -> None:
        self.analyse = analyse

    def __call__(self, lot: pa.RecordBatch) -> Part:
        """The tables of a batch."""
        tables = eclater(self.analyse(lot))
        etats: dict[str, int] = {}
        for etat in tables["offres"].column("etat").to_pylist():
            etats[etat] = etats.get(etat, 0) + 1
        return Part(
            {nom: en_parquet(table) for nom, table in tables.items()},
            {nom: table.num_rows for nom, table in tables.items()},
            etats,
        )
