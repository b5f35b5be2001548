"""``socle synthese``: a study's matrix, verdicts, robustness, rounds, proposal and booklet."""

from __future__ import annotations

from pathlib import Path

import click

from socle.cli.commun import (
    CODE_NON_CONFORME,
    consulter,
    dire,
    ecrire_document,
    ecrire_json,
    ecrire_octets,
    option_edition,
    option_json,
    options_charte,
    trouver_emploi_type,
)
from socle.erreurs import DocumentIllisible, ErreurSocle, Introuvable
from socle.rendu import Charte
from socle.synthese import GENRES_SOURCE, Etude, Proposition

_ETUDE = click.argument("fichier", type=click.Path(path_type=Path), metavar="ETUDE.json")
_SORTIE = click.Path(path_type=Path)


@click.group("synthese", subcommand_metavar="COMMANDE…")
def synthese() -> None:
    """Études : croiser des sources, consulter, proposer un emploi-type avec ses preuves."""


@synthese.command("exemple")
@click.option("-o", "--sortie", "chemin", type=_SORTIE, required=True, metavar="FICHIER")
def exemple(chemin: Path) -> None:
    """Écrire l’étude livrée : le livret de l’ANSTIA, codé jusqu’où il le dit."""
    ecrire_octets(chemin, Etude.livret().to_json().encode())


@synthese.command("matrice")
@_ETUDE
@click.option(
    "--genre",
    "genres",
    multiple=True,
    type=click.Choice(sorted(GENRES_SOURCE)),
    help="Ne garder que ce genre de sources (répétable).",
)
@click.option(
    "--categorie", "categories", multiple=True, metavar="CLE", help="Ne garder que cette catégorie."
)
@click.option("--toutes", is_flag=True, help="Montrer aussi les sources qui ne sont pas codées.")
@click.option(
    "--tri",
    default="etude",
    show_default=True,
    type=click.Choice(["etude", "appui", "annee"]),
    help="Ordre de l’étude, appui décroissant, ou année des sources.",
)
@click.option("-o", "--sortie", "chemin", type=_SORTIE, metavar="FICHIER", help="Écrire en tableur (.csv).")
@option_json
def matrice_(
    fichier: Path,
    genres: tuple[str, ...],
    categories: tuple[str, ...],
    toutes: bool,
    tri: str,
    chemin: Path | None,
    en_json: bool,
) -> None:
    """Croiser les sources et les candidats."""
    from socle.cli.affichage_synthese import montrer_matrice
    from socle.synthese import ecrire_matrice, matrice

    croisee = matrice(
        lire_etude(fichier),
        genres=genres,  # type: ignore[arg-type]
        categories=categories,
        codees=not toutes,
        tri=tri,  # type: ignore[arg-type]
    )
    if chemin is not None:
        ecrire_octets(chemin, ecrire_matrice(croisee).encode("utf-8-sig"))
    elif en_json:
        click.echo(croisee.model_dump_json(indent=2))
    else:
        montrer_matrice(croisee)


@synthese.command("coder")
@_ETUDE
@click.argument("tableau", type=_SORTIE, metavar="TABLEAU.csv")
@click.option("--codeur", required=True, metavar="NOM", help="Qui a codé, si le tableau ne le dit pas.")
@click.option("-o", "--sortie", "chemin", type=_SORTIE, required=True, metavar="FICHIER")
def coder_(fichier: Path, tableau: Path, codeur: str, chemin: Path) -> None:
    """Ajouter à une étude les codages d’un tableur.

    Le tableau a une ligne par codage (source, candidat, valeur, citation, page, codeur), ou une ligne par
    source et une colonne par candidat, comme la matrice exportée.
    """
    from datetime import UTC, datetime

    from socle.echanges.tables import decoder
    from socle.synthese import coder, lire_codages

    etude = lire_etude(fichier)
    texte = decoder(_octets(tableau, remede="Vérifiez le chemin du fichier."))
    codages = lire_codages(texte, etude, codeur=codeur, le=datetime.now(UTC))
    ecrire_octets(chemin, coder(etude, *codages).to_json().encode())
    dire(f"{len(codages)} codage(s) de plus.")


@synthese.command("verdicts")
@_ETUDE
@click.option("--sans", multiple=True, metavar="SOURCE", help="Laisser cette source de côté (répétable).")
@option_json
def verdicts_(fichier: Path, sans: tuple[str, ...], en_json: bool) -> None:
    """Dire, de chaque candidat, ce que la règle conclut et pourquoi."""
    from socle.cli.affichage_synthese import montrer_verdicts
    from socle.synthese import verdicts

    etude = lire_etude(fichier)
    inconnues = set(sans) - {source.cle for source in etude.sources}
    if inconnues:
        raise Introuvable(
            f"L’étude n’a pas de source « {sorted(inconnues)[0]} ».",
            remede="Donnez la clé d’une source, telle que « socle synthese matrice » l’écrit.",
        )
    conclus = verdicts(etude, sans=sans)
    if en_json:
        ecrire_json([conclu.model_dump(mode="json") for conclu in conclus])
    else:
        montrer_verdicts(etude, conclus)


