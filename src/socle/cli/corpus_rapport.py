"""``socle corpus rapport`` and ``socle corpus echantillon``: the figures of a corpus, their worth."""

from __future__ import annotations

import hashlib
import shlex
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import click

from socle.cli.commun import (
    consulter,
    dire,
    ecrire_document,
    ecrire_json,
    ecrire_octets,
    extension_connue,
    lire_octets,
    option_edition,
    option_json,
    options_charte,
    sortie,
)
from socle.erreurs import ErreurSocle
from socle.rendu import FORMATS, Charte

if TYPE_CHECKING:
    from socle.corpus.chiffres_calcul import Postes
    from socle.corpus.chiffres_lecture import Resultats
    from socle.corpus.echantillon import Echantillon
    from socle.referentiel import Referentiel

FICHIER_ECHANTILLON = "echantillon.json"
RAPPORTS = ("rapport.html", "rapport.docx", "rapport.pdf")
_FICHIER = click.Path(path_type=Path)


option_concours = click.option(
    "--concours",
    type=_FICHIER,
    metavar="FICHIER",
    help="Postes ouverts aux concours ITRF (CSV du ministère), à dessiner à côté du corpus.",
)


def lire_concours(chemin: Path | None, referentiel: Referentiel) -> Postes | None:
    """The posts opened of a file, if there is one, by emploi-type and year.

    :raises DocumentIllisible: the file is not the table of the ministry.
    """
    if chemin is None:
        return None
    from socle.echanges import Concours

    return Concours.from_csv(chemin, referentiel).postes


def empreinte(contenu: bytes) -> str:
    """The SHA-256 of what a file holds."""
    return hashlib.sha256(contenu).hexdigest()


def ecrire_rapports(
    dossier: Path,
    referentiel: Referentiel,
    *,
    postes: Postes | None,
    commande: str,
    empreintes: Mapping[str, str],
) -> None:
    """The report of a run that has just ended, in every form, beside its tables."""
    from socle.corpus import calculer

    chiffres = calculer(
        dossier,
        referentiel,
        postes=postes,
        commandes=(commande,),
        empreintes=empreintes,
    )
    plan = chiffres.plan()
    for nom in RAPPORTS:
        ecrire_document(dossier / nom, plan=plan, charte=Charte())
    ecrire_octets(dossier / "chiffres.json", chiffres.to_json().encode())


@click.command("rapport")
@click.argument("dossier", type=_FICHIER, metavar="DOSSIER")
@click.option(
    "-o",
    "--sortie",
    "chemin",
    type=_FICHIER,
    metavar="FICHIER",
    help="Écrire le rapport : .html, .docx, .odt, .pdf, ou les chiffres : .json.",
)
@click.option(
    "--emploi-type",
    "codes",
    multiple=True,
    metavar="CODE",
    help="Emploi-type à étudier, ou plusieurs (ceux de l’analyse, ou les plus fréquents, par défaut).",
)
@click.option(
    "--etiquettes",
    type=_FICHIER,
    metavar="FICHIER",
    help="Échantillon étiqueté (CSV) : les chiffres sont alors corrigés.",
)
@click.option(
    "--decisions", type=_FICHIER, metavar="FICHIER", help="Décisions prises sur les groupes émergents (JSON)."
)
@option_concours
@click.option(
    "--correction",
    "methode",
    type=click.Choice(["holm", "fdr_bh"]),
    default="holm",
    show_default=True,
    help="Correction des comparaisons multiples : Holm, ou Benjamini et Hochberg.",
)
@click.option("--titre", default="", metavar="TITRE", help="Titre du rapport (le nom du dossier par défaut).")
@click.option("--graine", default=1, show_default=True, metavar="N", help="Graine des tirages au sort.")
@option_edition
@option_json
@options_charte
def rapport(
    dossier: Path,
    chemin: Path | None,
    codes: tuple[str, ...],
    etiquettes: Path | None,
    decisions: Path | None,
    concours: Path | None,
    methode: str,
    titre: str,
    graine: int,
    edition: str,
    en_json: bool,
    charte: Charte,
) -> None:
    """Écrire le rapport d’un corpus analysé : fréquences, décalage, groupes, évolution, émergences."""
    from socle.corpus import Decisions, calculer, corriger_chiffres
    from socle.corpus.chiffres_lecture import Resultats
    from socle.corpus.rapport import phrases_principales

    if chemin is not None:
        extension_connue(chemin, (*FORMATS, "json"))
    resultats = Resultats(dossier)
    referentiel = consulter(edition or str(resultats.manifeste.get("edition", "")))
    postes = lire_concours(concours, referentiel)
    etiquete = _etiqueter(resultats, etiquettes) if etiquettes is not None else None
    lus = {"concours": concours, "décisions": decisions, "étiquettes": etiquettes}
    contenus = {nom: lire_octets(fichier) for nom, fichier in lus.items() if fichier is not None}
    chiffres = calculer(
        resultats,
        referentiel,
        codes=codes,
        titre=titre,
        graine=graine,
        methode="fdr_bh" if methode == "fdr_bh" else "holm",
        decisions=Decisions.from_json(contenus["décisions"]) if decisions else None,
        postes=postes,
        commandes=[
            str(resultats.manifeste.get("commande", "")),
            _commande_du_tirage(dossier, etiquete, etiquettes) if etiquete and etiquettes else "",
            _commande(click.get_current_context()),
        ],
        empreintes={nom: empreinte(contenu) for nom, contenu in contenus.items()},
    )
    if etiquete is not None:
        chiffres = corriger_chiffres(chiffres, etiquete)
    if chemin is not None:
        ecrire_document(chemin, plan=chiffres.plan(), charte=charte, json_=chiffres.to_json())
    if en_json:
        click.echo(chiffres.to_json())
    elif chemin is None:
        for phrase in phrases_principales(chiffres):
            sortie.print(phrase, markup=False)
        dire("Pour le rapport entier : -o rapport.html, .docx ou .pdf.")


