"""``socle fiche annoncer``: the offer that a fiche gives rise to, as a document or for others' software."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from socle.cli.commun import (
    consulter,
    dire,
    ecrire_document,
    lire_fiche,
    lire_octets,
    option_sortie,
    options_charte,
)
from socle.erreurs import ErreurSocle
from socle.rendu import Charte

if TYPE_CHECKING:
    from socle.annonce import Annonce


@click.command("annoncer")
@click.argument("fichier", type=click.Path(path_type=Path), metavar="FICHE|OFFRE.json")
@option_sortie(
    "Fichier à écrire : .html, .docx, .odt, .pdf, .json, .jsonld (JobPosting) ou .csv (colonnes de "
    "Choisir le service public)."
)
@click.option(
    "--renseigner",
    "saisies",
    multiple=True,
    metavar="CHAMP=VALEUR",
    help="Remplir un champ de l’offre, par exemple date_limite=2026-12-31.",
)
@click.option("--presentation", default="", metavar="TEXTE", help="L’employeur, en quelques phrases.")
@click.option("--url", default="", metavar="ADRESSE", help="Adresse de la page publique de l’offre.")
@options_charte
def annoncer_(
    fichier: Path, chemin: Path, saisies: tuple[str, ...], presentation: str, url: str, charte: Charte
) -> None:
    """Tirer d’une fiche une offre à publier : rédigée pour le dehors, vérifiée.

    Une offre enregistrée en JSON, complétée à la main, se relit de la même façon.
    """
    from socle.annonce import annonce_csp, annonce_jobposting, rediger, verifier_annonce
    from socle.echanges.csp import ecrire_csp

    annonce = rediger(_lire(fichier, presentation), _valeurs(saisies))
    if charte.nom and not annonce.etablissement:
        annonce = rediger(annonce, {"etablissement": charte.nom})
    jsonld = annonce_jobposting(annonce, url=url).to_jsonld()
    ecrire_document(
        chemin,
        plan=annonce.plan(),
        charte=charte,
        json_=annonce.to_json(),
        autres={
            "jsonld": json.dumps(jsonld, ensure_ascii=False, indent=2),
            # The mark by which spreadsheets know UTF-8.
            "csv": "\ufeff" + ecrire_csp([annonce_csp(annonce)]),
        },
    )
    rapport = verifier_annonce(annonce, jour=date.today())  # noqa: DTZ011, the day here
    dire(f"Avant de publier : {rapport.resume()}")
    for constat in rapport.constats:
        if constat.gravite == "erreur":
            dire(f"  {constat.message} {constat.remede}")


def _lire(fichier: Path, presentation: str) -> Annonce:
    """The offer of a JSON file, or the one that a fiche gives rise to."""
    from socle.annonce import Annonce, annoncer, reecrire

    contenu = lire_octets(fichier) if fichier.suffix.lower() == ".json" else b""
    if b'"sections"' in contenu:
        annonce = Annonce.from_json(contenu)
        return reecrire(annonce, "presentation", texte=presentation) if presentation else annonce
    return annoncer(lire_fiche(fichier, consulter("")), presentation=presentation)


def _valeurs(saisies: tuple[str, ...]) -> dict[str, str]:
    from socle.annonce.champs import TOUS_LES_CHAMPS_ANNONCE

    valeurs = dict(saisie.partition("=")[::2] for saisie in saisies)
    inconnus = [nom for nom in valeurs if nom not in TOUS_LES_CHAMPS_ANNONCE]
    if inconnus:
        raise ErreurSocle(
            f"Une offre n’a pas de champ « {inconnus[0]} ».",
            remede=f"Choisissez parmi : {', '.join(TOUS_LES_CHAMPS_ANNONCE)}.",
            code="champ-inconnu",
        )
    return valeurs
