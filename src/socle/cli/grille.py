"""``socle fiche grille``: the jury's grid of a post."""

from __future__ import annotations

from pathlib import Path

import click

from socle.cli.commun import consulter, dire, ecrire_document, lire_fiche, option_sortie, options_charte
from socle.rendu import Charte


@click.command("grille")
@click.argument("fichier", type=click.Path(path_type=Path), metavar="FICHE")
@option_sortie("Fichier à écrire : .docx, .odt, .pdf, .html ou .json.")
@options_charte
def grille_(fichier: Path, chemin: Path, charte: Charte) -> None:
    """Dresser la grille du jury : un critère par activité, pesé par sa part du temps de travail."""
    from socle.annonce import empreinte
    from socle.jury import dresser, verifier_grille

    fiche = lire_fiche(fichier, consulter(""))
    grille = dresser(fiche, empreinte=empreinte(fiche))
    ecrire_document(chemin, plan=grille.plan(), charte=charte, json_=grille.to_json())
    for constat in verifier_grille(grille).constats:
        dire(f"{constat.message} {constat.remede}")
