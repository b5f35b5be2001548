"""``socle offre``: read an offer, place it in the référentiel, measure the décalage."""

from __future__ import annotations

from pathlib import Path

import click

from socle.cli.commun import (
    consulter,
    dire,
    ecrire_document,
    option_edition,
    option_encodeur,
    option_json,
    options_charte,
)
from socle.rendu import Charte


@click.group("offre", subcommand_metavar="COMMANDE…")
def offre() -> None:
    """Offres d’emploi et anciennes fiches : lire, rapprocher du référentiel, expliquer."""


@offre.command("analyser")
@click.argument("fichier", type=click.Path(path_type=Path), metavar="FICHIER")
@click.option("--corps", default=None, metavar="CORPS", help="Corps du poste, s’il n’est pas écrit.")
@click.option("--emploi-type", default=None, metavar="CODE", help="Emploi-type auquel mesurer le décalage.")
@click.option(
    "-o",
    "--sortie",
    "chemin",
    type=click.Path(path_type=Path),
    metavar="FICHIER",
    help="Écrire l’analyse : .docx, .odt, .pdf, .html ou .json.",
)
@click.option(
    "--fiche",
    "ebauche",
    type=click.Path(path_type=Path),
    metavar="FICHIER",
    help="Écrire aussi l’ébauche de fiche de poste qui en découle.",
)
@option_encodeur
@click.option("--sans-apprentissage", is_flag=True, help="Ne pas se servir de ce qui a été appris.")
@option_edition
@option_json
@options_charte
def analyser_(
    fichier: Path,
    corps: str | None,
    emploi_type: str | None,
    chemin: Path | None,
    ebauche: Path | None,
    encodeur: str,
    sans_apprentissage: bool,
    edition: str,
    en_json: bool,
    charte: Charte,
) -> None:
    """Analyser un document PDF, DOCX, ODT, HTML, texte ou JSON."""
    from socle.offre import Analyseur, ebaucher, lire
    from socle.offre.moteur import charger_encodeur, moteur_du_referentiel
    from socle.offre.preparation import preparation_gardee

    ref = consulter(edition)
    externe = charger_encodeur(encodeur) if encodeur else None
    moteur = moteur_du_referentiel(ref, appris=not sans_apprentissage, externe=externe)
    if externe is not None and not moteur.ajuste:
        dire(
            "La décision n’a pas été réglée pour cet encodeur : seuls les mêmes mots sont dits sûrs. "
            f"Pour la régler : socle referentiel calibrer --encodeur {externe.nom}"
        )
    offre = lire(fichier)
    analyseur = Analyseur(
        ref,
        compact=moteur.compact,
        encodeur=moteur.encodeur,
        calibration=moteur.calibration,
        preparation=preparation_gardee(ref, compact=moteur.compact),
    )
    analyse = analyseur.analyser(offre, corps=corps, emploi_type=emploi_type)
    if chemin is not None:
        ecrire_document(chemin, plan=analyse.plan(), charte=charte, json_=analyse.to_json())
    if ebauche is not None:
        fiche = ebaucher(analyse, ref)
        ecrire_document(ebauche, plan=fiche.plan(), charte=charte, json_=fiche.to_json())
    if en_json:
        click.echo(analyse.to_json())
    else:
        from socle.cli.affichage_offre import montrer_analyse

        montrer_analyse(analyse)
        if not ref.dictionnaire:
            dire("Seul le livret est chargé : importez RéFérens III pour une analyse complète.")
