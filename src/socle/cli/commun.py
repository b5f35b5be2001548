"""What every command shares: errors told once, documents read and written, the référentiel consulted."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Mapping, Sequence
from functools import wraps
from pathlib import Path
from types import MappingProxyType
from typing import Any, NoReturn, ParamSpec, TypeVar

import click
from rich.console import Console

from socle.erreurs import DocumentIllisible, ErreurSocle
from socle.referentiel import Editions, EmploiType, FicheDePoste, Referentiel
from socle.rendu import FORMATS, Charte, Plan, ecrire

P = ParamSpec("P")
R = TypeVar("R")

CODE_NON_CONFORME = 1
CODE_ERREUR = 2

sortie = Console(highlight=False)
messages = Console(stderr=True, highlight=False)


class CommandeSocle:
    """A click command whose errors are Socle's: message, cause, remedy, and exit code 2."""

    def __init__(self, commande: click.Command) -> None:
        self.commande = commande

    def executer(self) -> NoReturn:
        """Run, then leave the process."""
        try:
            code = self.commande.main(standalone_mode=False)
        except ErreurSocle as erreur:
            dire_erreur(erreur)
            sys.exit(CODE_ERREUR)
        except click.ClickException as erreur:
            erreur.show()
            sys.exit(CODE_ERREUR)
        except (click.Abort, KeyboardInterrupt):
            messages.print("Interrompu.")
            sys.exit(CODE_ERREUR)
        sys.exit(code if isinstance(code, int) else 0)


def dire_erreur(erreur: ErreurSocle) -> None:
    """Tell an error on standard error: what, why, what to do."""
    messages.print("[bold red]Erreur[/] ", end="")
    messages.print(erreur.message, markup=False)
    for partie in (erreur.cause, erreur.remede):
        if partie:
            messages.print(f"  {partie}", markup=False)


def dire(texte: str) -> None:
    """A message for the person, on standard error."""
    messages.print(texte, markup=False)


def ecrire_json(valeur: Any) -> None:
    """A result for a program, on standard output."""
    click.echo(json.dumps(valeur, ensure_ascii=False, indent=2))


def option_json(commande: Callable[P, R]) -> Callable[P, R]:
    """``--json``: the result for a program instead of a person."""
    return click.option("--json", "en_json", is_flag=True, help="Résultat en JSON.")(commande)


def option_edition(commande: Callable[P, R]) -> Callable[P, R]:
    """``--edition``: which édition to consult, besides the booklet."""
    return click.option(
        "--edition", default="", metavar="NOM", help="Édition consultée (la dernière importée par défaut)."
    )(commande)


def option_encodeur(commande: Callable[P, R]) -> Callable[P, R]:
    """``--encodeur``: the folder or hub name of an external encoder."""
    return click.option(
        "--encodeur",
        default="",
        envvar="SOCLE_ENCODEUR",
        metavar="DOSSIER|NOM",
        help="Encodeur de phrases qui départage les meilleures propositions (option « encodeur » de Socle).",
    )(commande)


def option_sortie(aide: str) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """``-o``: the file to write; ``aide`` says in which formats."""
    return click.option(
        "-o",
        "--sortie",
        "chemin",
        type=click.Path(path_type=Path),
        required=True,
        metavar="FICHIER",
        help=aide,
    )


def options_charte(commande: Callable[P, R]) -> Callable[..., R]:
    """The établissement's name, logo and colour, given to the command as ``charte``."""

    @click.option(
        "--etablissement", default="", metavar="NOM", help="Nom de l’établissement, en tête du document."
    )
    @click.option(
        "--logo", type=click.Path(path_type=Path), metavar="IMAGE", help="Logo, image PNG, JPEG ou SVG."
    )
    @click.option("--couleur", default="", metavar="#RRVVBB", help="Couleur de l’établissement.")
    @wraps(commande)
    def avec_charte(*args: Any, etablissement: str, logo: Path | None, couleur: str, **kwargs: Any) -> R:
        charte = lire_charte(etablissement=etablissement, logo=logo, couleur=couleur)
        return commande(*args, charte=charte, **kwargs)  # type: ignore[arg-type]

    return avec_charte


