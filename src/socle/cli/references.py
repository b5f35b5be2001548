"""``socle references``: bibliographies from one format to another."""

from __future__ import annotations

from pathlib import Path

import click

from socle.cli.commun import dire, ecrire_octets
from socle.erreurs import DocumentIllisible

_CHEMIN = click.Path(path_type=Path)


@click.group("references", subcommand_metavar="COMMANDE…")
def references() -> None:
    """Bibliographies : BibTeX, RIS, CSL-JSON et listes de DOI."""


@references.command("convertir")
@click.argument("fichier", type=_CHEMIN, metavar="FICHIER")
@click.option("-o", "--sortie", "chemin", type=_CHEMIN, required=True, metavar="FICHIER")
def convertir(fichier: Path, chemin: Path) -> None:
    """Convertir une bibliographie : .bib, .ris, .json (CSL-JSON) ou .txt (DOI) vers .bib ou .json.

    Rien n’est demandé au réseau : d’un DOI seul, les autres renseignements restent à compléter.
    """
    from socle.echanges import ecrire_references, lire_references

    try:
        contenu = fichier.read_bytes()
    except OSError as erreur:
        raise DocumentIllisible(
            f"Le fichier « {fichier} » ne peut pas être ouvert.", remede="Vérifiez le chemin du fichier."
        ) from erreur
    lecture = lire_references(contenu, nom=fichier.name)
    for defaut in lecture.defauts:
        dire(defaut)
    ecrire_octets(chemin, ecrire_references(lecture.references, nom=chemin.name).encode())
    dire(f"{len(lecture.references)} référence(s).")
