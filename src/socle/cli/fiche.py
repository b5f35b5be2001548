"""``socle fiche``: derive, check, compare and export fiches de poste."""

from __future__ import annotations

from pathlib import Path

import click

from socle.cli.annonce import annoncer_
from socle.cli.commun import (
    CODE_NON_CONFORME,
    consulter,
    dire,
    ecrire_document,
    ecrire_json,
    lire_fiche,
    option_edition,
    option_json,
    option_sortie,
    options_charte,
    trouver_emploi_type,
)
from socle.cli.grille import grille_
from socle.erreurs import Introuvable
from socle.fiche import (
    Actualisation,
    FicheDePoste,
    Rapport,
    actualiser,
    appliquer,
    comparer,
    decliner,
    verifier,
)
from socle.referentiel import Editions, EmploiType, Referentiel
from socle.rendu import Charte

_SORTIE = option_sortie("Fichier à écrire : .json, .docx, .odt, .pdf ou .html.")
_FICHIER = click.Path(path_type=Path)


@click.group("fiche", subcommand_metavar="COMMANDE…")
def fiche() -> None:
    """Fiches de poste : décliner, vérifier, comparer, actualiser, annoncer, exporter."""


fiche.add_command(annoncer_)
fiche.add_command(grille_)


@fiche.command("decliner")
@click.argument("codes", nargs=-1, required=True, metavar="CODE|MODELE…")
@_SORTIE
@click.option("--corps", default=None, metavar="CORPS", help="Corps du poste : IGR, IGE, ASI, TECH, ATRF.")
@click.option(
    "--quotite", "quotites", multiple=True, type=int, metavar="N", help="Part de chaque emploi-type, en %."
)
@click.option("--intitule", default=None, metavar="TITRE", help="Intitulé du poste.")
@option_edition
@options_charte
def decliner_(
    codes: tuple[str, ...],
    chemin: Path,
    corps: str | None,
    quotites: tuple[int, ...],
    intitule: str | None,
    edition: str,
    charte: Charte,
) -> None:
    """Décliner un emploi-type, ou plusieurs avec leurs quotités, ou un modèle du livret."""
    ref = consulter(edition)
    sources = [_source(code, ref) for code in codes]
    nouvelle = decliner(*sources, corps=corps, quotites=quotites or None, intitule=intitule)
    if charte.nom:
        nouvelle = nouvelle.model_copy(update={"etablissement": charte.nom})
    ecrire_document(chemin, plan=nouvelle.plan(), charte=charte, json_=nouvelle.to_json())
    rapport = verifier(nouvelle, ref)
    dire(f"Conformité : {rapport.resume()}")


def _source(code: str, ref: Referentiel) -> EmploiType | FicheDePoste:
    modeles = {modele.modele for modele in ref.fiches}
    return ref.fiche(code) if code in modeles else trouver_emploi_type(code, ref)


@fiche.command("verifier")
@click.argument("fichier", type=_FICHIER)
@click.option("--publication", is_flag=True, help="Vérifier aussi les mentions obligatoires de l’avis.")
@option_edition
@option_json
def verifier_(fichier: Path, publication: bool, edition: str, en_json: bool) -> int:
    """Vérifier une fiche JSON, DOCX, ODT, PDF ou texte.

    Le code de retour est 1 quand il reste une erreur ou un avertissement.
    """
    from socle.cli.affichage import montrer_rapport

    ref = consulter(edition)
    lue = lire_fiche(fichier, ref)
    if not edition:
        ref = consulter(_edition_de(lue))
    rapport = verifier(lue, ref, publication=publication)
    if en_json:
        ecrire_json(_rapport_json(rapport))
    else:
        montrer_rapport(rapport)
    return 0 if rapport.conforme else CODE_NON_CONFORME


def _edition_de(fiche: FicheDePoste) -> str:
    """The stored édition that a fiche comes from: what it is checked against, unless told otherwise."""
    editions = Editions()
    return next((e.edition for e in fiche.emplois_types if e.edition in editions), "")


