"""Which column of a table holds what: the formats known by name, the usual headers, what a person says.

A field may be filled from several columns. The text is made of parts, each under its heading where the
format or the person gives one.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from importlib import resources
from typing import Any, NamedTuple

from socle.erreurs import DocumentIllisible
from socle.referentiel.texte import cle

CHAMPS = ("id", "titre", "texte", "employeur", "region", "date", "annee", "statut", "corps", "code")
"""What a table may say of an offer; only the text is compulsory."""

_LISTES = ("resultats", "offres", "results", "items", "data", "records")


class Correspondance(NamedTuple):
    """For each field the columns that fill it, the first that is not empty being kept; for the text, its
    parts, all kept, each with its heading."""

    champs: Mapping[str, tuple[str, ...]]
    texte: tuple[tuple[str, str], ...]
    format: str = ""

    def lire(self, rangee: Mapping[str, Any]) -> dict[str, Any]:
        """The fields of one row."""
        lus: dict[str, Any] = {
            champ: next((valeur for nom in noms if (valeur := _valeur(rangee, nom))), "")
            for champ, noms in self.champs.items()
        }
        parties = [(titre, valeur) for titre, nom in self.texte if (valeur := _valeur(rangee, nom))]
        lus["texte"] = "\n\n".join(f"{titre} :\n{valeur}" if titre else valeur for titre, valeur in parties)
        return lus


@cache
def _tables() -> dict[str, Any]:
    brut = resources.files("socle.donnees.corpus").joinpath("formats.json").read_text("utf-8")
    lu: dict[str, Any] = json.loads(brut)
    return lu


def formats() -> dict[str, str]:
    """The formats known by name, and what each is."""
    return {nom: format_["titre"] for nom, format_ in _tables()["formats"].items()}


def reconnaitre(colonnes: Iterable[str]) -> str:
    """The known format that these columns are those of; empty when none."""
    cles = {cle(colonne) for colonne in colonnes}
    return next((nom for nom, un in _tables()["formats"].items() if cles.issuperset(un["signature"])), "")


def correspondre(
    colonnes: Sequence[str], *, choix: Sequence[tuple[str, str]] = (), format: str = "", nom: str = ""
) -> Correspondance:
    """Which columns of a table fill which fields.

    :param choix: what the person says: pairs of field and column; several columns may make the text.
    :param format: a known format; recognised from the columns when empty.
    :param nom: the table's name, for messages.
    :raises DocumentIllisible: a column does not exist, or none holds the text.
    """
    presentes = {cle(colonne): colonne for colonne in reversed(colonnes)}
    proposee = _de_format(format, presentes) if format else _deviner(colonnes, presentes)
    champs = dict(proposee.champs)
    dits: dict[str, list[str]] = {}
    for champ, colonne in choix:
        if champ not in CHAMPS:
            raise _champ_inconnu(champ)
        if cle(colonne.split(".")[0].removesuffix("[]")) not in presentes:
            raise _sans_colonne(nom, f"Elle n’a pas de colonne « {colonne} ».", colonnes)
        dits.setdefault(champ, []).append(presentes.get(cle(colonne), colonne))
    texte = proposee.texte
    if noms := dits.pop("texte", []):
        texte = tuple((un if len(noms) > 1 else "", un) for un in noms)
    if not texte:
        raise _sans_colonne(nom, "Aucune de ses colonnes n’a un nom qui annonce le texte.", colonnes)
    return Correspondance(
        {**champs, **{champ: tuple(un) for champ, un in dits.items()}}, texte, proposee.format
    )


def _deviner(colonnes: Sequence[str], presentes: Mapping[str, str]) -> Correspondance:
    if connu := reconnaitre(colonnes):
        return _de_format(connu, presentes)
    trouves = {
        champ: tuple(presentes[cle(nom)] for nom in noms if cle(nom) in presentes)[:1]
        for champ, noms in _tables()["champs"].items()
    }
    texte = trouves.pop("texte")
    return Correspondance(
        {champ: noms for champ, noms in trouves.items() if noms}, tuple(("", n) for n in texte)
    )


def _de_format(format: str, presentes: Mapping[str, str]) -> Correspondance:
    connus = _tables()["formats"]
    if format not in connus:
        raise DocumentIllisible(
            f"Le format « {format} » n’est pas connu.",
            remede=f"Choisissez parmi : {', '.join(connus)}.",
            code="format-inconnu",
        )
    un = connus[format]

    def presents(noms: Iterable[str]) -> tuple[str, ...]:
        tetes = ((nom, cle(nom.split(".")[0].removesuffix("[]"))) for nom in noms)
        return tuple(presentes[tete] if "." not in nom else nom for nom, tete in tetes if tete in presentes)

    champs = {champ: trouves for champ, noms in un["champs"].items() if (trouves := presents(noms))}
    texte = tuple((titre, trouve) for titre, nom in un["texte"] for trouve in presents([nom]))
    return Correspondance(champs, texte, format)


def _valeur(rangee: Mapping[str, Any], nom: str) -> str:
    """The value at a path (``entreprise.nom``, ``competences[].libelle``), as text."""
    if nom in rangee:
        return _dire(rangee[nom])
    trouvees: list[Any] = [rangee]
    for morceau in nom.split("."):
        suivantes = [un.get(morceau.removesuffix("[]")) for un in trouvees if isinstance(un, Mapping)]
        trouvees = [un for valeur in suivantes for un in (valeur if isinstance(valeur, list) else [valeur])]
    return "\n".join(dit for un in trouvees if (dit := _dire(un)))


def _dire(valeur: Any) -> str:
    if valeur is None or isinstance(valeur, (dict, bool)):
        return ""
    if isinstance(valeur, list):
        return "\n".join(dit for un in valeur if (dit := _dire(un)))
    if isinstance(valeur, float) and valeur.is_integer():
        return str(int(valeur))
    return str(valeur).strip()


def liste_d_offres(valeur: Any) -> list[Any] | None:
    """The records of a JSON value: itself when it is a list, or the list that it wraps."""
    if isinstance(valeur, list):
        return valeur
    if isinstance(valeur, dict):
        return next((valeur[nom] for nom in _LISTES if isinstance(valeur.get(nom), list)), None)
    return None


def _champ_inconnu(champ: str) -> DocumentIllisible:
    return DocumentIllisible(
        f"Le champ « {champ} » n’existe pas.",
        remede=f"Les champs sont : {', '.join(CHAMPS)}. Écrivez par exemple : --colonne texte=description.",
        code="champ-inconnu",
    )


def _sans_colonne(nom: str, cause: str, colonnes: Sequence[str]) -> DocumentIllisible:
    trouvees = ", ".join(f"« {colonne} »" for colonne in colonnes[:40]) or "aucune"
    table = f"de la table « {nom} »" if nom else "de la table"
    return DocumentIllisible(
        f"Les colonnes {table} ne permettent pas de trouver le texte des offres.",
        cause=f"{cause} Colonnes trouvées : {trouvees}.",
        remede="Dites ce que contient chacune, par exemple : --colonne texte=description --colonne annee=an.",
        code="colonnes",
    )