@click.command("echantillon")
@click.argument("dossier", type=_FICHIER, metavar="DOSSIER")
@click.option(
    "-o", "--sortie", "chemin", type=_FICHIER, metavar="FICHIER", help="Écrire le tableau à étiqueter : .csv."
)
@click.option("--taille", default=300, show_default=True, metavar="N", help="Nombre de lignes tirées.")
@click.option("--graine", default=1, show_default=True, metavar="N", help="Graine du tirage au sort.")
@click.option(
    "--simple", is_flag=True, help="Donner la même chance à chaque ligne, sans partage par décision."
)
@click.option(
    "--etiquettes",
    type=_FICHIER,
    metavar="FICHIER",
    help="Tableau étiqueté : mesurer la précision et le rappel.",
)
@option_json
def echantillon(
    dossier: Path,
    chemin: Path | None,
    taille: int,
    graine: int,
    simple: bool,
    etiquettes: Path | None,
    en_json: bool,
) -> None:
    """Tirer au sort des lignes à étiqueter, puis mesurer ce que vaut le rapprochement."""
    from socle.corpus import tirer
    from socle.corpus.chiffres_lecture import Resultats

    resultats = Resultats(dossier)
    if etiquettes is not None:
        _montrer_qualite(_etiqueter(resultats, etiquettes), en_json=en_json)
        return
    if chemin is None:
        raise ErreurSocle(
            "Où écrire l’échantillon ?",
            remede="Ajoutez -o echantillon.csv, ou --etiquettes FICHIER s’il est déjà étiqueté.",
            code="usage",
        )
    tire = tirer(resultats, taille=taille, graine=graine, stratifie=not simple)
    ecrire_octets(dossier / FICHIER_ECHANTILLON, tire.to_json().encode())
    ecrire_octets(chemin, tire.to_csv().encode())
    dire(
        "Remplissez la colonne « etiquette » (juste, faux ou manque), puis donnez le tableau à --etiquettes."
    )


def _montrer_qualite(etiquete: Echantillon, *, en_json: bool) -> None:
    from socle.corpus import mesurer
    from socle.corpus.rapport_textes import part_dite, pluriel

    qualite = mesurer(etiquete).qualite
    if en_json:
        ecrire_json(qualite.model_dump(mode="json"))
        return
    sortie.print(f"{pluriel(qualite.etiquetees, 'ligne étiquetée', 'lignes étiquetées')}", markup=False)
    if qualite.etiquetees:
        sortie.print(f"Précision : {part_dite(qualite.precision)}", markup=False)
        sortie.print(f"Rappel : {part_dite(qualite.rappel)}", markup=False)
    if qualite.suffisante:
        sortie.print("L’échantillon suffit à corriger les chiffres : socle corpus rapport --etiquettes.")
    else:
        sortie.print(qualite.remede, markup=False)


def _etiqueter(resultats: Resultats, chemin: Path) -> Echantillon:
    """The sample that was drawn for these results, with the labels of a table."""
    from socle.corpus import Echantillon

    tire = resultats.dossier / FICHIER_ECHANTILLON
    if not tire.is_file():
        raise ErreurSocle(
            "Aucun échantillon n’a été tiré pour ce corpus.",
            remede="Tirez-le d’abord : socle corpus echantillon DOSSIER -o echantillon.csv.",
            code="echantillon-absent",
        )
    return Echantillon.from_json(tire.read_bytes()).etiqueter(lire_octets(chemin))


def _commande_du_tirage(dossier: Path, tire: Echantillon, etiquettes: Path) -> str:
    """The command line that draws the sample again, beside the table of its labels."""
    vierge = etiquettes.with_name(f"{etiquettes.stem}-vierge.csv")
    mots = ["socle", "corpus", "echantillon", str(dossier), "-o", str(vierge)]
    mots += ["--taille", str(tire.taille or len(tire.lignes)), "--graine", str(tire.graine)]
    return shlex.join(mots + ([] if tire.stratifie else ["--simple"]))


def _commande(contexte: click.Context) -> str:
    """The command line that makes the report again, as it was given."""
    mots = ["socle", "corpus", "rapport", str(contexte.params["dossier"])]
    for parametre in contexte.command.params:
        valeur = contexte.params.get(parametre.name or "")
        if isinstance(parametre, click.Option) and valeur and valeur != parametre.default:
            nom = max(parametre.opts, key=len)
            suite = valeur if isinstance(valeur, tuple) else (valeur,)
            mots += [nom] if parametre.is_flag else [mot for une in suite for mot in (nom, str(une))]
    return shlex.join(mots)