def _rapport_json(rapport: Rapport) -> dict[str, object]:
    brut: dict[str, object] = rapport.model_dump(mode="json")
    return {"conforme": rapport.conforme, "resume": rapport.resume(), **brut}


@fiche.command("comparer")
@click.argument("a", metavar="FICHIER|CODE")
@click.argument("b", metavar="FICHIER|CODE")
@option_edition
@option_json
def comparer_(a: str, b: str, edition: str, en_json: bool) -> None:
    """Comparer deux fiches, ou une fiche et un emploi-type."""
    from socle.cli.affichage import montrer_comparaison

    ref = consulter(edition)
    comparaison = comparer(_document(a, ref), _document(b, ref))
    if en_json:
        click.echo(comparaison.model_dump_json(indent=2))
    else:
        montrer_comparaison(comparaison)


def _document(nom: str, ref: Referentiel) -> EmploiType | FicheDePoste:
    return lire_fiche(Path(nom), ref) if Path(nom).suffix else _source(nom, ref)


@fiche.command("exporter")
@click.argument("fichier", type=_FICHIER)
@_SORTIE
@options_charte
def exporter(fichier: Path, chemin: Path, charte: Charte) -> None:
    """Mettre en page une fiche JSON : DOCX, ODT, PDF ou HTML."""
    document = lire_fiche(fichier, consulter(""))
    ecrire_document(chemin, plan=document.plan(), charte=charte, json_=document.to_json())


@fiche.command("actualiser")
@click.argument("fichier", type=_FICHIER)
@click.option("--edition", required=True, metavar="NOM", help="La nouvelle édition.")
@click.option("--depuis", default="", metavar="NOM", help="L’édition d’origine, si la fiche ne la dit pas.")
@click.option("--adopter", multiple=True, metavar="CLE", help="Proposition à suivre (« toutes » : chacune).")
@click.option("--retirer", multiple=True, metavar="CLE", help="Ligne disparue à retirer.")
@click.option("-o", "--sortie", "chemin", type=_FICHIER, metavar="FICHIER", help="Fiche actualisée à écrire.")
@option_json
def actualiser_(
    fichier: Path,
    edition: str,
    depuis: str,
    adopter: tuple[str, ...],
    retirer: tuple[str, ...],
    chemin: Path | None,
    en_json: bool,
) -> None:
    """Dire ce qu’une nouvelle édition change pour une fiche, ligne par ligne.

    Rien ne change sans « -o » ; avec elle, seules changent les lignes nommées, les autres gardent
    leur texte et sont rattachées à la nouvelle édition.
    """
    from socle.cli.affichage import montrer_actualisation

    editions = Editions()
    nouvelle = editions.charger(edition)
    lue = lire_fiche(fichier, nouvelle)
    origine = depuis or _edition_de(lue)
    actualisation = actualiser(lue, nouvelle, ancien=editions.charger(origine) if origine else None)
    if en_json:
        click.echo(actualisation.model_dump_json(indent=2))
    else:
        montrer_actualisation(actualisation)
    if chemin is not None:
        choix = lire_choix(actualisation, adopter=adopter, retirer=retirer)
        document = appliquer(lue, actualisation, referentiel=nouvelle, choix=choix)
        ecrire_document(chemin, plan=document.plan(), charte=Charte(), json_=document.to_json())


def lire_choix(
    actualisation: Actualisation, *, adopter: tuple[str, ...], retirer: tuple[str, ...]
) -> dict[str, str]:
    """The choices named on the command line.

    :raises Introuvable: a key that no proposal has.
    """
    connues = {proposition.cle: proposition.choix for proposition in actualisation.propositions}
    choix = dict.fromkeys(retirer, "retirer")
    for cle in connues if "toutes" in adopter else adopter:
        choix[cle] = "retirer" if "retirer" in connues.get(cle, ()) else "adopter"
    if inconnues := sorted(choix.keys() - connues.keys()):
        raise Introuvable(
            f"Aucune proposition ne porte la clé « {inconnues[0]} ».",
            remede="Relancez sans « -o » : chaque proposition est précédée de sa clé.",
            code="proposition-introuvable",
        )
    return choix
