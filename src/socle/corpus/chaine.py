"""The whole run: records in, tables of results out."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from socle.alignement import Encodeur
from socle.corpus.resultats import rangees_de
from socle.corpus.schema import TABLES, VERSION
from socle.offre import Analyseur, decouper
from socle.referentiel import Referentiel

_VIDES: dict[str, Any] = {
    "etat": "analysee", "cause": "", "remede": "", "groupe": "", "langue": "", "titre": "", "employeur": "",
    "region": "", "date": None, "annee": None, "statut": "",
}  # fmt: skip


def analyser_corpus(
    source: Path,
    sortie: Path,
    *,
    referentiel: Referentiel,
    emplois_types: Sequence[str] = (),
    compact: Encodeur | None = None,
) -> dict[str, Any]:
    """Analyse every offer of a JSONL file and write the tables of :mod:`socle.corpus.schema`.

    :return: the manifest, also written as ``manifeste.json``.
    """
    analyseur = Analyseur(referentiel, compact=compact)
    tables: dict[str, list[dict[str, Any]]] = {nom: [] for nom in TABLES}
    for entree, texte in _lire(source):
        analyse = analyseur.analyser(
            decouper(texte, nom=entree["nom"]),
            corps=entree["corps"] or None,
            emploi_type=emplois_types[0] if emplois_types else None,
        )
        offre, lignes, couverture = rangees_de(
            analyse, entree=entree, analyseur=analyseur, codes=emplois_types
        )
        offre["titre"] = entree["titre"] or analyse.offre.titre or ""
        offre["code_annonce"] = entree["code_annonce"] or offre["code_annonce"]
        tables["offres"].append(offre)
        tables["lignes"] += lignes
        tables["couverture"] += couverture
    for nom, rangees in tables.items():
        dossier = sortie / nom
        dossier.mkdir(parents=True, exist_ok=True)
        table = pa.Table.from_pylist(rangees, schema=TABLES[nom])
        pq.write_table(table, dossier / "part-00000.parquet", compression="zstd")
    manifeste = {"version": VERSION, "nombres": {nom: len(rangees) for nom, rangees in tables.items()}}
    (sortie / "manifeste.json").write_text(json.dumps(manifeste, ensure_ascii=False, indent=2), "utf-8")
    return manifeste


def _lire(source: Path) -> Iterator[tuple[dict[str, Any], str]]:
    with source.open(encoding="utf-8") as lignes:
        for rang, ligne in enumerate(lignes):
            valeurs = json.loads(ligne)
            entree = {
                **_VIDES,
                "id": str(rang),
                "nom": f"{source.name}:{rang + 1}",
                "rang": rang,
                "corps": valeurs.get("corps", ""),
                "code_annonce": valeurs.get("code", ""),
                "employeur": valeurs.get("employeur", ""),
                "titre": valeurs.get("titre", ""),
                "annee": valeurs.get("annee"),
            }
            yield entree, valeurs["texte"]