def lire_charte(*, etablissement: str, logo: Path | None, couleur: str) -> Charte:
    """The charte described by the options.

    :raises ErreurSocle: the colour is not one; the logo cannot be opened.
    """
    contenu = lire_octets(logo, quoi="Le logo") if logo else None
    valeurs: dict[str, Any] = {"nom": etablissement, "logo": contenu, "logo_alternative": etablissement}
    if couleur:
        valeurs["couleur"] = couleur
    try:
        return Charte(**valeurs)
    except ValueError as erreur:
        raise ErreurSocle(
            f"« {couleur} » n’est pas une couleur.", remede="Écrivez-la ainsi : #23457f.", code="couleur"
        ) from erreur


def consulter(edition: str) -> Referentiel:
    """The booklet with one édition: the named one, or the latest imported."""
    editions = Editions()
    return Referentiel.livret() | editions.charger(edition) if edition else editions.tout()


def trouver_emploi_type(reference: str, referentiel: Referentiel) -> EmploiType:
    """The emploi-type that ``CODE`` or ``EDITION:CODE`` names."""
    edition, separateur, code = reference.rpartition(":")
    return Editions().charger(edition)[code] if separateur else referentiel[code]


def lire_fiche(chemin: Path, referentiel: Referentiel) -> FicheDePoste:
    """The fiche of a JSON file, or of a document (DOCX, ODT, PDF, HTML, text).

    :raises DocumentIllisible: the file cannot be opened, or is not a fiche.
    """
    if chemin.suffix.lower() == ".json":
        return FicheDePoste.from_json(lire_octets(chemin))
    from socle.offre import lire, transcrire

    return transcrire(lire(chemin), referentiel)


def lire_octets(chemin: Path, *, quoi: str = "Le fichier") -> bytes:
    """What a file holds.

    :param quoi: what the file is, in French, for the message.
    :raises DocumentIllisible: the file cannot be opened.
    """
    try:
        return chemin.read_bytes()
    except OSError as erreur:
        raise DocumentIllisible(
            f"{quoi} « {chemin} » ne peut pas être ouvert.", remede="Vérifiez le chemin du fichier."
        ) from erreur


def ecrire_document(
    chemin: Path,
    *,
    plan: Plan,
    charte: Charte,
    json_: str | None = None,
    formats: tuple[str, ...] = FORMATS,
    autres: Mapping[str, str] = MappingProxyType({}),
) -> None:
    """Write a document in the format that the file's name asks for.

    :param autres: the document in other forms, by extension.
    :raises ErreurSocle: the format is unknown, or the file cannot be written.
    """
    textes = {**({"json": json_} if json_ is not None else {}), **autres}
    extension = extension_connue(chemin, (*formats, *textes))
    if extension in textes:
        contenu = textes[extension].encode()
    else:
        contenu = ecrire(plan, format=extension, charte=charte)
    ecrire_octets(chemin, contenu)


def extension_connue(chemin: Path, connues: Sequence[str]) -> str:
    """The extension of a file to be written.

    :raises ErreurSocle: it is none of those known; said before a long work as well as after.
    """
    extension = chemin.suffix.lower().lstrip(".")
    if extension not in connues:
        raise ErreurSocle(
            f"Le format « {chemin.suffix or chemin.name} » n’est pas connu.",
            remede=f"Donnez au fichier l’une de ces extensions : {', '.join(f'.{nom}' for nom in connues)}.",
            code="format-inconnu",
        )
    return extension


def ecrire_octets(chemin: Path, contenu: bytes) -> None:
    """Write a file and say so.

    :raises ErreurSocle: the file cannot be written.
    """
    try:
        chemin.write_bytes(contenu)
    except OSError as erreur:
        raise ErreurSocle(
            f"Le fichier « {chemin} » ne peut pas être écrit.",
            remede="Vérifiez que le dossier existe et que vous avez le droit d’y écrire.",
            code="ecriture",
        ) from erreur
    dire(f"Écrit : {chemin}")
