"""Codings as a spreadsheet: one row a coding, or the matrix that working groups keep, one column a candidate.

Text in, text out: whoever holds the file decodes it.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from pydantic import ValidationError

from socle.cellules import inerte, telle_qu_ecrite
from socle.erreurs import ErreurSocle
from socle.referentiel.texte import cle as cle_texte
from socle.synthese.etude import Etude
from socle.synthese.matrice import Matrice
from socle.synthese.sources import Candidat, Codage, Source
from socle.synthese.vocabulaire import ETATS_CELLULE, VALEURS, Valeur

COLONNES = ("source", "candidat", "valeur", "citation", "page", "codeur", "mentions", "remarque", "date")

_SIGLES: dict[str, Valeur] = {"P": "present", "p": "partiel", "A": "absent", "a": "absent", "–": "non-traite"}
_MOTS: dict[str, Valeur] = {
    **{cle_texte(libelle): valeur for valeur, libelle in VALEURS.items()},
    **{cle_texte(valeur): valeur for valeur in VALEURS},
    "oui": "present",
    "1": "present",
    "x": "present",
    "0 5": "partiel",
    "en partie": "partiel",
    "partielle": "partiel",
    "non": "absent",
    "0": "absent",
    "nt": "non-traite",
}
"""How spreadsheets say each value, folded; « P » and « p » are told apart before."""


def ecrire_codages(etude: Etude) -> str:
    """Every coding of a study, one row each, to be read again by :func:`lire_codages` without loss."""
    return _write(
        COLONNES,
        (
            (
                codage.source,
                codage.candidat,
                codage.valeur,
                codage.citation,
                codage.page,
                codage.codeur,
                "" if codage.mentions is None else str(codage.mentions),
                codage.remarque,
                codage.le.isoformat(),
            )
            for codage in etude.codages
        ),
    )


def ecrire_matrice(matrice: Matrice) -> str:
    """A matrix, one row a source and one column a candidate; a cell that nobody coded is empty."""
    return _write(
        ("source", "titre", *(candidat.libelle for candidat in matrice.candidats)),
        (
            (
                source.cle,
                source.titre,
                *("" if c.etat == "non-code" else ETATS_CELLULE[c.etat] for c in ligne),
            )
            for source, ligne in zip(matrice.sources, matrice.cellules, strict=True)
        ),
    )


def lire_codages(texte: str, etude: Etude, *, codeur: str, le: datetime) -> tuple[Codage, ...]:
    """The codings of a spreadsheet, of either form; sources and candidates by key or by wording.

    :param codeur: who coded, where the table does not say.
    :param le: when, where the table does not say.
    :raises ErreurSocle: no such table (code ``tableau-illisible``), or rows that name nothing of the study
        (code ``lignes-inconnues``); nothing is read halfway.
    """
    rangees = _rows(texte)
    entetes = [cle_texte(entete) for entete in rangees[0]] if rangees else []
    if "source" not in entetes:
        raise ErreurSocle(
            "Ce tableau n’a pas de colonne « source ».",
            remede="Partez de la matrice ou des codages exportés de l’étude.",
            code="tableau-illisible",
        )
    lecture = _Lecture(etude, codeur=codeur, le=le)
    if {"candidat", "valeur"} <= set(entetes):
        return lecture.lignes(entetes, rangees[1:])
    return lecture.croisements(entetes, rangees)


class _Lecture:
    """A table being read: what it names, and what it names wrongly."""

    def __init__(self, etude: Etude, *, codeur: str, le: datetime) -> None:
        self.sources = _names(etude.sources)
        self.candidats = _names(etude.candidats)
        self.codeur, self.le = codeur, le
        self.codages: list[Codage] = []
        self.fautes: list[str] = []

    def lignes(self, entetes: Sequence[str], rangees: Iterable[Sequence[str]]) -> tuple[Codage, ...]:
        """One row a coding."""
        for numero, rangee in enumerate(rangees, start=2):
            champs = dict(zip(entetes, rangee, strict=False))
            self._add(numero, champs["source"], champs.get("candidat", ""), champs.get("valeur", ""), champs)
        return self._conclude()

    def croisements(self, entetes: Sequence[str], rangees: Sequence[Sequence[str]]) -> tuple[Codage, ...]:
        """One row a source, one column a candidate; columns that are neither are told."""
        place = entetes.index("source")
        colonnes = {
            rang: entete
            for rang, entete in enumerate(rangees[0])
            if rang != place and entetes[rang] not in ("", "titre")
        }
        for numero, rangee in enumerate(rangees[1:], start=2):
            for rang, candidat in colonnes.items():
                if rang < len(rangee) and rangee[rang]:
                    self._add(numero, rangee[place], candidat, rangee[rang], {})
        return self._conclude()

    def _add(self, numero: int, source: str, candidat: str, valeur: str, champs: Mapping[str, str]) -> None:
        lue = _SIGLES.get(valeur) or _MOTS.get(cle_texte(valeur))
        trouvee, trouve = self.sources.get(cle_texte(source)), self.candidats.get(cle_texte(candidat))
        for nom, dit, objet in (("source", source, trouvee), ("candidat", candidat, trouve)):
            if objet is None:
                self.fautes.append(f"Ligne {numero} : {nom} « {dit} » inconnu de l’étude.")
        if lue is None:
            self.fautes.append(f"Ligne {numero} : « {valeur} » n’est pas une valeur.")
        if trouvee is None or trouve is None or lue is None:
            return
        try:
            self.codages.append(
                Codage(
                    source=trouvee,
                    candidat=trouve,
                    valeur=lue,
                    citation=champs.get("citation", ""),
                    page=champs.get("page", ""),
                    codeur=champs.get("codeur") or self.codeur,
                    mentions=champs.get("mentions") or None,
                    remarque=champs.get("remarque", ""),
                    le=champs.get("date") or self.le,
                )
            )
        except ValidationError as erreur:
            champ = erreur.errors()[0]["loc"][0]
            self.fautes.append(f"Ligne {numero} : la colonne « {champ} » ne se lit pas.")

    def _conclude(self) -> tuple[Codage, ...]:
        if self.fautes:
            uniques = list(dict.fromkeys(self.fautes))
            reste = f" Et {len(uniques) - 5} autres." if len(uniques) > 5 else ""
            raise ErreurSocle(
                "Ce tableau ne se lit pas en entier, et rien n’en a été gardé.",
                cause=" ".join(uniques[:5]) + reste,
                remede="Reprenez les clés ou les libellés de l’étude, et les mots présent, partiel, absent, "
                "non traité.",
                code="lignes-inconnues",
            )
        return tuple(self.codages)


def _names(parties: Iterable[Source] | Iterable[Candidat]) -> dict[str, str]:
    """Keys by every way to name them: the key itself, then the wording."""
    noms: dict[str, str] = {}
    for partie in parties:
        libelle = partie.titre if isinstance(partie, Source) else partie.libelle
        noms.setdefault(cle_texte(libelle), partie.cle)
    return noms | {cle_texte(partie.cle): partie.cle for partie in parties}


def _rows(texte: str) -> list[list[str]]:
    """The rows that hold something, whatever separates their cells, formula guards taken off."""
    premiere = texte.lstrip("\ufeff\r\n").split("\n", 1)[0]
    separateur = max(";\t,", key=premiere.count)
    brutes = csv.reader(io.StringIO(texte.lstrip("\ufeff"), newline=""), delimiter=separateur)
    rangees = [[telle_qu_ecrite(case.strip()) for case in rangee] for rangee in brutes]
    return [rangee for rangee in rangees if any(rangee)]


def _write(entetes: Sequence[str], rangees: Iterable[Sequence[str]]) -> str:
    """Semicolons, as French spreadsheets expect; a cell that would be taken for a formula is guarded."""
    sortie = io.StringIO(newline="")
    ecrivain = csv.writer(sortie, delimiter=";", lineterminator="\r\n")
    ecrivain.writerow(_guard(entetes))
    ecrivain.writerows(_guard(rangee) for rangee in rangees)
    return sortie.getvalue()


def _guard(cases: Iterable[str]) -> list[str]:
    return [inerte(case) for case in cases]
