"""What makes a report of the site again on a command line: its commands, and the files that they read.

They stand in the archive of the tables; taken out in a folder named as here, the commands find them.
"""

from __future__ import annotations

import json
import shlex
from pathlib import Path
from typing import Any

from socle.corpus import Chiffres, Echantillon, Source
from socle.corpus.manifeste import commande
from socle_web.corpus.models import Execution

DOSSIER = "resultats"
MANIFESTE = "manifeste.json"
DECISIONS, CONCOURS = "decisions.json", "concours.csv"
ECHANTILLON, ETIQUETTES = "echantillon.json", "etiquettes.csv"


def edition_de(execution: Execution) -> str:
    """The édition that a run consults: the one asked for, else the latest when its tables were made, by its
    name, as another may be imported since; empty as long as they are not made."""
    if execution.edition or not (execution.dossier / MANIFESTE).is_file():
        return execution.edition
    return str(_lire(execution)["editions"][-1])


def commandes(execution: Execution) -> list[str]:
    """The command lines of the analysis, then of its report, without a path of the server."""
    return [_analyse(execution), _rapport(execution)]


def avec_etiquettes(chiffres: Chiffres) -> Chiffres:
    """The figures corrected by a sample, whose last command reads its labels."""
    provenance = chiffres.provenance
    if not provenance.commandes:
        return chiffres
    *avant, derniere = provenance.commandes
    avec = f"{derniere} --etiquettes {DOSSIER}/{ETIQUETTES}"
    return chiffres.model_copy(
        update={"provenance": provenance.model_copy(update={"commandes": (*avant, avec)})}
    )


def manifeste(execution: Execution) -> dict[str, Any]:
    """The manifest of a run as it leaves the server: the paths of the server stay there."""
    return {
        **_lire(execution),
        "source": str(_source(execution).chemin),
        "commande": _analyse(execution),
    }


def _lire(execution: Execution) -> dict[str, Any]:
    lu: dict[str, Any] = json.loads((execution.dossier / MANIFESTE).read_text("utf-8"))
    return lu


def fichiers_de(echantillon: Echantillon) -> dict[str, str]:
    """A labelled sample as the command line reads it: the draw, and the table of its labels."""
    tire = echantillon.model_copy(
        update={"lignes": tuple(un.model_copy(update={"etiquette": ""}) for un in echantillon.lignes)}
    )
    return {ECHANTILLON: tire.to_json(), ETIQUETTES: echantillon.to_csv()}


def _source(execution: Execution) -> Source:
    corpus = execution.corpus
    nom = corpus.fichiers[0] if len(corpus.fichiers) == 1 else "offres"
    return Source(Path(nom), tuple((champ, colonne) for champ, colonne in corpus.colonnes))


def _analyse(execution: Execution) -> str:
    ligne = commande(
        _source(execution),
        Path(DOSSIER),
        codes=execution.emplois_types,
        edition=edition_de(execution),
        apprentissage=bool(_lire(execution)["empreintes"]["apprentissage"]),
    )
    return f"{ligne} --sans-rapport"


def _rapport(execution: Execution) -> str:
    mots = ["socle", "corpus", "rapport", DOSSIER, "-o", "rapport.html", "--titre", execution.corpus.titre]
    for option, nom in (("--decisions", DECISIONS), ("--concours", CONCOURS)):
        mots += [option, f"{DOSSIER}/{nom}"] if (execution.dossier / nom).is_file() else []
    return shlex.join(mots)
