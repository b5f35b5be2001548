"""Small corpora for the tests."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from socle.corpus import TABLES, Source, analyser_corpus
from socle.referentiel import Referentiel

ACTIVITES = (
    "Accompagner les équipes pédagogiques dans la conception de leurs enseignements",
    "Concevoir et animer des formations à destination des personnels enseignants",
    "Assurer une veille sur les pratiques pédagogiques et en diffuser les résultats",
    "Gérer le budget du service et en suivre l’exécution",
    "Administrer la plateforme de cours en ligne et aider ses utilisateurs",
    "Évaluer les dispositifs de formation auprès des étudiants et des enseignants",
    "Piloter des projets de transformation des parcours de formation",
)


def offre(numero: int) -> str:
    """The text of an offer, of its own."""
    lignes = [ACTIVITES[(numero + pas) % len(ACTIVITES)] for pas in (0, 2, 3)]
    lignes += [f"Suivre le dossier n° {numero} avec les partenaires du site {numero * 7}"]
    liste = "".join(f"- {ligne}\n" for ligne in lignes)
    return (
        f"Ingénieur pédagogique, poste {numero}\nMission :\n"
        f"Accompagner la composante {numero} de l’université.\n"
        f"Activités :\n{liste}Compétences :\n- Ingénierie pédagogique\n"
    )


def ecrire_jsonl(chemin: Path, rangees: list[dict[str, Any] | str]) -> Path:
    """A JSONL; a string is written as it is."""
    lignes = [un if isinstance(un, str) else json.dumps(un, ensure_ascii=False) for un in rangees]
    chemin.write_text("\n".join(lignes) + "\n", "utf-8")
    return chemin


def ecrire_csv(
    chemin: Path,
    entete: list[str],
    rangees: list[list[str]],
    *,
    encodage: str = "utf-8",
    separateur: str = ";",
) -> Path:
    """A CSV."""
    with chemin.open("w", encoding=encodage, newline="") as sortie:
        redaction = csv.writer(sortie, delimiter=separateur)
        redaction.writerow(entete)
        redaction.writerows(rangees)
    return chemin


def analyser(
    source: Source | Path, sortie: Path, referentiel: Referentiel, **options: Any
) -> dict[str, list[dict[str, Any]]]:
    """The tables of a run, read back."""
    analyser_corpus(source, sortie, referentiel=referentiel, **options)
    return tables(sortie)


def tables(sortie: Path) -> dict[str, list[dict[str, Any]]]:
    """The tables of a folder of results."""
    return {nom: pq.read_table(sortie / nom).to_pylist() for nom in TABLES}


def octets(sortie: Path) -> dict[str, bytes]:
    """Every Parquet file of a folder of results, by its name."""
    return {un.relative_to(sortie).as_posix(): un.read_bytes() for un in sorted(sortie.rglob("*.parquet"))}
