"""``socle site``: the web site, with its embedded database.

The core knows nothing of the site: it starts it as a program.
"""

from __future__ import annotations

import os
import sys
from importlib.util import find_spec

import click

from socle.erreurs import OptionManquante


@click.command("site")
@click.option(
    "--port",
    metavar="N",
    default=8000,
    show_default=True,
    type=click.IntRange(1, 65535),
    help="Port d’écoute.",
)
@click.option(
    "--adresse", metavar="ADRESSE", default="127.0.0.1", show_default=True, help="Adresse d’écoute."
)
def site(port: int, adresse: str) -> None:
    """Ouvrir le site de Socle sur cette machine."""
    if find_spec("socle_web") is None or find_spec("django") is None or find_spec("gunicorn") is None:
        raise OptionManquante(
            "Le site n’est pas installé.",
            remede='Installez-le avec : pip install "socle[site]"',
        )
    command = [sys.executable, "-m", "socle_web", "servir", "--port", str(port), "--adresse", adresse]
    sys.stdout.flush()
    os.execv(sys.executable, command)
