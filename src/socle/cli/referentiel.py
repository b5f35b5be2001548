"""``socle referentiel``: import, search, compare and export éditions."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import click
from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TimeRemainingColumn

from socle.cli.commun import (
    CODE_ERREUR,
    consulter,
    dire,
    dire_erreur,
    ecrire_document,
    ecrire_json,
    ecrire_octets,
    messages,
    option_edition,
    option_encodeur,
    option_json,
    options_charte,
    sortie,
    trouver_emploi_type,
)
from socle.erreurs import EditionExistante, ErreurSocle
from socle.referentiel import (
    URL_REFERENS_III,
    Apercu,
    Editions,
    Referentiel,
    comparer,
    comparer_editions,
    proposer_nom,
    telecharger,
)
from socle.rendu import Charte

_CHEMIN = click.Path(path_type=Path)


@click.group("referentiel", subcommand_metavar="COMMANDE…")
def referentiel() -> None:
    """Éditions du référentiel : importer, chercher, comparer, exporter."""


@referentiel.command("importer")
@click.argument("source", required=False, metavar="[FICHIER|URL]")
@click.option(
    "--edition", default="", metavar="NOM", help="Nom de l’édition (d’après le fichier par défaut)."
)
@click.option(
    "--titre", default="", metavar="TITRE", help="Titre affiché, par exemple « RéFérens III, 2026 »."
)
@click.option("--apercu", is_flag=True, help="Montrer ce qui changerait, sans rien enregistrer.")
@click.option(
    "--delai", default=20.0, metavar="SECONDES", show_default=True, help="Secondes d’attente du serveur."
)
@option_json
def importer(source: str | None, edition: str, titre: str, apercu: bool, delai: float, en_json: bool) -> int:
    """Importer une édition de RéFérens III.

    Sans fichier ni adresse, l’export est pris sur la plateforme de données ouvertes du ministère.
    """
    adresse = source or URL_REFERENS_III
    nom = edition or (proposer_nom(Path(source).name) if source and not _est_url(source) else "referens-3")
    contenu: Path | bytes = _telecharger(adresse, delai) if _est_url(adresse) else Path(adresse)
    prepare = Editions().preparer(contenu, nom=nom, titre=titre, origine=adresse)
    if en_json:
        ecrire_json(_apercu_json(prepare, enregistre=not apercu and not prepare.refus))
    else:
        _montrer_apercu(prepare)
    if apercu:
        dire("Aperçu : rien n’a été enregistré.")
        return 0
    if prepare.refus:
        dire_erreur(EditionExistante("L’édition n’a pas été enregistrée.", cause=prepare.refus))
        return CODE_ERREUR
    chemin = Editions().enregistrer(prepare)
    dire(f"Édition « {nom} » enregistrée dans {chemin}")
    return 0


def _est_url(texte: str) -> bool:
    return texte.startswith(("http://", "https://"))


def _telecharger(url: str, delai: float) -> bytes:
    dire(f"Téléchargement de {url}")
    colonnes = (TextColumn("{task.description}"), BarColumn(), DownloadColumn(), TimeRemainingColumn())
    with Progress(*colonnes, console=messages, transient=True) as progression:
        tache = progression.add_task("Téléchargement", total=None)
        return telecharger(
            url,
            delai=delai,
            progression=lambda recus, total: progression.update(tache, completed=recus, total=total),
        )


def _montrer_apercu(apercu: Apercu) -> None:
    from socle.cli.affichage import montrer_editions_comparees

    ref = apercu.referentiel
    sortie.print(
        f"{len(ref.emplois_types)} emplois-types, {len(ref.dictionnaire)} entrées du dictionnaire, "
        f"{len(ref.anomalies)} anomalies relevées dans le fichier.",
        markup=False,
    )
    if apercu.comparaison is not None:
        montrer_editions_comparees(apercu.comparaison)


def _apercu_json(apercu: Apercu, *, enregistre: bool) -> dict[str, object]:
    ref = apercu.referentiel
    return {
        "edition": apercu.edition.model_dump(mode="json"),
        "emplois_types": len(ref.emplois_types),
        "dictionnaire": len(ref.dictionnaire),
        "anomalies": [anomalie.model_dump() for anomalie in ref.anomalies],
        "comparaison": apercu.comparaison.model_dump(mode="json") if apercu.comparaison else None,
        "refus": apercu.refus,
        "enregistree": enregistre,
    }


@referentiel.command("lister")
@option_json
def lister(en_json: bool) -> None:
    """Lister les éditions disponibles."""
    toutes = (*Editions().liste(), Referentiel.livret().edition)
    if en_json:
        ecrire_json([edition.model_dump(mode="json") for edition in toutes])
        return
    for edition in toutes:
        jour = f", importée le {edition.importee_le:%d/%m/%Y}" if edition.importee_le else ""
        sortie.print(f"{edition.nom}  {edition.titre}{jour}", markup=False)


@referentiel.command("supprimer")
@click.argument("nom")
@click.option("--oui", is_flag=True, help="Ne pas demander de confirmation.")
def supprimer(nom: str, oui: bool) -> None:
    """Supprimer une édition importée."""
    editions = Editions()
    editions.chemin(nom)
    if not oui:
        click.confirm(f"Supprimer l’édition « {nom} » et ce qui en a été appris ?", abort=True, err=True)
    editions.supprimer(nom)
    dire(f"Édition « {nom} » supprimée.")


@referentiel.command("apprendre")
@option_edition
@click.option("--rmfp", type=_CHEMIN, metavar="FICHIER", help="CSV du RMFP.")
@click.option("--rome", type=_CHEMIN, metavar="DOSSIER", help="Dossier ou ZIP de ROME 4.0.")
@click.option("--esco", type=_CHEMIN, metavar="DOSSIER", help="Dossier ou ZIP des CSV français d’ESCO.")
@option_json
def apprendre_(edition: str, rmfp: Path | None, rome: Path | None, esco: Path | None, en_json: bool) -> None:
    """Apprendre des référentiels le sens des mots, pour mieux rapprocher les offres.

    Rien n’est téléchargé : Socle apprend des définitions de l’édition, et des répertoires donnés.
    """
    from socle.offre.apprentissage import apprendre

    nom = edition or _derniere_edition()
    colonnes = (TextColumn("{task.description}"), BarColumn(), TimeRemainingColumn())
    with Progress(*colonnes, console=messages, transient=True) as progression:
        tache = progression.add_task("Apprentissage", total=None)
        appris = apprendre(
            nom,
            rmfp=rmfp,
            rome=rome,
            esco=esco,
            progression=lambda fait, total: progression.update(tache, completed=fait, total=total),
        )
    if en_json:
        click.echo(appris.model_dump_json(indent=2))
    else:
        sortie.print(f"Appris de : {', '.join(appris.sources)}.", markup=False)
        dire("Rien de nouveau à apprendre." if appris.deja_fait else f"Enregistré dans {appris.fichier}")


@referentiel.command("calibrer")
@option_edition
@option_encodeur
@option_json
def calibrer_(edition: str, encodeur: str, en_json: bool) -> None:
    """Régler sur une édition ce que « sûr » veut dire, et le mesurer.

    L’édition s’interroge elle-même : ses lignes reformulées et ses définitions, avec et sans leur réponse.
    """
    from socle.cli.affichage_moteur import montrer_calibrages
    from socle.offre.calibrage import calibrer_edition
    from socle.offre.moteur import charger_encodeur

    nom = edition or _derniere_edition()
    externe = charger_encodeur(encodeur) if encodeur else None
    colonnes = (TextColumn("{task.description}"), BarColumn())
    with Progress(*colonnes, console=messages, transient=True) as progression:
        tache = progression.add_task("Réglage", total=None)
        faits = calibrer_edition(
            nom,
            encodeur=externe,
            progression=lambda fait, total: progression.update(tache, completed=fait, total=total),
        )
    if en_json:
        ecrire_json([fait.model_dump(mode="json") for fait in faits])
    else:
        montrer_calibrages(faits)
        dire(f"Enregistré à côté de l’édition « {nom} » : les analyses s’en servent désormais.")


def _derniere_edition() -> str:
    editions = Editions().liste()
    if not editions:
        raise ErreurSocle(
            "Aucune édition n’est importée.",
            remede="Importez RéFérens III d’abord : socle referentiel importer.",
        )
    return editions[0].nom


@referentiel.command("chercher")
@click.argument("texte")
@click.option("--bap", default="", metavar="LETTRE", help="BAP, par sa lettre.")
@click.option("--famille", default="", metavar="NOM", help="Famille d’activité professionnelle.")
@click.option("--corps", default="", metavar="CORPS", help="Corps : IR, IE, AI, TECH ou ATRF.")
@click.option("--limite", default=10, metavar="N", show_default=True, help="Nombre de résultats.")
@option_edition
@option_json
def chercher(
    texte: str, bap: str, famille: str, corps: str, limite: int, edition: str, en_json: bool
) -> None:
    """Chercher un emploi-type par des mots, un métier ou un code."""
    from socle.cli.affichage import montrer_resultats
    from socle.referentiel import lire_corps

    resultats = consulter(edition).chercher(
        texte, bap=bap.upper(), famille=famille, corps=lire_corps(corps) if corps else "", limite=limite
    )
    if en_json:
        brut = resultats.model_dump(mode="json")
        for resultat in brut["resultats"]:
            emploi = resultat.pop("emploi_type")
            resultat |= {nom: emploi[nom] for nom in ("code", "intitule", "corps", "bap", "famille")}
        ecrire_json(brut)
    else:
        montrer_resultats(resultats)


@referentiel.command("afficher")
@click.argument("code", metavar="[EDITION:]CODE")
@option_edition
@option_json
def afficher(code: str, edition: str, en_json: bool) -> None:
    """Afficher un emploi-type."""
    from socle.cli.affichage import montrer_emploi_type

    emploi = trouver_emploi_type(code, consulter(edition))
    if en_json:
        click.echo(emploi.to_json())
    else:
        montrer_emploi_type(emploi)


@referentiel.command("comparer")
@click.argument("a", metavar="[EDITION:]CODE|EDITION")
@click.argument("b", metavar="[EDITION:]CODE|EDITION")
@option_edition
@option_json
def comparer_(a: str, b: str, edition: str, en_json: bool) -> None:
    """Comparer deux emplois-types, ou deux éditions entières."""
    from socle.cli import affichage

    editions = Editions()
    if a in editions and b in editions:
        ecart = comparer_editions(editions.charger(a), editions.charger(b))
        if en_json:
            click.echo(ecart.model_dump_json(indent=2))
        else:
            affichage.montrer_editions_comparees(ecart)
        return
    ref = consulter(edition)
    comparaison = comparer(trouver_emploi_type(a, ref), trouver_emploi_type(b, ref))
    if en_json:
        click.echo(comparaison.model_dump_json(indent=2))
    else:
        affichage.montrer_comparaison(comparaison)


@referentiel.command("anomalies")
@option_edition
@option_json
def anomalies(edition: str, en_json: bool) -> None:
    """Lister ce qui paraît anormal dans une édition, sans rien y changer."""
    relevees = consulter(edition).anomalies
    if en_json:
        ecrire_json([anomalie.model_dump() for anomalie in relevees])
        return
    for anomalie in relevees:
        lieu = " ".join(partie for partie in (anomalie.emploi_type, anomalie.rubrique) if partie)
        sortie.print(f"{anomalie.code}  {lieu}  {anomalie.message}  « {anomalie.texte} »", markup=False)
    dire(f"{len(relevees)} anomalies." if relevees else "Aucune anomalie.")


@referentiel.command("exporter")
@click.option("--format", "format_", type=click.Choice(["json", "csv", "livret"]), required=True)
@click.option("-o", "--sortie", "chemin", type=click.Path(path_type=Path), required=True, metavar="FICHIER")
@click.option("--edition", default="", metavar="NOM", help="Édition exportée (le livret par défaut).")
@options_charte
def exporter(format_: str, chemin: Path, edition: str, charte: Charte) -> None:
    """Exporter une édition : données (json, csv) ou livret mis en page (pdf, docx, odt, html)."""
    ref = Editions().charger(edition or "livret")
    if format_ == "json":
        ecrire_octets(chemin, ref.to_json().encode())
    elif format_ == "csv":
        ecrire_octets(chemin, _csv(ref))
    else:
        ecrire_document(chemin, plan=ref.plan(), charte=charte)


def _csv(ref: Referentiel) -> bytes:
    from socle.referentiel.referens import colonnes_de, noms_des_colonnes

    noms = list(noms_des_colonnes().values())
    autres = [nom for emploi in ref.emplois_types for nom in emploi.colonnes if nom not in noms]
    tampon = io.StringIO(newline="")
    redacteur = csv.DictWriter(tampon, [*noms, *dict.fromkeys(autres)], delimiter=";", restval="")
    redacteur.writeheader()
    redacteur.writerows(colonnes_de(emploi) for emploi in ref.emplois_types)
    if not ref.emplois_types:
        raise ErreurSocle("Cette édition n’a aucun emploi-type à exporter.")
    return tampon.getvalue().encode("utf-8-sig")
