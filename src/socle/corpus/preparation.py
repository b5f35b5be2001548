"""The first passage over a corpus: documents read, fields put in order, languages and duplicates marked.

A batch of :data:`~socle.corpus.entree.BRUTS` in, a batch of :data:`~socle.corpus.entree.ENTREE` out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

import pyarrow as pa

from socle.corpus.entree import ENTREE, LUE
from socle.corpus.langue import marquer
from socle.erreurs import DeclinaisonInvalide, ErreurSocle
from socle.offre import lire
from socle.offre.dates import lire_date
from socle.referentiel import lire_corps
from socle.referentiel.texte import cle

_ANNEE = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_CODE = re.compile(r"(?<![A-Za-z0-9])[A-GJ][1-5][A-Z](?:\d|P)\d(?![A-Za-z0-9])")
_VIDE = "Le texte de l’offre est vide."
_VIDE_REMEDE = "Vérifiez la colonne du texte, ou retirez cette ligne."

Rangee = dict[str, Any]


def preparer(lot: pa.RecordBatch) -> pa.RecordBatch:
    """Read the records of a batch."""
    return pa.RecordBatch.from_pylist([_preparer(brut) for brut in lot.to_pylist()], schema=ENTREE)


def _preparer(brut: Rangee) -> Rangee:
    rangee: Rangee = {
        "rang": brut["rang"],
        "id": brut["id"] or brut["nom"],
        "nom": brut["nom"],
        "titre": " ".join(brut["titre"].split()),
        "texte": brut["texte"],
        "document": "",
        "employeur": " ".join(brut["employeur"].split()),
        "region": " ".join(brut["region"].split()),
        "statut": statut_de(brut["statut"]),
        "corps": _corps(brut["corps"]),
        "code": _code(brut["code"]),
        "etat": "illisible",
        "cause": brut["cause"],
        "remede": brut["remede"],
        "langue": "",
        **_dates(brut["date"], brut["annee"]),
    }
    if not brut["cause"]:
        rangee |= _lire(brut)
    return rangee


def _lire(brut: Rangee) -> Rangee:
    if brut["contenu"] is not None:
        try:
            offre = lire(brut["contenu"], nom=brut["nom"])
        except ErreurSocle as erreur:
            return {"cause": erreur.constat, "remede": erreur.remede}
        return {"document": offre.model_dump_json(), **_situer(offre.texte)}
    if not any(signe.isalnum() for signe in brut["texte"]):
        return {"cause": _VIDE, "remede": _VIDE_REMEDE}
    return _situer(brut["texte"])


def _situer(texte: str) -> Rangee:
    langue, exacte, signature = marquer(texte)
    if langue not in ("fr", ""):
        return {"etat": "autre-langue", "langue": langue}
    return {"etat": LUE, "langue": langue, "exacte": exacte, "signature": signature}


def statut_de(texte: str) -> str:
    """Who may hold the post, from the words of a table; empty when both, or when nothing tells.

    >>> statut_de("Emploi ouvert uniquement aux contractuels"), statut_de("CDD de 12 mois")
    ('contractuel', 'contractuel')
    >>> statut_de("Titulaires et contractuels"), statut_de("Fonctionnaire")
    ('', 'titulaire')
    """
    mots = set(cle(texte).split())
    titulaire = bool(mots & {"titulaire", "titulaires", "fonctionnaire", "fonctionnaires", "concours"})
    contractuel = bool(
        mots & {"contractuel", "contractuels", "contractuelle", "cdd", "cdi", "contrat", "projet"}
    )
    if titulaire == contractuel:
        return ""
    return "titulaire" if titulaire else "contractuel"


def _corps(texte: str) -> str:
    try:
        return lire_corps(texte) if texte.strip() else ""
    except DeclinaisonInvalide:
        return ""


def _code(texte: str) -> str:
    trouve = _CODE.search(texte)
    return trouve[0] if trouve else texte.strip()


def _dates(jour: str, annee: str) -> Rangee:
    lu = _jour(jour)
    trouvee = _ANNEE.search(annee) or _ANNEE.search(jour)
    return {"date": lu, "annee": int(trouvee[0]) if trouvee else lu.year if lu else None}


def _jour(texte: str) -> date | None:
    for essai in _essais(texte):
        try:
            return date.fromisoformat(essai)
        except ValueError:
            continue
    return None


def _essais(texte: str) -> Iterator[str]:
    if texte:
        yield texte[:10]
        if (lu := lire_date(texte)) is not None:
            yield lu.iso
