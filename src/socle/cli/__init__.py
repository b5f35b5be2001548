"""The command line: one thin file per command, loaded when it is called.

Exit codes: 0 done, 1 the document does not conform, 2 usage error or unreadable input. Results go to
standard output, progress and messages to standard error.
"""

from __future__ import annotations

import gc
from importlib import import_module

import click

from socle import __version__
from socle.cli.commun import CommandeSocle
from socle.cli.langue import parler_francais

# Before any command is built: click words the help of its own options when it makes them.
parler_francais()

_COMMANDES = {
    "corpus": ("socle.cli.corpus", "corpus"),
    "fiche": ("socle.cli.fiche", "fiche"),
    "offre": ("socle.cli.offre", "offre"),
    "references": ("socle.cli.references", "references"),
    "referentiel": ("socle.cli.referentiel", "referentiel"),
    "schema": ("socle.cli.schema", "schema"),
    "site": ("socle.cli.site", "site"),
    "synthese": ("socle.cli.synthese", "synthese"),
}


class _Racine(click.Group):
    """A group that imports a command only when it is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(_COMMANDES)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in _COMMANDES:
            return None
        module, nom = _COMMANDES[cmd_name]
        commande: click.Command = getattr(import_module(module), nom)
        return commande


@click.command(
    cls=_Racine,
    subcommand_metavar="COMMANDE…",
    context_settings={"help_option_names": ["-h", "--help", "--aide"]},
)
@click.version_option(__version__, "--version", message="socle %(version)s")
def racine() -> None:
    """Du référentiel national aux fiches de poste : chercher, décliner, vérifier, comparer, exporter."""


def main() -> None:
    """Run the command line; an error that a person can mend is told in French and exits with 2."""
    # A command makes many objects that live until its end: looking for dead cycles often only costs.
    gc.set_threshold(100_000, 50, 50)
    CommandeSocle(racine).executer()