@synthese.command("sensibilite")
@_ETUDE
@click.option("--permutations", default=200, show_default=True, type=click.IntRange(1, 10_000))
@click.option("--graine", default=2026, show_default=True, help="Graine des tirages au sort.")
@option_json
def sensibilite_(fichier: Path, permutations: int, graine: int, en_json: bool) -> None:
    """Dire ce que les verdicts doivent à chaque source, à chaque genre et aux codeurs."""
    from socle.cli.affichage_synthese import montrer_sensibilite
    from socle.synthese import accord, convergence, sensibilite

    etude = lire_etude(fichier)
    sensible = sensibilite(etude)
    courbe = convergence(etude, permutations=permutations, graine=graine)
    mesure = accord(etude)
    if en_json:
        ecrire_json(
            {
                "sensibilite": sensible.model_dump(mode="json"),
                "convergence": courbe.model_dump(mode="json"),
                "accord": mesure.model_dump(mode="json"),
            }
        )
    else:
        montrer_sensibilite(etude, permutations=permutations, graine=graine)


@synthese.command("resultats")
@_ETUDE
@option_json
def resultats_(fichier: Path, en_json: bool) -> None:
    """Donner les résultats de chaque tour fermé des consultations."""
    from socle.cli.affichage_synthese import montrer_resultats_du_tour
    from socle.synthese import resultats, stabilite

    tours = [
        (consultation, tour.numero)
        for consultation in lire_etude(fichier).consultations
        for tour in consultation.fermes
    ]
    if en_json:
        ecrire_json(
            [
                {
                    "consultation": consultation.cle,
                    "tour": numero,
                    "simulee": consultation.simulee,
                    "resultats": [r.model_dump(mode="json") for r in resultats(consultation, tour=numero)],
                    "stabilite": [s.model_dump(mode="json") for s in stabilite(consultation, tour=numero)],
                }
                for consultation, numero in tours
            ]
        )
        return
    for consultation, numero in tours:
        montrer_resultats_du_tour(consultation, numero)
    if not tours:
        dire("Aucun tour n’est fermé.")


@synthese.command("proposition")
@_ETUDE
@click.option("--actuel", default="", metavar="[EDITION:]CODE", help="Emploi-type auquel la comparer.")
@option_edition
@option_json
def proposition(fichier: Path, actuel: str, edition: str, en_json: bool) -> int:
    """Vérifier l’emploi-type proposé et dire ce qu’il changerait.

    Il est comparé à celui qu’il remplacerait, quand l’édition consultée l’a.
    """
    from socle.cli.affichage_synthese import montrer_proposition
    from socle.fiche import verifier
    from socle.synthese import effets

    version = _derniere(lire_etude(fichier))
    ref = consulter(edition)
    rapport = verifier(version.emploi_type, ref)
    code = actuel or (version.remplace if version.remplace in ref else "")
    bilan = effets(version.emploi_type, trouver_emploi_type(code, ref), fiches=ref.fiches) if code else None
    if en_json:
        ecrire_json(
            {
                "proposition": version.model_dump(mode="json"),
                "verification": rapport.model_dump(mode="json"),
                "effets": bilan.model_dump(mode="json") if bilan else None,
            }
        )
    else:
        montrer_proposition(version, rapport, bilan)
        if version.remplace and not code:
            dire(f"L’emploi-type {version.remplace} n’est pas dans l’édition consultée : pas de comparaison.")
    erreurs = any(constat.gravite == "erreur" for constat in rapport.constats)
    return CODE_NON_CONFORME if erreurs else 0


@synthese.command("livret")
@_ETUDE
@click.option("-o", "--sortie", "chemin", type=_SORTIE, required=True, metavar="FICHIER")
@options_charte
def livret(fichier: Path, chemin: Path, charte: Charte) -> None:
    """Mettre toute l’étude en page : méthode, verdicts, emploi-type, annexes (pdf, docx, odt, html)."""
    ecrire_document(chemin, plan=lire_etude(fichier).plan(), charte=charte)


def lire_etude(chemin: Path) -> Etude:
    """The study of a file.

    :raises DocumentIllisible: the file cannot be opened, or is not a study.
    """
    remede = "Vérifiez le chemin, ou partez de l’exemple : socle synthese exemple -o etude.json"
    return Etude.from_json(_octets(chemin, remede=remede))


def _octets(chemin: Path, *, remede: str) -> bytes:
    try:
        return chemin.read_bytes()
    except OSError as erreur:
        raise DocumentIllisible(
            f"Le fichier « {chemin} » ne peut pas être ouvert.", remede=remede
        ) from erreur


def _derniere(etude: Etude) -> Proposition:
    version = etude.derniere_proposition
    if version is None:
        raise ErreurSocle(
            "Cette étude ne propose pas encore d’emploi-type.",
            remede="Tirez-en un des verdicts, sur le site.",
            code="sans-proposition",
        )
    return version
