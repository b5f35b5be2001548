"""``socle corpus``: analyse many offers at once, resume, tell what was found."""

from __future__ import annotations

import shlex
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from socle.cli.commun import (
    consulter,
    dire,
    ecrire_json,
    lire_octets,
    messages,
    option_edition,
    option_json,
    sortie,
)
from socle.cli.corpus_rapport import (
    echantillon,
    ecrire_rapports,
    empreinte,
    lire_concours,
    option_concours,
    rapport,
)
from socle.corpus.colonnes import formats
from socle.corpus.moteurs import MOTEURS, NomMoteur
from socle.erreurs import ErreurSocle

if TYPE_CHECKING:
    from socle.corpus import Avancement
    from socle.corpus.progression import Suivi


@click.group("corpus", subcommand_metavar="COMMANDE…")
def corpus() -> None:
    """Corpus d’offres : analyser des centaines ou des millions d’offres d’un seul mouvement."""


corpus.add_command(rapport)
corpus.add_command(echantillon)


@corpus.command("analyser")
@click.argument("source", type=click.Path(path_type=Path), metavar="DOSSIER|FICHIER")
@click.option(
    "-o",
    "--sortie",
    "dossier",
    required=True,
    type=click.Path(path_type=Path, file_okay=False),
    metavar="DOSSIER",
    help="Dossier des résultats.",
)
@click.option(
    "--emploi-type",
    "codes",
    multiple=True,
    metavar="CODE",
    help="Emploi-type auquel mesurer le décalage, ou plusieurs (le plus proche par défaut).",
)
@click.option(
    "--colonne",
    "colonnes",
    multiple=True,
    metavar="CHAMP=COLONNE",
    help="Ce que contient une colonne d’un tableau, par exemple texte=description (plusieurs possibles).",
)
@click.option(
    "--format-source",
    "format_source",
    type=click.Choice(sorted(formats())),
    help="Tableau d’un format connu (reconnu de lui-même par défaut).",
)
@click.option(
    "--moteur",
    type=click.Choice(MOTEURS),
    default="pool",
    show_default=True,
    help="Un seul processus, plusieurs, ou une grappe Dask.",
)
@click.option("--adresse", default="", metavar="URL", help="Ordonnanceur Dask (tcp://serveur:8786).")
@click.option(
    "--processus", default=0, metavar="N", help="Nombre de processus (autant que de cœurs par défaut)."
)
@click.option("--reprendre", is_flag=True, help="Finir une analyse interrompue.")
@click.option("--sans-apprentissage", is_flag=True, help="Ne pas se servir de ce qui a été appris.")
@option_concours
@click.option("--sans-rapport", is_flag=True, help="Ne pas écrire le rapport à la fin.")
@option_edition
@option_json
def analyser_(
    source: Path,
    dossier: Path,
    codes: tuple[str, ...],
    colonnes: tuple[str, ...],
    format_source: str | None,
    moteur: NomMoteur,
    adresse: str,
    processus: int,
    reprendre: bool,
    sans_apprentissage: bool,
    concours: Path | None,
    sans_rapport: bool,
    edition: str,
    en_json: bool,
) -> None:
    """Analyser un dossier d’offres, une archive ZIP ou un tableau (CSV, XLSX, JSONL, Parquet)."""
    from socle.corpus import Execution, Source, analyser_corpus
    from socle.corpus.moteurs import se_passer_de_pandas
    from socle.offre.moteur import moteur_du_referentiel

    se_passer_de_pandas()
    ref = consulter(edition)
    # A table that cannot be read is told before hours of work, not after.
    postes = lire_concours(concours, ref)
    appris = moteur_du_referentiel(ref, appris=not sans_apprentissage)
    with _progression() as suivi:
        manifeste = analyser_corpus(
            Source(source, tuple(_paire(texte) for texte in colonnes), format_source or ""),
            dossier,
            referentiel=ref,
            emplois_types=codes,
            compact=appris.compact,
            calibration=appris.calibration,
            # By its name: another édition may be imported before the run is made again.
            edition=ref.editions[-1].nom,
            reprendre=reprendre,
            execution=Execution("dask" if adresse else moteur, adresse, processus, suivi),
        )
    empreintes = {}
    if concours is not None:
        manifeste["commande"] += f" {shlex.join(['--concours', str(concours)])}"
        empreintes["concours"] = empreinte(lire_octets(concours))
    if not sans_rapport and manifeste["etats"].get("analysee"):
        ecrire_rapports(dossier, ref, postes=postes, commande=manifeste["commande"], empreintes=empreintes)
    if en_json:
        ecrire_json(manifeste)
    else:
        _montrer(manifeste, dossier)
    if not ref.dictionnaire:
        dire("Seul le livret est chargé : importez RéFérens III pour une analyse complète.")


def _paire(texte: str) -> tuple[str, str]:
    champ, egal, colonne = texte.partition("=")
    if not egal or not colonne:
        raise ErreurSocle(
            f"« {texte} » ne dit pas quelle colonne contient quoi.",
            remede="Écrivez CHAMP=COLONNE, par exemple : --colonne texte=description.",
            code="colonne",
        )
    return champ.strip(), colonne.strip()


@contextmanager
def _progression() -> Iterator[Suivi]:
    """A bar on standard error: what is done, the rate, the time left."""
    from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

    with Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        TextColumn("{task.fields[compte]}"),
        TimeRemainingColumn(),
        console=messages,
        transient=True,
    ) as barre:
        taches: dict[str, Any] = {}

        def suivre(avancement: Avancement) -> None:
            if avancement.etape not in taches:
                taches[avancement.etape] = barre.add_task(avancement.libelle, total=None, compte="")
            sur = f" sur {_nombre(avancement.total)}" if avancement.total else ""
            debit = f", {_nombre(round(avancement.debit))} par seconde" if avancement.debit else ""
            barre.update(
                taches[avancement.etape],
                completed=avancement.faites,
                total=avancement.total,
                compte=f"{_nombre(avancement.faites)}{sur} offres{debit}",
            )

        yield suivre


def _nombre(valeur: int) -> str:
    return f"{valeur:,}".replace(",", "\u202f")


_ETATS = {
    "analysee": ("offre analysée", "offres analysées"),
    "doublon": ("doublon écarté", "doublons écartés"),
    "autre-langue": (
        "offre dans une autre langue, mise de côté",
        "offres dans une autre langue, mises de côté",
    ),
    "illisible": ("document qui n’a pas pu être lu", "documents qui n’ont pas pu être lus"),
}


def _montrer(manifeste: dict[str, Any], dossier: Path) -> None:
    for etat, (une, plusieurs) in _ETATS.items():
        nombre = manifeste["etats"].get(etat, 0)
        if nombre:
            sortie.print(f"{_nombre(nombre)} {une if nombre == 1 else plusieurs}", markup=False)
    if manifeste["etats"].get("illisible"):
        sortie.print(
            "La cause et le remède de chacun sont dans les colonnes « cause » et « remede » de offres/."
        )
    sortie.print(f"Résultats : {dossier} (tables offres, lignes et couverture, en Parquet)", markup=False)
    # Never cut where the terminal ends: the command is there to be copied.
    sortie.print(f"Pour refaire cette analyse : {manifeste['commande']}", markup=False, soft_wrap=True)
