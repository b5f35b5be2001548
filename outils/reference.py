"""Write ``docs/reference/`` from the code: rules of conformity, commands, JSON Schemas.

``python -m outils.reference`` writes; ``tests/architecture`` checks that what is written is up to date.
"""

from __future__ import annotations

import json
from pathlib import Path

import click

from socle.annonce import REGLES_ANNONCE
from socle.cli import racine
from socle.cli.schema import DOCUMENTS
from socle.corpus import TABLES
from socle.corpus.schema import describe
from socle.fiche import REGLES
from socle.fiche.verification.contexte import Regle
from socle.fiche.verification.publication import MENTIONS
from socle.jury import REGLES_GRILLE
from socle.typographie import francais

DOSSIER = Path(__file__).resolve().parent.parent / "docs" / "reference"


def conformite() -> str:
    """The rules of conformity, as a page."""
    parties = ["# Règles de conformité", "", "*Page écrite d’après le code.*", "", *_regles(REGLES, "##")]
    parties += ["## Les mentions de l’avis", ""]
    parties += [f"{rang}. {mention.libelle}" for rang, mention in enumerate(MENTIONS, start=1)]
    parties += ["", "## Les règles de l’offre à publier", "", *_regles(REGLES_ANNONCE[1:], "###")]
    parties += ["## Les règles de la grille du jury", "", *_regles(REGLES_GRILLE, "###")]
    return francais("\n".join(parties).rstrip()) + "\n"


def _regles(regles: tuple[Regle, ...], titre: str) -> list[str]:
    return [
        ligne
        for regle in regles
        for ligne in (
            f"{titre} {regle.titre}",
            "",
            f"`{regle.code}` · {regle.gravite}",
            "",
            f"{regle.explication} Source : {regle.source}.",
            "",
        )
    ]


def commandes() -> str:
    """Every command with its help, as a page."""
    parties = ["# Commandes", "", "*Page écrite d’après le code.*", ""]
    parties += _commande(racine, click.Context(racine, info_name="socle"))
    return "\n".join(parties)


def _commande(commande: click.Command, contexte: click.Context) -> list[str]:
    if isinstance(commande, click.Group):
        parties = []
        for nom in commande.list_commands(contexte):
            enfant = commande.get_command(contexte, nom)
            assert enfant is not None
            parties += _commande(enfant, click.Context(enfant, info_name=nom, parent=contexte))
        return parties
    contexte.terminal_width = 100
    contexte.max_content_width = 100
    return [f"## `{contexte.command_path}`", "", "```", commande.get_help(contexte), "```", ""]


def corpus() -> str:
    """The columns of the results of a corpus, as a page."""
    parties = ["# Les résultats d’un corpus", "", "*Page écrite d’après le code.*", ""]
    for nom, schema in TABLES.items():
        parties += [f"## `{nom}/part-*.parquet`", "", "| Colonne | Type | Sens |", "|---|---|---|"]
        parties += [
            f"| `{colonne}` | `{type_}` | {francais(description)} |"
            for colonne, type_, description in describe(schema)
        ]
        parties.append("")
    return "\n".join(parties)


def pages() -> dict[str, str]:
    """Every page of the reference, by its path under ``docs/reference``."""
    return {
        "conformite.md": conformite(),
        "commandes.md": commandes(),
        "corpus.md": corpus(),
        **{
            f"schemas/{nom}.json": json.dumps(modele.model_json_schema(), ensure_ascii=False, indent=2) + "\n"
            for nom, modele in DOCUMENTS.items()
        },
    }


def main() -> None:
    """Write the reference."""
    for nom, contenu in pages().items():
        chemin = DOSSIER / nom
        chemin.parent.mkdir(parents=True, exist_ok=True)
        chemin.write_text(contenu, "utf-8")


if __name__ == "__main__":
    main()
